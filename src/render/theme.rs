//! The theme: layouts, styles and strings, compiled once.
//!
//! Layouts and partials are Tera files, named `layouts/home.html` and `partials/card.html` as in the folder.
//! Style sheets become one file, in the order tokens, base, components by name, print; `highlight.css` stays
//! apart, for pages with code. Modules under `js/` are in [`super::scripts`]. Whatever is wrong with them is a finding at
//! their own line.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use tera::{ErrorKind, Tera};

use super::faults::{LAYOUT_ERROR, MISSING_LAYOUT, UNUSED_THEME_FILE};
use super::scripts::Scripts;
use super::strings::{self, Strings};
use super::style;
use crate::config::Settings;
use crate::diag::{Diagnostic, Diagnostics, suggest_path};
use crate::lang;
use crate::load::ThemeFile;
use crate::output::{Artifact, OutputPath};
use crate::source::{LineIndex, Place, SourceId, Sources, Span};

/// A compiled theme.
#[derive(Debug)]
pub struct Theme {
    pub(super) tera: Tera,
    pub(super) strings: Strings,
    /// Layouts' sources by name.
    pub(super) sources: BTreeMap<String, SourceId>,
    /// What layouts read by name: style sheets and the icon.
    pub(super) files: Files,
    pub(super) scripts: Scripts,
    /// The style sheets that the offline form needs, joined.
    pub(super) form_style: String,
    artifacts: Vec<Artifact>,
}

/// Paths of the theme's own files in the site.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Files {
    pub(super) style: String,
    pub(super) highlight: String,
    pub(super) icon: String,
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
            found.push(layout_error(report.message(), place));
        }
    }
    references(&layouts, &by_name, sources, &mut found);
    if !found.has_errors()
        && let Err(error) = tera.add_raw_templates(layouts.iter().map(|file| (&file.path, &sources[file.source].text)))
    {
        found.extend(explain(&error, &by_name, sources, settings.source));
    }
    let whole = whole_layouts(&layouts, sources);
    let scripts = Scripts::read(files, &whole, sources, &mut found);
    unused(files, &scripts, sources, &mut found);
    let strings = strings::read(files, crate::load::original_strings(), settings, sources, &mut found);
    let Some(strings) = strings.filter(|_| !found.has_errors()) else { return (None, found) };

    let (paths, mut artifacts) = artifacts(files, sources);
    artifacts.extend(scripts.artifacts());
    let form_style = joined(files, sources, |path| {
        let shared = ["tokens", "base", "components/button", "components/email", "components/pitfalls"];
        shared.iter().any(|name| path.strip_prefix("css/").is_some_and(|rest| rest.strip_suffix(".css") == Some(name)))
            || path.starts_with("css/components/form")
    });
    (Some(Theme { tera, strings, sources: by_name, files: paths, scripts, form_style, artifacts }), found)
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
    let missing = |name: &str, place: Place| missing_layout(name, place, layouts);
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let place = layouts
                .get(report.filename())
                .map_or(fallback.start(), |source| source.place(Span::at(0, report.span().range.clone())));
            found.push(layout_error(report.message(), place));
        }
        ErrorKind::TemplateNotFound(name) => found.push(missing(name, fallback.start())),
        // References to what does not exist come as printed reports, one after the other.
        kind => {
            let text = kind.to_string();
            for report in text.split("\n\n") {
                let (message, place) =
                    read_report(report, layouts, sources).unwrap_or_else(|| (report.to_owned(), fallback.start()));
                match message.strip_prefix("Unknown template `").and_then(|rest| rest.strip_suffix('`')) {
                    Some(name) => found.push(missing(name, place)),
                    None => found.push(layout_error(&message, place)),
                }
            }
        }
    }
    found
}

/// A reference from a layout to another file.
struct LayoutReference<'a> {
    from: &'a str,
    to: &'a str,
    place: Place,
    extends: bool,
}

/// Returns what a layout extends or includes.
fn layout_references<'a>(file: &'a ThemeFile, sources: &'a Sources) -> Vec<LayoutReference<'a>> {
    let text = sources[file.source].text.as_str();
    let mut references = Vec::new();
    let mut raw = false;
    for part in lang::parts(text).into_iter().filter(|part| part.kind == lang::PartKind::Tag) {
        let tag = &text[part.span.range()];
        let inner = tag.trim_start_matches(['{', '%', '-']).trim_start();
        let word: &str = inner.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        match word {
            "raw" => raw = true,
            "endraw" => raw = false,
            "extends" | "include" if !raw => {}
            _ => continue,
        }
        let Some(open) = tag.find(['"', '\'']) else { continue };
        let quote = &tag[open..=open];
        let Some(len) = tag[open + 1..].find(quote) else { continue };
        let start = part.span.start as usize + open;
        references.push(LayoutReference {
            from: &file.path,
            to: &tag[open + 1..open + 1 + len],
            place: file.source.place(Span::at(0, start..start + len + 2)),
            extends: word == "extends",
        });
    }
    references
}

