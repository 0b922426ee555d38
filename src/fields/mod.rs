//! Typed reading of authors' TOML, with every fault of a file in one go.
//!
//! A deserializer stops at its first error; this reader does not. [`parse`] makes a tree in which each
//! value knows its bytes, [`Reader::table`] hands out [`Fields`], and a type says with [`FromToml`] how it
//! is read. A fault becomes a finding and leaves a placeholder, the type's default: the finding is an
//! error, so a placeholder never reaches an output file. The keys that a reading function asks for are the
//! keys that exist; any other key is reported.

mod faults;
mod value;

use toml::de::{DeTable, DeValue};

use crate::diag::{Diagnostic, Diagnostics};
use crate::source::{Place, SourceId, Span, Spanned};

pub(crate) use faults::{MISSING_KEY, RULES, WRONG_TYPE};
pub(crate) use value::{FromToml, one_of};

/// A TOML value that knows its bytes.
pub(crate) type Value<'a> = toml::Spanned<DeValue<'a>>;

/// Reads the values of one TOML text.
pub(crate) struct Reader<'d> {
    source: SourceId,
    base: u32,
    diagnostics: &'d mut Diagnostics,
}

/// Parses the whole text of `source` as a tree. Returns `None` if it is no TOML; every syntax error in it is reported.
pub(crate) fn tree<'t>(text: &'t str, source: SourceId, diagnostics: &mut Diagnostics) -> Option<DeTable<'t>> {
    parse_tree(text, source, 0, diagnostics).map(toml::Spanned::into_inner)
}

/// Parses the TOML `text` that starts `base` bytes into `source`, and reads its top level.
///
/// `missing` is where an absent required key is reported. Returns `None` if the text is no TOML; every
/// syntax error in it is reported.
pub(crate) fn parse<T>(
    text: &str,
    source: SourceId,
    base: u32,
    missing: Span,
    diagnostics: &mut Diagnostics,
    read: impl FnOnce(&mut Fields<'_, '_, '_>) -> T,
) -> Option<T> {
    let table = parse_tree(text, source, base, diagnostics)?;
    let mut reader = Reader { source, base, diagnostics };
    Some(reader.fields(table.get_ref(), missing, read))
}

fn parse_tree<'t>(
    text: &'t str,
    source: SourceId,
    base: u32,
    diagnostics: &mut Diagnostics,
) -> Option<toml::Spanned<DeTable<'t>>> {
    let (table, mut errors) = DeTable::parse_recoverable(text);
    errors.sort_by_key(|error| error.span().map_or(0, |span| span.start));
    if !errors.is_empty() {
        // After one fault in a line the parser stumbles over the rest of it, and after an open bracket over all that follows.
        let mut told = None;
        for error in errors {
            let line = error.span().map(|span| text[..span.start.min(text.len())].matches('\n').count());
            if told != Some(line) {
                diagnostics.push(faults::syntax(&error, text, source, base));
            }
            told = Some(line);
            if error.message().contains("unclosed") {
                break;
            }
        }
        return None;
    }
    Some(table)
}

impl Reader<'_> {
    /// Returns the bytes of `value`.
    pub(crate) fn span<T>(&self, value: &toml::Spanned<T>) -> Span {
        Span::at(self.base, value.span())
    }

    /// Returns the place of `span` in the source that is being read.
    pub(crate) fn place(&self, span: Span) -> Place {
        self.source.place(span)
    }

    /// Adds a finding.
    pub(crate) fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Reports that `value` is not `expected`, and returns `None`.
    pub(crate) fn wrong_type<T>(&mut self, value: &Value<'_>, expected: &str) -> Option<T> {
        let place = self.place(self.span(value));
        self.report(faults::wrong_type(value.get_ref(), expected, place));
        None
    }

    /// Reads `value` as a table.
    pub(crate) fn table<T>(&mut self, value: &Value<'_>, read: impl FnOnce(&mut Fields<'_, '_, '_>) -> T) -> Option<T> {
        match value.get_ref() {
            DeValue::Table(table) => {
                let span = self.span(value);
                Some(self.fields(table, span, read))
            }
            _ => self.wrong_type(value, "table"),
        }
    }

    fn fields<T>(&mut self, table: &DeTable<'_>, span: Span, read: impl FnOnce(&mut Fields<'_, '_, '_>) -> T) -> T {
        let mut fields = Fields {
            table,
            span,
            reader: Reader { source: self.source, base: self.base, diagnostics: self.diagnostics },
            asked: Vec::new(),
        };
        let value = read(&mut fields);
        fields.report_unknown();
        value
    }
}

