//! Values of parameters: how they are written as text, and what they must keep to.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;

use super::parameter::{Parameter, Pattern, Type};

/// A value of a parameter.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(untagged)]
#[allow(missing_docs, reason = "the variants hold what they are named for")]
pub enum Value {
    Bool(bool),
    Number(i64),
    Date(Date),
    Text(String),
    List(Vec<String>),
}

/// Values by parameter name; what is missing has no entry.
pub type Bindings = BTreeMap<String, Value>;

/// The greatest whole number that every evaluator can hold: 2^53 - 1.
pub const GREATEST: i64 = 9_007_199_254_740_991;

/// Why a value does not fit its parameter, and what would.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Misfit {
    /// What is wrong, as the end of a sentence whose subject is the value: "is not a date".
    pub fault: String,
    /// What to write.
    pub help: String,
}

fn misfit(fault: impl Into<String>, help: impl Into<String>) -> Misfit {
    Misfit { fault: fault.into(), help: help.into() }
}

impl Value {
    /// Returns the value as a template prints it where no filter says otherwise; a list's items are joined by `; `.
    #[must_use]
    pub fn to_text(&self) -> String {
        match self {
            Self::Bool(value) => value.to_string(),
            Self::Number(number) => number.to_string(),
            Self::Date(date) => date.to_string(),
            Self::Text(text) => text.clone(),
            Self::List(items) => items.join("; "),
        }
    }

    /// Returns whether nothing is filled in: an empty text or list.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Text(text) => text.is_empty(),
            Self::List(items) => items.is_empty(),
            Self::Bool(_) | Self::Number(_) | Self::Date(_) => false,
        }
    }

    /// Reads what somebody typed, or what stands in a cell of a table, as a value of `parameter`.
    ///
    /// Texts are trimmed; an empty one is no value. A choice may be given by its value or its label, a date as year, month and
    /// day, a bool as `yes` or `no`, a list with `;` or line breaks between its items.
    ///
    /// # Errors
    ///
    /// A [`Misfit`] if the text is none of the parameter's type.
    pub fn read(parameter: &Parameter, text: &str) -> Result<Option<Self>, Misfit> {
        let text = clean(text);
        let text = text.as_str();
        if text.is_empty() {
            return Ok(None);
        }
        Ok(Some(match parameter.kind {
            Type::Number => match text.parse::<i64>().ok().filter(|number| is_held(*number)) {
                Some(number) => Self::Number(number),
                None => return Err(misfit("is not a whole number", "write digits only, such as `3`")),
            },
            Type::Date => match text.parse::<Date>().ok().filter(|_| text.len() == "2026-01-31".len()) {
                Some(date) => Self::Date(date),
                None => return Err(misfit("is not a date", "write year, month and day, such as `2026-11-22`")),
            },
            Type::Bool => match text.to_lowercase().as_str() {
                "yes" | "true" | "1" | "x" => Self::Bool(true),
                "no" | "false" | "0" => Self::Bool(false),
                _ => return Err(misfit("is neither yes nor no", "write `yes` or `no`")),
            },
            Type::List => {
                let items = text.split([';', '\n']).map(str::trim).filter(|item| !item.is_empty());
                let items: Vec<String> = items.map(str::to_owned).collect();
                if items.is_empty() {
                    return Ok(None);
                }
                Self::List(items)
            }
            Type::Choice => {
                let folded = text.to_lowercase();
                let by_value = parameter.choices.iter().find(|choice| choice.value == text);
                let by_label = || parameter.choices.iter().find(|choice| choice.label.to_lowercase() == folded);
                match by_value.or_else(by_label) {
                    Some(choice) => Self::Text(choice.value.clone()),
                    None => return Err(no_choice(parameter)),
                }
            }
            Type::Text | Type::LongText | Type::Email | Type::Url => Self::Text(text.to_owned()),
        }))
    }

    /// Returns the value with blanks at its ends dropped and line breaks as `\n`; `None` if nothing is left.
    #[must_use]
    pub fn settled(self) -> Option<Self> {
        let value = match self {
            Self::Text(text) => Self::Text(clean(&text)),
            Self::List(items) => {
                Self::List(items.iter().map(|item| clean(item)).filter(|item| !item.is_empty()).collect())
            }
            other => other,
        };
        Some(value).filter(|value| !value.is_empty())
    }

    /// Checks type and limits.
    ///
    /// # Errors
    ///
    /// The first [`Misfit`].
    pub fn fits(&self, parameter: &Parameter) -> Result<(), Misfit> {
        let limits = &parameter.limits;
        match (parameter.kind, self) {
            (Type::Number, Self::Number(number)) => {
                if !is_held(*number) {
                    return Err(misfit("is too large a number", "write a smaller one"));
                }
                in_range(*number, parameter, "is less than", "is more than")?;
            }
            (Type::Date, Self::Date(_)) | (Type::Bool, Self::Bool(_)) => {}
            (Type::List, Self::List(items)) => {
                let count = i64::try_from(items.len()).unwrap_or(i64::MAX);
                in_range(count, parameter, "has fewer items than", "has more items than")?;
                for item in items {
                    one_line(item)?;
                    words(item, limits.min_words, limits.max_words)?;
                }
            }
            (Type::Choice, Self::Text(text)) => {
                if !parameter.choices.iter().any(|choice| choice.value == *text) {
                    return Err(no_choice(parameter));
                }
            }
            (Type::LongText, Self::Text(text)) => {
                printable(text, true)?;
                words(text, limits.min_words, limits.max_words)?;
            }
            (Type::Text | Type::Email | Type::Url, Self::Text(text)) => {
                one_line(text)?;
                words(text, limits.min_words, limits.max_words)?;
                match parameter.kind {
                    Type::Email if !is_email(text) => {
                        return Err(misfit("is not an email address", "write it like `name@example.org`"));
                    }
                    Type::Url if !is_url(text) => {
                        return Err(misfit("is not a web address", "write it like `https://example.org/page`"));
                    }
                    _ => {}
                }
                if let Some(pattern) = limits.pattern
                    && !pattern.holds(text)
                {
                    return Err(misfit(format!("is not {}", pattern.name()), "check it for a slip"));
                }
            }
            (kind, _) => return Err(misfit(format!("is not of the type {}", kind.name()), form(kind))),
        }
        Ok(())
    }
}

