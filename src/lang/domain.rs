//! Which values of a parameter make a difference: one of each kind that some condition can tell apart.

use std::collections::BTreeMap;

use super::filters::Filter;
use super::ir::{Branch, Code, Condition, Node, Operand};
use super::parameter::{Parameter, Type};
use super::value::{Bindings, Value};

/// The values to try for each parameter that a template decides by, or that changes its text by being there; `None` for missing.
#[derive(Debug, Default)]
pub(super) struct Domains<'a> {
    pub(super) list: Vec<(&'a Parameter, Vec<Option<Value>>)>,
}

impl<'a> Domains<'a> {
    /// Collects them from codes; `parameters` are those that the codes name.
    pub(super) fn new(codes: &[&Code], parameters: &BTreeMap<&str, &'a Parameter>) -> Self {
        let mut asked = Asked::default();
        for code in codes {
            asked.nodes(&code.nodes);
        }
        let list = parameters
            .values()
            .filter_map(|parameter| {
                let values = values(parameter, &asked, parameters);
                (values.len() > 1).then_some((*parameter, values))
            })
            .collect();
        Self { list }
    }

    /// Returns the domain of a parameter.
    pub(super) fn of(&self, name: &str) -> Option<usize> {
        self.list.iter().position(|(parameter, _)| parameter.name == name)
    }

    /// Returns how many combinations there are.
    pub(super) fn combinations(&self) -> u128 {
        self.list.iter().fold(1, |product, (_, values)| product.saturating_mul(values.len() as u128))
    }
}

/// Returns the values that stand for parameters that are not tried out: their examples.
pub(super) fn base(parameters: &BTreeMap<&str, &Parameter>) -> Bindings {
    parameters.values().filter_map(|parameter| Some((parameter.name.clone(), sample(parameter)?))).collect()
}

/// Returns a value of a parameter: its example, else the first choice, else something of its type.
pub(super) fn sample(parameter: &Parameter) -> Option<Value> {
    if let Some(example) = parameter.example.clone().and_then(Value::settled) {
        return Some(example);
    }
    match parameter.kind {
        Type::Choice => parameter.choices.first().map(|choice| Value::Text(choice.value.clone())),
        Type::Number => Some(Value::Number(parameter.limits.min.unwrap_or(1).max(1))),
        Type::Date => Some(Value::Date(jiff::civil::date(2026, 1, 15))),
        Type::Bool => Some(Value::Bool(false)),
        Type::List => Some(Value::List(vec![parameter.label.clone()])),
        Type::Email => Some(Value::Text("name@example.org".to_owned())),
        Type::Url => Some(Value::Text("https://example.org/".to_owned())),
        Type::Text | Type::LongText => Some(Value::Text(parameter.label.clone())).filter(|value| !value.is_empty()),
    }
}

/// What conditions ask about parameters.
#[derive(Default)]
struct Asked {
    /// Whether they are filled in.
    filled: Vec<String>,
    /// Fixed values that they are compared with.
    values: BTreeMap<String, Vec<Value>>,
    /// Others that they are compared with.
    others: BTreeMap<String, Vec<String>>,
    /// Printed or looped over.
    printed: Vec<String>,
}

impl Asked {
    fn nodes(&mut self, nodes: &[Node]) {
        for node in nodes {
            match node {
                Node::Text(_) => {}
                Node::Print(print) => {
                    self.printed.push(print.name.clone());
                    if matches!(print.filters.first(), Some(Filter::Default(_))) {
                        self.filled.push(print.name.clone());
                    }
                }
                Node::If(branches) => {
                    for Branch { when, then, .. } in branches {
                        if let Some(condition) = when {
                            self.condition(condition);
                        }
                        self.nodes(then);
                    }
                }
                Node::For(looped) => {
                    self.printed.push(looped.list.clone());
                    self.nodes(&looped.body);
                }
            }
        }
    }

    fn condition(&mut self, condition: &Condition) {
        condition.leaves(&mut |leaf| match leaf {
            Condition::Filled(name) => self.filled.push(name.clone()),
            Condition::Compare(Operand::Name(left), _, Operand::Value(value)) => {
                self.values.entry(left.clone()).or_default().push(value.clone());
            }
            Condition::Compare(Operand::Name(left), _, Operand::Name(right)) => {
                self.others.entry(left.clone()).or_default().push(right.clone());
                self.others.entry(right.clone()).or_default().push(left.clone());
            }
            Condition::In(Operand::Name(left), list) => {
                self.values.entry(left.clone()).or_default().extend(list.iter().cloned());
            }
            _ => {}
        });
    }

    fn mentions(&self, name: &str) -> bool {
        self.filled.iter().any(|filled| filled == name)
            || self.values.contains_key(name)
            || self.others.contains_key(name)
    }
}

fn values(parameter: &Parameter, asked: &Asked, parameters: &BTreeMap<&str, &Parameter>) -> Vec<Option<Value>> {
    let name = parameter.name.as_str();
    let decides = asked.mentions(name);
    let printed = asked.printed.iter().any(|printed| printed == name);
    let fixed = asked.values.get(name).map_or(&[][..], Vec::as_slice);
    let others = asked.others.get(name).map_or(&[][..], Vec::as_slice);
    let compared = !others.is_empty();
    // What it is compared with: fixed values, and those that others have.
    let known: Vec<Value> = fixed
        .iter()
        .cloned()
        .chain(others.iter().filter_map(|other| sample(parameters.get(other.as_str())?)))
        .chain(compared.then(|| sample(parameter)).flatten())
        .collect();
    let mut values: Vec<Option<Value>> = Vec::new();
    let mut add = |value: Option<Value>| {
        let can_be = value.as_ref().is_none_or(|value| !value.is_empty() && value.fits(parameter).is_ok());
        if can_be && !values.contains(&value) {
            values.push(value);
        }
    };
    add(sample(parameter));
    match parameter.kind {
        Type::Bool if decides => {
            add(Some(Value::Bool(true)));
            add(Some(Value::Bool(false)));
            return values;
        }
        Type::Choice => {
            let mut others = 0;
            for choice in &parameter.choices {
                let value = Value::Text(choice.value.clone());
                let told_apart = printed || compared || fixed.contains(&value);
                others += usize::from(!told_apart);
                // All choices that no condition names are as one.
                if decides && told_apart || printed || (decides && others == 1) {
                    add(Some(value));
                }
            }
        }
        Type::Number => {
            for value in &known {
                if let Value::Number(number) = value {
                    for near in [number - 1, *number, number + 1] {
                        add(Some(Value::Number(near)));
                    }
                }
            }
            if asked.filled.iter().any(|filled| filled == name) {
                add(Some(Value::Number(0)));
            }
        }
        Type::Date => {
            for value in &known {
                if let Value::Date(date) = value {
                    for near in [date.yesterday().ok(), Some(*date), date.tomorrow().ok()].into_iter().flatten() {
                        add(Some(Value::Date(near)));
                    }
                }
            }
        }
        Type::List if printed => {
            if let Some(Value::List(items)) = sample(parameter) {
                add(Some(Value::List(items[..1].to_vec())));
            }
        }
        Type::Text | Type::Email | Type::Url => {
            for value in &known {
                add(Some(value.clone()));
            }
            // One that is equal to none of them.
            if !known.is_empty() {
                let other = known.iter().map(Value::to_text).max_by_key(String::len).unwrap_or_default();
                add(Some(Value::Text(format!("{other}x"))));
            }
        }
        Type::Bool | Type::List | Type::LongText => {}
    }
    if !parameter.required && (decides || printed) {
        add(None);
    }
    values
}
