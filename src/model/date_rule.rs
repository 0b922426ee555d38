//! Rules that give an anchor's date in a cycle: `fourth wednesday of september`, `12 days before deadline`.

use jiff::civil::{Date, Weekday};

/// A rule, with other anchors by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DateRule {
    /// `<first|...|last> <weekday> of <month> [after <anchor>]`
    NthWeekday {
        /// 1 to 5, or -1 for the last.
        nth: i8,
        /// The day of the week.
        weekday: Weekday,
        /// 1 to 12.
        month: i8,
        /// An anchor that it comes after.
        after: Option<String>,
    },
    /// `<day> <month> [after <anchor>]`
    Day {
        /// 1 to 31.
        day: i8,
        /// 1 to 12.
        month: i8,
        /// An anchor that it comes after.
        after: Option<String>,
    },
    /// `<n> days before|after <anchor>`
    Distance {
        /// Negative for before.
        days: i32,
        /// The anchor.
        anchor: String,
    },
    /// `<weekday> before|after <anchor>`
    NextWeekday {
        /// The day of the week.
        weekday: Weekday,
        /// Whether it is the one before.
        before: bool,
        /// The anchor.
        anchor: String,
    },
}

const NTH: [(&str, i8); 6] = [("first", 1), ("second", 2), ("third", 3), ("fourth", 4), ("fifth", 5), ("last", -1)];
const WEEKDAYS: [(&str, Weekday); 7] = [
    ("monday", Weekday::Monday),
    ("tuesday", Weekday::Tuesday),
    ("wednesday", Weekday::Wednesday),
    ("thursday", Weekday::Thursday),
    ("friday", Weekday::Friday),
    ("saturday", Weekday::Saturday),
    ("sunday", Weekday::Sunday),
];
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

fn find<T: Copy>(table: &[(&str, T)], word: &str) -> Option<T> {
    table.iter().find(|(name, _)| *name == word).map(|(_, value)| *value)
}

fn month(word: &str) -> Option<i8> {
    MONTHS.iter().position(|name| *name == word).and_then(|index| i8::try_from(index + 1).ok())
}

impl DateRule {
    /// Parses a rule; `None` if it has none of the forms.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let words: Vec<&str> = text.split_whitespace().collect();
        let (words, after) = match words.as_slice() {
            [start @ .., "after", anchor] if start.len() > 1 && start.last() != Some(&"days") => {
                (start, Some((*anchor).to_owned()))
            }
            all => (all, None),
        };
        match (words, after) {
            ([nth, weekday, "of", name], after) => Some(Self::NthWeekday {
                nth: find(&NTH, nth)?,
                weekday: find(&WEEKDAYS, weekday)?,
                month: month(name)?,
                after,
            }),
            ([day, name], after) => {
                let (day, month) = (day.parse().ok()?, month(name)?);
                // A leap year has every day that any year has.
                Date::new(2024, month, day).ok()?;
                Some(Self::Day { day, month, after })
            }
            ([count, "days", side @ ("before" | "after"), anchor], None) => {
                let days: i32 = count.parse::<u16>().ok()?.into();
                Some(Self::Distance {
                    days: if *side == "before" { -days } else { days },
                    anchor: (*anchor).to_owned(),
                })
            }
            ([weekday, side @ ("before" | "after"), anchor], None) => Some(Self::NextWeekday {
                weekday: find(&WEEKDAYS, weekday)?,
                before: *side == "before",
                anchor: (*anchor).to_owned(),
            }),
            _ => None,
        }
    }

    /// Returns the anchor whose date is needed first.
    #[must_use]
    pub fn anchor(&self) -> Option<&str> {
        match self {
            Self::NthWeekday { after, .. } | Self::Day { after, .. } => after.as_deref(),
            Self::Distance { anchor, .. } | Self::NextWeekday { anchor, .. } => Some(anchor),
        }
    }

    /// Returns the date, `from` being the date of [`Self::anchor`], or the cycle's first day without one.
    ///
    /// Days of a month are the first on or after the cycle's first day, or the first after the anchor. `None` if there is none
    /// within two years, such as a fifth Monday in a month that has it in neither.
    #[must_use]
    pub fn date(&self, from: Date) -> Option<Date> {
        let next = |day_of: &dyn Fn(i16) -> Option<Date>, after: bool| {
            (0..=2)
                .filter_map(|years| day_of(from.year() + years))
                .find(|date| if after { *date > from } else { *date >= from })
        };
        match self {
            Self::NthWeekday { nth, weekday, month, after } => next(
                &|year| Date::new(year, *month, 1).ok()?.nth_weekday_of_month(*nth, *weekday).ok(),
                after.is_some(),
            ),
            Self::Day { day, month, after } => next(&|year| Date::new(year, *month, *day).ok(), after.is_some()),
            Self::Distance { days, .. } => from.checked_add(jiff::Span::new().days(*days)).ok(),
            Self::NextWeekday { weekday, before, .. } => from.nth_weekday(if *before { -1 } else { 1 }, *weekday).ok(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn resolve(rule: &str, from: Date) -> Option<Date> {
        DateRule::parse(rule).unwrap_or_else(|| panic!("`{rule}` is a rule")).date(from)
    }

    #[test]
    fn each_form_gives_the_date_of_a_real_calendar() {
        let start = date(2026, 6, 1);
        assert_eq!(resolve("fourth wednesday of september", start), Some(date(2026, 9, 23)));
        assert_eq!(resolve("third friday of march", start), Some(date(2027, 3, 19)));
        assert_eq!(resolve("last monday of may", start), Some(date(2027, 5, 31)));
        assert_eq!(resolve("1 june", start), Some(start));
        assert_eq!(resolve("1 july after results", date(2027, 3, 19)), Some(date(2027, 7, 1)));
        assert_eq!(resolve("29 february", start), Some(date(2028, 2, 29)));
        assert_eq!(resolve("12 days before deadline", date(2027, 3, 15)), Some(date(2027, 3, 3)));
        assert_eq!(resolve("3 days after deadline", date(2027, 3, 15)), Some(date(2027, 3, 18)));
        assert_eq!(resolve("monday before results", date(2027, 3, 19)), Some(date(2027, 3, 15)));
        assert_eq!(resolve("friday after results", date(2027, 3, 19)), Some(date(2027, 3, 26)));
    }

    #[test]
    fn other_words_are_no_rule() {
        for text in [
            "",
            "friday",
            "third friday in march",
            "31 june",
            "sixth monday of may",
            "days before x",
            "-1 days after x",
        ] {
            assert_eq!(DateRule::parse(text), None, "{text}");
        }
    }
}
