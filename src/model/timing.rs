//! Cycles, anchors and windows: when things happen.

use jiff::civil::Date;

use super::date_rule::DateRule;
use super::id::{Id, Table};
use super::page::Page;
use super::{EmailTemplate, Scenario};
use crate::load::{Reference, Status};
use crate::source::{SourceId, Span, Spanned};

/// The calendar.
#[derive(Debug, Default)]
pub struct Season {
    /// `content/season.toml`, if there is one.
    pub source: Option<SourceId>,
    /// When its dates last changed, if that is said.
    pub updated: Option<Date>,
    /// The cycles in the order of their first days.
    pub cycles: Table<Cycle>,
    /// The cycle that counts as current.
    pub current: Option<Id<Cycle>>,
    /// The anchors in the order of the file.
    pub anchors: Table<Anchor>,
}

/// One season of the calendar.
#[derive(Debug)]
pub struct Cycle {
    /// Kebab-case.
    pub name: String,
    /// For people.
    pub label: Spanned<String>,
    /// First day.
    pub starts: Spanned<Date>,
    /// Last day.
    pub ends: Spanned<Date>,
}

/// An event that windows count from.
#[derive(Debug)]
pub struct Anchor {
    /// Kebab-case.
    pub name: Spanned<String>,
    /// For people.
    pub label: Spanned<String>,
    /// The event in a sentence.
    pub description: Option<Spanned<String>>,
    /// Time of day, as shown.
    pub time: Option<Spanned<String>>,
    /// Whose event it is.
    pub kind: AnchorKind,
}

/// Whose event an anchor is.
#[derive(Debug)]
pub enum AnchorKind {
    /// The reader's own; its date is not known here.
    Personal,
    /// The same for everyone.
    Season {
        /// How its date follows in a cycle without a known one.
        rule: Option<DateRule>,
        /// Its date in each cycle that has one, in the order of the cycles.
        dates: Vec<AnchorDate>,
    },
}

/// A date of an anchor.
#[derive(Debug, Clone)]
pub struct AnchorDate {
    /// The cycle.
    pub cycle: Id<Cycle>,
    /// The day.
    pub date: Date,
    /// How sure it is; what follows from a rule is expected.
    pub status: Status,
    /// Where it stands.
    pub source: Option<Spanned<Reference>>,
}

impl Anchor {
    /// Returns the date in `cycle`, if it is known or follows from a rule.
    #[must_use]
    pub fn date(&self, cycle: Id<Cycle>) -> Option<&AnchorDate> {
        match &self.kind {
            AnchorKind::Personal => None,
            AnchorKind::Season { dates, .. } => dates.iter().find(|date| date.cycle == cycle),
        }
    }

    /// Returns whether it is the reader's own.
    #[must_use]
    pub fn is_personal(&self) -> bool {
        matches!(self.kind, AnchorKind::Personal)
    }
}

/// A moment: an anchor and a distance from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bound {
    /// The anchor.
    pub anchor: Id<Anchor>,
    /// How much later, in hours; negative for earlier.
    pub offset_hours: i32,
    /// Whether the author counted in hours.
    pub in_hours: bool,
    /// Where it is written.
    pub span: Span,
}

impl Bound {
    /// Returns the day in `cycle`, if the anchor has a date there; parts of days are dropped.
    #[must_use]
    pub fn date(&self, season: &Season, cycle: Id<Cycle>) -> Option<Date> {
        let anchor = season.anchors[self.anchor].date(cycle)?;
        anchor.date.checked_add(jiff::Span::new().days(self.offset_hours.div_euclid(24))).ok()
    }
}

/// A timing window.
#[derive(Debug)]
pub struct Window {
    /// Its page.
    pub page: Id<Page>,
    /// Its first moment.
    pub opens: Bound,
    /// Its last.
    pub closes: Bound,
    /// Whether nothing should be sent in it.
    pub quiet: Spanned<bool>,
    /// Scenarios that belong in it.
    pub scenarios: Vec<Id<Scenario>>,
    /// Email templates that belong in it.
    pub templates: Vec<Id<EmailTemplate>>,
}

impl Window {
    /// Returns first and last day in `cycle`; `None` for a personal window.
    #[must_use]
    pub fn dates(&self, season: &Season, cycle: Id<Cycle>) -> Option<(Date, Date)> {
        self.opens.date(season, cycle).zip(self.closes.date(season, cycle))
    }

    /// Returns whether it counts from the reader's own events.
    #[must_use]
    pub fn is_personal(&self, season: &Season) -> bool {
        season.anchors[self.opens.anchor].is_personal() || season.anchors[self.closes.anchor].is_personal()
    }

    /// Returns the less sure of its two dates' statuses in `cycle`.
    #[must_use]
    pub fn status(&self, season: &Season, cycle: Id<Cycle>) -> Option<Status> {
        let status = |bound: &Bound| season.anchors[bound.anchor].date(cycle).map(|date| date.status);
        status(&self.opens).max(status(&self.closes))
    }
}
