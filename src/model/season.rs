//! From the calendar as written to dates per cycle.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::date_rule::DateRule;
use super::faults;
use super::id::{Id, Table};
use super::names::Names;
use super::timing::{Anchor, AnchorDate, AnchorKind, Bound, Cycle, Season};
use crate::config::{Settings, bad_id, is_id};
use crate::diag::{Diagnostic, Diagnostics};
use crate::load::{DataFile, RawAnchor, RawAnchorKind, RawCycle, RawSeason, Status};
use crate::source::{Place, SourceId, Spanned};

/// Resolves the calendar. The names are those of the anchors, sound and faulty.
pub(super) fn resolve(
    raw: DataFile<RawSeason>,
    settings: &Settings,
    diagnostics: &mut Diagnostics,
) -> (Season, Names<Anchor>) {
    let RawSeason { source, updated, mut cycles, anchors } = match raw {
        DataFile::Read(season) => season,
        DataFile::Unreadable => {
            return (Season::default(), Names::new("anchor", &faults::UNKNOWN_ANCHOR, []).open_if(true));
        }
        DataFile::Absent => {
            if let Some(cycle) = &settings.cycle {
                let place = settings.source.place(cycle.span);
                diagnostics.push(
                    faults::unknown(&faults::UNKNOWN_CYCLE, "cycle", &cycle.value, place, [])
                        .help("cycles are listed in `content/season.toml`"),
                );
            }
            return (Season::default(), Names::new("anchor", &faults::UNKNOWN_ANCHOR, []));
        }
    };
    check_ids(cycles.iter().map(|cycle| &cycle.id), source, diagnostics);
    check_ids(anchors.iter().map(|anchor| &anchor.id), source, diagnostics);
    let known = |cycle: &&RawCycle| !cycle.starts.is_placeholder() && !cycle.ends.is_placeholder();
    for cycle in cycles.iter().filter(known).filter(|cycle| cycle.ends.value < cycle.starts.value) {
        let place = source.place(cycle.ends.span);
        diagnostics.push(
            Diagnostic::new(
                &faults::BACKWARD_CYCLE,
                place,
                format!("cycle `{}` ends before it starts", cycle.id.value),
            )
            .related(source.place(cycle.starts.span), "it starts here"),
        );
    }

    cycles.sort_by_key(|cycle| cycle.starts.value);
    let cycle_names = Names::new("cycle", &faults::UNKNOWN_CYCLE, cycles.iter().map(|cycle| cycle.id.value.as_str()))
        .with_help("cycles are listed in `content/season.toml`");
    let cycles: Table<Cycle> = cycles.into_iter().map(cycle).collect();
    let current = match &settings.cycle {
        Some(name) => cycle_names.one(name, settings.source, diagnostics),
        None => cycles.iter().last().map(|(id, _)| id),
    };

    let (anchors, names) = resolve_anchors(anchors, &cycles, &cycle_names, source, diagnostics);
    let updated = updated.map(|updated| updated.value);
    (Season { source: Some(source), updated, cycles, current, anchors }, names)
}

fn cycle(raw: RawCycle) -> Cycle {
    Cycle { name: raw.id.value, label: raw.label, starts: raw.starts, ends: raw.ends }
}

pub(super) fn check_ids<'a>(
    ids: impl Iterator<Item = &'a Spanned<String>>,
    source: SourceId,
    diagnostics: &mut Diagnostics,
) {
    let mut seen: BTreeMap<&str, Place> = BTreeMap::new();
    for id in ids.filter(|id| !id.is_placeholder()) {
        let place = source.place(id.span);
        if !is_id(&id.value) {
            diagnostics.push(bad_id(&id.value, place));
        } else if let Some(first) = seen.insert(&id.value, place) {
            diagnostics.push(faults::duplicate_id(&id.value, &id.value, place, first));
        }
    }
}

/// An anchor with its rule parsed.
struct Parsed {
    raw: RawAnchor,
    rule: Option<DateRule>,
}

