//! Folders to a [`RawProject`]: every file as written, each value with its bytes.
//!
//! [`read`] is the only function of the program that reads sources; [`parse`] is pure and takes what it
//! returned, so that tests and the benchmark can make knowledge bases in memory. Nothing here looks from
//! one file into another: names stay names until [`crate::model`] resolves them.

mod faults;
mod front_matter;
mod kinds;
mod message_rules;
mod params;
mod persona;
mod placement;
mod season;
mod theme;
mod walk;

use std::collections::BTreeSet;

use rayon::prelude::*;

use crate::config::{Config, Overrides, Section, Settings, bad_id, is_id};
use crate::diag::{Diagnostic, Diagnostics, Suppression};
use crate::output::OutputPath;
use crate::source::{SourceId, Sources, Span};

pub(crate) use faults::RULES;
pub use front_matter::{Confidence, Interval, RawMeta, Reference};
pub use kinds::{
    AppliesTo, Position, RawChecklist, RawDetector, RawGuide, RawPitfall, RawQuestion, RawScenario, RawTemplate,
    RawTerm, RawWindow,
};
pub use message_rules::{RawCap, RawGap, RawPolicy, RawQuiet, RawRuleMeta, RawRules, RawStatement, RawTiming};
pub use params::{RawParameter, RawParameters};
pub use persona::{NamedValue, NamedValues, RawPersona};
pub use season::{RawAnchor, RawAnchorKind, RawCycle, RawDate, RawSeason, Status};
pub use theme::ThemeFile;
pub(crate) use theme::original_strings;
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
    /// Pages that could not be read.
    pub unreadable: Vec<Unreadable>,
    /// `content/season.toml`.
    pub season: DataFile<RawSeason>,
    /// `templates/params.toml`.
    pub parameters: DataFile<RawParameters>,
    /// `content/rules.toml`.
    pub rules: DataFile<RawRules>,
    /// `templates/personas/`, by path.
    pub personas: Vec<RawPersona>,
    /// Files beside pages that are not pages, by path.
    pub assets: Vec<RawAsset>,
    /// Layouts, styles and strings: the embedded theme with the knowledge base's own files in place of its.
    pub theme: Vec<ThemeFile>,
    /// `allow` of each file.
    pub suppressions: Vec<Suppression>,
    /// Whether every file could be read as it should be.
    pub sound: bool,
    /// Files that lie where no kind does.
    pub misplaced: Vec<SourceId>,
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

/// A page with a fault past which it can't be read.
#[derive(Debug)]
pub struct Unreadable {
    /// The file.
    pub source: SourceId,
    /// What it would have been.
    pub position: Position,
}

/// A page's kind with the front matter of that kind.
#[derive(Debug)]
#[allow(missing_docs, reason = "each variant is one of the kinds that `kinds` documents")]
pub enum RawKind {
    /// `content/index.md`.
    Home,
    /// The introduction of a catalogue page.
    Introduction(Section),
    Guide(RawGuide),
    Scenario(RawScenario),
    Window(RawWindow),
    Pitfall(RawPitfall),
    Question(RawQuestion),
    Term(RawTerm),
    Checklist(RawChecklist),
    Template(RawTemplate),
}

impl RawKind {
    /// Returns the section whose pages are of this kind; `None` for what is no entry of any.
    #[must_use]
    pub fn section(&self) -> Option<Section> {
        Some(match self {
            Self::Home | Self::Introduction(_) => return None,
            Self::Guide(_) => Section::Guides,
            Self::Scenario(_) => Section::Scenarios,
            Self::Window(_) => Section::Season,
            Self::Pitfall(_) => Section::Pitfalls,
            Self::Question(_) => Section::Questions,
            Self::Term(_) => Section::Glossary,
            Self::Checklist(_) => Section::Checklists,
            Self::Template(_) => Section::Templates,
        })
    }
}

/// A file beside a page.
#[derive(Debug)]
pub struct RawAsset {
    /// Its path; the text is empty.
    pub source: SourceId,
    /// BLAKE3 of its bytes, in hexadecimal.
    pub hash: String,
}

/// A data file of which there is one at most.
#[derive(Debug)]
pub enum DataFile<T> {
    /// There is none.
    Absent,
    /// There is one with a fault, which is reported; what it would say is not known.
    Unreadable,
    /// What it says.
    Read(T),
}

impl<T> DataFile<T> {
    fn new(read: Option<T>) -> Self {
        read.map_or(Self::Unreadable, Self::Read)
    }
}

