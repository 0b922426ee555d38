//! Dates and distances in the site's language.

use jiff::civil::Date;

use super::strings::Strings;
use super::view::DateView;

impl Strings {
    /// Returns a date in words.
    pub(super) fn date(&self, date: Date) -> DateView {
        let month = &self.months[usize::from(date.month().unsigned_abs()) - 1];
        let long = self
            .date
            .replace("{day}", &date.day().to_string())
            .replace("{month}", month)
            .replace("{year}", &date.year().to_string());
        DateView { iso: date.to_string(), long }
    }

    /// Returns a span of days in words.
    pub(super) fn dates(&self, from: Date, to: Date) -> String {
        self.dates.replace("{from}", &self.date(from).long).replace("{to}", &self.date(to).long)
    }

    /// Returns a span of days in few words, without the year.
    pub(super) fn short_dates(&self, from: Date, to: Date) -> String {
        let short = |date: Date| {
            let month = &self.months_short[usize::from(date.month().unsigned_abs()) - 1];
            self.date_short.replace("{day}", &date.day().to_string()).replace("{month}", month)
        };
        self.dates_short.replace("{from}", &short(from)).replace("{to}", &short(to))
    }

    /// Returns a distance from an anchor in words.
    pub(super) fn offset(&self, anchor: &str, hours: i32, in_hours: bool) -> String {
        if hours == 0 {
            return anchor.to_owned();
        }
        let (form, n) = match (in_hours, hours > 0) {
            (true, true) => (&self.offsets.hours_after, hours),
            (true, false) => (&self.offsets.hours_before, -hours),
            (false, true) => (&self.offsets.days_after, hours / 24),
            (false, false) => (&self.offsets.days_before, -hours / 24),
        };
        form.replace("{n}", &n.to_string()).replace("{anchor}", anchor)
    }

    /// Returns the time between two distances from one anchor, neither before it, in words.
    pub(super) fn between(&self, anchor: &str, from_hours: i32, to_hours: i32, in_hours: bool) -> String {
        let (form, unit) = if in_hours { (&self.offsets.hours_between, 1) } else { (&self.offsets.days_between, 24) };
        let (from, to) = ((from_hours / unit).to_string(), (to_hours / unit).to_string());
        form.replace("{from}", &from).replace("{to}", &to).replace("{anchor}", anchor)
    }

    /// Returns what a file with this suffix is.
    pub(super) fn file_note(&self, suffix: &str) -> &str {
        self.files.get(suffix).map_or("", String::as_str)
    }

    /// Returns a number of bytes as people read it.
    #[allow(clippy::unused_self, reason = "a language may write numbers in another way")]
    pub(super) fn size(&self, bytes: usize) -> String {
        format!("{} kB", bytes.div_ceil(1000))
    }

    /// Returns a string that the program looks up; [`super::theme::compile`] made sure that it is there.
    pub(super) fn text(&self, key: &str) -> &str {
        self.text.get(key).map_or("", String::as_str)
    }
}