fn resolve_anchors(
    raw: Vec<RawAnchor>,
    cycles: &Table<Cycle>,
    cycle_names: &Names<Cycle>,
    source: SourceId,
    diagnostics: &mut Diagnostics,
) -> (Table<Anchor>, Names<Anchor>) {
    let all =
        Names::<Anchor>::new("anchor", &faults::UNKNOWN_ANCHOR, raw.iter().map(|anchor| anchor.id.value.as_str()));
    let nameless = raw.iter().any(|anchor| anchor.id.is_placeholder());
    let all = all.open_if(nameless);
    let mut parsed = Vec::new();
    let mut faulty = Vec::new();
    for anchor in raw {
        match parse_rule(&anchor, &all, source, diagnostics) {
            Ok(rule) => parsed.push(Parsed { raw: anchor, rule }),
            Err(()) => faulty.push(anchor.id.value),
        }
    }
    let by_name: BTreeMap<String, usize> =
        parsed.iter().enumerate().rev().map(|(index, anchor)| (anchor.raw.id.value.clone(), index)).collect();
    for name in circular(&parsed, &by_name) {
        let anchor = &parsed[by_name[&name]];
        let span = anchor.raw.rule.as_ref().expect("a circle is made of rules").span;
        diagnostics.push(
            Diagnostic::new(
                &faults::CIRCULAR_RULE,
                source.place(span),
                format!("the date of `{name}` depends on itself"),
            )
            .help("give one anchor of the circle a rule of its own"),
        );
    }
    let mut known: Vec<Vec<AnchorDate>> = Vec::new();
    for anchor in &parsed {
        known.push(known_dates(&anchor.raw, cycle_names, source, diagnostics));
    }
    let dates: Vec<Vec<AnchorDate>> = (0..parsed.len())
        .map(|index| {
            cycles
                .iter()
                .filter_map(|(id, cycle)| date(index, id, cycle, &parsed, &by_name, &known, parsed.len()))
                .collect()
        })
        .collect();
    let names = Names::new("anchor", &faults::UNKNOWN_ANCHOR, parsed.iter().map(|anchor| anchor.raw.id.value.as_str()))
        .with_faulty(faulty)
        .open_if(nameless);
    let table = parsed
        .into_iter()
        .zip(dates)
        .map(|(Parsed { raw, rule }, dates)| Anchor {
            name: raw.id,
            label: raw.label,
            description: raw.description,
            time: raw.time,
            kind: match raw.kind.value {
                RawAnchorKind::Personal => AnchorKind::Personal,
                RawAnchorKind::Season => AnchorKind::Season { rule, dates },
            },
        })
        .collect();
    (table, names)
}

fn parse_rule(
    anchor: &RawAnchor,
    all: &Names<Anchor>,
    source: SourceId,
    diagnostics: &mut Diagnostics,
) -> Result<Option<DateRule>, ()> {
    let Some(written) = &anchor.rule else { return Ok(None) };
    let place = source.place(written.span);
    if anchor.kind.value == RawAnchorKind::Personal {
        diagnostics.push(
            Diagnostic::new(&faults::BAD_DATE_RULE, place, "a personal anchor has no rule")
                .help("its date is the reader's own; remove the rule"),
        );
        return Err(());
    }
    let Some(rule) = DateRule::parse(&written.value) else {
        diagnostics.push(
            Diagnostic::new(&faults::BAD_DATE_RULE, place, format!("`{}` is not a date rule", written.value)).help(
                "write it like `fourth wednesday of september`, `1 february`, `12 days before deadline` or `monday before deadline`",
            ),
        );
        return Err(());
    };
    if let Some(name) = rule.anchor()
        && !all.knows(name)
    {
        all.one(&Spanned { value: name.to_owned(), span: written.span }, source, diagnostics);
        return Err(());
    }
    Ok(Some(rule))
}

