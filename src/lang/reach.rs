//! Which branches some values can reach.

use std::collections::BTreeMap;

use super::domain::{Domains, base};
use super::eval::Renderer;
use super::filters::Dates;
use super::ir::{Branch, Code, Condition, Node};
use super::parameter::{Parameter, Type};
use super::value::{Bindings, Value};

/// More combinations than this are not tried for one branch; it counts as reachable then.
const MOST: u128 = 20_000;

/// What is known of a branch.
#[derive(Debug, Clone)]
pub(super) struct Reach<'c> {
    pub(super) branch: &'c Branch,
    /// Values that lead to it; `None` if none do, or if there were too many to try.
    pub(super) way: Option<Bindings>,
    /// Whether every combination was tried.
    pub(super) tried: bool,
}

/// Returns every branch of a code with values that lead to it.
pub(super) fn branches<'c>(code: &'c Code, parameters: &BTreeMap<&str, &Parameter>) -> Vec<Reach<'c>> {
    let domains = Domains::new(&[code], parameters);
    let dates = Dates::default();
    let search = Search {
        renderer: Renderer::new(parameters.values().copied(), &dates),
        domains: &domains,
        base: base(parameters),
    };
    let mut found = Vec::new();
    search.nodes(&code.nodes, &mut Vec::new(), &mut found);
    found
}

/// A condition that has to hold, or not to.
type Required<'c> = (&'c Condition, bool);

struct Search<'a, 'd> {
    renderer: Renderer<'a>,
    domains: &'d Domains<'a>,
    base: Bindings,
}

impl Search<'_, '_> {
    fn nodes<'c>(&self, nodes: &'c [Node], required: &mut Vec<Required<'c>>, found: &mut Vec<Reach<'c>>) {
        for node in nodes {
            match node {
                Node::Text(_) | Node::Print(_) => {}
                // Conditions on a loop's own variable are left undecided.
                Node::For(looped) => self.nodes(&looped.body, required, found),
                Node::If(branches) => {
                    let outer = required.len();
                    for branch in branches {
                        let before = required.len();
                        required.extend(branch.when.as_ref().map(|condition| (condition, true)));
                        let reach = self.reach(branch, required);
                        let dead = reach.tried && reach.way.is_none();
                        found.push(reach);
                        if !dead {
                            self.nodes(&branch.then, required, found);
                        }
                        required.truncate(before);
                        required.extend(branch.when.as_ref().map(|condition| (condition, false)));
                    }
                    required.truncate(outer);
                }
            }
        }
    }

    fn reach<'c>(&self, branch: &'c Branch, required: &[Required<'c>]) -> Reach<'c> {
        let mut names: Vec<&str> = Vec::new();
        for name in required.iter().flat_map(|(condition, _)| condition.names()) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        let of_loop = names.iter().any(|name| self.renderer.parameter(name).is_none());
        let axes: Vec<(&str, &[Option<Value>])> = names
            .iter()
            .filter_map(|name| self.domains.of(name))
            .map(|index| &self.domains.list[index])
            .map(|(parameter, values)| (parameter.name.as_str(), values.as_slice()))
            .collect();
        let size = axes.iter().fold(1u128, |product, (_, values)| product.saturating_mul(values.len() as u128));
        let unknown = |name: &&str| {
            let choice = self.renderer.parameter(name).filter(|parameter| parameter.kind == Type::Choice);
            choice.is_some_and(|parameter| parameter.choices.is_empty())
        };
        if of_loop || size > MOST || names.iter().any(unknown) {
            return Reach { branch, way: None, tried: false };
        }
        let mut values = self.base.clone();
        let way = search(&axes, &mut values, &mut |values| {
            required.iter().all(|(condition, holds)| self.renderer.holds(condition, values) == *holds)
        });
        Reach { branch, way: way.then_some(values), tried: true }
    }
}

/// Tries every combination in order; leaves `values` at the first one that is accepted.
fn search(
    axes: &[(&str, &[Option<Value>])],
    values: &mut Bindings,
    accept: &mut impl FnMut(&Bindings) -> bool,
) -> bool {
    let Some(((name, domain), rest)) = axes.split_first() else { return accept(values) };
    domain.iter().any(|value| {
        bind(values, name, value.as_ref());
        search(rest, values, accept)
    })
}

/// Sets or removes a value.
pub(super) fn bind(values: &mut Bindings, name: &str, value: Option<&Value>) {
    match value {
        Some(value) => values.insert(name.to_owned(), value.clone()),
        None => values.remove(name),
    };
}
