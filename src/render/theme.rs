//! The theme: layouts, styles and strings, compiled once.
//!
//! Layouts and partials are Tera files, named `layouts/home.html` and `partials/card.html` as in the folder.
//! Style sheets become one file, in the order tokens, base, components by name, print; `highlight.css` stays
//! apart, for pages with code. Whatever is wrong with them is a finding at their own line.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use tera::{ErrorKind, Tera};

use crate::config::Settings;
use crate::diag::{Diagnostic, Diagnostics, rules};
use crate::load::ThemeFile;
use crate::output::{Artifact, OutputPath};
use crate::source::{LineIndex, Place, SourceId, Sources, Span};

rules! {
    /// Faults of a theme.
    RULES;

    /// ## What it does
    /// Finds mistakes in a theme's layouts: syntax, unknown filters and components, undefined values.
    ///
    /// ## Why is this bad?
    /// The pages of that layout can't be written.
    ///
    /// ## Example
    /// ```html
    /// <h1>{{ page.titel }}</h1>
    /// ```
    ///
    /// Use instead:
    /// ```html
    /// <h1>{{ page.title }}</h1>
    /// ```
    ///
    /// ## References
    /// Tera's documentation of its template language
    LAYOUT_ERROR = "layout-error", Fixed Error;

    /// ## What it does
    /// Finds layouts that extend or include a file that the theme does not have.
    ///
    /// ## Why is this bad?
    /// The pages of that layout can't be written.
    ///
    /// ## Example
    /// ```html
    /// {% extends "layouts/bsae.html" %}
    /// ```
    ///
    /// Use instead:
    /// ```html
    /// {% extends "layouts/base.html" %}
    /// ```
    MISSING_LAYOUT = "missing-layout", Fixed Error;

    /// ## What it does
    /// Finds files in `theme/` that neither replace one of the built-in theme nor are used by a layout.
    ///
    /// ## Why is this bad?
    /// A misspelt name leaves the built-in file in use, and nobody notices.
    ///
    /// ## Example
    /// ```text
    /// theme/layouts/guides.html
    /// ```
    ///
    /// Use instead:
    /// ```text
    /// theme/layouts/guide.html
    /// ```
    UNUSED_THEME_FILE = "unused-theme-file", Adjustable Warning;

    /// ## What it does
    /// Finds tables of strings that lack a string, have one too many, or do not exist for the site's language.
    ///
    /// ## Why is this bad?
    /// Pages would have gaps where their own words should be.
    ///
    /// ## Example
    /// ```toml
    /// language = "fr"   # and no theme/strings/fr.toml
    /// ```
    ///
    /// Use instead: copy `theme/strings/en.toml`, translate it, and name it for the language.
    BAD_STRINGS = "bad-strings", Fixed Error;
}

/// A compiled theme.
#[derive(Debug)]
pub struct Theme {
    pub(super) tera: Tera,
    pub(super) strings: Strings,
    /// Layouts' sources by name.
    pub(super) sources: BTreeMap<String, SourceId>,
    /// What layouts read by name: style sheets and the icon.
    pub(super) files: Files,
    artifacts: Vec<Artifact>,
}

/// Paths of the theme's own files in the site.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Files {
    pub(super) style: String,
    pub(super) highlight: String,
    pub(super) icon: String,
}

/// The words of the pages themselves.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Strings {
    /// Names of months from January.
    pub(super) months: [String; 12],
    /// Short names of months.
    pub(super) months_short: [String; 12],
    /// A date, with `{day}`, `{month}` and `{year}`.
    pub(super) date: String,
    /// A span of dates, with `{from}` and `{to}`.
    pub(super) dates: String,
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
    /// Distances from an anchor, with `{n}`, `{anchor}`.
    pub(super) offsets: Offsets,
    /// Everything else.
    pub(super) text: BTreeMap<String, String>,
}

/// How a distance from an anchor is told.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(clippy::struct_field_names, reason = "the fields are told apart by their unit")]
pub(super) struct Offsets {
    pub(super) hours_after: String,
    pub(super) hours_before: String,
    pub(super) days_after: String,
    pub(super) days_before: String,
}

/// Keys that the program itself looks up.
const SECTION_KEYS: [&str; 9] =
    ["guides", "season", "scenarios", "templates", "pitfalls", "questions", "checklists", "glossary", "packs"];
const KIND_KEYS: [&str; 9] =
    ["home", "catalogue", "guide", "scenario", "window", "pitfall", "question", "term", "checklist"];
const CALLOUT_KEYS: [&str; 5] = ["note", "tip", "important", "warning", "caution"];
const TEXT_KEYS: [&str; 5] = ["home", "footnote_back", "timeline", "not_found", "tag"];

