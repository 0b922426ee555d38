//! The messages that a template can produce: combinations of the values that make a difference.

use std::collections::{BTreeMap, BTreeSet};

use super::domain::{Domains, base};
use super::ir::Code;
use super::parameter::Parameter;
use super::reach::{self, bind};
use super::value::{Bindings, Value};

/// Combinations of values, and how much of all there are they cover.
#[derive(Debug, Clone)]
pub struct Variants {
    /// The values of each; parameters that make no difference have their examples.
    pub list: Vec<Bindings>,
    /// Whether these are all combinations. If not, every pair of values of two parameters is in one of them, and every
    /// branch that can be reached is reached.
    pub exhaustive: bool,
    /// How many combinations there are.
    pub combinations: u128,
}

/// Returns the combinations of a template's subject and body: all, if there are at most `most`, else a part of them.
#[must_use]
pub fn variants(codes: &[&Code], parameters: &[&Parameter], most: usize) -> Variants {
    let parameters: BTreeMap<&str, &Parameter> =
        parameters.iter().map(|parameter| (parameter.name.as_str(), *parameter)).collect();
    let domains = Domains::new(codes, &parameters);
    let base = base(&parameters);
    let combinations = domains.combinations();
    let exhaustive = combinations <= most as u128;
    let rows = if exhaustive { all(&domains) } else { pairs(&domains) };
    let mut list: Vec<Bindings> = rows.iter().map(|row| bindings(&domains, &base, row)).collect();
    if !exhaustive {
        for code in codes {
            list.extend(reach::branches(code, &parameters).into_iter().filter_map(|reach| reach.way));
        }
    }
    let mut seen = BTreeSet::new();
    list.retain(|values| seen.insert(values.clone()));
    Variants { list, exhaustive, combinations }
}

/// Returns the neighbours of a combination: those that differ from it in one value.
pub(super) fn neighbours<'d>(domains: &'d Domains<'_>, values: &'d Bindings) -> impl Iterator<Item = Bindings> + 'd {
    domains.list.iter().flat_map(move |(parameter, domain)| {
        domain.iter().filter(move |value| values.get(&parameter.name) != value.as_ref()).map(move |value| {
            let mut changed = values.clone();
            bind(&mut changed, &parameter.name, value.as_ref());
            changed
        })
    })
}

/// Walks from a combination to better ones, one value at a time, until none is better. `score` is to be as high as possible.
#[must_use]
pub fn climb(
    codes: &[&Code],
    parameters: &[&Parameter],
    from: &Bindings,
    score: impl Fn(&Bindings) -> i64,
) -> Bindings {
    let parameters: BTreeMap<&str, &Parameter> =
        parameters.iter().map(|parameter| (parameter.name.as_str(), *parameter)).collect();
    let domains = Domains::new(codes, &parameters);
    let mut best = (score(from), from.clone());
    loop {
        let next = neighbours(&domains, &best.1).map(|values| (score(&values), values)).max_by_key(|(score, _)| *score);
        match next {
            Some(next) if next.0 > best.0 => best = next,
            _ => return best.1,
        }
    }
}

/// A value's place in the domain of each parameter.
type Row = Vec<usize>;

fn bindings(domains: &Domains<'_>, base: &Bindings, row: &Row) -> Bindings {
    let mut values = base.clone();
    for ((parameter, domain), &at) in domains.list.iter().zip(row) {
        bind(&mut values, &parameter.name, domain[at].as_ref());
    }
    values
}

fn all(domains: &Domains<'_>) -> Vec<Row> {
    let mut rows: Vec<Row> = vec![Vec::new()];
    for (_, domain) in &domains.list {
        rows = rows
            .iter()
            .flat_map(|row| (0..domain.len()).map(move |at| row.iter().copied().chain([at]).collect()))
            .collect();
    }
    rows
}

/// Returns rows that hold every pair of values of two parameters: each row starts from a pair that is not held yet and
/// takes, parameter by parameter, the value with the most pairs that are not.
fn pairs(domains: &Domains<'_>) -> Vec<Row> {
    let sizes: Vec<usize> = domains.list.iter().map(|(_, domain): &(_, Vec<Option<Value>>)| domain.len()).collect();
    let mut left: BTreeSet<(usize, usize, usize, usize)> = BTreeSet::new();
    for a in 0..sizes.len() {
        for b in a + 1..sizes.len() {
            for x in 0..sizes[a] {
                left.extend((0..sizes[b]).map(|y| (a, x, b, y)));
            }
        }
    }
    let mut rows = Vec::new();
    while let Some(&(a, x, b, y)) = left.first() {
        let mut row: Vec<Option<usize>> = vec![None; sizes.len()];
        row[a] = Some(x);
        row[b] = Some(y);
        for parameter in 0..sizes.len() {
            if row[parameter].is_some() {
                continue;
            }
            let gain = |value: usize| {
                let others = row.iter().enumerate().filter_map(|(other, at)| at.map(|at| (other, at)));
                others.filter(|&(other, at)| left.contains(&ordered(parameter, value, other, at))).count()
            };
            // Of equal ones the first, so that the result is the same everywhere.
            row[parameter] = (0..sizes[parameter]).max_by_key(|&value| (gain(value), std::cmp::Reverse(value)));
        }
        let row: Row = row.into_iter().map(Option::unwrap_or_default).collect();
        for a in 0..sizes.len() {
            for b in a + 1..sizes.len() {
                left.remove(&(a, row[a], b, row[b]));
            }
        }
        rows.push(row);
    }
    rows
}

fn ordered(a: usize, x: usize, b: usize, y: usize) -> (usize, usize, usize, usize) {
    if a < b { (a, x, b, y) } else { (b, y, a, x) }
}