/// Whether every evaluator can hold a number.
fn is_held(number: i64) -> bool {
    (-GREATEST..=GREATEST).contains(&number)
}

/// Drops blanks at the ends, and writes line breaks as `\n`.
fn clean(text: &str) -> String {
    text.trim().replace("\r\n", "\n").replace('\r', "\n")
}

/// Returns how a value is written in TOML; values of cells are of their type when they are read.
fn form(kind: Type) -> &'static str {
    match kind {
        Type::Number => "write digits without quotes, such as `3`",
        Type::Date => "write it without quotes, such as `2026-11-22`",
        Type::Bool => "write `true` or `false`, without quotes",
        Type::List => "write texts in brackets, such as `[\"one\", \"two\"]`",
        Type::Text | Type::LongText | Type::Choice | Type::Email | Type::Url => "write a text in quotes",
    }
}

fn no_choice(parameter: &Parameter) -> Misfit {
    let values: Vec<String> = parameter.choices.iter().map(|choice| format!("`{}`", choice.value)).collect();
    misfit("is none of the choices", format!("write one of {}", values.join(", ")))
}

fn in_range(number: i64, parameter: &Parameter, less: &str, more: &str) -> Result<(), Misfit> {
    let help = match (parameter.limits.min, parameter.limits.max) {
        (Some(min), Some(max)) => format!("from {min} to {max} is right"),
        (Some(min), None) => format!("{min} is the least"),
        (None, Some(max)) => format!("{max} is the most"),
        (None, None) => String::new(),
    };
    if let Some(min) = parameter.limits.min.filter(|min| number < *min) {
        return Err(misfit(format!("{less} {min}"), help));
    }
    if let Some(max) = parameter.limits.max.filter(|max| number > *max) {
        return Err(misfit(format!("{more} {max}"), help));
    }
    Ok(())
}

