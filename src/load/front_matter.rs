//! The `+++` block at the head of a page.

use jiff::civil::Date;

use super::kinds::{Position, read_kind};
use super::{RawPage, faults};
use crate::diag::{Diagnostic, Diagnostics};
use crate::fields::{self, Fields, FromToml, Reader, Value, one_of};
use crate::source::{SourceId, Sources, Span, Spanned};

/// What every kind's front matter may say.
#[derive(Debug, Clone, Default)]
pub struct RawMeta {
    /// The page's title.
    pub title: Spanned<String>,
    /// The page in a sentence.
    pub description: Option<Spanned<String>>,
    /// Place among its siblings, smallest first.
    pub order: Option<Spanned<i64>>,
    /// Whether it is left out unless drafts are asked for.
    pub draft: Spanned<bool>,
    /// First published.
    pub date: Option<Spanned<Date>>,
    /// Last changed in a way that matters.
    pub updated: Option<Spanned<Date>>,
    /// Last read through by someone who knows.
    pub reviewed: Option<Spanned<Date>>,
    /// How often it should be.
    pub review_every: Option<Spanned<Interval>>,
    /// What it rests on.
    pub sources: Vec<Spanned<Reference>>,
    /// Old site paths that lead here.
    pub aliases: Vec<Spanned<String>>,
    /// Words to find it by.
    pub tags: Vec<Spanned<String>>,
    /// Rules whose findings in this file are dropped.
    pub allow: Vec<Spanned<String>>,
}

/// A number of days, weeks, months or years, written `90d`, `2w`, `6m` or `1y`.
#[derive(Debug, Clone, Copy)]
pub struct Interval(jiff::Span);

impl Interval {
    /// Returns the day this long after `date`, or the last day of the calendar.
    #[must_use]
    pub fn after(self, date: Date) -> Date {
        date.saturating_add(self.0)
    }
}

impl FromToml for Interval {
    fn from_toml(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let text = String::from_toml(value, reader)?;
        let interval = text.split_at_checked(text.len().saturating_sub(1)).and_then(|(number, unit)| {
            let number = i64::from(number.parse::<u16>().ok().filter(|number| *number > 0)?);
            let span = jiff::Span::new();
            match unit {
                "d" => Some(span.days(number)),
                "w" => Some(span.weeks(number)),
                "m" => Some(span.months(number)),
                "y" => span.try_years(number).ok(),
                _ => None,
            }
        });
        if interval.is_none() {
            let place = reader.place(reader.span(value));
            reader.report(
                Diagnostic::new(&faults::BAD_INTERVAL, place, format!("`{text}` is not an interval"))
                    .help("write a number and `d`, `w`, `m` or `y`, such as `6m` for six months"),
            );
        }
        interval.map(Self)
    }
}

/// A source that a statement rests on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reference {
    /// What it is called.
    pub title: String,
    /// Who published it.
    pub publisher: Option<Spanned<String>>,
    /// Where it is.
    pub url: Option<String>,
    /// How sure it is.
    pub confidence: Option<Confidence>,
}

/// How sure a source is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the words are the documentation")]
pub enum Confidence {
    High,
    Medium,
    Low,
}

impl FromToml for Confidence {
    fn from_toml(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        one_of(value, reader, &[("high", Self::High), ("medium", Self::Medium), ("low", Self::Low)])
    }
}

impl FromToml for Reference {
    fn from_toml(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        reader.table(value, |table| Self {
            title: table.required("title"),
            publisher: table.or_placeholder("publisher"),
            url: table.optional("url"),
            confidence: table.optional("confidence"),
        })
    }
}

/// Reads a page: its front matter by its kind, and where its body is.
pub(super) fn page(
    source: SourceId,
    position: Position,
    sources: &Sources,
    diagnostics: &mut Diagnostics,
) -> Option<RawPage> {
    let text = &sources[source].text;
    let Some(split) = split(text) else {
        let first = Span::at(0, 0..text.lines().next().map_or(0, str::len));
        diagnostics.push(
            Diagnostic::new(&faults::MISSING_FRONT_MATTER, source.place(first), "page has no front matter")
                .help("start the file with a `+++` line, `title = \"...\"` and another `+++` line"),
        );
        return None;
    };
    let Some(end) = split.end else {
        diagnostics.push(
            Diagnostic::new(&faults::MISSING_END_FENCE, source.place(Span::at(0, 0..3)), "front matter has no end")
                .label("opened here")
                .help("add a `+++` line after the last key"),
        );
        return None;
    };
    let base = u32::try_from(split.start).expect("load() refuses sources of 4 GiB and more");
    let fence = Span::at(0, 0..3);
    let (meta, kind, name) = fields::parse(&text[split.start..end], source, base, fence, diagnostics, |table| {
        let meta = meta(table);
        let (kind, name) = read_kind(position, table);
        (meta, kind, name)
    })?;
    Some(RawPage { source, name, kind, meta, body: Span::at(0, split.body..text.len()) })
}

fn meta(table: &mut Fields<'_, '_, '_>) -> RawMeta {
    RawMeta {
        title: table.required("title"),
        description: table.optional("description"),
        order: table.optional("order"),
        draft: table.or_default("draft"),
        date: table.optional("date"),
        updated: table.optional("updated"),
        reviewed: table.optional("reviewed"),
        review_every: table.optional("review_every"),
        sources: table.or_default("sources"),
        aliases: table.or_default("aliases"),
        tags: table.or_default("tags"),
        allow: table.or_default("allow"),
    }
}

/// Offsets of front matter in a text.
struct Split {
    /// First byte after the opening fence's line.
    start: usize,
    /// First byte of the closing fence, if there is one.
    end: Option<usize>,
    /// First byte after the closing fence's line.
    body: usize,
}

/// Finds the fences; `None` if the text does not start with one.
fn split(text: &str) -> Option<Split> {
    let first = text.split_inclusive('\n').next()?;
    if first.trim_end() != "+++" {
        return None;
    }
    let start = first.len();
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        if line.trim_end() == "+++" {
            return Some(Split { start, end: Some(at), body: at + line.len() });
        }
        at += line.len();
    }
    Some(Split { start, end: None, body: text.len() })
}
