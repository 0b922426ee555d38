//! What was sent before: caps, gaps, statements, policies and the order of scenarios.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{Per, Row, Sent, finding, rules};
use crate::message::Rules;
use crate::message::finding::Finding;

/// Messages of one kind that were counted.
#[derive(Debug, Clone, Default)]
struct Count {
    all: u32,
    by_target: BTreeMap<String, u32>,
}

impl Count {
    fn add(&mut self, target: &str) {
        self.all += 1;
        *self.by_target.entry(target.to_owned()).or_default() += 1;
    }

    fn to(&self, target: &str) -> u32 {
        self.by_target.get(target).copied().unwrap_or_default()
    }

    /// Returns how many there are with one more to `target`.
    fn with(&self, per: Per, target: &str) -> u32 {
        match per {
            Per::Target => self.to(target) + 1,
            Per::Season => self.all + 1,
            Per::Targets => self.distinct() + u32::from(!self.by_target.contains_key(target)),
        }
    }

    fn distinct(&self) -> u32 {
        u32::try_from(self.by_target.len()).unwrap_or(u32::MAX)
    }
}

/// What was sent so far, as the rules count it.
pub(super) struct History {
    /// By cap.
    caps: Vec<Count>,
    /// By statement.
    statements: Vec<Count>,
    /// By scenario.
    scenarios: BTreeMap<String, Count>,
    /// The days of each gap's messages to each target.
    gaps: Vec<BTreeMap<String, Vec<Date>>>,
    /// Whether there is a log, so that what is not in it did not happen.
    pub(super) known: bool,
}

impl History {
    pub(super) fn new(rules: &Rules, log: &[&Sent], known: bool) -> Self {
        let mut history = Self {
            caps: vec![Count::default(); rules.across.caps.len()],
            statements: vec![Count::default(); rules.across.statements.len()],
            scenarios: BTreeMap::new(),
            gaps: vec![BTreeMap::new(); rules.across.gaps.len()],
            known,
        };
        for sent in log {
            if let Some(template) = rules.templates.iter().find(|template| template.id == sent.template) {
                history.add(
                    rules,
                    &crate::message::fold(&sent.target),
                    &template.scenario,
                    &template.states,
                    Some(sent.date),
                );
            }
        }
        history
    }

    fn add(&mut self, rules: &Rules, target: &str, scenario: &str, states: &[String], date: Option<Date>) {
        let across = &rules.across;
        for (cap, count) in across.caps.iter().zip(&mut self.caps) {
            if cap.scenarios.hold(scenario) {
                count.add(target);
            }
        }
        for (statement, count) in across.statements.iter().zip(&mut self.statements) {
            if states.contains(&statement.state) {
                count.add(target);
            }
        }
        for (gap, days) in across.gaps.iter().zip(&mut self.gaps) {
            if let Some(date) = date
                && gap.scenarios.hold(scenario)
            {
                days.entry(target.to_owned()).or_default().push(date);
            }
        }
        self.scenarios.entry(scenario.to_owned()).or_default().add(target);
    }

    /// Returns how often a statement was made to a target, or at all; `again`: once more by the message that is looked at.
    pub(super) fn stated(&self, statement: usize, per: Per, target: &str, again: bool) -> u32 {
        let count = &self.statements[statement];
        match per {
            _ if again => count.with(per, target),
            Per::Target => count.to(target),
            Per::Season => count.all,
            Per::Targets => count.distinct(),
        }
    }

    /// Looks at a message, then counts it.
    pub(super) fn check(&mut self, row: &Row<'_>, found: &mut Vec<Finding>) {
        // What is counted for each target needs to know whose it is.
        if !row.target.is_empty() {
            self.caps(row, found);
            self.scenario(row, found);
            self.gap(row, found);
            self.statement(row, found);
        }
        for policy in &row.rules.across.policies {
            if policy.forbids.hold(row.scenario) && row.holds(&policy.when) {
                found.push(finding("policy", &policy.meta, policy.meta.label.clone()));
            }
        }
        let states = row.template.map_or(&[][..], |template| &template.states);
        self.add(row.rules, &row.target, row.scenario, states, row.today);
    }

    fn caps(&self, row: &Row<'_>, found: &mut Vec<Finding>) {
        for (cap, count) in row.rules.across.caps.iter().zip(&self.caps) {
            let number = count.with(cap.per, &row.target);
            let excused = || cap.unless.as_ref().is_some_and(|condition| row.holds(condition));
            if cap.scenarios.hold(row.scenario) && number > cap.max && !excused() {
                let text = format!("{} (this would be number {number}, and {} is the most)", cap.meta.label, cap.max);
                found.push(finding("cap", &cap.meta, text));
            }
        }
    }

    /// What the scenario's own front matter says.
    fn scenario(&self, row: &Row<'_>, found: &mut Vec<Finding>) {
        let Some(scenario) = row.rules.scenarios.iter().find(|scenario| scenario.id == row.scenario) else { return };
        let none = Count::default();
        let count = self.scenarios.get(row.scenario).unwrap_or(&none);
        let title = &scenario.title;
        if scenario.exclusive && count.with(Per::Targets, &row.target) > 1 {
            found.extend(
                row.rules.built_in(&rules::EXCLUSIVE_SCENARIO, format!("`{title}` went to another one before")),
            );
        }
        if let Some(max) = scenario.max_per_target.filter(|max| count.with(Per::Target, &row.target) > *max) {
            let text = format!("`{title}` went here {} before, and {max} is the most", times(count.to(&row.target)));
            found.extend(row.rules.built_in(&rules::MAX_PER_TARGET, text));
        }
        let before = |id: &String| self.scenarios.get(id).is_some_and(|count| count.to(&row.target) > 0);
        if self.known && !scenario.after.is_empty() && !scenario.after.iter().any(before) {
            let text = format!("nothing went here that `{title}` could follow");
            found.extend(row.rules.built_in(&rules::OUT_OF_ORDER, text));
        }
    }

    fn gap(&self, row: &Row<'_>, found: &mut Vec<Finding>) {
        let Some(today) = row.today else { return };
        let apart = |day: Date| today.since(day).map_or(u32::MAX, |span| span.get_days().unsigned_abs());
        for (gap, days) in row.rules.across.gaps.iter().zip(&self.gaps) {
            let Some(days) = days.get(&row.target).filter(|_| gap.scenarios.hold(row.scenario)) else { continue };
            // A log may hold what is only to be sent.
            let Some(nearest) = days.iter().copied().min_by_key(|day| (apart(*day), *day)) else { continue };
            if apart(nearest) < gap.days {
                let when = if nearest > today { "another one is to go" } else { "the last one went" };
                let text = format!("{} ({when} on {nearest})", gap.meta.label);
                found.push(finding("gap", &gap.meta, text));
            }
        }
    }

    fn statement(&self, row: &Row<'_>, found: &mut Vec<Finding>) {
        let states = row.template.map_or(&[][..], |template| &template.states);
        for (statement, count) in row.rules.across.statements.iter().zip(&self.statements) {
            let excused = || statement.unless.as_ref().is_some_and(|condition| row.holds(condition));
            let Some(max) = statement.max.filter(|_| states.contains(&statement.state)) else { continue };
            if count.with(statement.per, &row.target) > max && !excused() {
                found.push(finding("statement", &statement.meta, statement.meta.label.clone()));
            }
        }
    }
}

fn times(count: u32) -> String {
    match count {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        count => format!("{count} times"),
    }
}