/// The keys of one table while it is read.
pub(crate) struct Fields<'t, 'v, 'd> {
    table: &'t DeTable<'v>,
    span: Span,
    reader: Reader<'d>,
    asked: Vec<&'static str>,
}

impl Fields<'_, '_, '_> {
    /// Reads a key that may be absent.
    pub(crate) fn optional<T: FromToml>(&mut self, key: &'static str) -> Option<T> {
        self.asked.push(key);
        let value = self.table.get(key)?;
        T::from_toml(value, &mut self.reader)
    }

    /// Reads a key that may be absent and then has its type's default.
    pub(crate) fn or_default<T: FromToml + Default>(&mut self, key: &'static str) -> T {
        self.optional(key).unwrap_or_default()
    }

    /// Reads a key that must be there.
    pub(crate) fn required<T: FromToml + Default>(&mut self, key: &'static str) -> T {
        self.required_optional(key).unwrap_or_default()
    }

    /// As [`Self::required`], with nothing in place of a value that is missing or wrong.
    pub(crate) fn required_optional<T: FromToml>(&mut self, key: &'static str) -> Option<T> {
        if !self.table.contains_key(key) {
            let place = self.reader.place(self.span);
            self.reader.report(
                Diagnostic::new(&MISSING_KEY, place, format!("key `{key}` is missing"))
                    .help(format!("add `{key} = ...`")),
            );
        }
        self.optional(key)
    }

    /// Reads a key that may be absent: `None` if it is, its type's default if its value is wrong.
    pub(crate) fn or_placeholder<T: FromToml + Default>(&mut self, key: &'static str) -> Option<T> {
        let value = self.optional(key);
        if self.table.contains_key(key) { Some(value.unwrap_or_default()) } else { None }
    }

    /// Returns whether a key is there, whatever its value.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    /// Reads every key of the table as the name of an entry, in the order in which they stand in the file.
    pub(crate) fn entries<T: FromToml + Default>(&mut self) -> Vec<(Spanned<String>, T)> {
        let mut keys: Vec<_> = self.table.iter().collect();
        keys.sort_by_key(|(key, _)| key.span().start);
        keys.into_iter()
            .map(|(key, value)| {
                let name = Spanned { value: key.get_ref().to_string(), span: self.reader.span(key) };
                (name, T::from_toml(value, &mut self.reader).unwrap_or_default())
            })
            .collect()
    }

    fn report_unknown(&mut self) {
        if self.asked.is_empty() {
            return;
        }
        for key in self.table.keys() {
            let name = key.get_ref().as_ref();
            if !self.asked.contains(&name) {
                let place = self.reader.place(self.reader.span(key));
                self.reader.report(
                    Diagnostic::new(&faults::UNKNOWN_KEY, place, format!("unknown key `{name}`"))
                        .did_you_mean(name, self.asked.iter().copied())
                        .help(match self.asked[..] {
                            [only] => format!("the only key here is `{only}`"),
                            _ => format!("the keys here are {}", list(&self.asked)),
                        }),
                );
            }
        }
    }
}

/// Writes names as "`a`, `b` and `c`".
pub(crate) fn list(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [only] => format!("`{only}`"),
        [most @ .., last] => format!("`{}` and `{last}`", most.join("`, `")),
    }
}
