//! Folders to a [`RawProject`]: every file as written, each value with its bytes.
//!
//! [`read`] is the only function of the program that reads sources; [`parse`] is pure and takes what it
//! returned, so that tests and the benchmark can make knowledge bases in memory. Nothing here looks from
//! one file into another: names stay names until [`crate::model`] resolves them.

mod faults;
mod front_matter;
mod kinds;
mod params;
mod placement;
mod season;
mod theme;
mod walk;

use rayon::prelude::*;

use crate::config::{Config, Overrides, Settings, bad_id, is_id};
use crate::diag::{Diagnostic, Diagnostics, Suppression};
use crate::source::{SourceId, Sources, Span};

pub(crate) use faults::RULES;
pub use front_matter::{Confidence, Interval, RawMeta, Reference};
pub use kinds::{
    AppliesTo, Authority, PitfallSeverity, Position, RawChecklist, RawDetector, RawGuide, RawPitfall, RawQuestion,
    RawScenario, RawTemplate, RawTerm, RawWindow, WordBudget,
};
pub use params::{Choice, Example, Pattern, RawParameter, Scope, Type};
pub use season::{RawAnchor, RawAnchorKind, RawCycle, RawDate, RawSeason, Status};
pub use theme::ThemeFile;
pub use walk::{Content, File, Files, asset_bytes, find_root, read};

/// A knowledge base as written.
#[derive(Debug)]
pub struct RawProject {
    /// Every text.
    pub sources: Sources,
    /// The configuration.
    pub settings: Settings,
    /// Pages and email templates, by path.
    pub pages: Vec<RawPage>,
    /// Pages that could not be read, each with where it lies.
    pub unreadable: Vec<(SourceId, Position)>,
    /// `content/season.toml`.
    pub season: Option<RawSeason>,
    /// `templates/params.toml`.
    pub parameters: Vec<RawParameter>,
    /// Files beside pages that are not pages, by path.
    pub assets: Vec<RawAsset>,
    /// Layouts, styles and strings: the embedded theme with the knowledge base's own files in place of its.
    pub theme: Vec<ThemeFile>,
    /// `allow` of each file.
    pub suppressions: Vec<Suppression>,
}

/// A page as written.
#[derive(Debug)]
pub struct RawPage {
    /// The file.
    pub source: SourceId,
    /// The id: the file's name, or a guide's path.
    pub name: String,
    /// What the kind's own front matter says.
    pub kind: RawKind,
    /// What every kind's front matter may say.
    pub meta: RawMeta,
    /// The text after the front matter.
    pub body: Span,
}

/// A page's kind with the front matter of that kind.
#[derive(Debug)]
#[allow(missing_docs, reason = "each variant is one of the kinds that `kinds` documents")]
pub enum RawKind {
    /// `content/index.md`.
    Home,
    /// The introduction of a catalogue page.
    Introduction(crate::config::Section),
    Guide(RawGuide),
    Scenario(RawScenario),
    Window(RawWindow),
    Pitfall(RawPitfall),
    Question(RawQuestion),
    Term(RawTerm),
    Checklist(RawChecklist),
    Template(RawTemplate),
}

/// A file beside a page.
#[derive(Debug)]
pub struct RawAsset {
    /// Its path; the text is empty.
    pub source: SourceId,
    /// BLAKE3 of its bytes, in hexadecimal.
    pub hash: String,
}

