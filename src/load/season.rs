//! `content/season.toml`: cycles and anchors.

use jiff::civil::Date;

use super::front_matter::Reference;
use crate::diag::Diagnostics;
use crate::fields::{self, FromToml, Reader, Value, one_of};
use crate::source::{SourceId, Sources, Span, Spanned};

/// The calendar as written.
#[derive(Debug)]
pub struct RawSeason {
    /// The file.
    pub source: SourceId,
    /// When its dates last changed.
    pub updated: Option<Spanned<Date>>,
    /// The cycles.
    pub cycles: Vec<RawCycle>,
    /// The anchor events.
    pub anchors: Vec<RawAnchor>,
}

/// One season of the calendar.
#[derive(Debug)]
pub struct RawCycle {
    /// Kebab-case.
    pub id: Spanned<String>,
    /// For people.
    pub label: Spanned<String>,
    /// First day; a rule gives the first matching day from here on.
    pub starts: Spanned<Date>,
    /// Last day.
    pub ends: Spanned<Date>,
}

/// An event that windows count from.
#[derive(Debug)]
pub struct RawAnchor {
    /// Kebab-case.
    pub id: Spanned<String>,
    /// For people.
    pub label: Spanned<String>,
    /// The event in a sentence.
    pub description: Option<Spanned<String>>,
    /// Whose event it is.
    pub kind: Spanned<RawAnchorKind>,
    /// Time of day, as shown.
    pub time: Option<Spanned<String>>,
    /// How the date follows from the calendar or another anchor.
    pub rule: Option<Spanned<String>>,
    /// Dates that are known.
    pub dates: Vec<RawDate>,
}

/// Whose event an anchor is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RawAnchorKind {
    /// The same for everyone, once a cycle.
    #[default]
    Season,
    /// The reader's own.
    Personal,
}

/// A date of an anchor in one cycle.
#[derive(Debug)]
pub struct RawDate {
    /// Id of the cycle.
    pub cycle: Spanned<String>,
    /// The day.
    pub date: Spanned<Date>,
    /// How sure it is.
    pub status: Spanned<Status>,
    /// Where it stands.
    pub source: Option<Spanned<Reference>>,
}

/// How sure a date is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Announced by whoever decides it.
    Confirmed,
    /// Follows from a rule or a weaker source; to be checked.
    #[default]
    Expected,
}

impl FromToml for RawAnchorKind {
    fn from_toml(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        one_of(value, reader, &[("season", Self::Season), ("personal", Self::Personal)])
    }
}

impl FromToml for Status {
    fn from_toml(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        one_of(value, reader, &[("confirmed", Self::Confirmed), ("expected", Self::Expected)])
    }
}

impl FromToml for RawCycle {
    fn from_toml(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        reader.table(value, |table| Self {
            id: table.required("id"),
            label: table.required("label"),
            starts: table.required("starts"),
            ends: table.required("ends"),
        })
    }
}

impl FromToml for RawDate {
    fn from_toml(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        reader.table(value, |table| Self {
            cycle: table.required("cycle"),
            date: table.required("date"),
            status: table.required("status"),
            source: table.optional("source"),
        })
    }
}

impl FromToml for RawAnchor {
    fn from_toml(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        reader.table(value, |table| Self {
            id: table.required("id"),
            label: table.required("label"),
            description: table.optional("description"),
            kind: table.required("kind"),
            time: table.optional("time"),
            rule: table.optional("rule"),
            dates: table.or_default("dates"),
        })
    }
}

pub(super) fn parse(source: SourceId, sources: &Sources, diagnostics: &mut Diagnostics) -> Option<RawSeason> {
    fields::parse(&sources[source].text, source, 0, Span::default(), diagnostics, |table| RawSeason {
        source,
        updated: table.optional("updated"),
        cycles: table.required("cycles"),
        anchors: table.required("anchors"),
    })
}
