//! A compiled template: checked, with every name looked up. Its JSON is what evaluators in other languages read.

use serde::Serialize;

use super::filters::Filter;
use super::value::Value;
use crate::source::Span;

/// The version of the JSON; it changes whenever an evaluator would have to.
pub const VERSION: u32 = 1;

/// A compiled subject or body.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Code {
    /// Its pieces.
    pub nodes: Vec<Node>,
    /// Whether it is a subject, whose white space is folded to single blanks.
    #[serde(skip)]
    pub line: bool,
}

impl Code {
    /// Returns every branch, in the order of their tags.
    #[must_use]
    pub fn branches(&self) -> Vec<&Branch> {
        let mut branches = Vec::new();
        collect_branches(&self.nodes, &mut branches);
        branches
    }
}

fn collect_branches<'c>(nodes: &'c [Node], found: &mut Vec<&'c Branch>) {
    for node in nodes {
        match node {
            Node::Text(_) | Node::Print(_) => {}
            Node::For(looped) => collect_branches(&looped.body, found),
            Node::If(branches) => {
                for branch in branches {
                    found.push(branch);
                    collect_branches(&branch.then, found);
                }
            }
        }
    }
}

/// A piece of a compiled template.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Node {
    /// Text as it is.
    Text(String),
    /// A value.
    Print(Print),
    /// The first branch whose condition holds.
    If(Vec<Branch>),
    /// A list's items, one after the other.
    For(For),
}

/// A value and what is done to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Print {
    /// A parameter, or the variable of a loop.
    pub name: String,
    /// In order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub filters: Vec<Filter>,
}

/// One way through an `if`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Branch {
    /// When it is taken; absent for `else`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub when: Option<Condition>,
    /// What it holds.
    pub then: Vec<Node>,
    /// Its number among all branches of the code, in the order of their tags.
    #[serde(skip)]
    pub number: usize,
    /// Its tag, in the text that was compiled.
    #[serde(skip)]
    pub tag: Span,
}

/// A loop.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct For {
    /// What an item is called.
    pub item: String,
    /// The list parameter.
    pub list: String,
    /// What is repeated.
    pub body: Vec<Node>,
}

/// What decides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Condition {
    /// A parameter is filled in, a number is not 0, a bool is true.
    Filled(String),
    /// Two values compare so.
    Compare(Operand, Sign, Operand),
    /// A value is one of these.
    In(Operand, Vec<Value>),
    /// It does not hold.
    Not(Box<Condition>),
    /// All hold.
    All(Vec<Condition>),
    /// One holds.
    Any(Vec<Condition>),
}

/// How two values compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[allow(missing_docs, reason = "the signs are the documentation")]
pub enum Sign {
    #[serde(rename = "==")]
    Equal,
    #[serde(rename = "!=")]
    Unequal,
    #[serde(rename = "<")]
    Less,
    #[serde(rename = "<=")]
    AtMost,
    #[serde(rename = ">")]
    More,
    #[serde(rename = ">=")]
    AtLeast,
}

impl Sign {
    /// Returns the sign that says the same with the sides exchanged.
    #[must_use]
    pub(super) fn turned(self) -> Self {
        match self {
            Self::Less => Self::More,
            Self::AtMost => Self::AtLeast,
            Self::More => Self::Less,
            Self::AtLeast => Self::AtMost,
            same => same,
        }
    }

    /// Returns whether it asks for an order.
    pub(super) fn orders(self) -> bool {
        !matches!(self, Self::Equal | Self::Unequal)
    }
}

/// One side of a comparison.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Operand {
    /// A parameter's value, or the item of a loop.
    Name(String),
    /// A fixed value.
    Value(Value),
}

impl Condition {
    /// Calls `visit` with each condition that is not made of others.
    pub(super) fn leaves<'c>(&'c self, visit: &mut impl FnMut(&'c Condition)) {
        match self {
            Self::Not(inner) => inner.leaves(visit),
            Self::All(list) | Self::Any(list) => list.iter().for_each(|condition| condition.leaves(visit)),
            Self::Filled(_) | Self::Compare(..) | Self::In(..) => visit(self),
        }
    }

    /// Returns the names in it, each once, in order.
    #[must_use]
    pub fn names(&self) -> Vec<&str> {
        let mut names = Vec::new();
        self.collect_names(&mut names);
        names
    }

    fn collect_names<'c>(&'c self, names: &mut Vec<&'c str>) {
        let mut add = |name: &'c str| {
            if !names.contains(&name) {
                names.push(name);
            }
        };
        match self {
            Self::Filled(name) | Self::In(Operand::Name(name), _) => add(name),
            Self::Compare(left, _, right) => {
                for operand in [left, right] {
                    if let Operand::Name(name) = operand {
                        add(name);
                    }
                }
            }
            Self::In(Operand::Value(_), _) => {}
            Self::Not(inner) => inner.collect_names(names),
            Self::All(list) | Self::Any(list) => list.iter().for_each(|condition| condition.collect_names(names)),
        }
    }
}
