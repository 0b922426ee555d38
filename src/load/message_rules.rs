//! `content/rules.toml`: what limits messages across targets and time.

use super::kinds::AppliesTo;
use crate::diag::{Diagnostic, Diagnostics};
use crate::fields::{self, Fields, FromToml, MISSING_KEY, Reader, Value, one_of};
use crate::message::{Authority, Per, Severity, Side};
use crate::source::{SourceId, Sources, Span, Spanned};

/// The rules as written.
#[derive(Debug)]
pub struct RawRules {
    /// The file.
    pub source: SourceId,
    /// Word lists of detectors' phrases, in the order in which they stand in the file.
    pub lists: Vec<(Spanned<String>, Vec<Spanned<String>>)>,
    /// Greatest numbers.
    pub caps: Vec<RawCap>,
    /// Days between messages.
    pub gaps: Vec<RawGap>,
    /// Windows in which nothing is sent.
    pub quiet: Vec<RawQuiet>,
    /// Values that forbid scenarios.
    pub policies: Vec<RawPolicy>,
    /// How often something may or must be said.
    pub statements: Vec<RawStatement>,
    /// What it means to write before or after a window.
    pub timings: Vec<RawTiming>,
}

/// What every rule has.
#[derive(Debug, Default)]
pub struct RawRuleMeta {
    /// Kebab-case.
    pub id: Spanned<String>,
    /// What is wrong, as the end of a sentence.
    pub label: String,
    /// What to do.
    pub help: String,
    /// How bad it is.
    pub severity: Spanned<Severity>,
    /// What it rests on.
    pub authority: Authority,
    /// Where that stands.
    pub source: String,
    /// Id of the pitfall that explains it.
    pub pitfall: Option<Spanned<String>>,
}

/// A greatest number of messages or targets.
#[derive(Debug)]
#[allow(missing_docs, reason = "named as in the file")]
pub struct RawCap {
    pub meta: RawRuleMeta,
    pub scenarios: AppliesTo,
    pub except: Vec<Spanned<String>>,
    pub max: u32,
    pub per: Per,
    pub unless: Option<Spanned<String>>,
}

/// Days between messages to one target.
#[derive(Debug)]
#[allow(missing_docs, reason = "named as in the file")]
pub struct RawGap {
    pub meta: RawRuleMeta,
    pub days: u32,
    pub except: Vec<Spanned<String>>,
}

/// Windows in which nothing is sent.
#[derive(Debug)]
#[allow(missing_docs, reason = "named as in the file")]
pub struct RawQuiet {
    pub meta: RawRuleMeta,
    pub windows: Vec<Spanned<String>>,
    pub except: Vec<Spanned<String>>,
}

/// A value that forbids scenarios.
#[derive(Debug)]
#[allow(missing_docs, reason = "named as in the file")]
pub struct RawPolicy {
    pub meta: RawRuleMeta,
    pub when: Spanned<String>,
    pub forbids: AppliesTo,
    pub except: Vec<Spanned<String>>,
}

/// How often something may or must be said.
#[derive(Debug)]
#[allow(missing_docs, reason = "named as in the file")]
pub struct RawStatement {
    pub meta: RawRuleMeta,
    pub state: Spanned<String>,
    pub max: Option<u32>,
    pub min: Option<u32>,
    pub per: Per,
    pub after: Option<Spanned<String>>,
    pub unless: Option<Spanned<String>>,
}

/// What it means to write before or after a window.
#[derive(Debug)]
#[allow(missing_docs, reason = "named as in the file")]
pub struct RawTiming {
    pub meta: RawRuleMeta,
    pub windows: Vec<Spanned<String>>,
    pub when: Side,
}

/// The table `[lists]`.
struct RawLists(Vec<(Spanned<String>, Vec<Spanned<String>>)>);

impl FromToml for RawLists {
    fn from_toml(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        reader.table(value, |table| Self(table.entries()))
    }
}

impl FromToml for Per {
    fn from_toml(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        one_of(value, reader, &[("target", Self::Target), ("season", Self::Season), ("targets", Self::Targets)])
    }
}

impl FromToml for Side {
    fn from_toml(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        one_of(value, reader, &[("early", Self::Early), ("late", Self::Late)])
    }
}

fn meta(table: &mut Fields<'_, '_, '_>) -> RawRuleMeta {
    RawRuleMeta {
        id: table.required("id"),
        label: table.required("label"),
        help: table.or_default("help"),
        severity: table.required("severity"),
        authority: table.required("authority"),
        source: table.or_default("source"),
        pitfall: table.optional("pitfall"),
    }
}

impl FromToml for RawCap {
    fn from_toml(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        reader.table(value, |table| Self {
            meta: meta(table),
            scenarios: table.required("scenarios"),
            except: table.or_default("except"),
            max: table.required("max"),
            per: table.required("per"),
            unless: table.optional("unless"),
        })
    }
}

impl FromToml for RawGap {
    fn from_toml(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        reader.table(value, |table| Self {
            meta: meta(table),
            days: table.required("days"),
            except: table.or_default("except"),
        })
    }
}

impl FromToml for RawQuiet {
    fn from_toml(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        reader.table(value, |table| Self {
            meta: meta(table),
            windows: table.required("windows"),
            except: table.or_default("except"),
        })
    }
}

impl FromToml for RawPolicy {
    fn from_toml(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        reader.table(value, |table| Self {
            meta: meta(table),
            when: table.required("when"),
            forbids: table.required("forbids"),
            except: table.or_default("except"),
        })
    }
}

impl FromToml for RawStatement {
    fn from_toml(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let place = reader.place(reader.span(value));
        let statement = reader.table(value, |table| Self {
            meta: meta(table),
            state: table.required("state"),
            max: table.or_placeholder("max"),
            min: table.or_placeholder("min"),
            per: table.required("per"),
            after: table.optional("after"),
            unless: table.optional("unless"),
        })?;
        if statement.max.is_none() && statement.min.is_none() {
            let message = "neither `max` nor `min` says how often";
            reader.report(Diagnostic::new(&MISSING_KEY, place, message).help("add `max = 1` or `min = 1`"));
        }
        Some(statement)
    }
}

impl FromToml for RawTiming {
    fn from_toml(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        reader.table(value, |table| Self {
            meta: meta(table),
            windows: table.required("windows"),
            when: table.required("when"),
        })
    }
}

pub(super) fn parse(source: SourceId, sources: &Sources, diagnostics: &mut Diagnostics) -> Option<RawRules> {
    fields::parse(&sources[source].text, source, 0, Span::default(), diagnostics, |table| RawRules {
        source,
        lists: table.optional("lists").map_or_else(Vec::new, |RawLists(lists)| lists),
        caps: table.or_default("cap"),
        gaps: table.or_default("gap"),
        quiet: table.or_default("quiet"),
        policies: table.or_default("policy"),
        statements: table.or_default("statement"),
        timings: table.or_default("timing"),
    })
}