/// Returns the names of anchors whose rule leads back to them.
fn circular(parsed: &[Parsed], by_name: &BTreeMap<String, usize>) -> Vec<String> {
    let next = |name: &str| by_name.get(name).and_then(|&index| parsed[index].rule.as_ref()?.anchor());
    by_name
        .keys()
        .filter(|name| {
            let mut at = next(name);
            for _ in 0..parsed.len() {
                match at {
                    Some(reached) if reached == name.as_str() => return true,
                    Some(reached) => at = next(reached),
                    None => return false,
                }
            }
            false
        })
        .cloned()
        .collect()
}

fn known_dates(
    raw: &RawAnchor,
    cycles: &Names<Cycle>,
    source: SourceId,
    diagnostics: &mut Diagnostics,
) -> Vec<AnchorDate> {
    raw.dates
        .iter()
        .filter_map(|known| {
            let cycle = cycles.one(&known.cycle, source, diagnostics)?;
            Some(AnchorDate { cycle, date: known.date.value, status: known.status.value, source: known.source.clone() })
        })
        .collect()
}

/// Returns an anchor's date in a cycle: the known one, else the one by its rule. `depth` bounds circles.
fn date(
    index: usize,
    id: Id<Cycle>,
    cycle: &Cycle,
    parsed: &[Parsed],
    by_name: &BTreeMap<String, usize>,
    known: &[Vec<AnchorDate>],
    depth: usize,
) -> Option<AnchorDate> {
    if let Some(known) = known[index].iter().find(|date| date.cycle == id) {
        return Some(known.clone());
    }
    let rule = parsed[index].rule.as_ref()?;
    let from: Date = match rule.anchor() {
        Some(name) => date(*by_name.get(name)?, id, cycle, parsed, by_name, known, depth.checked_sub(1)?)?.date,
        None => cycle.starts.value,
    };
    Some(AnchorDate { cycle: id, date: rule.date(from)?, status: Status::Expected, source: None })
}

/// Parses a window's bound: `anchor`, `anchor + 18d`, `anchor - 2w`, `anchor + 48h`.
///
/// One that can't be parsed stands for the first anchor; its finding is an error.
pub(super) fn bound(
    written: &Spanned<String>,
    anchors: &Names<Anchor>,
    source: SourceId,
    diagnostics: &mut Diagnostics,
) -> Bound {
    let words: Vec<&str> = written.value.split_whitespace().collect();
    let parsed = match words.as_slice() {
        [name] if !name.contains('+') => Some((*name, 0, false)),
        [name, sign @ ("+" | "-"), distance] => hours(distance).map(|(hours, in_hours)| {
            let offset = if *sign == "-" { -hours } else { hours };
            (*name, offset, in_hours)
        }),
        _ => None,
    };
    let Some((name, offset_hours, in_hours)) = parsed else {
        if !written.is_placeholder() {
            let place = source.place(written.span);
            diagnostics.push(
                Diagnostic::new(&faults::BAD_BOUND, place, format!("`{}` is not a moment", written.value)).help(
                    "write an anchor, or an anchor with an offset such as `visit + 48h` or `applications-open - 90d`",
                ),
            );
        }
        return Bound { anchor: Id::new(0), offset_hours: 0, in_hours: false, span: written.span };
    };
    let name = Spanned { value: name.to_owned(), span: written.span };
    let anchor = anchors.one_or_first(&name, source, diagnostics);
    Bound { anchor, offset_hours, in_hours, span: written.span }
}

/// Parses `18d`, `2w` or `48h` as hours, and whether it was given in hours.
fn hours(distance: &str) -> Option<(i32, bool)> {
    let (number, unit) = distance.split_at_checked(distance.len().checked_sub(1)?)?;
    let number = i32::from(number.parse::<u16>().ok()?);
    match unit {
        "h" => Some((number, true)),
        "d" => Some((number * 24, false)),
        "w" => Some((number * 24 * 7, false)),
        _ => None,
    }
}
