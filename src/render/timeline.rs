//! The season as a picture.

use std::fmt::Write as _;

use jiff::civil::Date;

use super::strings::Strings;
use crate::load::Status;
use crate::markdown::escape;
use crate::model::{Cycle, Id, KnowledgeBase};

/// Width of the drawing in its own units; style sheets scale it.
const WIDTH: i32 = 1000;
/// Height of the line of months.
const HEAD: i32 = 48;
/// Height of a window's row.
const ROW: i32 = 38;
/// From this part of the width on, a window's name ends where the window ends.
const TURN: f64 = 0.55;

/// Returns the windows of `cycle` as SVG, each a link to its page; empty if none has dates.
///
/// Links are relative to the calendar's page. Colours are classes, so that style sheets decide them.
pub(super) fn picture(kb: &KnowledgeBase, cycle: Id<Cycle>, strings: &Strings) -> String {
    let season = &kb.season;
    let mut windows: Vec<_> = kb
        .windows
        .rows()
        .iter()
        .filter_map(|window| window.dates(season, cycle).map(|dates| (dates, window)))
        .collect();
    windows.sort_by_key(|((opens, closes), _)| (*opens, *closes));
    let (Some(first), Some(last)) =
        (windows.iter().map(|((opens, _), _)| *opens).min(), windows.iter().map(|((_, closes), _)| *closes).max())
    else {
        return String::new();
    };
    let scale = Scale::new(first, last);
    let height = HEAD + ROW * i32::try_from(windows.len()).unwrap_or(i32::MAX / ROW - 1) + 8;

    let mut svg = format!(
        "<svg class=\"timeline\" viewBox=\"0 0 {WIDTH} {height}\" role=\"group\" aria-label=\"{}\">\n",
        escape(strings.text("timeline"))
    );
    for month in scale.months() {
        let x = scale.x(month);
        let name = &strings.months_short[usize::from(month.month().unsigned_abs()) - 1];
        let _ = writeln!(
            svg,
            "<line class=\"month\" x1=\"{x:.1}\" y1=\"0\" x2=\"{x:.1}\" y2=\"{height}\"/><text class=\"month\" x=\"{:.1}\" y=\"20\">{}</text>",
            x + 6.0,
            escape(name)
        );
        if month == scale.start || month.month() == 1 {
            let _ = writeln!(svg, "<text class=\"month year\" x=\"{:.1}\" y=\"37\">{}</text>", x + 6.0, month.year());
        }
    }
    for (row, ((opens, closes), window)) in windows.iter().enumerate() {
        let page = &kb.pages[window.page];
        let (x, end) = (scale.x(*opens), scale.x(closes.tomorrow().unwrap_or(*closes)));
        let y = HEAD + ROW * i32::try_from(row).unwrap_or_default();
        let quiet = if window.quiet.value { " quiet" } else { "" };
        let status = match window.status(season, cycle) {
            Some(Status::Confirmed) => "confirmed",
            _ => "expected",
        };
        let (anchor, at) = if x > f64::from(WIDTH) * TURN { ("end", end) } else { ("start", x) };
        let _ = writeln!(
            svg,
            "<a href=\"../{}\"><title>{}: {}</title><rect class=\"hit\" x=\"0\" y=\"{y}\" width=\"{WIDTH}\" height=\"{ROW}\"/>\
             <text class=\"name\" x=\"{at:.1}\" y=\"{}\" text-anchor=\"{anchor}\">{}</text>\
             <rect class=\"window {status}{quiet}\" x=\"{x:.1}\" y=\"{}\" width=\"{:.1}\" height=\"10\" rx=\"5\"/></a>",
            page.url.path,
            escape(&page.meta.title.value),
            escape(&strings.dates(*opens, *closes)),
            y + 16,
            escape(&page.meta.title.value),
            y + 22,
            (end - x).max(10.0),
        );
    }
    svg.push_str("</svg>\n");
    svg
}

/// Days to units.
struct Scale {
    start: Date,
    end: Date,
}

impl Scale {
    /// Whole months around two days.
    fn new(first: Date, last: Date) -> Self {
        Self { start: first.first_of_month(), end: last.last_of_month() }
    }

    fn x(&self, date: Date) -> f64 {
        let days = |from: Date, to: Date| f64::from((to - from).get_days());
        f64::from(WIDTH) * days(self.start, date) / (days(self.start, self.end) + 1.0)
    }

    fn months(&self) -> Vec<Date> {
        std::iter::successors(Some(self.start), |month| month.last_of_month().tomorrow().ok())
            .take_while(|month| *month < self.end)
            .collect()
    }
}
