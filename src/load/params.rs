//! Definitions of parameters: `templates/params.toml`, and `[params]` in a template's front matter.

use toml::de::DeValue;

use super::faults;
use super::kinds::Items;
use crate::diag::{Diagnostic, Diagnostics};
use crate::fields::{self, Fields, FromToml, Reader, Value, one_of};
use crate::lang::{self, Choice, Limits, Parameter, Pattern, Role, Scope, Type};
use crate::source::{Place, SourceId, Sources, Span, Spanned};

/// A parameter as its author defined it.
#[derive(Debug, Clone)]
pub struct RawParameter {
    /// Its name, snake-case, which `definition` has too.
    pub name: Spanned<String>,
    /// What it says, but for the anchor.
    pub definition: Parameter,
    /// Id of the personal anchor whose date it is.
    pub anchor: Option<Spanned<String>>,
    /// Heading that a list of all parameters shows it under; may be empty.
    pub group: String,
}

impl Default for RawParameter {
    /// A placeholder; it counts as required, so that nothing is reported that only follows from its fault.
    fn default() -> Self {
        let definition = Parameter { required: true, ..Parameter::default() };
        Self { name: Spanned::default(), definition, anchor: None, group: String::new() }
    }
}

impl FromToml for Type {
    fn from_toml(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        one_of(
            value,
            reader,
            &[
                ("text", Self::Text),
                ("long-text", Self::LongText),
                ("number", Self::Number),
                ("date", Self::Date),
                ("bool", Self::Bool),
                ("choice", Self::Choice),
                ("list", Self::List),
                ("email", Self::Email),
                ("url", Self::Url),
            ],
        )
    }
}

impl FromToml for Scope {
    fn from_toml(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        one_of(value, reader, &[("you", Self::You), ("target", Self::Target), ("message", Self::Message)])
    }
}

impl FromToml for Role {
    fn from_toml(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        one_of(
            value,
            reader,
            &[
                ("sender-name", Self::SenderName),
                ("sender-id", Self::SenderId),
                ("sender-address", Self::SenderAddress),
                ("target-name", Self::TargetName),
                ("target-address", Self::TargetAddress),
                ("target-reason", Self::TargetReason),
                ("salutation", Self::Salutation),
                ("policy", Self::Policy),
            ],
        )
    }
}

impl FromToml for Pattern {
    fn from_toml(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        one_of(value, reader, &[("digits-8", Self::Digits8), ("year", Self::Year), ("phone", Self::Phone)])
    }
}

impl FromToml for Choice {
    fn from_toml(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        reader.table(value, |table| Self { value: table.required("value"), label: table.required("label") })
    }
}

impl FromToml for lang::Value {
    fn from_toml(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        match value.get_ref() {
            DeValue::String(text) => Some(Self::Text(text.to_string())),
            DeValue::Integer(_) => FromToml::from_toml(value, reader).map(Self::Number),
            DeValue::Boolean(value) => Some(Self::Bool(*value)),
            DeValue::Datetime(_) => FromToml::from_toml(value, reader).map(Self::Date),
            DeValue::Array(_) => Items::from_toml(value, reader)?.0.map(Self::List),
            DeValue::Float(_) | DeValue::Table(_) => reader.wrong_type(value, "a value of the parameter's type"),
        }
    }
}

impl FromToml for RawParameter {
    fn from_toml(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let example_value = value.get_ref().get("example");
        let place = reader.place(reader.span(value));
        let (kind, parameter) = reader.table(value, |table| {
            let (label, help) = (table.required("label"), table.or_default("help"));
            let kind: Option<Type> = table.required_optional("type");
            let definition = Parameter {
                name: String::new(),
                label,
                help,
                kind: kind.unwrap_or_default(),
                scope: table.required("scope"),
                // Nothing is reported that only follows from a missing type.
                required: table.or_default("required") || kind.is_none(),
                example: table.optional("example"),
                role: table.optional("role"),
                specific: table.or_default("specific"),
                // With one of them at fault, nothing is known of the others either.
                choices: if kind == Some(Type::Choice) {
                    table.required::<Items<Choice>>("choices").0.unwrap_or_default()
                } else {
                    table.or_default::<Items<Choice>>("choices").0.unwrap_or_default()
                },
                limits: Limits {
                    min: table.optional("min"),
                    max: table.optional("max"),
                    min_words: table.optional("min_words"),
                    max_words: table.optional("max_words"),
                    pattern: table.optional("pattern"),
                },
                anchor: None,
            };
            let (anchor, group) = (table.optional("anchor"), table.or_default("group"));
            (kind, Self { name: Spanned::default(), definition, anchor, group })
        })?;
        if let (Some(kind), Some(example), Some(value)) = (kind, &parameter.definition.example, example_value) {
            check_example(kind, example, &parameter.definition.choices, value, reader);
        }
        let limits = &parameter.definition.limits;
        if limits.min.zip(limits.max).is_some_and(|(min, max)| min > max)
            || limits.min_words.zip(limits.max_words).is_some_and(|(min, max)| min > max)
        {
            reader.report(bad_limits(place, "the smaller limit comes first"));
        }
        Some(parameter)
    }
}

/// Reports an example that does not fit its parameter's type.
fn check_example(kind: Type, example: &lang::Value, choices: &[Choice], value: &Value<'_>, reader: &mut Reader<'_>) {
    let expected = match (kind, example) {
        (Type::Text | Type::LongText | Type::Email | Type::Url, lang::Value::Text(_))
        | (Type::Number, lang::Value::Number(_))
        | (Type::Date, lang::Value::Date(_))
        | (Type::Bool, lang::Value::Bool(_))
        | (Type::List, lang::Value::List(_)) => return,
        (Type::Choice, lang::Value::Text(text)) => {
            let values: Vec<&str> = choices.iter().map(|choice| choice.value.as_str()).collect();
            if !values.is_empty() && !values.contains(&text.as_str()) {
                reader.unknown_value(value, text, &values);
            }
            return;
        }
        (Type::Text | Type::LongText | Type::Email | Type::Url | Type::Choice, _) => "text",
        (Type::Number, _) => "whole number",
        (Type::Date, _) => "date",
        (Type::Bool, _) => "`true` or `false`",
        (Type::List, _) => "array",
    };
    reader.wrong_type::<()>(value, expected);
}

/// Returns the finding for limits that nothing can meet.
pub(super) fn bad_limits(place: Place, what: &str) -> Diagnostic {
    Diagnostic::new(&faults::BAD_LIMITS, place, "these limits can't be met").help(what)
}

/// Reads a table in which each key is a parameter's name.
pub(crate) fn parameters(table: &mut Fields<'_, '_, '_>) -> Vec<RawParameter> {
    table
        .entries::<RawParameter>()
        .into_iter()
        .map(|(name, mut parameter)| {
            parameter.definition.name.clone_from(&name.value);
            RawParameter { name, ..parameter }
        })
        .collect()
}

/// `templates/params.toml`.
#[derive(Debug)]
pub struct RawParameters {
    /// The file.
    pub source: SourceId,
    /// The parameters, in the order of the file.
    pub list: Vec<RawParameter>,
}

pub(super) fn parse(source: SourceId, sources: &Sources, diagnostics: &mut Diagnostics) -> Option<RawParameters> {
    let list = fields::parse(&sources[source].text, source, 0, Span::default(), diagnostics, parameters)?;
    Some(RawParameters { source, list })
}
