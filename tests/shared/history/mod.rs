//! A model of the rules across messages, written from what is said of them and apart from the program: simple and slow.
//!
//! [`World::read`] reads a knowledge base as it stands in its folder, [`World::random`] makes histories of it that come
//! close to each rule, and [`World::verdicts`] says what is to be found in them. Nothing of kbgen is used.

mod condition;
mod random;
mod season;
mod world;

use std::collections::BTreeSet;

use jiff::civil::Date;

pub(crate) use condition::Values;
use condition::holds;
pub(crate) use world::World;
use world::{Meta, Per, Rule, Scope};

/// What stands in a log.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub(crate) target: String,
    pub(crate) template: String,
    pub(crate) date: Date,
}

/// A message that is about to be sent.
#[derive(Debug)]
pub(crate) struct Message {
    pub(crate) target: String,
    pub(crate) values: Values,
}

/// Messages of one template, written on one day, and what was sent before.
#[derive(Debug)]
pub(crate) struct Case {
    pub(crate) template: String,
    pub(crate) messages: Vec<Message>,
    pub(crate) log: Option<Vec<Entry>>,
    pub(crate) today: Date,
}

/// What is to be found in a message: `kind` or `kind/id`, the severity, and the pitfall if there is one.
pub(crate) type Verdict = (String, String, String);

/// How close a message comes to a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Touch {
    Far,
    /// A day, a message, a target or a value from being found.
    Near,
    Hit,
}

/// Kinds of rules of the knowledge base's own, and the built-in rules that the model knows.
pub(crate) const KINDS: [&str; 10] = [
    "cap",
    "gap",
    "quiet",
    "policy",
    "statement",
    "timing",
    "exclusive-scenario",
    "max-per-target",
    "out-of-order",
    "closed-window",
];

/// Returns the words of a name: letter case and punctuation make no difference.
fn words(name: &str) -> Vec<String> {
    let plain = name.to_lowercase().replace(['\'', '\u{2019}'], "");
    plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

fn same(a: &str, b: &str) -> bool {
    words(a) == words(b)
}

/// Returns how many days lie between two, whichever comes first.
fn days_between(a: Date, b: Date) -> i64 {
    i64::from(a.until(b).expect("days of the calendar").get_days()).abs()
}

fn touch(hit: bool, near: bool) -> Touch {
    match (hit, near) {
        (true, _) => Touch::Hit,
        (_, true) => Touch::Near,
        _ => Touch::Far,
    }
}

/// A message in its place: all that a rule can go by.
struct View<'a> {
    world: &'a World,
    template: &'a str,
    target: &'a str,
    values: &'a Values,
    today: Date,
    /// What was sent in this season, and what comes before it in the batch.
    history: Vec<Entry>,
    /// Whether the past is known.
    logged: bool,
}

impl<'a> View<'a> {
    fn scenario(&self) -> &str {
        &self.world.templates[self.template].scenario
    }

    fn scenario_of<'e>(&'e self, entry: &'e Entry) -> &'e str {
        &self.world.templates[&entry.template].scenario
    }

    fn states(&self, template: &str, state: &str) -> bool {
        self.world.templates[template].states.iter().any(|one| one == state)
    }

    /// Counts messages or targets, this one included.
    fn count(&self, per: Per, counts: impl Fn(&Entry) -> bool) -> usize {
        let past = self.history.iter().filter(|entry| counts(entry));
        match per {
            Per::Season => past.count() + 1,
            Per::Target => past.filter(|entry| same(&entry.target, self.target)).count() + 1,
            Per::Targets => {
                let mut targets: BTreeSet<Vec<String>> = past.map(|entry| words(&entry.target)).collect();
                targets.insert(words(self.target));
                targets.len()
            }
        }
    }

    fn excused(&self, unless: Option<&str>) -> bool {
        unless.is_some_and(|condition| holds(condition, self.values))
    }

