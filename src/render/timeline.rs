//! The season on a scale, for pictures of it: where its windows and months lie between its first and its last day.

use jiff::civil::Date;

use super::strings::Strings;
use super::view::{BarView, MonthView, ScaleView};
use crate::model::KnowledgeBase;

/// Whole months around all windows of a cycle.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scale {
    start: Date,
    end: Date,
}

impl Scale {
    /// Returns the scale of the current cycle; `None` if no window has dates in it.
    pub(super) fn of(kb: &KnowledgeBase) -> Option<Self> {
        let cycle = kb.season.current?;
        let dates = || kb.windows.rows().iter().filter_map(|window| window.dates(&kb.season, cycle));
        let first = dates().map(|(opens, _)| opens).min()?;
        let last = dates().map(|(_, closes)| closes).max()?;
        Some(Self { start: first.first_of_month(), end: last.last_of_month() })
    }

    /// Returns the first and the last day, and the months.
    pub(super) fn view(self, strings: &Strings) -> ScaleView {
        let month = |day: Date| {
            let name = &strings.months_short[usize::from(day.month().unsigned_abs()) - 1];
            let letter = name.chars().next().map_or(0, char::len_utf8);
            MonthView {
                at: self.percent(day),
                letter: name[..letter].to_owned(),
                rest: name[letter..].to_owned(),
                year: if day == self.start || day.month() == 1 { day.year().to_string() } else { String::new() },
            }
        };
        ScaleView {
            starts: self.start.to_string(),
            ends: self.end.to_string(),
            months: self.months().into_iter().map(month).collect(),
        }
    }

    /// Returns where a window lies.
    pub(super) fn bar(self, opens: Date, closes: Date) -> BarView {
        BarView { from: self.percent(opens), to: self.percent(closes.tomorrow().unwrap_or(closes)) }
    }

    /// Returns the beginning of a day in percent.
    fn percent(self, date: Date) -> String {
        let days = |from: Date, to: Date| f64::from((to - from).get_days());
        format!("{:.2}%", 100.0 * days(self.start, date) / (days(self.start, self.end) + 1.0))
    }

    fn months(self) -> Vec<Date> {
        std::iter::successors(Some(self.start), |month| month.last_of_month().tomorrow().ok())
            .take_while(|month| *month < self.end)
            .collect()
    }
}
