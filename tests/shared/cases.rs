//! Reads the corpora in `tests/lang/` and `tests/messages/`.

use std::collections::BTreeMap;

use kbgen::config::Overrides;
use kbgen::diag::{self, Format};
use kbgen::lang::{Bindings, Parameter, Value};
use kbgen::load::{self, Files};
use kbgen::model;

/// One case of a corpus of parts: its head, and its parts by name.
pub(crate) struct Case {
    pub(crate) kind: String,
    pub(crate) name: String,
    pub(crate) parts: BTreeMap<String, String>,
}

/// Reads a corpus of `== kind: name` cases with `-- part` texts.
pub(crate) fn cases(text: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let mut part: Option<String> = None;
    for line in text.lines() {
        if let Some(head) = line.strip_prefix("== ") {
            let (kind, name) = head.split_once(": ").expect("`kind: name`");
            cases.push(Case { kind: kind.to_owned(), name: name.to_owned(), parts: BTreeMap::new() });
            part = None;
        } else if let Some(name) = line.strip_prefix("-- ") {
            let case = cases.last_mut().expect("a part belongs to a case");
            assert!(case.parts.insert(name.to_owned(), String::new()).is_none(), "{}: {name} twice", case.name);
            part = Some(name.to_owned());
        } else if let Some(part) = &part {
            let text = cases.last_mut().expect("a part belongs to a case").parts.get_mut(part).expect("just added");
            text.push_str(line);
            text.push('\n');
        }
    }
    for text in cases.iter_mut().flat_map(|case| case.parts.values_mut()) {
        text.truncate(text.trim_end_matches('\n').len());
    }
    cases
}

/// Reads the parameters of a `params.toml`, or tells what is wrong with it.
pub(crate) fn parameters(text: &str) -> Result<Vec<Parameter>, String> {
    let files = Files::from_texts([
        ("kbgen.toml", b"title = \"Garden\"\n".as_slice()),
        ("templates/params.toml", text.as_bytes()),
    ]);
    let overrides = Overrides { today: "2026-11-22".parse().expect("a date"), drafts: false, base_url: None };
    let (project, mut found) = load::parse(&files, overrides);
    let (kb, more) = model::resolve(project);
    found.extend(more);
    if !found.is_empty() {
        return Err(diag::print(&found, &kb.sources, Format::Human, false));
    }
    Ok(kb.parameters.rows().iter().map(|parameter| parameter.definition.clone()).collect())
}

/// Reads values from TOML.
pub(crate) fn bindings(text: &str) -> Bindings {
    let table: toml::Table = toml::from_str(text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    table.into_iter().filter_map(|(name, value)| Some((name, to_value(value).settled()?))).collect()
}

fn to_value(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => Value::Text(text),
        toml::Value::Integer(number) => Value::Number(number),
        toml::Value::Boolean(value) => Value::Bool(value),
        toml::Value::Datetime(date) => Value::Date(date.to_string().parse().expect("a date")),
        toml::Value::Array(items) => {
            Value::List(items.into_iter().map(|item| item.as_str().expect("a text").to_owned()).collect())
        }
        other => panic!("no value: {other}"),
    }
}
