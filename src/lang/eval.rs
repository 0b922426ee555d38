//! Runs compiled templates. Total: every template ends, on any values, since nothing repeats but over a list.

use std::collections::BTreeMap;

use super::filters::{Dates, Filter};
use super::ir::{Branch, Code, Condition, Node, Operand, Print, Sign};
use super::outline::{self, Phrases};
use super::parameter::{Parameter, Type};
use super::segments::{Segment, Writer};
use super::value::{Bindings, Value};

/// What renderings need to know beside code and values.
#[derive(Debug, Clone)]
pub struct Renderer<'a> {
    parameters: BTreeMap<&'a str, &'a Parameter>,
    dates: &'a Dates,
}

/// Whether a condition holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Decision<'c> {
    Yes,
    No,
    /// It hangs on this parameter, which has to be filled in.
    Open(&'c str),
}

/// How gaps are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    /// As nothing.
    Filled,
    /// As the parameter's label, in brackets.
    Partial,
}

impl<'a> Renderer<'a> {
    /// Takes the parameters that the codes to render can name.
    pub fn new(parameters: impl IntoIterator<Item = &'a Parameter>, dates: &'a Dates) -> Self {
        let parameters = parameters.into_iter().map(|parameter| (parameter.name.as_str(), parameter)).collect();
        Self { parameters, dates }
    }

    /// Renders a message; a missing value that should be printed is a gap without text.
    #[must_use]
    pub fn filled(&self, code: &Code, values: &Bindings) -> Vec<Segment> {
        self.run(code, values, Mode::Filled, &mut |_| {})
    }

    /// As [`Self::filled`]; tells `taken` the number of each branch that is taken.
    pub fn traced(&self, code: &Code, values: &Bindings, taken: &mut dyn FnMut(usize)) -> Vec<Segment> {
        self.run(code, values, Mode::Filled, taken)
    }

    /// Renders a draft: a missing value shows as its label in brackets, and so does an `if` that can't be decided yet.
    #[must_use]
    pub fn partial(&self, code: &Code, values: &Bindings) -> Vec<Segment> {
        self.run(code, values, Mode::Partial, &mut |_| {})
    }

    /// Renders all that a template can say, with its conditions in words.
    #[must_use]
    pub fn outline(&self, code: &Code, phrases: &Phrases) -> Vec<Segment> {
        outline::write(code, self, phrases)
    }

    /// Writes a condition in words.
    #[must_use]
    pub fn words(&self, condition: &Condition, phrases: &Phrases) -> String {
        outline::words(condition, self, phrases)
    }

    /// Returns whether a condition holds for these values.
    #[must_use]
    pub fn holds(&self, condition: &Condition, values: &Bindings) -> bool {
        let run = Run { renderer: self, values, mode: Mode::Filled, items: Vec::new(), taken: &mut |_| {} };
        run.decide(condition) == Decision::Yes
    }

    /// Returns the parameter of this name.
    pub(super) fn parameter(&self, name: &str) -> Option<&'a Parameter> {
        self.parameters.get(name).copied()
    }

    pub(super) fn dates(&self) -> &Dates {
        self.dates
    }

    /// Returns a parameter's label in brackets.
    pub(super) fn gap(&self, name: &str) -> String {
        format!("[{}]", self.parameter(name).map_or(name, |parameter| &parameter.label))
    }

    fn run(&self, code: &Code, values: &Bindings, mode: Mode, taken: &mut dyn FnMut(usize)) -> Vec<Segment> {
        let mut writer = Writer::default();
        Run { renderer: self, values, mode, items: Vec::new(), taken }.nodes(&code.nodes, &mut writer);
        writer.finish(code.line)
    }
}

/// One rendering.
struct Run<'r, 'a, 'c> {
    renderer: &'r Renderer<'a>,
    values: &'c Bindings,
    mode: Mode,
    /// Variables of the loops around, each with its list's name and its text; none for the gap of a missing list.
    items: Vec<(&'c str, &'c str, Option<&'c String>)>,
    taken: &'r mut dyn FnMut(usize),
}

impl<'c> Run<'_, '_, 'c> {
    fn nodes(&mut self, nodes: &'c [Node], writer: &mut Writer) {
        for node in nodes {
            match node {
                Node::Text(text) => writer.text(text),
                Node::Print(print) => self.print(print, writer),
                Node::If(branches) => self.branches(branches, writer),
                Node::For(looped) => match self.values.get(&looped.list) {
                    Some(Value::List(items)) => {
                        for item in items {
                            self.items.push((&looped.item, &looped.list, Some(item)));
                            self.nodes(&looped.body, writer);
                            self.items.pop();
                        }
                    }
                    _ if self.mode == Mode::Partial && self.is_required(&looped.list) => {
                        self.items.push((&looped.item, &looped.list, None));
                        self.nodes(&looped.body, writer);
                        self.items.pop();
                    }
                    _ if self.is_required(&looped.list) => writer.missing(&looped.list, String::new()),
                    _ => {}
                },
            }
        }
    }