impl Strings {
    fn missing(&self) -> Option<String> {
        let lacks = |table: &str, map: &BTreeMap<String, String>, keys: &[&str]| {
            keys.iter().find(|key| !map.contains_key(**key)).map(|key| format!("{table}.{key}"))
        };
        lacks("sections", &self.sections, &SECTION_KEYS)
            .or_else(|| lacks("kinds", &self.kinds, &KIND_KEYS))
            .or_else(|| lacks("kinds", &self.kinds, &["template"]))
            .or_else(|| lacks("callouts", &self.callouts, &CALLOUT_KEYS))
            .or_else(|| lacks("severities", &self.severities, &["block", "warn", "note"]))
            .or_else(|| lacks("status", &self.status, &["confirmed", "expected"]))
            .or_else(|| lacks("text", &self.text, &TEXT_KEYS))
    }
}

/// Compiles the theme. `None` if it has a fault past which no page can be written.
#[must_use]
pub fn compile(files: &[ThemeFile], settings: &Settings, sources: &Sources) -> (Option<Theme>, Diagnostics) {
    let mut found = Diagnostics::default();
    let layouts: Vec<&ThemeFile> = files.iter().filter(|file| is_layout(&file.path)).collect();
    let by_name: BTreeMap<String, SourceId> = layouts.iter().map(|file| (file.path.clone(), file.source)).collect();

    let mut tera = Tera::new();
    for file in &layouts {
        // Alone first: together, only the first syntax error of all would be told.
        if let Err(error) = Tera::new().add_raw_template(&file.path, &sources[file.source].text)
            && let ErrorKind::SyntaxError(report) = error.kind()
        {
            let place = file.source.place(Span::at(0, report.span().range.clone()));
            found.push(Diagnostic::new(&LAYOUT_ERROR, place, lower_first(report.message())));
        }
    }
    if !found.has_errors()
        && let Err(error) = tera.add_raw_templates(layouts.iter().map(|file| (&file.path, &sources[file.source].text)))
    {
        found.extend(explain(&error, &by_name, sources, settings.source));
    }
    unused(files, sources, &mut found);
    let strings = strings(files, settings, sources, &mut found);
    let Some(strings) = strings.filter(|_| !found.has_errors()) else { return (None, found) };

    let (paths, artifacts) = artifacts(files, sources);
    (Some(Theme { tera, strings, sources: by_name, files: paths, artifacts }), found)
}

impl Theme {
    /// Returns the theme's own files of the site.
    #[must_use]
    pub fn artifacts(&self) -> &[Artifact] {
        &self.artifacts
    }
}

fn is_layout(path: &str) -> bool {
    (path.starts_with("layouts/") || path.starts_with("partials/")) && path.ends_with(".html")
}

/// Turns an error of Tera's into findings at the layouts' own lines.
pub(super) fn explain(
    error: &tera::Error,
    layouts: &BTreeMap<String, SourceId>,
    sources: &Sources,
    fallback: SourceId,
) -> Diagnostics {
    let mut found = Diagnostics::default();
    let place_of = |name: &str, needle: &str| -> Place {
        let Some(&source) = layouts.get(name) else { return fallback.start() };
        match sources[source].text.find(needle) {
            Some(at) => source.place(Span::at(0, at..at + needle.len())),
            None => source.start(),
        }
    };
    let missing = |name: &str, place: Place| {
        Diagnostic::new(&MISSING_LAYOUT, place, format!("the theme has no file `{name}`"))
            .did_you_mean(name, layouts.keys().map(String::as_str))
    };
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let place = layouts
                .get(report.filename())
                .map_or(fallback.start(), |source| source.place(Span::at(0, report.span().range.clone())));
            found.push(Diagnostic::new(&LAYOUT_ERROR, place, lower_first(report.message())));
        }
        ErrorKind::MissingParent { current, parent } => {
            found.push(missing(parent, place_of(current, &format!("\"{parent}\""))));
        }
        ErrorKind::TemplateNotFound(name) => found.push(missing(name, fallback.start())),
        ErrorKind::CircularExtend { tpl, inheritance_chain } => {
            let chain = inheritance_chain.join("`, `");
            found.push(Diagnostic::new(
                &LAYOUT_ERROR,
                place_of(tpl, "extends"),
                format!("layout `{tpl}` extends itself, through `{chain}`"),
            ));
        }
        ErrorKind::CircularInclude { tpl, include_chain } => {
            let chain = include_chain.join("`, `");
            found.push(Diagnostic::new(
                &LAYOUT_ERROR,
                place_of(tpl, "include"),
                format!("layout `{tpl}` includes itself, through `{chain}`"),
            ));
        }
        // References to what does not exist come as printed reports, one after the other.
        kind => {
            let text = kind.to_string();
            for report in text.split("\n\n") {
                let (message, place) =
                    read_report(report, layouts, sources).unwrap_or_else(|| (report.to_owned(), fallback.start()));
                match message.strip_prefix("Unknown template `").and_then(|rest| rest.strip_suffix('`')) {
                    Some(name) => found.push(missing(name, place)),
                    None => found.push(Diagnostic::new(&LAYOUT_ERROR, place, lower_first(&message))),
                }
            }
        }
    }
    found
}