    fn cap(&self, scope: &Scope, max: usize, per: Per, unless: Option<&str>) -> Touch {
        if !scope.holds(self.scenario()) {
            return Touch::Far;
        }
        let count = self.count(per, |entry| scope.holds(self.scenario_of(entry)));
        let excused = self.excused(unless);
        touch(count > max && !excused, count == max || (count > max && excused))
    }

    fn gap(&self, days: i64, except: &[String]) -> Touch {
        let exempt = |scenario: &str| except.iter().any(|one| one == scenario);
        if exempt(self.scenario()) {
            return Touch::Far;
        }
        let earlier = self.history.iter().filter(|entry| same(&entry.target, self.target));
        let nearest = earlier
            .filter(|entry| !exempt(self.scenario_of(entry)))
            .map(|entry| days_between(entry.date, self.today))
            .min();
        touch(nearest.is_some_and(|between| between < days), nearest == Some(days))
    }

    fn quiet(&self, windows: &[String], except: &[String]) -> Touch {
        let exempt = except.iter().any(|one| one == self.scenario());
        let within = |today: Date| windows.iter().any(|window| self.world.open(window, self.values, today));
        let inside = within(self.today);
        let border = [self.today.yesterday(), self.today.tomorrow()].into_iter().flatten().any(within);
        touch(inside && !exempt, if exempt { inside } else { border })
    }

    fn policy(&self, when: &str, scope: &Scope) -> Touch {
        let (wanted, forbidden) = (holds(when, self.values), scope.holds(self.scenario()));
        touch(wanted && forbidden, wanted || forbidden)
    }

    fn at_most(&self, state: &str, max: usize, per: Per, unless: Option<&str>) -> Touch {
        if !self.states(self.template, state) {
            return Touch::Far;
        }
        let count = self.count(per, |entry| self.states(&entry.template, state));
        let excused = self.excused(unless);
        touch(count > max && !excused, count == max || (count > max && excused))
    }

    fn at_least(&self, state: &str, min: usize, per: Per, after: Option<&str>, unless: Option<&str>) -> Touch {
        if !self.logged {
            return Touch::Far;
        }
        let own = usize::from(self.states(self.template, state));
        let past: Vec<&Entry> = self.history.iter().filter(|entry| self.states(&entry.template, state)).collect();
        let count = match per {
            Per::Season => past.len() + own,
            Per::Target => past.iter().filter(|entry| same(&entry.target, self.target)).count() + own,
            Per::Targets => {
                let mut targets: BTreeSet<Vec<String>> = past.iter().map(|entry| words(&entry.target)).collect();
                targets.extend((own == 1).then(|| words(self.target)));
                targets.len()
            }
        };
        let closes = after.map(|window| self.world.bounds(window, self.values).1);
        let due = closes.is_none_or(|day| day.is_some_and(|day| self.today > day));
        let last = closes == Some(Some(self.today));
        let excused = self.excused(unless);
        touch(
            count < min && due && !excused,
            (count == min && due && !excused) || (count < min && (last || (due && excused))),
        )
    }

    /// Returns whether the day lies before, or after, the template's window; and whether it is the last that does not.
    fn outside(&self) -> (Touch, Touch) {
        let (opens, closes) = self.world.bounds(&self.world.templates[self.template].window, self.values);
        (
            opens.map_or(Touch::Far, |opens| touch(self.today < opens, self.today == opens)),
            closes.map_or(Touch::Far, |closes| touch(self.today > closes, self.today == closes)),
        )
    }

    fn timing(&self, windows: &[String], early: bool) -> Touch {
        if !windows.contains(&self.world.templates[self.template].window) {
            return Touch::Far;
        }
        let (before, after) = self.outside();
        if early { before } else { after }
    }

    /// What a rule of the knowledge base says of the side takes its place.
    fn closed_window(&self) -> Touch {
        let window = &self.world.templates[self.template].window;
        let told = |side: bool| {
            self.world.rules.iter().any(|(_, rule)| {
                matches!(rule, Rule::Timing { windows, early } if *early == side && windows.contains(window))
            })
        };
        let (before, after) = self.outside();
        let before = if told(true) { Touch::Far } else { before };
        let after = if told(false) { Touch::Far } else { after };
        before.max(after)
    }

