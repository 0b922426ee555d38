//! Values that the tests of several formats share.

use crate::lang::{Choice, Parameter, Segment, SegmentKind, Type, Value};

/// One parameter of each type.
pub(super) fn parameters() -> Vec<Parameter> {
    let new = |name: &str, label: &str, kind: Type, example: Option<Value>| Parameter {
        name: name.to_owned(),
        label: label.to_owned(),
        kind,
        example,
        ..Parameter::default()
    };
    let text = |text: &str| Some(Value::Text(text.to_owned()));
    let choice = |value: &str, label: &str| Choice { value: value.to_owned(), label: label.to_owned() };
    vec![
        Parameter { required: true, ..new("name", "Your name", Type::Text, text("Zoë \"Z\" Brook")) },
        Parameter {
            help: "As long\nas you like.".to_owned(),
            ..new("story", "Story", Type::LongText, text("One.\n\nTwo."))
        },
        new("count", "Count", Type::Number, Some(Value::Number(-3))),
        new("day", "Day", Type::Date, "2026-11-22".parse().ok().map(Value::Date)),
        new("sure", "Sure", Type::Bool, Some(Value::Bool(true))),
        Parameter {
            choices: vec![choice("tea", "A pot of tea"), choice("none", "Nothing")],
            ..new("drink", "Drink", Type::Choice, text("tea"))
        },
        new("gifts", "Gifts", Type::List, Some(Value::List(vec!["a rake".to_owned(), "seeds".to_owned()]))),
        new("mail", "Address", Type::Email, text("zoe@example.org")),
        new("site", "Page", Type::Url, None),
    ]
}

/// Reads `{{name}}` as a gap of a sample parameter, all else as text.
pub(super) fn segments(text: &str) -> Vec<Segment> {
    let parameters = parameters();
    let mut segments = Vec::new();
    for (index, part) in text.split("{{").enumerate() {
        let mut rest = part;
        if index > 0
            && let Some((name, after)) = part.split_once("}}")
            && let Some(parameter) = parameters.iter().find(|parameter| parameter.name == name)
        {
            let text = format!("[{}]", parameter.label);
            segments.push(Segment { kind: SegmentKind::Missing, parameter: Some(name.to_owned()), text });
            rest = after;
        }
        segments.push(Segment { kind: SegmentKind::Text, parameter: None, text: rest.to_owned() });
    }
    segments
}
