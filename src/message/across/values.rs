//! Values that should differ from message to message, and values that should not.

use std::collections::{BTreeMap, HashMap};

use super::{Row, rules};
use crate::lang::{Role, Scope, Type, Value};
use crate::message::finding::{Finding, Part};
use crate::message::text::words;

/// Messages that are at least so much alike are near-identical: the Dice coefficient of their pairs of words.
const ALIKE: f64 = 0.85;

/// Fewer words of the writer's own say too little to be compared.
const FEWEST: usize = 8;

/// What the rows so far said.
#[derive(Default)]
pub(super) struct Seen {
    /// Targets by parameter and folded value, of parameters that must differ.
    specific: BTreeMap<(String, String), (String, String)>,
    /// The first value of each parameter of the sender's own.
    facts: BTreeMap<String, Value>,
    /// Rows by pair of words, and of each row its target and number of pairs.
    pairs: HashMap<(String, String), Vec<usize>>,
    rows: Vec<(String, String, usize)>,
}

impl Seen {
    pub(super) fn check(&mut self, row: &Row<'_>, found: &mut Vec<Finding>) {
        let draft = row.planned.draft;
        let target = (row.target.clone(), row.planned.target.to_owned());
        for parameter in draft.parameters {
            let Some(value) = draft.values.get(&parameter.name) else { continue };
            let place = |finding: Finding| place_of(row, &parameter.name, finding);
            if parameter.specific {
                let folded = value.to_text().to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
                let key = (parameter.name.clone(), folded);
                match self.specific.get(&key) {
                    Some((other, name)) if *other != target.0 => {
                        let text = format!("`{}` says the same as for `{name}`", parameter.label);
                        found.extend(row.rules.built_in(&rules::REPEATED_VALUE, text).map(place));
                    }
                    Some(_) => {}
                    None => drop(self.specific.insert(key, target.clone())),
                }
            }
            if parameter.scope == Scope::You {
                match self.facts.get(&parameter.name) {
                    Some(first) if first != value => {
                        let text = format!("`{}` was `{}` in an earlier message", parameter.label, first.to_text());
                        found.extend(row.rules.built_in(&rules::DRIFTING_FACT, text).map(place));
                    }
                    Some(_) => {}
                    None => drop(self.facts.insert(parameter.name.clone(), value.clone())),
                }
            }
        }
        self.twins(row, &target, found);
    }

    fn twins(&mut self, row: &Row<'_>, target: &(String, String), found: &mut Vec<Finding>) {
        let own = own_words(row);
        if own.len() < FEWEST {
            return;
        }
        let mut pairs: Vec<(String, String)> = own.windows(2).map(|pair| (pair[0].clone(), pair[1].clone())).collect();
        pairs.sort_unstable();
        pairs.dedup();
        let mut shared = vec![0_usize; self.rows.len()];
        for index in pairs.iter().filter_map(|pair| self.pairs.get(pair)).flatten() {
            shared[*index] += 1;
        }
        let twin = (0..shared.len()).find(|&index| {
            let (other, _, count) = &self.rows[index];
            *other != target.0 && alike(shared[index], pairs.len(), *count)
        });
        if let Some(index) = twin {
            let text = format!("what you wrote is nearly the same as for `{}`", self.rows[index].1);
            found.extend(row.rules.built_in(&rules::NEAR_IDENTICAL, text));
        }
        let number = self.rows.len();
        self.rows.push((target.0.clone(), target.1.clone(), pairs.len()));
        for pair in pairs {
            self.pairs.entry(pair).or_default().push(number);
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "numbers of words in an email")]
fn alike(shared: usize, one: usize, other: usize) -> bool {
    2.0 * shared as f64 >= ALIKE * (one + other) as f64
}

/// The words that the writer put in for this target or message, names and choices left out.
fn own_words(row: &Row<'_>) -> Vec<String> {
    let draft = row.planned.draft;
    draft
        .parameters
        .iter()
        .filter(|parameter| {
            let text = matches!(parameter.kind, Type::Text | Type::LongText | Type::List);
            let name = parameter.role.is_some_and(|role| role != Role::TargetReason);
            parameter.scope != Scope::You && text && !name
        })
        .filter_map(|parameter| draft.values.get(&parameter.name))
        .flat_map(|value| words(&value.to_text()))
        .collect()
}

/// Puts a finding at the first place of a parameter's value.
fn place_of(row: &Row<'_>, parameter: &str, finding: Finding) -> Finding {
    let draft = row.planned.draft;
    let first = [(Part::Subject, &draft.subject), (Part::Body, &draft.body)].into_iter().find_map(|(part, written)| {
        let piece = written.pieces.iter().find(|piece| piece.parameter == parameter)?;
        Some((part, piece.range.clone()))
    });
    match first {
        Some((part, range)) => Finding { part, range, ..finding },
        None => finding,
    }
}
