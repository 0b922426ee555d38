//! Checks of messages: one, or many against each other, what was sent before, and the season.
//!
//! Entry points: [`Checker::check`] for one message, [`Checker::check_all`] for a batch. The built-in rules are one a file in
//! `rules/` and `across/`; what belongs to a knowledge base comes as data in [`Rules`], whose JSON holds all that a checker
//! in another language needs. Everything is a pure function.

mod across;
mod detector;
mod draft;
mod finding;
mod lexicon;
mod lists;
mod phrase;
mod rule;
mod rules;
mod text;
mod view;

use std::collections::BTreeMap;

use jiff::civil::Date;
use rayon::prelude::*;
use serde::Serialize;

use crate::lang::Dates;

pub use across::{
    Across, Cap, Gap, Meta, Moment, Per, Planned, Policy, Quiet, Scenario, Scenarios, Sent, Side, Statement, Template,
    Timing, Window,
};
pub use detector::{Detector, Region};
pub use draft::{Draft, Piece, WordBudget, Written};
pub use finding::{Authority, Finding, Part, Severity};
pub use lexicon::{Lexicon, Limits};
pub use lists::Lists;
pub use phrase::Phrase;
pub use rule::Rule;
pub(crate) use text::each_word;

/// The version of the JSON of [`Rules`]; it changes whenever a checker would have to.
pub const VERSION: u32 = 1;

/// Everything that messages are checked by.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Rules {
    /// Words that the built-in rules go by.
    pub lexicon: Lexicon,
    /// Numbers that they go by.
    pub limits: Limits,
    /// How dates are written.
    pub dates: Dates,
    /// What the knowledge base makes of built-in rules: another severity, or none.
    pub levels: BTreeMap<String, Option<Severity>>,
    /// The pitfall that explains a built-in rule.
    pub pitfalls: BTreeMap<String, String>,
    /// Word lists of the detectors' phrases.
    pub lists: Lists,
    /// Detectors of pitfalls.
    pub detectors: Vec<Detector>,
    /// Scenarios.
    pub scenarios: Vec<Scenario>,
    /// Email templates.
    pub templates: Vec<Template>,
    /// Windows with their days in the current cycle.
    pub windows: Vec<Window>,
    /// The first day of the current cycle; what was sent before does not count.
    pub since: Option<Date>,
    /// The knowledge base's own rules across messages.
    pub across: Across,
}

/// Rules, ready to be used.
#[derive(Debug)]
pub struct Checker<'r> {
    rules: &'r Rules,
    index: detector::Index,
    phrases: lexicon::Phrases,
}

impl Rules {
    /// Prepares the rules.
    #[must_use]
    pub fn checker(&self) -> Checker<'_> {
        Checker {
            rules: self,
            index: detector::Index::new(&self.detectors),
            phrases: lexicon::Phrases::new(&self.lexicon),
        }
    }

    /// Returns what single messages of one scenario are checked by: what asks for other messages or for a day is left out.
    #[must_use]
    pub fn of_scenario(&self, scenario: &str) -> Self {
        let detectors: Vec<Detector> =
            self.detectors.iter().filter(|detector| detector.counts_in(scenario)).cloned().collect();
        Self {
            lexicon: self.lexicon.clone(),
            limits: self.limits,
            dates: self.dates.clone(),
            levels: self.levels.clone(),
            pitfalls: self.pitfalls.clone(),
            lists: self
                .lists
                .used_by(detectors.iter().flat_map(|detector| detector.phrases.iter().chain(&detector.lacks))),
            detectors,
            ..Self::default()
        }
    }

    /// Returns what messages are checked by against each other, the log and the season, and by the built-in rules.
    #[must_use]
    pub fn without_detectors(&self) -> Self {
        Self { lists: Lists::default(), detectors: Vec::new(), ..self.clone() }
    }

    /// Returns the severity of a built-in rule; `None` if it is off.
    fn severity(&self, rule: &Rule) -> Option<Severity> {
        self.levels.get(rule.name).copied().unwrap_or(Some(rule.severity))
    }

    /// Returns a finding of a built-in rule that is about no place; `None` if the rule is off.
    fn built_in(&self, rule: &'static Rule, text: String) -> Option<Finding> {
        Some(Finding {
            severity: self.severity(rule)?,
            rule: rule.name,
            id: None,
            pitfall: self.pitfalls.get(rule.name).cloned(),
            authority: rule.authority,
            source: String::new(),
            part: Part::Subject,
            range: 0..0,
            text,
            help: rule.help.to_owned(),
        })
    }
}

impl Checker<'_> {
    /// Checks one message by itself; the worst finding comes first.
    #[must_use]
    pub fn check(&self, draft: &Draft<'_>) -> Vec<Finding> {
        let mut list = Vec::new();
        let view = view::View::new(draft, &self.rules.lexicon, &self.phrases, &self.rules.limits);
        for rule in rules::RULES {
            if let (Some(check), Some(severity)) = (rule.check, self.rules.severity(rule)) {
                let pitfall = self.rules.pitfalls.get(rule.name);
                check(&view, &mut rule::Found { rule, severity, pitfall, list: &mut list });
            }
        }
        detector::run(&self.rules.detectors, &self.index, &self.rules.dates, &view, &mut list);
        list.sort_by(|a, b| a.key().cmp(&b.key()));
        list
    }

    /// Checks messages that are to be sent on `today`, each by itself and against the log and those before it.
    ///
    /// Without a day, what asks for one is left out. `others` are names of targets that no message is to. Without a log, what asks for an earlier message is left out.
    #[must_use]
    pub fn check_all(
        &self,
        planned: &[Planned<'_>],
        others: &[String],
        log: Option<&[Sent]>,
        today: Option<Date>,
    ) -> Vec<Vec<Finding>> {
        let across = across::run(self.rules, planned, others, log, today);
        let single: Vec<Vec<Finding>> = planned.par_iter().map(|planned| self.check(planned.draft)).collect();
        single
            .into_iter()
            .zip(across)
            .map(|(mut list, more)| {
                list.extend(more);
                list.sort_by(|a, b| a.key().cmp(&b.key()));
                list
            })
            .collect()
    }
}

/// Folds a name, so that spellings of it compare equal: letter case, punctuation and white space do not count.
#[must_use]
pub fn fold(name: &str) -> String {
    text::words(name).join(" ")
}

/// Returns every built-in rule, by name.
#[must_use]
pub fn rules() -> Vec<&'static Rule> {
    let mut all = [rules::RULES, across::RULES].concat();
    all.sort_by_key(|rule| rule.name);
    all
}