/// Returns each layout's text, with those of everything that it extends and includes.
fn whole_layouts<'a>(layouts: &[&'a ThemeFile], sources: &'a Sources) -> BTreeMap<&'a str, Vec<&'a str>> {
    let texts: BTreeMap<&str, (&str, Vec<LayoutReference<'_>>)> = layouts
        .iter()
        .map(|file| (file.path.as_str(), (sources[file.source].text.as_str(), layout_references(file, sources))))
        .collect();
    let whole = |path: &'a str| {
        let mut reached = BTreeSet::from([path]);
        let mut left = vec![path];
        let mut all = Vec::new();
        while let Some((text, references)) = left.pop().and_then(|path| texts.get(path)) {
            all.push(*text);
            left.extend(
                references.iter().map(|next| next.to).filter(|to| texts.contains_key(to) && reached.insert(to)),
            );
        }
        (path, all)
    };
    layouts.iter().map(|file| whole(&file.path)).collect()
}

/// Reports references to files that the theme does not have, and circles of references.
fn references(
    layouts: &[&ThemeFile],
    by_name: &BTreeMap<String, SourceId>,
    sources: &Sources,
    found: &mut Diagnostics,
) {
    let all: Vec<LayoutReference<'_>> = layouts.iter().flat_map(|file| layout_references(file, sources)).collect();
    for reference in &all {
        if !by_name.contains_key(reference.to) {
            found.push(missing_layout(reference.to, reference.place, by_name));
            continue;
        }
        let mut reached = BTreeSet::from([reference.to]);
        let mut left = vec![reference.to];
        while let Some(name) = left.pop() {
            left.extend(
                all.iter().filter(|next| next.from == name).map(|next| next.to).filter(|to| reached.insert(to)),
            );
        }
        if reached.contains(reference.from) {
            let verb = if reference.extends { "extends" } else { "includes" };
            found.push(Diagnostic::new(
                &LAYOUT_ERROR,
                reference.place,
                format!("layout `{}` {verb} itself", reference.from),
            ));
        }
    }
}

fn missing_layout(name: &str, place: Place, layouts: &BTreeMap<String, SourceId>) -> Diagnostic {
    let finding = Diagnostic::new(&MISSING_LAYOUT, place, format!("the theme has no file `{name}`"));
    match layouts.keys().find(|known| known.ends_with(&format!("/{name}"))) {
        Some(known) => finding.help(format!("did you mean `{known}`?")),
        None => match suggest_path(name, layouts.keys().map(String::as_str)) {
            Some(close) => finding.help(format!("did you mean `{close}`?")),
            None => finding,
        },
    }
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

/// Returns a finding in Tera's words, in the style of the others.
fn layout_error(message: &str, place: Place) -> Diagnostic {
    // A value that is not there comes with all that are.
    if let Some((message, fields)) = message.split_once(". Available fields: ")
        && let Some(written) = message.split('`').nth(1)
    {
        return Diagnostic::new(&LAYOUT_ERROR, place, lower_first(message)).did_you_mean(written, fields.split(", "));
    }
    Diagnostic::new(&LAYOUT_ERROR, place, lower_first(message))
}

fn lower_first(message: &str) -> String {
    let mut chars = message.trim_end_matches('.').chars();
    match chars.next() {
        Some(first) => first.to_lowercase().chain(chars).collect(),
        None => String::new(),
    }
}

/// Reports files of the knowledge base's own theme that change nothing.
fn unused(files: &[ThemeFile], scripts: &Scripts, sources: &Sources, found: &mut Diagnostics) {
    let layouts = files.iter().filter(|file| is_layout(&file.path));
    let used: BTreeSet<&str> = layouts
        .flat_map(|file| layout_references(file, sources))
        .filter(|reference| reference.from != reference.to)
        .map(|reference| reference.to)
        .collect();
    for file in files {
        let style = file.path.starts_with("css/") && file.path.ends_with(".css");
        let strings = file.path.starts_with("strings/") && file.path.ends_with(".toml");
        let named = used.contains(file.path.as_str()) || scripts.uses(&file.path);
        if !file.embedded && !style && !strings && !named {
            let embedded = files.iter().filter(|other| other.embedded).map(|other| other.path.as_str());
            let place = file.source.start();
            let finding = Diagnostic::new(&UNUSED_THEME_FILE, place, "nothing uses this file of the theme");
            found.push(match suggest_path(&file.path, embedded) {
                Some(close) => finding.help(format!("did you mean `{close}`?")),
                None => finding,
            });
        }
    }
}

/// Joins the style sheets of these paths in their order.
fn joined(files: &[ThemeFile], sources: &Sources, takes: impl Fn(&str) -> bool) -> String {
    let mut sheets: Vec<(usize, &str, &str)> = files
        .iter()
        .filter(|file| file.path.starts_with("css/") && file.path.ends_with(".css") && takes(&file.path))
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
    sheets.into_iter().map(|(_, _, text)| style::compact(text)).collect()
}

/// Names every file for its content.
fn artifacts(files: &[ThemeFile], sources: &Sources) -> (Files, Vec<Artifact>) {
    let style = joined(files, sources, |path| path != "css/highlight.css");
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
