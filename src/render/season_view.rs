//! What layouts see of the season: its windows, its events, and the scale that pictures of it are drawn on.

use serde::Serialize;

use super::view::{DateView, LinkView, ScenarioSummary, SourceView, TemplateSummary};

/// The months around a season's windows, from the left of a picture to its right.
#[derive(Debug, Clone, Serialize)]
pub struct ScaleView {
    /// First day.
    pub starts: String,
    /// Last day.
    pub ends: String,
    /// The months.
    pub months: Vec<MonthView>,
}

/// A month of a picture.
#[derive(Debug, Clone, Serialize)]
pub struct MonthView {
    /// Where it begins, in percent of the width.
    pub at: String,
    /// First letter of its short name.
    pub letter: String,
    /// The other letters.
    pub rest: String,
    /// Its year, where one begins; else empty.
    pub year: String,
}

/// Where a window lies in a picture, in percent of its width.
#[derive(Debug, Clone, Serialize)]
pub struct BarView {
    /// Where it opens.
    pub from: String,
    /// Where it closes.
    pub to: String,
}

/// A window as listed.
#[derive(Debug, Clone, Serialize)]
pub struct WindowView {
    /// Id.
    pub id: String,
    /// Its page.
    #[serde(flatten)]
    pub link: LinkView,
    /// First day in the current cycle; absent for a personal window.
    pub opens: Option<DateView>,
    /// Last day.
    pub closes: Option<DateView>,
    /// Both days, or the distances from personal anchors, in words.
    pub when: String,
    /// Both days without the year; empty for a personal window.
    pub short: String,
    /// Where it lies in a picture of the season; absent for a personal window.
    pub bar: Option<BarView>,
    /// `confirmed`, `expected`, or empty for a personal window.
    pub status: &'static str,
    /// Whether it counts from the reader's own events.
    pub personal: bool,
    /// Whether nothing should be sent in it.
    pub quiet: bool,
    /// What belongs in it.
    pub scenarios: Vec<LinkView>,
}

/// A window's page beside its text.
#[derive(Debug, Serialize)]
pub struct WindowPageView {
    /// As listed.
    #[serde(flatten)]
    pub window: WindowView,
    /// Scenarios that belong in it.
    pub scenarios: Vec<ScenarioSummary>,
    /// Templates that belong in it.
    pub templates: Vec<TemplateSummary>,
    /// Its calendar file; empty without dates.
    pub calendar: String,
    /// What a picture of it is drawn on; absent without dates.
    pub scale: Option<ScaleView>,
}

/// The calendar beside its text.
#[derive(Debug, Serialize)]
pub struct SeasonView {
    /// The current cycle; empty without one.
    pub cycle: String,
    /// What a picture of the season is drawn on; absent without dates.
    pub scale: Option<ScaleView>,
    /// Windows with dates, in order.
    pub windows: Vec<WindowView>,
    /// Windows that count from the reader's own events.
    pub personal: Vec<WindowView>,
    /// Anchor events in the current cycle, in order.
    pub events: Vec<EventView>,
    /// The season's calendar file; empty without dates.
    pub calendar: String,
}

/// An anchor event.
#[derive(Debug, Serialize)]
pub struct EventView {
    /// What happens.
    pub label: String,
    /// In a sentence; may be empty.
    pub description: String,
    /// When.
    pub date: DateView,
    /// Time of day; may be empty.
    pub time: String,
    /// How sure the date is.
    pub status: &'static str,
    /// Where it stands.
    pub source: Option<SourceView>,
}