fn words(text: &str, least: Option<u32>, most: Option<u32>) -> Result<(), Misfit> {
    let count = u32::try_from(text.split_whitespace().count()).unwrap_or(u32::MAX);
    let noun = if count == 1 { "word" } else { "words" };
    if let Some(least) = least.filter(|least| count < *least) {
        return Err(misfit(format!("has {count} {noun}, fewer than {least}"), "say it more exactly"));
    }
    if let Some(most) = most.filter(|most| count > *most) {
        return Err(misfit(format!("has {count} {noun}, more than {most}"), "say it in fewer words"));
    }
    Ok(())
}

/// Control characters could end a line, a header or a cell; bidirectional ones could show a text as another.
fn printable(text: &str, lines: bool) -> Result<(), Misfit> {
    let hidden = |c: char| {
        let allowed = lines && c == '\n';
        let line_end = matches!(c, '\u{2028}' | '\u{2029}');
        let bidi = matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
        // Left over from the start of a file; mail programs drop it, so that nothing is left of a value that is no more.
        let byte_order_mark = c == '\u{FEFF}';
        !allowed && (c.is_control() || line_end || bidi || byte_order_mark)
    };
    match text.chars().find(|c| hidden(*c)) {
        Some('\n') => Err(misfit("has more than one line", "write it in one line")),
        Some(c) => Err(misfit(format!("holds the hidden character U+{:04X}", u32::from(c)), "type it anew")),
        None => Ok(()),
    }
}

fn one_line(text: &str) -> Result<(), Misfit> {
    printable(text, false)
}

/// Whether a text is an address as people have them: RFC 5321's `Mailbox` without quoted local parts and address literals.
#[must_use]
pub fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else { return false };
    let atom = |c: char| c.is_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c);
    let label = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c.is_alphanumeric() || c == '-')
    };
    !local.is_empty()
        && local.len() <= 64
        && local.chars().all(atom)
        && local.split('.').all(|part| !part.is_empty())
        && domain.contains('.')
        && domain.len() <= 253
        && domain.split('.').all(label)
}

/// Whether a text is an absolute `http` or `https` address with a host, without blanks.
fn is_url(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        !host.is_empty() && !text.contains(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"'))
    })
}

impl Pattern {
    /// Returns whether a text has this form.
    #[must_use]
    pub fn holds(self, text: &str) -> bool {
        let digits = |text: &str, count: usize| text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
        match self {
            Self::Digits8 => digits(text, 8),
            Self::Year => digits(text, 4),
            Self::Phone => {
                let rest = text.strip_prefix('+').unwrap_or(text);
                rest.chars().any(|c| c.is_ascii_digit())
                    && rest.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | '(' | ')' | '-' | '.' | '/'))
            }
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Digits8 => "eight digits",
            Self::Year => "a year of four digits",
            Self::Phone => "a phone number",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(kind: Type, text: &str) -> Result<Option<Value>, Misfit> {
        Value::read(&Parameter { kind, ..Parameter::default() }, text)
    }

    #[test]
    fn the_least_of_all_numbers_is_none() {
        let fault = |result: Result<_, Misfit>| result.map_err(|misfit| misfit.fault);
        assert_eq!(fault(read(Type::Number, &i64::MIN.to_string())), Err("is not a whole number".to_owned()));
        let number = Parameter { kind: Type::Number, ..Parameter::default() };
        let fits = Value::Number(i64::MIN).fits(&number).map_err(|misfit| misfit.fault);
        assert_eq!(fits, Err("is too large a number".to_owned()));
        assert_eq!(read(Type::Number, "-9007199254740991"), Ok(Some(Value::Number(-GREATEST))));
    }

    #[test]
    fn a_list_without_items_is_no_value() {
        assert_eq!(read(Type::List, " ;\n; "), Ok(None));
        assert_eq!(read(Type::List, ";a"), Ok(Some(Value::List(vec!["a".to_owned()]))));
    }
}