/// Parses every file. Returns what could be read; each fault is a finding. A wrong value leaves a placeholder, so that
/// the rest of its file is still looked at.
#[must_use]
pub fn parse(files: &Files, overrides: Overrides) -> (RawProject, Diagnostics) {
    let mut found = Diagnostics::default();
    let (mut sources, sorted) = Sorted::new(files, &mut found);
    let (mut settings, config_found) = Config::settings(sorted.config, &sources, overrides);
    if sorted.undecodable.contains(&sorted.config) {
        settings.readable = false;
    } else {
        found.extend(config_found);
    }

    let mut season = DataFile::Absent;
    let mut parameters = DataFile::Absent;
    let mut rules = DataFile::Absent;
    let mut personas = Vec::new();
    let mut in_personas = Diagnostics::default();
    let mut page_files = Vec::new();
    let mut misplaced = sorted.misplaced;
    let mut unreadable = Vec::new();
    for (source, path) in sorted.texts {
        let decoded = !sorted.undecodable.contains(&source);
        match placement::place(path) {
            Some(placement::Place::Config) => {}
            Some(placement::Place::Season) => {
                season = DataFile::new(decoded.then(|| season::parse(source, &sources, &mut found)).flatten());
            }
            Some(placement::Place::Parameters) => {
                parameters = DataFile::new(decoded.then(|| params::parse(source, &sources, &mut found)).flatten());
            }
            Some(placement::Place::Rules) => {
                rules = DataFile::new(decoded.then(|| message_rules::parse(source, &sources, &mut found)).flatten());
            }
            Some(placement::Place::Persona(name)) => {
                if !is_id(&name) {
                    found.push(bad_id(&name, source.start()).label("the name of the file is the id"));
                }
                personas.extend(decoded.then(|| persona::parse(source, &name, &sources, &mut in_personas)).flatten());
            }
            Some(placement::Place::Page(position)) if decoded => page_files.push((source, position)),
            Some(placement::Place::Page(position)) => unreadable.push(Unreadable { source, position }),
            None => {
                misplaced.push(source);
                found.push(faults::misplaced(source, path));
            }
        }
    }

    // Each page by itself, so in parallel; the findings are sorted later.
    let parsed: Vec<(Result<RawPage, Unreadable>, Diagnostics)> = page_files
        .into_par_iter()
        .map(|(source, position)| {
            let mut found = Diagnostics::default();
            let page = front_matter::page(source, position.clone(), &sources, &mut found);
            (page.ok_or(Unreadable { source, position }), found)
        })
        .collect();
    let mut pages = Vec::with_capacity(parsed.len());
    for (page, page_found) in parsed {
        match page {
            Ok(page) => pages.push(page),
            Err(page) => unreadable.push(page),
        }
        found.extend(page_found);
    }
    check_names(&pages, &mut found);
    let suppressions = pages
        .iter()
        .filter(|page| !page.meta.allow.is_empty())
        .map(|page| Suppression { source: page.source, rules: page.meta.allow.clone() })
        .collect();
    let theme = theme::files(sorted.theme, &mut sources);
    let assets = sorted.assets;
    // Nothing else is made of personas.
    let sound = !found.has_errors();
    found.extend(in_personas);
    (
        RawProject {
            sources,
            settings,
            pages,
            unreadable,
            season,
            parameters,
            rules,
            personas,
            assets,
            theme,
            suppressions,
            sound,
            misplaced,
        },
        found,
    )
}

/// Reports file and folder names that are no ids, a folder once.
fn check_names(pages: &[RawPage], found: &mut Diagnostics) {
    let mut told = BTreeSet::new();
    for page in pages.iter().filter(|page| !matches!(page.kind, RawKind::Home | RawKind::Introduction(_))) {
        let mut end = 0;
        for part in page.name.split('/') {
            end += part.len();
            let place = page.source.start();
            if !is_id(part) && told.insert((page.kind.section(), page.name[..end].to_owned())) {
                found.push(bad_id(part, place).label("the name of the file or folder is the id"));
            }
            end += 1;
        }
    }
}

/// Files by what is done with them.
struct Sorted<'a> {
    /// `kbgen.toml`.
    config: SourceId,
    /// What kbgen parses, with paths.
    texts: Vec<(SourceId, &'a str)>,
    assets: Vec<RawAsset>,
    /// Files of the knowledge base's own theme, with paths from `theme/`.
    theme: Vec<(String, SourceId)>,
    /// Texts that are not UTF-8.
    undecodable: Vec<SourceId>,
    /// Assets that lie where no page does.
    misplaced: Vec<SourceId>,
}

impl<'a> Sorted<'a> {
    fn new(files: &'a Files, found: &mut Diagnostics) -> (Sources, Self) {
        let mut sources = Sources::default();
        let config = sources.add("kbgen.toml", "");
        let mut sorted = Self {
            config,
            texts: Vec::new(),
            assets: Vec::new(),
            theme: Vec::new(),
            undecodable: Vec::new(),
            misplaced: Vec::new(),
        };
        for file in &files.list {
            match &file.content {
                Content::Asset { hash } => {
                    let source = sources.add(&file.path, "");
                    let name = file.path.rsplit('/').next().unwrap_or_default();
                    if OutputPath::parse(&file.path).is_none() {
                        found.push(bad_id(name, source.start()).label("this name is none on some systems"));
                    } else if file.path.starts_with("content/") && !faults::is_misspelt_page(&file.path) {
                        sorted.assets.push(RawAsset { source, hash: hash.clone() });
                    } else {
                        sorted.misplaced.push(source);
                        found.push(faults::misplaced(source, &file.path));
                    }
                }
                Content::Text(bytes) => sorted.add_text(&file.path, bytes, &mut sources, found),
            }
        }
        (sources, sorted)
    }

    /// Adds a text; one that is not UTF-8 is reported at its first bad byte.
    fn add_text(&mut self, path: &'a str, bytes: &[u8], sources: &mut Sources, found: &mut Diagnostics) {
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        let fault = std::str::from_utf8(bytes).err();
        let text = String::from_utf8_lossy(bytes);
        let source = if path == sources[self.config].path {
            sources.replace(self.config, text);
            self.config
        } else {
            sources.add(path, text)
        };
        if let Some(path) = path.strip_prefix("theme/") {
            if fault.is_some() {
                // A picture or font, say, which is told of as a file that nothing uses.
                sources.replace(source, "");
            }
            self.theme.push((path.to_owned(), source));
            return;
        }
        if let Some(fault) = fault {
            let start = fault.valid_up_to();
            let span = Span::at(0, start..start + char::REPLACEMENT_CHARACTER.len_utf8());
            found.push(
                Diagnostic::new(&faults::NOT_UTF8, source.place(span), "file is not UTF-8")
                    .label(format!("byte 0x{:02X} can't stand here", bytes[start]))
                    .help("save the file as UTF-8"),
            );
            self.undecodable.push(source);
        }
        self.texts.push((source, path));
    }
}