    fn exclusive(&self) -> Touch {
        let earlier: Vec<&Entry> =
            self.history.iter().filter(|entry| self.scenario_of(entry) == self.scenario()).collect();
        let other = earlier.iter().any(|entry| !same(&entry.target, self.target));
        let exclusive = self.world.scenarios[self.scenario()].exclusive;
        touch(exclusive && other, exclusive && !earlier.is_empty())
    }

    fn max_per_target(&self) -> Touch {
        let Some(max) = self.world.scenarios[self.scenario()].max_per_target else { return Touch::Far };
        let count = self.count(Per::Target, |entry| self.scenario_of(entry) == self.scenario());
        touch(count > max, count == max)
    }

    fn out_of_order(&self) -> Touch {
        let after = &self.world.scenarios[self.scenario()].after;
        if after.is_empty() || !self.logged {
            return Touch::Far;
        }
        let first = self.history.iter().filter(|entry| same(&entry.target, self.target));
        let count = first.filter(|entry| after.iter().any(|one| one == self.scenario_of(entry))).count();
        touch(count == 0, count == 1)
    }

    fn rule(&self, rule: &Rule) -> Touch {
        match rule {
            Rule::Cap { scope, max, per, unless } => self.cap(scope, *max, *per, unless.as_deref()),
            Rule::Gap { days, except } => self.gap(*days, except),
            Rule::Quiet { windows, except } => self.quiet(windows, except),
            Rule::Policy { when, scope } => self.policy(when, scope),
            Rule::Statement { state, min, max, per, after, unless } => {
                let most = max.map_or(Touch::Far, |max| self.at_most(state, max, *per, unless.as_deref()));
                let least =
                    min.map_or(Touch::Far, |min| self.at_least(state, min, *per, after.as_deref(), unless.as_deref()));
                most.max(least)
            }
            Rule::Timing { windows, early } => self.timing(windows, *early),
        }
    }

    /// Returns how close the message comes to each rule.
    fn touches(&self) -> Vec<(&'a Meta, Touch)> {
        let world = self.world;
        let own = world.rules.iter().map(|(meta, rule)| (meta, self.rule(rule)));
        let built_in = world.built_in.iter().map(|meta| {
            let touch = match meta.name.as_str() {
                "exclusive-scenario" => self.exclusive(),
                "max-per-target" => self.max_per_target(),
                "out-of-order" => self.out_of_order(),
                "closed-window" => self.closed_window(),
                other => panic!("no rule `{other}`"),
            };
            (meta, touch)
        });
        own.chain(built_in).collect()
    }
}

impl World {
    /// Returns for each message of a case how close it comes to each rule.
    pub(crate) fn touches<'w>(&'w self, case: &'w Case) -> Vec<Vec<(&'w Meta, Touch)>> {
        let in_season = |entry: &&Entry| entry.date >= self.since;
        let past: Vec<Entry> = case.log.iter().flatten().filter(in_season).cloned().collect();
        (0..case.messages.len())
            .map(|number| {
                let before = case.messages[..number].iter().map(|message| Entry {
                    target: message.target.clone(),
                    template: case.template.clone(),
                    date: case.today,
                });
                let view = View {
                    world: self,
                    template: &case.template,
                    target: &case.messages[number].target,
                    values: &case.messages[number].values,
                    today: case.today,
                    history: past.iter().cloned().chain(before).collect(),
                    logged: case.log.is_some(),
                };
                view.touches()
            })
            .collect()
    }

    /// Returns what is to be found in each message of a case.
    pub(crate) fn verdicts(&self, case: &Case) -> Vec<BTreeSet<Verdict>> {
        let verdict = |meta: &Meta| (meta.name.clone(), meta.severity.clone(), meta.pitfall.clone());
        self.touches(case)
            .into_iter()
            .map(|list| {
                list.into_iter().filter(|(_, touch)| *touch == Touch::Hit).map(|(meta, _)| verdict(meta)).collect()
            })
            .collect()
    }
}
