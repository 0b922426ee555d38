//! Definitions of parameters: `templates/params.toml`, and `[params]` in a template's front matter.

use toml::de::DeValue;

use super::faults;
use crate::diag::{Diagnostic, Diagnostics};
use crate::fields::{self, Fields, FromToml, Reader, Value, one_of};
use crate::source::{Place, SourceId, Sources, Span, Spanned};

/// A typed value that a template asks for.
#[derive(Debug, Clone, Default)]
pub struct RawParameter {
    /// Snake-case.
    pub name: Spanned<String>,
    /// For people.
    pub label: Spanned<String>,
    /// A sentence under the field.
    pub help: Option<Spanned<String>>,
    /// What values it takes.
    pub kind: Spanned<Type>,
    /// Whose it is.
    pub scope: Spanned<Scope>,
    /// Whether a message can't do without it.
    pub required: Spanned<bool>,
    /// A value, of the parameter's type.
    pub example: Option<Spanned<Example>>,
    /// What the general checks take it for.
    pub role: Option<Spanned<Role>>,
    /// Whether it must differ from target to target.
    pub specific: Spanned<bool>,
    /// The values of a choice.
    pub choices: Vec<Choice>,
    /// Smallest number, or fewest items.
    pub min: Option<Spanned<i64>>,
    /// Greatest number, or most items.
    pub max: Option<Spanned<i64>>,
    /// Fewest words.
    pub min_words: Option<Spanned<u32>>,
    /// Most words.
    pub max_words: Option<Spanned<u32>>,
    /// The form of a text.
    pub pattern: Option<Spanned<Pattern>>,
}

/// What values a parameter takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "the words are the documentation")]
pub enum Type {
    #[default]
    Text,
    LongText,
    Number,
    Date,
    Bool,
    Choice,
    List,
    Email,
    Url,
}

/// Whose a parameter is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Scope {
    /// The writer's: typed once.
    You,
    /// The target's: a column of the batch file.
    Target,
    /// This message's only.
    #[default]
    Message,
}

/// What a value is to the general checks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "the words are the documentation")]
pub enum Role {
    SenderName,
    SenderId,
    SenderAddress,
    TargetName,
    TargetReason,
    Salutation,
    Policy,
}

/// The closed set of forms that a text can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Pattern {
    /// Eight digits.
    #[serde(rename = "digits-8")]
    Digits8,
    /// Four digits.
    Year,
    /// Digits, blanks, brackets and hyphens, with an optional `+`.
    Phone,
}

/// One value of a choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// As in conditions.
    pub value: Spanned<String>,
    /// For people.
    pub label: Spanned<String>,
}

/// An example value.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the variants hold what they are named for")]
pub enum Example {
    Text(String),
    Number(i64),
    Date(jiff::civil::Date),
    Bool(bool),
    List(Vec<String>),
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

impl FromToml for Example {
    fn from_toml(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        match value.get_ref() {
            DeValue::String(text) => Some(Self::Text(text.to_string())),
            DeValue::Integer(_) => FromToml::from_toml(value, reader).map(Self::Number),
            DeValue::Boolean(value) => Some(Self::Bool(*value)),
            DeValue::Datetime(_) => FromToml::from_toml(value, reader).map(Self::Date),
            DeValue::Array(_) => FromToml::from_toml(value, reader).map(Self::List),
            DeValue::Float(_) | DeValue::Table(_) => reader.wrong_type(value, "a value of the parameter's type"),
        }
    }
}

/// A parameter's table, before it has its name.
#[derive(Default)]
struct Definition(RawParameter);

impl FromToml for Definition {
    fn from_toml(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let example_value = value.get_ref().get("example");
        let place = reader.place(reader.span(value));
        let (kind, parameter) = reader.table(value, |table| {
            let (label, help) = (table.required("label"), table.optional("help"));
            let kind: Option<Spanned<Type>> = table.required_optional("type");
            let parameter = RawParameter {
                name: Spanned::default(),
                label,
                help,
                kind: kind.unwrap_or_default(),
                scope: table.required("scope"),
                required: table.or_default("required"),
                example: table.optional("example"),
                role: table.optional("role"),
                specific: table.or_default("specific"),
                choices: if kind.is_some_and(|kind| kind.value == Type::Choice) {
                    table.required("choices")
                } else {
                    table.or_default("choices")
                },
                min: table.optional("min"),
                max: table.optional("max"),
                min_words: table.optional("min_words"),
                max_words: table.optional("max_words"),
                pattern: table.optional("pattern"),
            };
            (kind, parameter)
        })?;
        if let (Some(kind), Some(example), Some(value)) = (kind, &parameter.example, example_value) {
            check_example(kind.value, &example.value, &parameter.choices, value, reader);
        }
        if parameter.min.zip(parameter.max).is_some_and(|(min, max)| min.value > max.value)
            || parameter.min_words.zip(parameter.max_words).is_some_and(|(min, max)| min.value > max.value)
        {
            reader.report(bad_limits(place, "the smaller limit comes first"));
        }
        Some(Self(parameter))
    }
}

/// Reports an example that does not fit its parameter's type.
fn check_example(kind: Type, example: &Example, choices: &[Choice], value: &Value<'_>, reader: &mut Reader<'_>) {
    let expected = match (kind, example) {
        (Type::Text | Type::LongText | Type::Email | Type::Url, Example::Text(_))
        | (Type::Number, Example::Number(_))
        | (Type::Date, Example::Date(_))
        | (Type::Bool, Example::Bool(_))
        | (Type::List, Example::List(_)) => return,
        (Type::Choice, Example::Text(text)) => {
            let values: Vec<&str> = choices.iter().map(|choice| choice.value.value.as_str()).collect();
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
        .entries::<Definition>()
        .into_iter()
        .map(|(name, Definition(parameter))| RawParameter { name, ..parameter })
        .collect()
}

pub(super) fn parse(source: SourceId, sources: &Sources, diagnostics: &mut Diagnostics) -> Option<Vec<RawParameter>> {
    fields::parse(&sources[source].text, source, 0, Span::default(), diagnostics, parameters)
}
