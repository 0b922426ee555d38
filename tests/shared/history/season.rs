//! The days of a season: known ones, and those that rules give.

use std::collections::BTreeMap;

use jiff::ToSpan as _;
use jiff::civil::{Date, Weekday};
use toml::{Table, Value};

/// The current cycle: its first day, and the days of its anchors.
pub(crate) struct Season {
    pub(crate) starts: Date,
    pub(crate) ends: Date,
    pub(crate) anchors: BTreeMap<String, Date>,
}

pub(crate) fn date(value: &Value) -> Date {
    value.to_string().trim_matches('"').parse().expect("a date")
}

fn text<'t>(table: &'t Table, key: &str) -> &'t str {
    table[key].as_str().expect("a text")
}

fn tables<'t>(table: &'t Table, key: &str) -> impl Iterator<Item = &'t Table> {
    table.get(key).and_then(Value::as_array).into_iter().flatten().map(|one| one.as_table().expect("a table"))
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const ORDINALS: [&str; 5] = ["first", "second", "third", "fourth", "fifth"];

fn weekday(day: Date) -> &'static str {
    let number = day.weekday().since(Weekday::Monday);
    WEEKDAYS[usize::try_from(number).expect("a day of the week")]
}

fn month(day: Date) -> &'static str {
    MONTHS[usize::try_from(day.month()).expect("a month") - 1]
}

/// Returns whether a day is the `third friday of march` or the `1 february`.
fn fits(day: Date, rule: &[&str]) -> bool {
    match rule {
        [ordinal, week, "of", name] => {
            let nth = usize::try_from((day.day() - 1) / 7).expect("a week");
            *week == weekday(day) && *name == month(day) && *ordinal == ORDINALS[nth]
        }
        [number, name] => *number == day.day().to_string() && *name == month(day),
        _ => panic!("no rule: {rule:?}"),
    }
}

/// Returns the first day from one on, by steps of a day forth or back, that is so.
fn walk(from: Date, step: i64, so: impl Fn(Date) -> bool) -> Date {
    let mut day = from;
    while !so(day) {
        day = day.saturating_add(step.days());
    }
    day
}

impl Season {
    pub(crate) fn read(table: &Table, cycle: &str) -> Self {
        let current = tables(table, "cycles").find(|one| text(one, "id") == cycle).expect("the cycle");
        let mut season =
            Self { starts: date(&current["starts"]), ends: date(&current["ends"]), anchors: BTreeMap::new() };
        let anchors: Vec<&Table> = tables(table, "anchors").filter(|one| text(one, "kind") == "season").collect();
        // A rule may name an anchor that stands after it.
        while season.anchors.len() < anchors.len() {
            for anchor in &anchors {
                if let Some(day) = season.day(anchor, cycle) {
                    season.anchors.insert(text(anchor, "id").to_owned(), day);
                }
            }
        }
        season
    }

    fn day(&self, anchor: &Table, cycle: &str) -> Option<Date> {
        let known = tables(anchor, "dates").find(|one| text(one, "cycle") == cycle);
        if let Some(known) = known {
            return Some(date(&known["date"]));
        }
        let rule: Vec<&str> = text(anchor, "rule").split(' ').collect();
        match rule[..] {
            [number, "days", side, from] => {
                let days: i64 = number.parse().expect("a number");
                let days = if side == "before" { -days } else { days };
                Some(self.anchors.get(from)?.saturating_add(days.days()))
            }
            [week, "before", from] => {
                Some(walk(self.anchors.get(from)?.yesterday().ok()?, -1, |day| weekday(day) == week))
            }
            [week, "after", from] if WEEKDAYS.contains(&week) => {
                Some(walk(self.anchors.get(from)?.tomorrow().ok()?, 1, |day| weekday(day) == week))
            }
            [ref rule @ .., "after", from] => {
                Some(walk(self.anchors.get(from)?.tomorrow().ok()?, 1, |day| fits(day, rule)))
            }
            ref rule => Some(walk(self.starts, 1, |day| fits(day, rule))),
        }
    }
}
