//! From a tree to a compiled template: looks up names, checks types, and that nothing missing is printed.

mod condition;
mod guards;
mod printing;

use std::collections::BTreeSet;

use super::ast::{self, Test};
use super::ir::{Branch, Condition, For, Node};
use super::parameter::{Parameter, Type};
use super::{Declarations, Site, faults};
use crate::diag::{Diagnostic, Diagnostics};
use crate::source::Span;
use guards::filled_if;

/// Names of parameters that are known to be filled in at some place.
type Known = BTreeSet<String>;

/// Checks a template's nodes.
pub(super) fn template(
    nodes: Vec<ast::Node>,
    line: bool,
    site: &Site,
    declarations: &Declarations<'_>,
    found: &mut Diagnostics,
) -> (Vec<Node>, Vec<String>) {
    let mut checker = Checker { site, declarations, found, items: Vec::new(), branches: 0, line, mentions: Vec::new() };
    let nodes = checker.nodes(nodes, &Known::new());
    (nodes, checker.mentions)
}

/// Checks a condition that stands alone. `None` after a fault, which is reported.
pub(super) fn condition(
    condition: &ast::Condition,
    site: &Site,
    declarations: &Declarations<'_>,
    found: &mut Diagnostics,
) -> (Option<Condition>, Vec<String>) {
    let mut checker =
        Checker { site, declarations, found, items: Vec::new(), branches: 0, line: false, mentions: Vec::new() };
    // What holds for a message that lacks a value is the author's to say, so everything counts as filled in.
    let all: Known = declarations.names().map(str::to_owned).collect();
    let condition = checker.condition(condition, &all);
    (condition, checker.mentions)
}

struct Checker<'d> {
    site: &'d Site,
    declarations: &'d Declarations<'d>,
    found: &'d mut Diagnostics,
    /// Variables of the loops around.
    items: Vec<String>,
    /// How many branches there are so far.
    branches: usize,
    /// Whether the template is a subject.
    line: bool,
    /// Names of parameters as they are mentioned.
    mentions: Vec<String>,
}

/// What a name stands for.
enum Meaning<'d> {
    Parameter(&'d Parameter),
    Item,
    /// Nothing that is known; whether that is a fault is told elsewhere.
    Unknown,
}

impl<'d> Checker<'d> {
    fn report(&mut self, finding: Diagnostic) {
        self.found.push(finding);
    }

    fn mismatch<T>(&mut self, span: Span, message: String, help: &str) -> Option<T> {
        let finding = Diagnostic::new(&faults::TYPE_MISMATCH, self.site.place(span), message);
        self.report(if help.is_empty() { finding } else { finding.help(help) });
        None
    }

    /// Looks a name up, and reports one that nothing has.
    fn look_up(&mut self, name: &str, span: Span) -> Meaning<'d> {
        if self.items.iter().any(|item| item == name) {
            return Meaning::Item;
        }
        if let Some(parameter) = self.declarations.get(name) {
            self.mentions.push(name.to_owned());
            return Meaning::Parameter(parameter);
        }
        if !self.declarations.is_open() {
            let finding = faults::unknown_parameter(name, self.site.place(span), self.declarations.names());
            self.report(match name {
                "loop" => finding.help("loops have no counter; to join a list, use `join(sep=\", \", last=\" and \")`"),
                _ => finding,
            });
        }
        Meaning::Unknown
    }

    fn unguarded(&mut self, parameter: &Parameter, span: Span, known: &Known, what: &str) {
        if parameter.required || known.contains(&parameter.name) {
            return;
        }
        let name = &parameter.name;
        let finding = Diagnostic::new(
            &faults::UNGUARDED_PARAMETER,
            self.site.place(span),
            format!("optional parameter `{name}` may be missing where it is {what}"),
        );
        self.report(finding.help(format!("put it in `{{% if {name} %}}` ... `{{% endif %}}`")));
    }

    fn nodes(&mut self, nodes: Vec<ast::Node>, known: &Known) -> Vec<Node> {
        let mut checked = Vec::with_capacity(nodes.len());
        for node in nodes {
            let node = match node {
                ast::Node::Text(text) => Some(Node::Text(text)),
                ast::Node::Output(output) => self.output(&output, known),
                ast::Node::If(branches) => Some(self.branches(branches, known)),
                ast::Node::For(looped) => self.looped(looped, known),
            };
            match (checked.last_mut(), node) {
                (Some(Node::Text(before)), Some(Node::Text(text))) => before.push_str(&text),
                (_, Some(node)) => checked.push(node),
                (_, None) => {}
            }
        }
        checked
    }

    /// What counts as known past a condition that can't be read, so that nothing is reported that only follows from it.
    fn everything(&self) -> Known {
        self.declarations.names().map(str::to_owned).collect()
    }

    fn branches(&mut self, branches: Vec<ast::Branch>, known: &Known) -> Node {
        // What is known in a branch: that its condition holds, and that none before it does.
        let mut known = known.clone();
        let checked = branches
            .into_iter()
            .map(|branch| {
                let number = self.branches;
                self.branches += 1;
                let mut inside = known.clone();
                let when = match &branch.test {
                    Test::When(condition) => {
                        let condition = self.condition(condition, &known);
                        if let Some(condition) = &condition {
                            inside.extend(filled_if(condition, true));
                            known.extend(filled_if(condition, false));
                        } else {
                            inside.extend(self.everything());
                            known.extend(self.everything());
                        }
                        // What could not be read is taken to hold; its finding is an error.
                        Some(condition.unwrap_or(Condition::All(Vec::new())))
                    }
                    Test::Else => None,
                    Test::Faulty => {
                        inside.extend(self.everything());
                        known.extend(self.everything());
                        Some(Condition::All(Vec::new()))
                    }
                };
                Branch { when, then: self.nodes(branch.body, &inside), number, tag: branch.tag }
            })
            .collect();
        Node::If(checked)
    }

    fn looped(&mut self, looped: ast::For, known: &Known) -> Option<Node> {
        let ast::For { variable, list, body } = looped;
        let meaning = self.look_up(&list.value, list.span);
        if self.line {
            let message = "a subject has one line, and a loop makes several".to_owned();
            return self.mismatch(list.span, message, &format!("write `{{{{ {} | join(sep=\", \") }}}}`", list.value));
        }
        let usable = match meaning {
            Meaning::Parameter(parameter) if parameter.kind == Type::List => {
                self.unguarded(parameter, list.span, known, "looped over");
                true
            }
            Meaning::Parameter(parameter) => {
                let message =
                    format!("`{}` is a {}, and only a list can be looped over", list.value, parameter.kind.name());
                self.mismatch::<()>(list.span, message, "").is_some()
            }
            Meaning::Item => {
                let message = format!("`{}` is one item of a list, and only a list can be looped over", list.value);
                self.mismatch::<()>(list.span, message, "").is_some()
            }
            Meaning::Unknown => false,
        };
        if self.declarations.get(&variable.value).is_some() || self.items.contains(&variable.value) {
            let place = self.site.place(variable.span);
            let message = format!("`{}` already names something else", variable.value);
            self.report(
                Diagnostic::new(&faults::SHADOWED_NAME, place, message)
                    .help("choose another name for the list's items"),
            );
        }
        self.items.push(variable.value.clone());
        let body = self.nodes(body, known);
        self.items.pop();
        usable.then_some(Node::For(For { item: variable.value, list: list.value, body }))
    }
}
