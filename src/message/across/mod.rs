//! Rules across messages: what was sent before, what else is in the batch, and the season.
//!
//! Entry point: [`run`]. What the knowledge base gives as data is [`Across`]; the rest is built in. Rows are looked at in order,
//! each against the log and the rows before it.

mod calendar;
mod history;
mod names;
mod rules;
mod values;

use jiff::civil::Date;
use serde::Serialize;

use super::draft::Draft;
use super::finding::{Authority, Finding, Part, Severity};
use super::{Rules, fold};
use crate::lang::{Bindings, Condition, Renderer};

pub(super) use rules::RULES;

/// A message that was sent before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    /// The target's name.
    pub target: String,
    /// Id of the email template.
    pub template: String,
    /// The day.
    pub date: Date,
}

/// A message that is to be sent.
#[derive(Debug, Clone)]
pub struct Planned<'a> {
    /// The message.
    pub draft: &'a Draft<'a>,
    /// The target's name; empty if it is not known.
    pub target: &'a str,
    /// Id of the email template; empty if it was written elsewhere.
    pub template: &'a str,
}

/// When a window opens or closes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Moment {
    /// On a day.
    Day(Date),
    /// So many days after the sender's own event, which is the value of a parameter with this anchor.
    Anchor(String, i32),
}

/// A timing window.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Window {
    /// Kebab-case.
    pub id: String,
    /// For people.
    pub title: String,
    /// First day; absent if not known.
    pub opens: Option<Moment>,
    /// Last day; absent if not known.
    pub closes: Option<Moment>,
}

/// A scenario, as far as it limits messages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Scenario {
    /// Kebab-case.
    pub id: String,
    /// For people.
    pub title: String,
    /// Ids of its windows.
    pub windows: Vec<String>,
    /// How many messages to one target.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_per_target: Option<u32>,
    /// Whether only one target in the season may get it.
    pub exclusive: bool,
    /// Ids of scenarios that come before it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub after: Vec<String>,
}

/// An email template, as far as rules ask for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Template {
    /// Kebab-case.
    pub id: String,
    /// Id of its scenario.
    pub scenario: String,
    /// Id of its window.
    pub window: String,
    /// What its messages say.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub states: Vec<String>,
}

/// What every rule of the knowledge base has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Meta {
    /// Kebab-case.
    pub id: String,
    /// What is wrong, as the end of a sentence.
    pub label: String,
    /// What to do; may be empty.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub help: String,
    /// How bad it is; taste never blocks.
    pub severity: Severity,
    /// What it rests on.
    pub authority: Authority,
    /// Where that stands; may be empty.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub source: String,
    /// Id of the pitfall that explains it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pitfall: Option<String>,
}

/// Scenarios that a rule is about.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Scenarios {
    /// Their ids; absent for every one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub only: Option<Vec<String>>,
    /// Ids of those left out.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub except: Vec<String>,
}

impl Scenarios {
    fn hold(&self, scenario: &str) -> bool {
        let named = |list: &[String]| list.iter().any(|id| id == scenario);
        self.only.as_deref().is_none_or(named) && !named(&self.except)
    }
}

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Per {
    /// Messages to one target.
    #[default]
    Target,
    /// Messages of the season.
    Season,
    /// Different targets of the season.
    Targets,
}

/// A greatest number of messages or targets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[allow(missing_docs, reason = "named as in content/rules.toml")]
pub struct Cap {
    #[serde(flatten)]
    pub meta: Meta,
    #[serde(flatten)]
    pub scenarios: Scenarios,
    pub max: u32,
    pub per: Per,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unless: Option<Condition>,
}

/// A least number of days between messages to one target.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[allow(missing_docs, reason = "named as in content/rules.toml")]
pub struct Gap {
    #[serde(flatten)]
    pub meta: Meta,
    pub days: u32,
    #[serde(flatten)]
    pub scenarios: Scenarios,
}

/// Windows in which nothing is sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[allow(missing_docs, reason = "named as in content/rules.toml")]
pub struct Quiet {
    #[serde(flatten)]
    pub meta: Meta,
    pub windows: Vec<String>,
    #[serde(flatten)]
    pub scenarios: Scenarios,
}

/// Scenarios that a value forbids.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[allow(missing_docs, reason = "named as in content/rules.toml")]
pub struct Policy {
    #[serde(flatten)]
    pub meta: Meta,
    pub when: Condition,
    #[serde(flatten)]
    pub forbids: Scenarios,
}

