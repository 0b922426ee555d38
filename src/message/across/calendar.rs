//! The season: is the message's window open, is this a time to be quiet, was something said in time.

use jiff::civil::Date;

use super::history::History;
use super::{Row, Side, Window, finding, rules};
use crate::message::finding::Finding;

pub(super) fn check(row: &Row<'_>, history: &History, found: &mut Vec<Finding>) {
    let Some(today) = row.today else { return };
    window(row, today, found);
    for quiet in &row.rules.across.quiet {
        let during = quiet.windows.iter().filter_map(|id| row.window(id)).any(|window| {
            let (opens, closes) = row.days(window);
            opens.is_some_and(|opens| opens <= today) && closes.is_some_and(|closes| today <= closes)
        });
        if during && quiet.scenarios.hold(row.scenario) {
            found.push(finding("quiet", &quiet.meta, quiet.meta.label.clone()));
        }
    }
    let states = row.template.map_or(&[][..], |template| &template.states);
    for (index, statement) in row.rules.across.statements.iter().enumerate() {
        let Some(min) = statement.min else { continue };
        let over = statement
            .after
            .as_ref()
            .is_none_or(|id| row.window(id).and_then(|window| row.days(window).1).is_some_and(|closes| closes < today));
        let said = history.stated(index, statement.per, &row.target, states.contains(&statement.state));
        let excused = || statement.unless.as_ref().is_some_and(|condition| row.holds(condition));
        if history.known && over && said < min && !excused() {
            found.push(finding("statement", &statement.meta, statement.meta.label.clone()));
        }
    }
}

/// The template's own window, or those of the scenario, of which one has to be open.
fn window(row: &Row<'_>, today: Date, found: &mut Vec<Finding>) {
    let of_scenario = || {
        let scenario = row.rules.scenarios.iter().find(|scenario| scenario.id == row.scenario);
        scenario.map_or(&[][..], |scenario| &scenario.windows)
    };
    let ids = match row.template {
        Some(template) => std::slice::from_ref(&template.window),
        None => of_scenario(),
    };
    let mut nearest = None;
    for window in ids.iter().filter_map(|id| row.window(id)) {
        let (opens, closes) = row.days(window);
        let next = if let Some(opens) = opens.filter(|opens| today < *opens) {
            (Side::Early, opens, window)
        } else if let Some(closes) = closes.filter(|closes| *closes < today) {
            (Side::Late, closes, window)
        } else {
            return;
        };
        // The one that is nearest in time, one that is still to open before one that is over.
        let nearer = |old: &(Side, Date, &Window)| match (old.0, next.0) {
            (Side::Early, Side::Early) => next.1 < old.1,
            (Side::Late, Side::Late) => next.1 > old.1,
            (old, _) => old == Side::Late,
        };
        if nearest.as_ref().is_none_or(nearer) {
            nearest = Some(next);
        }
    }
    let Some((side, day, window)) = nearest else { return };
    let text = match side {
        Side::Early => format!("`{}` opens on {day}", window.title),
        Side::Late => format!("`{}` closed on {day}", window.title),
    };
    let own: Vec<_> = row
        .rules
        .across
        .timings
        .iter()
        .filter(|timing| timing.when == side && timing.windows.contains(&window.id))
        .map(|timing| finding("timing", &timing.meta, format!("{} ({text})", timing.meta.label)))
        .collect();
    if own.is_empty() {
        found.extend(row.rules.built_in(&rules::CLOSED_WINDOW, text));
    }
    found.extend(own);
}
