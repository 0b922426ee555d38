//! What can be done to a value before it is printed.

use jiff::civil::Date;
use serde::Serialize;

use super::value::Value;

/// What is done to a value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Filter {
    /// Writes a date.
    Date(DateFormat),
    /// Writes a list: what parts its items, and what parts the last one from those before it.
    Join(String, String),
    /// Capital letters.
    Upper,
    /// Small letters.
    Lower,
    /// Capital first letters.
    Title,
    /// Stands in for a missing value.
    Default(String),
}

/// How a date is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum DateFormat {
    /// Day, month and year in words.
    Long,
    /// Month and year in words.
    Month,
    /// ISO 8601, as in 2026-11-22.
    Iso,
}

/// The words with which dates are written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Dates {
    /// Names of the months from January.
    pub months: Vec<String>,
    /// A day, with `{day}`, `{month}` and `{year}`.
    pub long: String,
    /// A month, with `{month}` and `{year}`.
    pub month: String,
}

impl Default for Dates {
    fn default() -> Self {
        let months = [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ];
        Self {
            months: months.map(str::to_owned).to_vec(),
            long: "{month} {day}, {year}".to_owned(),
            month: "{month} {year}".to_owned(),
        }
    }
}

impl Dates {
    /// Writes a date.
    #[must_use]
    pub fn write(&self, date: Date, format: DateFormat) -> String {
        let pattern = match format {
            DateFormat::Long => &self.long,
            DateFormat::Month => &self.month,
            DateFormat::Iso => return date.to_string(),
        };
        let month = usize::try_from(date.month() - 1).ok().and_then(|index| self.months.get(index));
        pattern
            .replace("{day}", &date.day().to_string())
            .replace("{month}", month.map_or("", String::as_str))
            .replace("{year}", &date.year().to_string())
    }
}

impl Filter {
    /// Returns the text of a value after this filter; `text` is what the filters before it made.
    pub(super) fn apply(&self, value: &Value, text: String, dates: &Dates) -> String {
        match (self, value) {
            (Self::Date(format), Value::Date(date)) => dates.write(*date, *format),
            (Self::Join(separator, last), Value::List(items)) => match items.split_last() {
                Some((end, most)) if !most.is_empty() => format!("{}{last}{end}", most.join(separator)),
                _ => items.concat(),
            },
            (Self::Upper, _) => text.to_uppercase(),
            (Self::Lower, _) => text.to_lowercase(),
            (Self::Title, _) => title(&text),
            _ => text,
        }
    }
}

/// Words end at white space and ASCII punctuation, but not at an apostrophe, as in Tera.
fn title(text: &str) -> String {
    let mut title = String::with_capacity(text.len());
    let mut first = true;
    for c in text.chars() {
        if c.is_ascii_punctuation() || c.is_whitespace() {
            first = first || c != '\'';
            title.push(c);
        } else if std::mem::take(&mut first) {
            title.extend(c.to_uppercase());
        } else {
            title.extend(c.to_lowercase());
        }
    }
    title
}
