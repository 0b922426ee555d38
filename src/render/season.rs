//! The season as data for scripts, so that they can say what is open on the reader's own day.

use jiff::civil::Date;
use serde::Serialize;

use super::entities::status_name;
use super::page::Renderer;
use crate::model::{Anchor, Bound, Cycle, Id, Page, Window};

/// The calendar in the current cycle, and where the next one is known, in that.
#[derive(Debug, Serialize)]
pub(super) struct Season<'a> {
    cycle: Option<CycleData<'a>>,
    next: Option<CycleData<'a>>,
    target: Target<'a>,
    dates: DateWords<'a>,
    /// In the order in which they open; personal ones last.
    windows: Vec<WindowData<'a>>,
    anchors: Vec<AnchorData<'a>>,
}

/// The everyday words for an organisation that is written to.
#[derive(Debug, Serialize)]
pub(super) struct Target<'a> {
    one: &'a str,
    many: &'a str,
}

/// How a page writes dates.
#[derive(Debug, Serialize)]
struct DateWords<'a> {
    months: &'a [String; 12],
    long: &'a str,
}

#[derive(Debug, Serialize)]
struct CycleData<'a> {
    id: &'a str,
    label: &'a str,
    starts: Date,
    ends: Date,
}

/// A page, its path from the site's root.
#[derive(Debug, Serialize)]
struct PageData<'a> {
    id: &'a str,
    title: &'a str,
    path: String,
}

#[derive(Debug, Serialize)]
struct WindowData<'a> {
    #[serde(flatten)]
    page: PageData<'a>,
    opens: Moment<'a>,
    closes: Moment<'a>,
    /// `confirmed`, `expected`, or empty for a personal window.
    status: &'static str,
    personal: bool,
    quiet: bool,
    /// First and last day in the next cycle.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<[Date; 2]>,
    scenarios: Vec<PageData<'a>>,
}

/// An anchor, a distance from it, and the day that they make, if it is known.
#[derive(Debug, Serialize)]
struct Moment<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<Date>,
    anchor: &'a str,
    hours: i32,
    /// Whether the distance is told in hours.
    in_hours: bool,
}

#[derive(Debug, Serialize)]
struct AnchorData<'a> {
    id: &'a str,
    label: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    time: Option<&'a str>,
    personal: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<Date>,
    /// `confirmed`, `expected`, or empty without a date.
    status: &'static str,
    /// The date in the next cycle.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<Date>,
}

impl<'a> Renderer<'a> {
    pub(super) fn target_words(&self) -> Target<'a> {
        let target = &self.kb.settings.target;
        Target { one: &target.one, many: &target.many }
    }

    pub(super) fn season_data(&self) -> Season<'a> {
        let kb = self.kb;
        let season = &kb.season;
        let current = season.current;
        // Cycles are in the order of their first days.
        let next = current.and_then(|current| {
            let starts = season.cycles[current].starts.value;
            season.cycles.iter().find(|(_, cycle)| cycle.starts.value > starts).map(|(id, _)| id)
        });
        let mut windows: Vec<&Window> = kb.windows.rows().iter().collect();
        windows.sort_by_key(|window| {
            let opens = current.and_then(|cycle| window.opens.date(season, cycle));
            (opens.is_none(), opens)
        });
        Season {
            cycle: current.map(|id| cycle_data(&season.cycles[id])),
            next: next.map(|id| cycle_data(&season.cycles[id])),
            target: self.target_words(),
            dates: DateWords { months: &self.theme.strings.months, long: &self.theme.strings.date },
            windows: windows.into_iter().map(|window| self.window_data(window, next)).collect(),
            anchors: season.anchors.rows().iter().map(|anchor| anchor_data(anchor, current, next)).collect(),
        }
    }

    fn window_data(&self, window: &Window, next: Option<Id<Cycle>>) -> WindowData<'a> {
        let season = &self.kb.season;
        let status = season.current.and_then(|cycle| window.status(season, cycle));
        WindowData {
            page: self.page_data(window.page),
            opens: self.moment(window.opens),
            closes: self.moment(window.closes),
            status: status.map_or("", status_name),
            personal: window.is_personal(season),
            quiet: window.quiet.value,
            next: next.and_then(|cycle| window.dates(season, cycle)).map(<[Date; 2]>::from),
            scenarios: window.scenarios.iter().map(|&id| self.page_data(self.kb.scenarios[id].page)).collect(),
        }
    }

    fn moment(&self, bound: Bound) -> Moment<'a> {
        let season = &self.kb.season;
        Moment {
            date: season.current.and_then(|cycle| bound.date(season, cycle)),
            anchor: &season.anchors[bound.anchor].name.value,
            hours: bound.offset_hours,
            in_hours: bound.in_hours,
        }
    }

    fn page_data(&self, page: Id<Page>) -> PageData<'a> {
        let page = &self.kb.pages[page];
        PageData { id: &page.name, title: &page.meta.title.value, path: page.url.full() }
    }
}

fn cycle_data(cycle: &Cycle) -> CycleData<'_> {
    CycleData { id: &cycle.name, label: &cycle.label.value, starts: cycle.starts.value, ends: cycle.ends.value }
}

fn anchor_data(anchor: &Anchor, current: Option<Id<Cycle>>, next: Option<Id<Cycle>>) -> AnchorData<'_> {
    let date = |cycle: Option<Id<Cycle>>| cycle.and_then(|cycle| anchor.date(cycle));
    AnchorData {
        id: &anchor.name.value,
        label: &anchor.label.value,
        description: anchor.description.as_ref().map(|text| text.value.as_str()),
        time: anchor.time.as_ref().map(|text| text.value.as_str()),
        personal: anchor.is_personal(),
        date: date(current).map(|date| date.date),
        status: date(current).map_or("", |date| status_name(date.status)),
        next: date(next).map(|date| date.date),
    }
}
