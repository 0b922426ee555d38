//! Findings: what an author can mend, as data.
//!
//! Every stage returns its value and its [`Diagnostics`] and goes on after a fault, so that one run tells
//! all of them. [`Diagnostics::settle`] applies the knowledge base's levels and each file's suppressions;
//! the printers ([`Format`]) turn the result into text. Nothing here writes to a terminal.

mod github;
mod human;
mod json;
mod rule;
mod sarif;
mod settle;
mod suggest;

use std::fmt;

use serde::Serialize;

use crate::source::{LineIndex, Place, Sources};

pub use human::{Excerpt, excerpt};
pub(crate) use rule::rules;
pub use rule::{Rule, Strictness};
pub use settle::{Level, Levels, Suppression};
pub(crate) use settle::{RULES, misnamed};
pub use suggest::{suggest, suggest_path};

/// How bad a finding is, mildest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Advice; never fails a build.
    Note,
    /// Should be mended; fails a build under `--deny-warnings`.
    Warning,
    /// Fails the build; nothing is written.
    Error,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        })
    }
}

/// One finding.
#[derive(Debug, Clone)]
pub struct Diagnostic {
    /// The rule that found it.
    pub rule: &'static Rule,
    /// The rule's default severity, or the knowledge base's own after [`Diagnostics::settle`].
    pub severity: Severity,
    /// What is wrong: lower case, no full stop, names in backticks.
    pub message: String,
    /// Where.
    pub place: Place,
    /// A few words under the excerpt; may be empty.
    pub label: String,
    /// Other places that belong to it, each with a few words.
    pub related: Vec<(Place, String)>,
    /// What to do, or why it matters; each a line of its own.
    pub help: Vec<String>,
}

impl Diagnostic {
    /// Starts a finding of `rule`.
    #[must_use]
    pub fn new(rule: &'static Rule, place: Place, message: impl Into<String>) -> Self {
        Self {
            rule,
            severity: rule.severity,
            message: message.into(),
            place,
            label: String::new(),
            related: Vec::new(),
            help: Vec::new(),
        }
    }

    /// Adds the words under the excerpt.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// Adds a line of help.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }

    /// Adds "did you mean" if there is something close to `written` among `candidates`.
    #[must_use]
    pub fn did_you_mean<'a>(self, written: &str, candidates: impl IntoIterator<Item = &'a str>) -> Self {
        match suggest(written, candidates) {
            Some(close) => self.help(format!("did you mean `{close}`?")),
            None => self,
        }
    }

    /// Adds another place.
    #[must_use]
    pub fn related(mut self, place: Place, label: impl Into<String>) -> Self {
        self.related.push((place, label.into()));
        self
    }
}

/// Findings, in the order in which they were found until they are settled.
#[derive(Debug, Clone, Default)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
}

impl Diagnostics {
    /// Adds a finding.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.list.push(diagnostic);
    }

    /// Moves all findings of `other` here.
    pub fn extend(&mut self, other: Self) {
        self.list.extend(other.list);
    }

    /// Adds a finding if there is one.
    pub fn extend_one(&mut self, finding: Option<Diagnostic>) {
        self.list.extend(finding);
    }

    /// Changes each finding.
    #[must_use]
    pub fn map(self, change: impl FnMut(Diagnostic) -> Diagnostic) -> Self {
        Self { list: self.list.into_iter().map(change).collect() }
    }

    /// Returns the findings.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.list.iter()
    }

    /// Returns whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Counts the findings of one severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.list.iter().filter(|diagnostic| diagnostic.severity == severity).count()
    }

    /// Returns whether any finding is an error.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }
}

/// How findings are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// For people: excerpt, label, help.
    #[default]
    Human,
    /// One JSON document.
    Json,
    /// Workflow commands that a code host shows beside the changed lines.
    Github,
    /// SARIF 2.1.0, the exchange format of static analysis.
    Sarif,
}

/// Prints settled findings as text that ends in a line break, or as nothing if there is nothing to say.
#[must_use]
pub fn print(diagnostics: &Diagnostics, sources: &Sources, format: Format, color: bool) -> String {
    match format {
        Format::Human => human::print(diagnostics, sources, color),
        Format::Json => json::print(diagnostics, sources),
        Format::Github => github::print(diagnostics, sources),
        Format::Sarif => sarif::print(diagnostics, sources),
    }
}

/// Where a finding starts and ends, as editors count.
#[derive(Debug, Clone, Copy, Serialize)]
struct Region {
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

fn region(place: Place, sources: &Sources) -> Region {
    let index = LineIndex::new(&sources[place.source].text);
    let (start, end) = (index.locate(place.span.start), index.locate(place.span.end));
    Region { line: start.line, column: start.column, end_line: end.line, end_column: end.column }
}
