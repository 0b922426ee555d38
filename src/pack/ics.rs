//! Calendars of all-day events.

use jiff::civil::Date;

use super::escape::{lines, one_line};

/// A calendar. A program that reads it asks for at least one event; an empty one is the caller's to avoid.
#[derive(Debug, Clone)]
pub struct Calendar<'a> {
    /// What programs list it as.
    pub name: &'a str,
    /// In the order in which they are written.
    pub events: Vec<Event<'a>>,
}

/// An event of whole days.
#[derive(Debug, Clone)]
pub struct Event<'a> {
    /// Unique in the world and the same in every later version, so that a program replaces the event it has.
    pub uid: &'a str,
    /// One line.
    pub summary: &'a str,
    /// Any lines; may be empty.
    pub description: &'a str,
    /// First day.
    pub start: Date,
    /// Last day, inclusive; one before `start` counts as `start`.
    pub last: Date,
    /// Greater in each version that moves the event.
    pub sequence: u32,
    /// The day on which this version was made.
    pub stamp: Date,
    /// Reminds at nine in the morning so many days before the first one.
    pub alarm_days_before: Option<u32>,
    /// A page about it; left out if it holds white space or controls.
    pub url: Option<&'a str>,
}

/// Writes a calendar. Source: RFC 5545; RFC 7986 for the name, RFC 9074 for the alarms' UIDs.
#[must_use]
pub fn render_ics(calendar: &Calendar<'_>) -> Vec<u8> {
    let mut out = String::new();
    let name = escape(&one_line(calendar.name));
    for line in ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//kbgen//kbgen//EN", "CALSCALE:GREGORIAN"] {
        fold(line, &mut out);
    }
    fold(&format!("NAME:{name}"), &mut out);
    fold(&format!("X-WR-CALNAME:{name}"), &mut out);
    for event in &calendar.events {
        write_event(event, &mut out);
    }
    fold("END:VCALENDAR", &mut out);
    out.into_bytes()
}

fn write_event(event: &Event<'_>, out: &mut String) {
    let (uid, summary) = (escape(&one_line(event.uid)), escape(&one_line(event.summary)));
    // The end of an all-day event is the day after its last one. Source: RFC 5545, section 3.6.1.
    let last = event.last.max(event.start);
    let end = last.tomorrow().unwrap_or(last);
    fold("BEGIN:VEVENT", out);
    fold(&format!("UID:{uid}"), out);
    fold(&format!("DTSTAMP:{}T000000Z", day(event.stamp)), out);
    fold(&format!("DTSTART;VALUE=DATE:{}", day(event.start)), out);
    fold(&format!("DTEND;VALUE=DATE:{}", day(end)), out);
    fold(&format!("SEQUENCE:{}", event.sequence), out);
    fold(&format!("SUMMARY:{summary}"), out);
    if !event.description.trim().is_empty() {
        fold(&format!("DESCRIPTION:{}", escape(lines(event.description).trim())), out);
    }
    if let Some(url) = event.url.filter(|url| is_uri(url)) {
        fold(&format!("URL:{url}"), out);
    }
    // An event of days blocks no hours.
    fold("TRANSP:TRANSPARENT", out);
    if let Some(days) = event.alarm_days_before {
        // Counted from midnight of the first day.
        let trigger = match days {
            0 => "PT9H".to_owned(),
            1 => "-PT15H".to_owned(),
            _ => format!("-P{}DT15H", days - 1),
        };
        fold("BEGIN:VALARM", out);
        fold(&format!("UID:alarm-{days}-{uid}"), out);
        fold("ACTION:DISPLAY", out);
        fold(&format!("TRIGGER:{trigger}"), out);
        fold(&format!("DESCRIPTION:{summary}"), out);
        fold("END:VALARM", out);
    }
    fold("END:VEVENT", out);
}

fn day(date: Date) -> String {
    format!("{:04}{:02}{:02}", date.year(), date.month(), date.day())
}

fn is_uri(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'"' | b'<' | b'>' | b'\\'))
}

/// Escapes a text value. Source: RFC 5545, section 3.3.11.
fn escape(text: &str) -> String {
    text.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,").replace('\n', "\\n")
}

