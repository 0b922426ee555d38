//! Random histories that come close to the rules, the same in every run.

use jiff::ToSpan as _;
use jiff::civil::Date;
use toml::Value;

use super::condition::{Values, holds, names};
use super::world::{Per, Rule, World};
use super::{Case, Entry, Message};

/// Numbers that look random. Source: Steele, Lea and Flood, "Fast splittable pseudorandom number generators" (2014).
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.roll() % u64::try_from(bound.max(1)).expect("small")).expect("small")
    }

    fn between(&mut self, least: i64, most: i64) -> i64 {
        least + i64::try_from(self.below(usize::try_from(most - least + 1).expect("in order"))).expect("small")
    }

    fn one_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }
}

/// Names of targets; some are parts of others.
const NAMES: [&str; 8] = [
    "Lakeview",
    "Lakeview Hospital",
    "St. Elm's Center",
    "Ärztehaus Nord",
    "Mill-Valley Medicine",
    "Riverbend (Main Campus)",
    "O\u{2019}Neil & Daughters",
    "Eastvale 2",
];

/// Writes a name in another way.
fn spelt(dice: &mut Dice, name: &str) -> String {
    match dice.below(8) {
        0 => name.to_uppercase(),
        1 => name.to_lowercase(),
        2 => name.replace(' ', "  "),
        3 => name.replace('-', " "),
        4 => format!("{name}."),
        5 => name.replace('.', ""),
        _ => name.to_owned(),
    }
}

fn moved(day: Date, days: i64) -> Date {
    day.saturating_add(days.days())
}

/// What a case is made to come close to.
#[derive(Default)]
struct Aim<'w> {
    /// Templates of the messages.
    templates: Vec<&'w str>,
    /// Templates of what was sent before.
    related: Vec<&'w str>,
    /// Windows at whose borders the day lies.
    windows: Vec<&'w str>,
    /// A condition, and whether it should hold.
    condition: Option<(&'w str, bool)>,
    /// Whether it is a window's beginning or end that matters.
    late: Option<bool>,
    /// A number of targets.
    crowd: Option<usize>,
}

impl World {
    /// Returns a case; of equal numbers always the same.
    pub(crate) fn random(&self, number: u64) -> Case {
        let dice = &mut Dice(number.wrapping_mul(0x5851_F42D_4C95_7F2D));
        let rules = self.rules.len() + self.built_in.len();
        let aim = self.aim(dice, usize::try_from(number).expect("small") % rules);
        let template = *dice.pick(&aim.templates);
        let today = self.today(dice, &aim, template);
        let crowd = aim.crowd.map(|max| max + dice.below(2));
        let name = |dice: &mut Dice| match crowd {
            Some(count) if !dice.one_in(4) => format!("Target {}", dice.below(count + 2)),
            _ => (*dice.pick(&NAMES)).to_owned(),
        };
        let first = name(dice);
        let mut messages = Vec::new();
        for index in 0..=dice.below(3) {
            let target = match index {
                0 => first.clone(),
                _ if dice.one_in(3) => spelt(dice, &first),
                _ => name(dice),
            };
            messages.push(Message { target, values: self.values(dice, &aim, template, today) });
        }
        let all: Vec<&str> = self.templates.keys().map(String::as_str).collect();
        let log = (crowd.is_some() || !dice.one_in(12)).then(|| {
            let mut log = Vec::new();
            for index in 0..crowd.unwrap_or_default() {
                let template = (*dice.pick(&aim.related)).to_owned();
                let date = if dice.one_in(30) { self.past(dice, today) } else { today.max(self.since) };
                log.push(Entry { target: spelt(dice, &format!("Target {index}")), template, date });
            }
            let most = if dice.one_in(3) { 12 } else { 5 };
            for _ in 0..dice.below(most) {
                let target = if dice.one_in(3) { name(dice) } else { first.clone() };
                let template = if dice.one_in(3) { dice.pick(&all) } else { dice.pick(&aim.related) };
                let date = self.past(dice, today);
                log.push(Entry { target: spelt(dice, &target), template: (*template).to_owned(), date });
            }
            log
        });
        Case { template: template.to_owned(), messages, log, today }
    }

