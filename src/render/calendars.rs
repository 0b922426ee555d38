//! Calendar files: the season's windows as all-day events.

use jiff::civil::{Date, date};

use super::page::Renderer;
use crate::model::{Id, Page, Window};
use crate::output::{Artifact, OutputPath};
use crate::pack::{self, Calendar, Event};

/// Sequence numbers count days from here on.
const EPOCH: Date = date(2000, 1, 1);

impl Renderer<'_> {
    /// Returns the calendar of the whole season; `None` without a window that has dates.
    #[must_use]
    pub fn season_calendar(&self) -> Option<Artifact> {
        let windows: Vec<Id<Window>> = self.kb.windows.iter().map(|(id, _)| id).collect();
        self.calendar(&self.kb.settings.title, &windows, "season/season.ics")
    }

    /// Returns the calendar of one window, beside its page; `None` if it has no dates.
    #[must_use]
    pub fn window_calendar(&self, id: Id<Window>) -> Option<Artifact> {
        let page = &self.kb.pages[self.kb.windows[id].page];
        self.calendar(&page.meta.title.value, &[id], &window_file(page))
    }

    /// Returns a calendar of windows; `None` if none of them has dates.
    pub(super) fn calendar(&self, name: &str, windows: &[Id<Window>], path: &str) -> Option<Artifact> {
        let (kb, season) = (self.kb, &self.kb.season);
        let cycle = season.current?;
        let host = kb.settings.base_url.as_ref().map_or("kbgen.invalid", |base| base.host());
        let mut dated: Vec<(Date, Date, &Window)> = windows
            .iter()
            .map(|&id| &kb.windows[id])
            .filter_map(|window| window.dates(season, cycle).map(|(opens, closes)| (opens, closes, window)))
            .collect();
        if dated.is_empty() {
            return None;
        }
        dated.sort_by_key(|(opens, closes, window)| (*opens, *closes, window.page));
        let texts: Vec<(String, String, String)> = dated
            .iter()
            .map(|(_, _, window)| {
                let page = &kb.pages[window.page];
                let uid = format!("{}-{}@{host}", page.name, season.cycles[cycle].name);
                let url = kb.settings.base_url.as_ref().map_or_else(String::new, |base| base.join(&page.url.path));
                (uid, self.event_text(window, page), url)
            })
            .collect();
        let events = dated
            .iter()
            .zip(&texts)
            .map(|((opens, closes, window), (uid, text, url))| {
                let page = &kb.pages[window.page];
                // The dates of a window change with its page, or with the calendar.
                let changed = page.changed().max(page.meta.reviewed.map(|reviewed| reviewed.value)).max(season.updated);
                let stamp = changed.unwrap_or(season.cycles[cycle].starts.value);
                let days = stamp.since(EPOCH).map_or(0, |span| span.get_days());
                Event {
                    uid,
                    summary: &page.meta.title.value,
                    description: text,
                    start: *opens,
                    last: *closes,
                    sequence: u32::try_from(days).unwrap_or_default(),
                    stamp,
                    alarm_days_before: Some(1),
                    url: Some(url.as_str()).filter(|url| !url.is_empty()),
                }
            })
            .collect();
        let calendar = Calendar { name, events };
        Some(Artifact::new(OutputPath::new(path), pack::render_ics(&calendar)))
    }

    /// What an event says: the window in a sentence, what belongs in it, and how sure its dates are.
    fn event_text(&self, window: &Window, page: &Page) -> String {
        let strings = &self.theme.strings;
        let mut lines = vec![page.meta.description.value.clone()];
        let scenarios: Vec<String> =
            window.scenarios.iter().map(|&id| self.link(self.kb.scenarios[id].page).title).collect();
        if window.quiet.value {
            lines.push(strings.text("no_message").to_owned());
        } else if !scenarios.is_empty() {
            lines.push(format!("{}: {}", strings.text("belongs"), scenarios.join("; ")));
        }
        if self.window_view(window).status == "expected" {
            lines.push(format!("{}: {}", strings.text("status"), strings.status["expected"]));
        }
        lines.retain(|line| !line.is_empty());
        lines.join("\n")
    }
}

/// Returns the path of a window's calendar.
pub(super) fn window_file(page: &Page) -> String {
    format!("{}{}.ics", page.url.path, page.name)
}