    fn branches(&mut self, branches: &'c [Branch], writer: &mut Writer) {
        for branch in branches {
            match branch.when.as_ref().map_or(Decision::Yes, |condition| self.decide(condition)) {
                Decision::No => {}
                Decision::Yes => {
                    (self.taken)(branch.number);
                    self.nodes(&branch.then, writer);
                    return;
                }
                Decision::Open(name) => {
                    let (start, end) = outline::white_space(branches);
                    writer.text(start);
                    writer.missing(name, self.renderer.gap(name));
                    writer.text(end);
                    return;
                }
            }
        }
    }

    fn print(&mut self, print: &'c Print, writer: &mut Writer) {
        let item = self.items.iter().rev().find(|(variable, ..)| *variable == print.name);
        let (parameter, value) = match item {
            Some((_, list, item)) => (*list, item.map(|item| Value::Text(item.clone()))),
            None => (print.name.as_str(), self.values.get(&print.name).cloned()),
        };
        if let Some(value) = value {
            let text = print
                .filters
                .iter()
                .fold(value.to_text(), |text, filter| filter.apply(&value, text, self.renderer.dates));
            writer.value(parameter, text);
            return;
        }
        match print.filters.first() {
            Some(Filter::Default(text)) if self.mode == Mode::Filled || !self.is_required(parameter) => {
                let value = Value::Text(text.clone());
                let text = print
                    .filters
                    .iter()
                    .fold(text.clone(), |text, filter| filter.apply(&value, text, self.renderer.dates));
                writer.value(parameter, text);
            }
            _ => {
                let gap = if self.mode == Mode::Partial { self.renderer.gap(parameter) } else { String::new() };
                writer.missing(parameter, gap);
            }
        }
    }

    fn is_required(&self, name: &str) -> bool {
        self.renderer.parameter(name).is_some_and(|parameter| parameter.required)
    }

    fn decide(&self, condition: &'c Condition) -> Decision<'c> {
        let decided = |holds: bool| if holds { Decision::Yes } else { Decision::No };
        match condition {
            Condition::Filled(name) => match self.value(name) {
                Some(Value::Bool(value)) => decided(value),
                Some(Value::Number(number)) => decided(number != 0),
                Some(_) => Decision::Yes,
                None => self.gap(name).unwrap_or(Decision::No),
            },
            Condition::Compare(left, sign, right) => match (self.side(left), self.side(right)) {
                // A value that may be missing, and is, decides whatever the other comes to be.
                (Ok(None), _) | (_, Ok(None)) => decided(compare(None, *sign, None)),
                (Ok(left), Ok(right)) => decided(compare(left.as_ref(), *sign, right.as_ref())),
                (Err(gap), _) | (_, Err(gap)) => gap,
            },
            Condition::In(operand, list) => match self.side(operand) {
                Ok(value) => decided(value.is_some_and(|value| list.contains(&value))),
                Err(gap) => gap,
            },
            Condition::Not(inner) => match self.decide(inner) {
                Decision::Yes => Decision::No,
                Decision::No => Decision::Yes,
                open @ Decision::Open(_) => open,
            },
            Condition::All(list) => self.first(list, Decision::No, Decision::Yes),
            Condition::Any(list) => self.first(list, Decision::Yes, Decision::No),
        }
    }

    /// Returns `ends` if any part comes to it, else the first open part, else `otherwise`.
    fn first(&self, list: &'c [Condition], ends: Decision<'c>, otherwise: Decision<'c>) -> Decision<'c> {
        let mut result = otherwise;
        for part in list {
            match self.decide(part) {
                decision if decision == ends => return ends,
                open @ Decision::Open(_) if result == otherwise => result = open,
                _ => {}
            }
        }
        result
    }

    /// Returns the decision that a missing value leaves open, if it does.
    fn gap(&self, name: &'c str) -> Option<Decision<'c>> {
        (self.mode == Mode::Partial && self.is_required(name)).then_some(Decision::Open(name))
    }

    /// Returns a value; a bool that is missing is false, unless it is required and gaps are shown.
    fn value(&self, name: &'c str) -> Option<Value> {
        if let Some((_, _, item)) = self.items.iter().rev().find(|(variable, ..)| *variable == name) {
            return item.map(|item| Value::Text(item.clone()));
        }
        self.values.get(name).cloned()
    }

    fn side(&self, operand: &'c Operand) -> Result<Option<Value>, Decision<'c>> {
        match operand {
            Operand::Value(value) => Ok(Some(value.clone())),
            Operand::Name(name) => match self.value(name) {
                Some(value) => Ok(Some(value)),
                None => match self.gap(name) {
                    Some(gap) => Err(gap),
                    None if self.renderer.parameter(name).is_some_and(|parameter| parameter.kind == Type::Bool) => {
                        Ok(Some(Value::Bool(false)))
                    }
                    None => Ok(None),
                },
            },
        }
    }
}

/// Compares two values; what is missing is equal to nothing and in no order.
fn compare(left: Option<&Value>, sign: Sign, right: Option<&Value>) -> bool {
    let (Some(left), Some(right)) = (left, right) else { return sign == Sign::Unequal };
    match sign {
        Sign::Equal => left == right,
        Sign::Unequal => left != right,
        Sign::Less => left < right,
        Sign::AtMost => left <= right,
        Sign::More => left > right,
        Sign::AtLeast => left >= right,
    }
}
