//! The words of the pages themselves: `theme/strings/<language>.toml`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use toml::de::{DeTable, DeValue};

use super::faults::BAD_STRINGS;
use crate::config::Settings;
use crate::diag::{Diagnostic, Diagnostics};
use crate::fields;
use crate::lang::Phrases;
use crate::load::ThemeFile;
use crate::pack::Words;
use crate::source::{SourceId, Sources, Span};

/// A table of strings.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Strings {
    /// Names of months from January.
    pub(super) months: [String; 12],
    /// Short names of months.
    pub(super) months_short: [String; 12],
    /// A date, with `{day}`, `{month}` and `{year}`.
    pub(super) date: String,
    /// A span of dates, with `{from}` and `{to}`.
    pub(super) dates: String,
    /// A date without its year, with `{day}` and `{month}`.
    pub(super) date_short: String,
    /// A span of those, with `{from}` and `{to}`.
    pub(super) dates_short: String,
    /// Titles of the catalogue pages by name.
    pub(super) sections: BTreeMap<String, String>,
    /// What a page of each kind is called.
    pub(super) kinds: BTreeMap<String, String>,
    /// Headings of call-outs.
    pub(super) callouts: BTreeMap<String, String>,
    /// What a severity is called.
    pub(super) severities: BTreeMap<String, String>,
    /// What the status of a date is called.
    pub(super) status: BTreeMap<String, String>,
    /// Distances from an anchor, with `{n}` and `{anchor}`.
    pub(super) offsets: Offsets,
    /// The words in which conditions are told.
    pub(super) outline: Phrases,
    /// The labels in downloads.
    pub(super) packs: Words,
    /// What a file of a pack is, by its suffix.
    pub(super) files: BTreeMap<String, String>,
    /// What the search says, and what it knows of the language.
    pub(super) search: SearchStrings,
    /// What scripts say.
    pub(super) script: BTreeMap<String, String>,
    /// What scripts of the workspace say beside that.
    pub(super) workspace: BTreeMap<String, String>,
    /// Everything else.
    pub(super) text: BTreeMap<String, String>,
}

/// The words of the search.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct SearchStrings {
    /// Ends of words that make no other word of them.
    pub(super) endings: Vec<String>,
    /// Those of them that count after three letters.
    pub(super) endings_after_three: Vec<String>,
    /// Words that say little.
    pub(super) common: Vec<String>,
    /// What it says.
    #[serde(flatten)]
    pub(super) said: BTreeMap<String, String>,
}

/// How a distance from an anchor is told, and a span between two.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Offsets {
    pub(super) hours_after: String,
    pub(super) hours_before: String,
    pub(super) days_after: String,
    pub(super) days_before: String,
    pub(super) hours_between: String,
    pub(super) days_between: String,
}

/// The table that every other one is a translation of.
const ORIGINAL: &str = "strings/en.toml";

/// Reads the strings of the site's language. `None` after a fault, which is reported.
///
/// A table must have exactly the strings of the original that came with the program.
pub(super) fn read(
    files: &[ThemeFile],
    original: &str,
    settings: &Settings,
    sources: &Sources,
    found: &mut Diagnostics,
) -> Option<Strings> {
    let written = &settings.language.value;
    let language = written.split('-').next().unwrap_or_default();
    let names = [format!("strings/{written}.toml"), format!("strings/{language}.toml")];
    let Some(file) = names.iter().find_map(|name| files.iter().find(|file| file.path == *name)) else {
        let place = settings.source.place(settings.language.span);
        found.push(
            Diagnostic::new(&BAD_STRINGS, place, format!("the theme has no strings for the language `{written}`"))
                .help(format!("add `theme/{}`, a translation of `theme/{ORIGINAL}`", names[1])),
        );
        return None;
    };
    let text = &sources[file.source].text;
    let table = fields::tree(text, file.source, found)?;
    let model = DeTable::parse(original).expect("the program's own strings are TOML");
    let before = found.count(crate::diag::Severity::Error);
    let head = file.source.start().span;
    compare("", &table, model.get_ref(), head, file.source, found);
    if found.count(crate::diag::Severity::Error) > before {
        return None;
    }
    match toml::from_str(text) {
        Ok(strings) => Some(strings),
        Err(error) => {
            let place = file.source.place(Span::at(0, error.span().unwrap_or(0..0)));
            found.push(Diagnostic::new(&BAD_STRINGS, place, error.message().lines().next().unwrap_or_default()));
            None
        }
    }
}

/// Reports what `table` lacks of `model` at its head, and what it has too much at that.
fn compare(
    path: &str,
    table: &DeTable<'_>,
    model: &DeTable<'_>,
    head: Span,
    source: SourceId,
    found: &mut Diagnostics,
) {
    for (key, expected) in model {
        let name = format!("{path}{}", key.get_ref());
        match (table.get_key_value(key.get_ref().as_ref()), expected.get_ref()) {
            (None, _) => {
                found.push(Diagnostic::new(&BAD_STRINGS, source.place(head), format!("string `{name}` is missing")));
            }
            (Some((own_key, value)), DeValue::Table(inner)) => {
                if let DeValue::Table(own) = value.get_ref() {
                    // A table's header is what its value's bytes are.
                    let head = Span::at(0, value.span());
                    compare(&format!("{name}."), own, inner, head, source, found);
                } else {
                    let place = source.place(Span::at(0, own_key.span()));
                    found.push(Diagnostic::new(&BAD_STRINGS, place, format!("`{name}` is a table of strings")));
                }
            }
            (Some(_), _) => {}
        }
    }
    for key in table.keys().filter(|key| !model.contains_key(key.get_ref().as_ref())) {
        let place = source.place(Span::at(0, key.span()));
        let name = key.get_ref();
        found.push(
            Diagnostic::new(&BAD_STRINGS, place, format!("unknown string `{path}{name}`"))
                .did_you_mean(name, model.keys().map(|key| key.get_ref().as_ref())),
        );
    }
}