/// Writes a content line, folded so that no physical line is longer than 75 octets.
///
/// Counts UTF-8 bytes, not chars, and never splits a code point. Continuation lines start with one space; every line ends
/// in CRLF. Source: RFC 5545, section 3.1.
fn fold(line: &str, out: &mut String) {
    let mut used = 0;
    for c in line.chars() {
        if used + c.len_utf8() > 75 {
            out.push_str("\r\n ");
            used = 1;
        }
        out.push(c);
        used += c.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::{Calendar, Event, render_ics};
    use crate::pack::hostile::hostile;

    fn event() -> Event<'static> {
        Event {
            uid: "spring@example.org",
            summary: "Spring; sowing, soon",
            description: "First line\\\r\nsecond",
            start: date(2026, 2, 28),
            last: date(2026, 2, 28),
            sequence: 2,
            stamp: date(2026, 1, 2),
            alarm_days_before: Some(3),
            url: Some("https://example.org/spring/"),
        }
    }

    fn render(event: Event<'_>) -> String {
        String::from_utf8(render_ics(&Calendar { name: "Year", events: vec![event] })).expect("UTF-8")
    }

    fn unfolded(text: &str) -> String {
        text.replace("\r\n ", "")
    }

    #[test]
    fn a_whole_calendar() {
        let expected = r"BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//kbgen//kbgen//EN
CALSCALE:GREGORIAN
NAME:Year
X-WR-CALNAME:Year
BEGIN:VEVENT
UID:spring@example.org
DTSTAMP:20260102T000000Z
DTSTART;VALUE=DATE:20260228
DTEND;VALUE=DATE:20260301
SEQUENCE:2
SUMMARY:Spring\; sowing\, soon
DESCRIPTION:First line\\\nsecond
URL:https://example.org/spring/
TRANSP:TRANSPARENT
BEGIN:VALARM
UID:alarm-3-spring@example.org
ACTION:DISPLAY
TRIGGER:-P2DT15H
DESCRIPTION:Spring\; sowing\, soon
END:VALARM
END:VEVENT
END:VCALENDAR
";
        assert_eq!(render(event()), expected.replace('\n', "\r\n"));
    }

    #[test]
    fn reminders_come_at_nine() {
        for (days, trigger) in [(0, "PT9H"), (1, "-PT15H"), (2, "-P1DT15H")] {
            let text = render(Event { alarm_days_before: Some(days), ..event() });
            assert!(text.contains(&format!("TRIGGER:{trigger}\r\n")), "{text}");
        }
    }

    #[test]
    fn odd_dates_and_addresses() {
        let last = render(Event { last: date(2026, 2, 1), ..event() });
        assert!(last.contains("DTEND;VALUE=DATE:20260301"));
        let end = render(Event { start: Date::MAX, last: Date::MAX, ..event() });
        assert!(end.contains("DTEND;VALUE=DATE:99991231"));
        assert!(
            !render(Event { url: Some("https://x.y/\r\nATTACH:z"), description: " \n", ..event() }).contains("URL")
        );
    }

    use jiff::civil::Date;

    #[test]
    fn long_lines_fold_between_characters() {
        let summary = "é🙂".repeat(60);
        let text = render(Event { summary: &summary, ..event() });
        assert!(text.split("\r\n").all(|line| line.len() <= 75));
        assert!(unfolded(&text).contains(&format!("\r\nSUMMARY:{summary}\r\n")));
    }

    proptest! {
        #[test]
        fn no_value_adds_a_line(uid in hostile(), summary in hostile(), description in hostile(), url in hostile()) {
            let made = Event { uid: &uid, summary: &summary, description: &description, url: Some(&url), ..event() };
            let text = render(made);
            prop_assert!(text.split("\r\n").all(|line| line.len() <= 75 && !line.contains(['\r', '\n'])));
            let text = unfolded(&text);
            let names: Vec<&str> = text
                .split("\r\n")
                .map(|line| line.split([':', ';']).next().unwrap_or_default())
                .filter(|name| !matches!(*name, "URL" | "DESCRIPTION"))
                .collect();
            let sample = render(event());
            let expected: Vec<&str> = sample
                .split("\r\n")
                .map(|line| line.split([':', ';']).next().unwrap_or_default())
                .filter(|name| !matches!(*name, "URL" | "DESCRIPTION"))
                .collect();
            prop_assert_eq!(names, expected);
        }
    }
}
