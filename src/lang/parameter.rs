//! What a template may ask for: parameters and their types.

use serde::Serialize;

use super::value::Value;

/// A typed value that a template asks for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Parameter {
    /// Snake-case.
    pub name: String,
    /// For people.
    pub label: String,
    /// A sentence under the field; may be empty.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub help: String,
    /// What values it takes.
    #[serde(rename = "type")]
    pub kind: Type,
    /// Whose it is.
    pub scope: Scope,
    /// Whether a message can't do without it.
    #[serde(skip_serializing_if = "is_false")]
    pub required: bool,
    /// A value of its type.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub example: Option<Value>,
    /// What the general checks take it for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
    /// Whether it must differ from target to target.
    #[serde(skip_serializing_if = "is_false")]
    pub specific: bool,
    /// The values of a choice.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<Choice>,
    /// What a value must keep to.
    #[serde(flatten)]
    pub limits: Limits,
    /// Id of the personal anchor whose date it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub anchor: Option<String>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_false(value: &bool) -> bool {
    !value
}

/// What values a parameter takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
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

impl Type {
    /// Returns the type's name in findings.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::LongText => "long text",
            Self::Number => "number",
            Self::Date => "date",
            Self::Bool => "yes or no",
            Self::Choice => "choice",
            Self::List => "list",
            Self::Email => "email address",
            Self::Url => "web address",
        }
    }
}

/// Whose a parameter is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize)]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "the words are the documentation")]
pub enum Role {
    SenderName,
    SenderId,
    SenderAddress,
    TargetName,
    TargetAddress,
    TargetReason,
    Salutation,
    Policy,
}

/// The closed set of forms that a text can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
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
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Choice {
    /// As in conditions.
    pub value: String,
    /// For people.
    pub label: String,
}

/// What a value must keep to, beyond its type.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Limits {
    /// Smallest number, or fewest items.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min: Option<i64>,
    /// Greatest number, or most items.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max: Option<i64>,
    /// Fewest words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_words: Option<u32>,
    /// Most words; of each item, for a list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_words: Option<u32>,
    /// The form of a text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pattern: Option<Pattern>,
}