/// Reads `error: MESSAGE\n --> NAME:LINE:COLUMN\n ... ^^^^`.
fn read_report(report: &str, layouts: &BTreeMap<String, SourceId>, sources: &Sources) -> Option<(String, Place)> {
    let (first, rest) = report.trim().split_once('\n')?;
    let message = first.strip_prefix("error: ")?;
    let mut parts = rest.lines().next()?.trim().strip_prefix("--> ")?.rsplitn(3, ':');
    let column: usize = parts.next()?.parse().ok()?;
    let line: usize = parts.next()?.parse().ok()?;
    let source = *layouts.get(parts.next()?)?;
    let text = &sources[source].text;
    let start = LineIndex::new(text).offset(line, column)?;
    let len = rest.lines().last()?.matches('^').count();
    let end = text[start..].char_indices().nth(len).map_or(text.len(), |(at, _)| start + at);
    Some((message.to_owned(), source.place(Span::at(0, start..end))))
}

fn lower_first(message: &str) -> String {
    let mut chars = message.chars();
    match chars.next() {
        Some(first) => first.to_lowercase().chain(chars).collect(),
        None => String::new(),
    }
}

/// Reports files of the knowledge base's own theme that change nothing.
fn unused(files: &[ThemeFile], sources: &Sources, found: &mut Diagnostics) {
    let used: BTreeSet<&str> = files
        .iter()
        .filter(|file| is_layout(&file.path))
        .flat_map(|file| sources[file.source].text.split(['"', '\'']))
        .collect();
    for file in files {
        let style = file.path.starts_with("css/") && file.path.ends_with(".css");
        let strings = file.path.starts_with("strings/") && file.path.ends_with(".toml");
        if !file.embedded && !style && !strings && !used.contains(file.path.as_str()) {
            let embedded = files.iter().filter(|other| other.embedded).map(|other| other.path.as_str());
            found.push(
                Diagnostic::new(&UNUSED_THEME_FILE, file.source.start(), "nothing uses this file of the theme")
                    .did_you_mean(&file.path, embedded),
            );
        }
    }
}

fn strings(files: &[ThemeFile], settings: &Settings, sources: &Sources, found: &mut Diagnostics) -> Option<Strings> {
    let language = settings.language.split('-').next().unwrap_or_default();
    let names = [format!("strings/{}.toml", settings.language), format!("strings/{language}.toml")];
    let Some(file) = names.iter().find_map(|name| files.iter().find(|file| file.path == *name)) else {
        found.push(
            Diagnostic::new(
                &BAD_STRINGS,
                settings.source.start(),
                format!("the theme has no strings for the language `{}`", settings.language),
            )
            .help(format!("add `theme/{}`, a translation of `theme/strings/en.toml`", names[1])),
        );
        return None;
    };
    match toml::from_str::<Strings>(&sources[file.source].text) {
        Ok(strings) => {
            if let Some(key) = strings.missing() {
                found.push(Diagnostic::new(&BAD_STRINGS, file.source.start(), format!("string `{key}` is missing")));
                return None;
            }
            Some(strings)
        }
        Err(error) => {
            let place = file.source.place(Span::at(0, error.span().unwrap_or(0..0)));
            found.push(Diagnostic::new(&BAD_STRINGS, place, lower_first(error.message())));
            None
        }
    }
}

/// Joins the style sheets and names every file for its content.
fn artifacts(files: &[ThemeFile], sources: &Sources) -> (Files, Vec<Artifact>) {
    let mut sheets: Vec<(usize, &str, &str)> = files
        .iter()
        .filter(|file| file.path.starts_with("css/") && file.path.ends_with(".css") && file.path != "css/highlight.css")
        .map(|file| {
            let rank = match file.path.as_str() {
                "css/tokens.css" => 0,
                "css/base.css" => 1,
                "css/print.css" => 3,
                _ => 2,
            };
            (rank, file.path.as_str(), sources[file.source].text.as_str())
        })
        .collect();
    sheets.sort_unstable();
    let style: String = sheets.into_iter().map(|(_, _, text)| text).collect();
    let text =
        |path: &str| files.iter().find(|file| file.path == path).map_or("", |file| sources[file.source].text.as_str());
    let mut artifacts = Vec::new();
    let mut add = |stem: &str, suffix: &str, bytes: &str| {
        let hash = blake3::hash(bytes.as_bytes()).to_hex();
        let path = format!("assets/{stem}.{}.{suffix}", &hash[..12]);
        artifacts.push(Artifact::new(OutputPath::new(path.clone()), bytes));
        path
    };
    let paths = Files {
        style: add("style", "css", &style),
        highlight: add("highlight", "css", text("css/highlight.css")),
        icon: add("icon", "svg", text("icon.svg")),
    };
    (paths, artifacts)
}