/// How often something may, or must, be said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[allow(missing_docs, reason = "named as in content/rules.toml")]
pub struct Statement {
    #[serde(flatten)]
    pub meta: Meta,
    pub state: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min: Option<u32>,
    pub per: Per,
    /// The window whose end the least number is asked for after.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unless: Option<Condition>,
}

/// What it means to write before or after a window.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[allow(missing_docs, reason = "named as in content/rules.toml")]
pub struct Timing {
    #[serde(flatten)]
    pub meta: Meta,
    pub windows: Vec<String>,
    pub when: Side,
}

/// Before or after a window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs, reason = "the words are the documentation")]
pub enum Side {
    #[default]
    Early,
    Late,
}

/// The knowledge base's own rules across messages.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[allow(missing_docs, reason = "named as in content/rules.toml")]
pub struct Across {
    pub caps: Vec<Cap>,
    pub gaps: Vec<Gap>,
    pub quiet: Vec<Quiet>,
    pub policies: Vec<Policy>,
    pub statements: Vec<Statement>,
    pub timings: Vec<Timing>,
}

/// What is looked at for one message.
struct Row<'a> {
    rules: &'a Rules,
    planned: &'a Planned<'a>,
    template: Option<&'a Template>,
    scenario: &'a str,
    /// The target's name as folded words.
    target: String,
    today: Option<Date>,
}

impl Row<'_> {
    fn values(&self) -> &Bindings {
        self.planned.draft.values
    }

    fn holds(&self, condition: &Condition) -> bool {
        let parameters = self.planned.draft.parameters.iter().copied();
        Renderer::new(parameters, &self.rules.dates).holds(condition, self.values())
    }

    fn window(&self, id: &str) -> Option<&Window> {
        self.rules.windows.iter().find(|window| window.id == id)
    }

    /// Returns first and last day of a window for this message, as far as they are known.
    fn days(&self, window: &Window) -> (Option<Date>, Option<Date>) {
        let day = |moment: &Option<Moment>| match moment.as_ref()? {
            Moment::Day(day) => Some(*day),
            Moment::Anchor(anchor, days) => {
                let draft = self.planned.draft;
                let own = draft.parameters.iter().filter(|parameter| parameter.anchor.as_ref() == Some(anchor));
                let date = own.into_iter().find_map(|parameter| match self.values().get(&parameter.name) {
                    Some(crate::lang::Value::Date(date)) => Some(*date),
                    _ => None,
                })?;
                date.checked_add(jiff::Span::new().days(*days)).ok()
            }
        };
        (day(&window.opens), day(&window.closes))
    }
}

/// Returns a finding of a rule of the knowledge base.
fn finding(kind: &'static str, meta: &Meta, text: String) -> Finding {
    Finding {
        severity: meta.severity,
        rule: kind,
        id: Some(meta.id.clone()),
        pitfall: meta.pitfall.clone(),
        authority: meta.authority,
        source: meta.source.clone(),
        part: Part::Subject,
        range: 0..0,
        text,
        help: meta.help.clone(),
    }
}

/// Looks at each message; returns the findings of each.
pub(super) fn run(
    rules: &Rules,
    planned: &[Planned<'_>],
    others: &[String],
    log: Option<&[Sent]>,
    today: Option<Date>,
) -> Vec<Vec<Finding>> {
    let in_cycle = |sent: &&Sent| rules.since.is_none_or(|since| sent.date >= since);
    let known = log.is_some();
    let log = log.unwrap_or_default();
    let names = names::Names::new(planned, others, log);
    let log: Vec<&Sent> = log.iter().filter(in_cycle).collect();
    let mut history = history::History::new(rules, &log, known);
    let mut values = values::Seen::default();
    planned
        .iter()
        .map(|planned| {
            let template = rules.templates.iter().find(|template| template.id == planned.template);
            let scenario = planned.draft.scenario.or(template.map(|template| template.scenario.as_str()));
            let target = fold(planned.target);
            let row = Row { rules, planned, template, scenario: scenario.unwrap_or_default(), target, today };
            let mut found = Vec::new();
            if row.scenario.is_empty() {
                // Nothing is known of what it is for, so that only its words can be looked at.
                names.check(&row, &mut found);
                return found;
            }
            calendar::check(&row, &history, &mut found);
            history.check(&row, &mut found);
            names.check(&row, &mut found);
            values.check(&row, &mut found);
            found
        })
        .collect()
}
