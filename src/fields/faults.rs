//! What can be wrong with a TOML text and its values.

use toml::de::DeValue;

use crate::diag::{Diagnostic, rules};
use crate::source::{Place, SourceId, Span};

rules! {
    /// Faults of TOML texts, in front matter and data files alike.
    RULES;

    /// ## What it does
    /// Finds front matter and data files that are not TOML.
    ///
    /// ## Why is this bad?
    /// Nothing of the file can be used until it can be read.
    ///
    /// ## Example
    /// ```toml
    /// title = First interest email
    /// ```
    ///
    /// Use instead:
    /// ```toml
    /// title = "First interest email"
    /// ```
    ///
    /// ## References
    /// TOML 1.1, <https://toml.io/en/v1.1.0>
    INVALID_TOML = "invalid-toml", Fixed Error;

    /// ## What it does
    /// Finds keys that kbgen does not know.
    ///
    /// ## Why is this bad?
    /// A misspelt key would have no effect, and nobody would notice.
    ///
    /// ## Example
    /// ```toml
    /// titel = "First interest email"
    /// ```
    ///
    /// Use instead:
    /// ```toml
    /// title = "First interest email"
    /// ```
    UNKNOWN_KEY = "unknown-key", Fixed Error;

    /// ## What it does
    /// Finds values of another type than their key has.
    ///
    /// ## Why is this bad?
    /// kbgen would have to guess what was meant.
    ///
    /// ## Example
    /// ```toml
    /// order = "10"
    /// ```
    ///
    /// Use instead:
    /// ```toml
    /// order = 10
    /// ```
    WRONG_TYPE = "wrong-type", Fixed Error;

    /// ## What it does
    /// Finds required keys that are not there.
    ///
    /// ## Why is this bad?
    /// Without it the page or its links can't be made.
    ///
    /// ## Example
    /// ```toml
    /// description = "What to send first."
    /// ```
    ///
    /// Use instead:
    /// ```toml
    /// title = "First interest email"
    /// description = "What to send first."
    /// ```
    MISSING_KEY = "missing-key", Fixed Error;

    /// ## What it does
    /// Finds words that are not in the closed set of their key.
    ///
    /// ## Why is this bad?
    /// kbgen would have to guess what was meant.
    ///
    /// ## Example
    /// ```toml
    /// severity = "blocking"
    /// ```
    ///
    /// Use instead:
    /// ```toml
    /// severity = "block"
    /// ```
    UNKNOWN_VALUE = "unknown-value", Fixed Error;

    /// ## What it does
    /// Finds dates that do not exist or are not written as year, month and day.
    ///
    /// ## Why is this bad?
    /// Reviews, feeds and the calendar all count from dates.
    ///
    /// ## Example
    /// ```toml
    /// reviewed = "22.11.2026"
    /// ```
    ///
    /// Use instead:
    /// ```toml
    /// reviewed = 2026-11-22
    /// ```
    ///
    /// ## References
    /// RFC 3339, `full-date`
    BAD_DATE = "bad-date", Fixed Error;
}

/// Returns the finding for a syntax error of the TOML parser.
///
/// A value that was meant as a date but is none, such as 30 February, is a `bad-date`.
pub(super) fn syntax(error: &toml::de::Error, text: &str, source: SourceId, base: u32) -> Diagnostic {
    let range = error.span().unwrap_or(0..0);
    let place = source.place(Span::at(base, range.clone()));
    let word = word_at(text, range.start);
    if looks_like_date(word) {
        let start = word.as_ptr() as usize - text.as_ptr() as usize;
        return bad_date(word, source.place(Span::at(base, start..start + word.len())));
    }
    let message = error.message().lines().next().unwrap_or("syntax error");
    let finding = Diagnostic::new(&INVALID_TOML, place, format!("invalid TOML: {message}"));
    let unquoted = word.starts_with(char::is_alphabetic) && !matches!(word.to_lowercase().as_str(), "true" | "false");
    let is_value = text[..range.start].trim_end().ends_with(['=', '[', ',']);
    if message.starts_with("string values must be quoted") || (unquoted && is_value && message.starts_with("invalid")) {
        return Diagnostic { message: "invalid TOML: text needs quotes".to_owned(), ..finding };
    }
    finding
}

pub(super) fn bad_date(written: &str, place: Place) -> Diagnostic {
    Diagnostic::new(&BAD_DATE, place, format!("`{written}` is not a date"))
        .label("expected a date")
        .help("write a day of the calendar as year, month and day, such as `2026-11-22`")
}

pub(super) fn wrong_type(found: &DeValue<'_>, expected: &str, place: Place) -> Diagnostic {
    let number;
    let found = match found {
        DeValue::String(_) => "text",
        // Out of range, if a number was expected.
        DeValue::Integer(written) if expected.starts_with("whole number") => {
            number = format!("`{}`", written.as_str());
            &number
        }
        DeValue::Integer(_) => "whole number",
        DeValue::Float(_) => "fraction",
        DeValue::Boolean(_) => "`true` or `false`",
        DeValue::Datetime(date) => match (date.date, date.time) {
            (Some(_), None) => "date",
            (None, _) => "time",
            _ => "date and time",
        },
        DeValue::Array(_) => "array",
        DeValue::Table(_) => "table",
    };
    let diagnostic = Diagnostic::new(&WRONG_TYPE, place, format!("expected {expected}, found {found}"));
    match (expected, found) {
        ("array", "text") => diagnostic.help("put it in brackets: `[\"...\"]`"),
        ("whole number" | "whole number from 0", "text") => diagnostic.help("write numbers without quotes"),
        _ => diagnostic,
    }
}

/// The run of word characters, `-` and `:` around an offset.
fn word_at(text: &str, offset: usize) -> &str {
    let part = |c: char| c.is_alphanumeric() || matches!(c, '-' | ':' | '.' | '/');
    let offset = text.floor_char_boundary(offset);
    let start =
        text[..offset].rfind(|c| !part(c)).map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
    let end = text[offset..].find(|c| !part(c)).map_or(text.len(), |at| offset + at);
    &text[start..end]
}

/// Whether a word is three numbers in one of the orders in which people write dates.
fn looks_like_date(word: &str) -> bool {
    let parts: Vec<&str> = word.split(['-', '.', '/']).collect();
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    match parts[..] {
        [a, b, c] if [a, b, c].into_iter().all(digits) => {
            let lengths = [a.len(), b.len(), c.len()];
            matches!(lengths, [4, 1..=2, 1..=2] | [1..=2, 1..=2, 4])
        }
        _ => false,
    }
}
