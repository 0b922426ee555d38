//! How each plain type is read from a TOML value.

use jiff::civil::Date;
use toml::de::DeValue;

use super::{Reader, Value, faults, list};
use crate::diag::Diagnostic;
use crate::source::Spanned;

/// A type that can be read from one TOML value.
pub(crate) trait FromToml: Sized {
    /// Reads the value; `None` after a fault, which is reported.
    fn from_toml(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Self>;
}

impl FromToml for String {
    fn from_toml(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        match value.get_ref() {
            DeValue::String(text) => Some(text.to_string()),
            _ => reader.wrong_type(value, "text"),
        }
    }
}

impl FromToml for bool {
    fn from_toml(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        match value.get_ref() {
            DeValue::Boolean(value) => Some(*value),
            _ => reader.wrong_type(value, "`true` or `false`"),
        }
    }
}

impl FromToml for i64 {
    fn from_toml(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        if let DeValue::Integer(number) = value.get_ref()
            && let Ok(number) = Self::from_str_radix(number.as_str(), number.radix())
        {
            return Some(number);
        }
        reader.wrong_type(value, "whole number")
    }
}

impl FromToml for u32 {
    fn from_toml(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        if let DeValue::Integer(number) = value.get_ref()
            && let Ok(number) = Self::from_str_radix(number.as_str(), number.radix())
        {
            return Some(number);
        }
        reader.wrong_type(value, "whole number from 0")
    }
}

impl FromToml for Date {
    fn from_toml(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let text = match value.get_ref() {
            DeValue::Datetime(date) if date.time.is_none() && date.offset.is_none() => date.to_string(),
            DeValue::String(text) => text.to_string(),
            _ => return reader.wrong_type(value, "date"),
        };
        let date = text.parse::<Self>().ok().filter(|_| text.len() == "2026-01-31".len());
        if date.is_none() {
            let place = reader.place(reader.span(value));
            reader.report(faults::bad_date(&text, place));
        }
        date
    }
}

impl<T: FromToml> FromToml for Vec<T> {
    fn from_toml(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        match value.get_ref() {
            DeValue::Array(items) => Some(items.iter().filter_map(|item| T::from_toml(item, reader)).collect()),
            _ => reader.wrong_type(value, "array"),
        }
    }
}

impl<T: FromToml> FromToml for Spanned<T> {
    fn from_toml(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let span = reader.span(value);
        T::from_toml(value, reader).map(|value| Self { value, span })
    }
}

/// Reads text that must be one of a closed set of words.
pub(crate) fn one_of<T: Copy>(value: &Value<'_>, reader: &mut Reader<'_>, words: &[(&'static str, T)]) -> Option<T> {
    let text = String::from_toml(value, reader)?;
    let found = words.iter().find(|(word, _)| *word == text).map(|(_, meaning)| *meaning);
    if found.is_none() {
        let names: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
        reader.unknown_value(value, &text, &names);
    }
    found
}

impl Reader<'_> {
    /// Reports that the text of `value` is not the only word that can stand there alone.
    pub(crate) fn unknown_word(&mut self, value: &Value<'_>, text: &str, help: &str) {
        let place = self.place(self.span(value));
        self.report(Diagnostic::new(&faults::UNKNOWN_VALUE, place, format!("unknown value `{text}`")).help(help));
    }

    /// Reports that the text of `value` is none of the `names`.
    pub(crate) fn unknown_value(&mut self, value: &Value<'_>, text: &str, names: &[&str]) {
        let place = self.place(self.span(value));
        self.report(
            Diagnostic::new(&faults::UNKNOWN_VALUE, place, format!("unknown value `{text}`"))
                .label(format!("expected one of {}", list(names)))
                .did_you_mean(text, names.iter().copied()),
        );
    }
}