    fn templates_where(&self, so: impl Fn(&str) -> bool) -> Vec<&str> {
        self.templates.keys().map(String::as_str).filter(|name| so(name)).collect()
    }

    /// Returns what comes close to the rule of a number.
    fn aim(&self, dice: &mut Dice, number: usize) -> Aim<'_> {
        let scenario = |name: &str| self.templates[name].scenario.as_str();
        let of_scenario = |named: &[String], wanted: bool| {
            self.templates_where(|name| named.iter().any(|one| one == scenario(name)) == wanted)
        };
        let mut aim = Aim::default();
        match self.rules.get(number).map(|(_, rule)| rule) {
            Some(Rule::Cap { scope, max, per, unless }) => {
                aim.templates = self.templates_where(|name| scope.holds(scenario(name)));
                aim.condition = unless.as_deref().map(|unless| (unless, dice.one_in(3)));
                aim.crowd = (!matches!(per, Per::Target)).then_some(*max);
            }
            Some(Rule::Gap { except, .. }) => aim.templates = of_scenario(except, false),
            Some(Rule::Quiet { windows, except }) => {
                aim.templates = of_scenario(except, dice.one_in(4) && !except.is_empty());
                aim.windows = windows.iter().map(String::as_str).collect();
            }
            Some(Rule::Policy { when, scope }) => {
                aim.templates = self.templates_where(|name| scope.holds(scenario(name)));
                aim.condition = Some((when, !dice.one_in(3)));
            }
            Some(Rule::Statement { state, min, max, per, after, unless }) => {
                aim.related = self.templates_where(|name| self.templates[name].states.contains(state));
                let any = min.is_some() && !dice.one_in(5);
                aim.templates = if any { self.templates_where(|_| true) } else { aim.related.clone() };
                aim.windows = after.iter().map(String::as_str).collect();
                aim.late = Some(true);
                aim.condition = unless.as_deref().map(|unless| (unless, dice.one_in(3)));
                aim.crowd = max.filter(|max| *max > 1 && !matches!(per, Per::Target));
            }
            Some(Rule::Timing { windows, early }) => {
                aim.late = Some(!early);
                aim.templates = self.templates_where(|name| windows.contains(&self.templates[name].window));
            }
            None => {
                let name = self.built_in[number - self.rules.len()].name.as_str();
                let scenarios = self.scenarios.iter().filter(|(_, one)| match name {
                    "exclusive-scenario" => one.exclusive,
                    "max-per-target" => one.max_per_target.is_some(),
                    "out-of-order" => !one.after.is_empty(),
                    _ => true,
                });
                let named: Vec<String> = scenarios.map(|(id, _)| id.clone()).collect();
                aim.templates = of_scenario(&named, true);
                if name == "out-of-order" {
                    let after: Vec<String> = named.iter().flat_map(|id| self.scenarios[id].after.clone()).collect();
                    aim.related = of_scenario(&after, true);
                }
            }
        }
        if aim.related.is_empty() {
            aim.related.clone_from(&aim.templates);
        }
        aim
    }

    /// Returns a day: at the border of a window that matters, or anywhere.
    fn today(&self, dice: &mut Dice, aim: &Aim<'_>, template: &str) -> Date {
        let own = self.templates[template].window.as_str();
        let window = if aim.windows.is_empty() || dice.one_in(4) { own } else { dice.pick::<&str>(&aim.windows) };
        let bounds = self.bounds(window, &Values::new());
        let border = if aim.late.unwrap_or_else(|| dice.one_in(2)) { bounds.1 } else { bounds.0 };
        match border {
            Some(border) if !dice.one_in(4) => moved(border, dice.between(-1, 1)),
            _ if dice.one_in(12) => moved(self.since, dice.between(-9, 9)),
            _ => {
                let length = i64::from(self.since.until(self.until).expect("in order").get_days());
                moved(self.since, dice.between(0, length))
            }
        }
    }

    /// Returns the day of something sent: a gap ago or nearly so, at the season's start, long ago, or still to come.
    fn past(&self, dice: &mut Dice, today: Date) -> Date {
        let gaps: Vec<i64> = self
            .rules
            .iter()
            .filter_map(|(_, rule)| if let Rule::Gap { days, .. } = rule { Some(*days) } else { None })
            .collect();
        match dice.below(12) {
            0..=3 => moved(today, dice.between(-2, 1) - *dice.pick(&gaps)),
            4 => today,
            5 => moved(self.since, dice.between(-1, 1)),
            6 => moved(today, *dice.pick(&gaps) + dice.between(-1, 1)),
            7 => moved(today, dice.between(1, 3)),
            8 => moved(self.since, -dice.between(2, 400)),
            _ => moved(today, -dice.between(0, 150)),
        }
    }

    /// Returns values with which a condition is as it should be, if they are found soon.
    fn values(&self, dice: &mut Dice, aim: &Aim<'_>, template: &str, today: Date) -> Values {
        let mut values = self.some_values(dice, aim, template, today);
        for _ in 0..400 {
            if aim.condition.is_none_or(|(condition, wanted)| holds(condition, &values) == wanted) {
                break;
            }
            values = self.some_values(dice, aim, template, today);
        }
        values
    }

    /// Returns values of the parameters that rules and windows ask for.
    fn some_values(&self, dice: &mut Dice, aim: &Aim<'_>, template: &str, today: Date) -> Values {
        let mut asked: Vec<String> = Vec::new();
        for (_, rule) in &self.rules {
            match rule {
                Rule::Policy { when, .. } => asked.extend(names(when)),
                Rule::Cap { unless: Some(unless), .. } | Rule::Statement { unless: Some(unless), .. } => {
                    asked.extend(names(unless));
                }
                _ => {}
            }
        }
        asked.sort();
        asked.dedup();
        let mut values = Values::new();
        for name in asked {
            let parameter = self.parameters[&name].as_table().expect("a table");
            let choices = parameter.get("choices").and_then(Value::as_array);
            let value = match (parameter["type"].as_str().expect("a type"), choices) {
                (_, Some(choices)) if !dice.one_in(5) => {
                    dice.pick(choices)["value"].as_str().expect("a text").to_owned()
                }
                ("date", _) if dice.one_in(8) => today.to_string(),
                ("number", _) if dice.one_in(8) => "48".to_owned(),
                ("text", _) if dice.one_in(6) => {
                    (*dice.pick(&["something that is new", "   ", "two words"])).to_owned()
                }
                _ => continue,
            };
            values.insert(name, value);
        }
        for (name, anchor) in &self.personal {
            let counts = |(opens, closes): &(String, String)| {
                [opens.clone(), closes.clone()].into_iter().filter(|bound| bound.starts_with(anchor.as_str()))
            };
            let own: Vec<String> = counts(&self.windows[&self.templates[template].window]).collect();
            let all: Vec<String> = self.windows.values().flat_map(counts).collect();
            if dice.one_in(if own.is_empty() { 3 } else { 8 }) || all.is_empty() {
                continue;
            }
            let bound = match aim.late {
                Some(late) if !own.is_empty() => &own[usize::from(late)],
                _ => dice.pick(if own.is_empty() { &all } else { &own }),
            };
            // The day from which today is a border, or next to one.
            let zero = Values::from([(name.clone(), today.to_string())]);
            let reach = self.bound(bound, &zero).expect("a day");
            let offset = i64::from(today.until(reach).expect("near").get_days());
            values.insert(name.clone(), moved(today, dice.between(-1, 1) - offset).to_string());
        }
        values
    }
}