/// Parses every file. Returns what could be read; whatever is at fault is in the findings and left out.
#[must_use]
pub fn parse(files: &Files, overrides: Overrides) -> (RawProject, Diagnostics) {
    let mut sources = Sources::default();
    let mut diagnostics = Diagnostics::default();

    let config_source = sources.add("kbgen.toml", "");
    let mut texts = Vec::new();
    let mut assets = Vec::new();
    let mut theme_overrides = Vec::new();
    for file in &files.list {
        match &file.content {
            Content::Asset { hash } => {
                assets.push(RawAsset { source: sources.add(&file.path, ""), hash: hash.clone() })
            }
            Content::Text(bytes) => {
                let Some(source) = add_text(&mut sources, &file.path, bytes, config_source, &mut diagnostics) else {
                    continue;
                };
                match file.path.strip_prefix("theme/") {
                    Some(path) => theme_overrides.push((path.to_owned(), source)),
                    None => texts.push((source, file.path.as_str())),
                }
            }
        }
    }

    let (config, found) = Config::parse(config_source, &sources);
    diagnostics.extend(found);
    let (settings, found) = config.settings(config_source, overrides);
    diagnostics.extend(found);

    let mut season = None;
    let mut shared = Vec::new();
    let mut page_files = Vec::new();
    for (source, path) in texts {
        match placement::place(path) {
            Some(placement::Place::Config) => {}
            Some(placement::Place::Season) => season = season::parse(source, &sources, &mut diagnostics),
            Some(placement::Place::Parameters) => shared = params::parse(source, &sources, &mut diagnostics),
            Some(placement::Place::Page(position)) => page_files.push((source, position)),
            None => diagnostics.push(faults::misplaced(source, path)),
        }
    }
    assets.retain(|asset| {
        let path = &sources[asset.source].path;
        let misplaced = !path.starts_with("content/");
        if misplaced {
            diagnostics.push(faults::misplaced(asset.source, path));
        }
        !misplaced
    });

    // Each file by itself, so in parallel; the findings are sorted later.
    let parsed: Vec<(Result<RawPage, (SourceId, Position)>, Option<Suppression>, Diagnostics)> = page_files
        .into_par_iter()
        .map(|(source, position)| {
            let mut diagnostics = Diagnostics::default();
            let page =
                front_matter::page(source, position.clone(), &sources, &mut diagnostics).ok_or((source, position));
            let suppression = page
                .as_ref()
                .ok()
                .filter(|page| !page.meta.allow.is_empty())
                .map(|page| Suppression { source, rules: page.meta.allow.clone() });
            if let Ok(page) = &page
                && let Some(part) = page.name.split('/').find(|part| !is_id(part))
                && !matches!(page.kind, RawKind::Home | RawKind::Introduction(_))
            {
                diagnostics.push(bad_id(part, source.start()).label("the file's or folder's name is the id"));
            }
            (page, suppression, diagnostics)
        })
        .collect();
    let mut pages = Vec::with_capacity(parsed.len());
    let mut unreadable = Vec::new();
    let mut suppressions = Vec::new();
    for (page, suppression, found) in parsed {
        match page {
            Ok(page) => pages.push(page),
            Err(place) => unreadable.push(place),
        }
        suppressions.extend(suppression);
        diagnostics.extend(found);
    }
    let theme = theme::files(theme_overrides, &mut sources);
    (
        RawProject { sources, settings, pages, unreadable, season, parameters: shared, assets, theme, suppressions },
        diagnostics,
    )
}

/// Adds a text to the sources; `None` if it is not UTF-8, which is reported at the first bad byte.
fn add_text(
    sources: &mut Sources,
    path: &str,
    bytes: &[u8],
    config: SourceId,
    diagnostics: &mut Diagnostics,
) -> Option<SourceId> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) if path == sources[config].path => {
            sources.replace(config, text);
            Some(config)
        }
        Ok(text) => Some(sources.add(path, text)),
        Err(err) => {
            let source = sources.add(path, String::from_utf8_lossy(bytes));
            let span = Span::at(0, err.valid_up_to()..err.valid_up_to() + char::REPLACEMENT_CHARACTER.len_utf8());
            diagnostics.push(
                Diagnostic::new(&faults::NOT_UTF8, source.place(span), "file is not UTF-8")
                    .label(format!("byte 0x{:02X} can't stand here", bytes[err.valid_up_to()]))
                    .help("save the file as UTF-8"),
            );
            None
        }
    }
}
