//! A commented file of values, for `kbgen fill --values`.

use std::fmt::Write as _;

use crate::lang::{Parameter, Value};

use super::escape::one_line;
use super::words::Words;

/// Writes a TOML file with the example of each parameter, and what the parameter is as comments above it.
///
/// A parameter without an example is a comment too, ready to be filled in. Source: TOML 1.0.
#[must_use]
pub fn values_toml(parameters: &[&Parameter], words: &Words) -> String {
    let mut text = String::new();
    comment(&words.values, &mut text);
    for parameter in parameters {
        let need = if parameter.required { &words.required } else { &words.optional };
        text.push('\n');
        comment(&format!("{} ({}, {need})", parameter.label, words.types.name(parameter.kind)), &mut text);
        comment(&parameter.help, &mut text);
        if !parameter.choices.is_empty() {
            comment(&format!("{}:", words.choices), &mut text);
            for choice in &parameter.choices {
                comment(&format!("  {} = {}", string(&choice.value), one_line(&choice.label)), &mut text);
            }
        }
        let key = key(&parameter.name);
        match &parameter.example {
            Some(value) => writeln!(text, "{key} = {}", written(value)).expect("memory"),
            None => writeln!(text, "# {key} =").expect("memory"),
        }
    }
    text
}

/// Writes a comment of one line, if there is anything to say; blanks at its start are kept.
fn comment(words: &str, text: &mut String) {
    let line = one_line(words);
    if !line.is_empty() {
        let indent = words.len() - words.trim_start_matches(' ').len();
        writeln!(text, "# {}{line}", " ".repeat(indent)).expect("memory");
    }
}

fn key(name: &str) -> String {
    let is_bare = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    if !name.is_empty() && name.chars().all(is_bare) { name.to_owned() } else { string(name) }
}

fn written(value: &Value) -> String {
    match value {
        Value::Bool(value) => value.to_string(),
        Value::Number(number) => number.to_string(),
        Value::Date(date) => date.to_string(),
        Value::Text(text) if text.contains('\n') => lines(text),
        Value::Text(text) => string(text),
        Value::List(items) => {
            let items: Vec<String> = items.iter().map(|item| format!("    {},\n", string(item))).collect();
            format!("[\n{}]", items.concat())
        }
    }
}

/// Writes a basic string in one line.
fn string(text: &str) -> String {
    let mut string = String::from("\"");
    for c in text.chars() {
        escape(c, &mut string);
    }
    string.push('"');
    string
}

/// Writes a basic string of several lines. The line break after the opening marks is not part of it.
fn lines(text: &str) -> String {
    let mut string = String::from("\"\"\"\n");
    for c in text.chars() {
        if c == '\n' { string.push(c) } else { escape(c, &mut string) }
    }
    string.push_str("\"\"\"");
    string
}

fn escape(c: char, string: &mut String) {
    match c {
        '"' | '\\' => string.extend(['\\', c]),
        '\n' => string.push_str("\\n"),
        '\t' => string.push_str("\\t"),
        _ if c.is_control() => write!(string, "\\u{:04X}", u32::from(c)).expect("memory"),
        _ => string.push(c),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::values_toml;
    use crate::lang::{Choice, Parameter, Type, Value};
    use crate::pack::hostile::hostile;
    use crate::pack::samples::parameters;
    use crate::pack::words::Words;

    fn file(parameters: &[Parameter]) -> String {
        values_toml(&parameters.iter().collect::<Vec<_>>(), &Words::default())
    }

    fn value(value: &toml::Value) -> Value {
        match value {
            toml::Value::Boolean(value) => Value::Bool(*value),
            toml::Value::Integer(number) => Value::Number(*number),
            toml::Value::Datetime(date) => Value::Date(date.to_string().parse().expect("a date")),
            toml::Value::String(text) => Value::Text(text.clone()),
            toml::Value::Array(items) => {
                Value::List(items.iter().map(|item| item.as_str().expect("a text").to_owned()).collect())
            }
            other => panic!("{other}"),
        }
    }

    #[test]
    fn a_whole_file() {
        assert_eq!(
            file(&parameters()),
            r#"# Values to fill the template with: replace the examples by your own.

# Your name (text, required)
name = "Zoë \"Z\" Brook"

# Story (text of any length, optional)
# As long as you like.
story = """
One.

Two."""

# Count (number, optional)
count = -3

# Day (date, optional)
day = 2026-11-22

# Sure (yes or no, optional)
sure = true

# Drink (one of the choices, optional)
# Choices:
#   "tea" = A pot of tea
#   "none" = Nothing
drink = "tea"

# Gifts (list, optional)
gifts = [
    "a rake",
    "seeds",
]

# Address (email address, optional)
mail = "zoe@example.org"

# Page (web address, optional)
# site =
"#
        );
    }

    #[test]
    fn it_parses_back_to_the_examples() {
        let table: toml::Table = file(&parameters()).parse().expect("TOML");
        for parameter in parameters() {
            assert_eq!(table.get(&parameter.name).map(value), parameter.example, "{}", parameter.name);
        }
    }

    proptest! {
        #[test]
        fn any_value_comes_back_and_no_comment_is_more(
            name in hostile(), label in hostile(), text in hostile(), items in prop::collection::vec(hostile(), 0..3)
        ) {
            let choices = vec![Choice { value: text.clone(), label: label.clone() }];
            let base = Parameter { label: label.clone(), help: label.clone(), choices, ..Parameter::default() };
            let parameters = [
                Parameter { name: format!("a{name}"), example: Some(Value::Text(text)), ..base.clone() },
                Parameter { name: format!("b{name}"), kind: Type::List, example: Some(Value::List(items)), ..base.clone() },
                Parameter { name: format!("c{name}"), ..base },
            ];
            let table: toml::Table = file(&parameters).parse().expect("TOML");
            prop_assert_eq!(table.len(), 2);
            for parameter in &parameters {
                prop_assert_eq!(table.get(&parameter.name).map(value), parameter.example.clone());
            }
        }
    }
}
