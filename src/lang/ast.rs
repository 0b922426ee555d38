//! A template as its author wrote it: nodes with their bytes, names not yet looked up.

use crate::source::{Span, Spanned};

/// A piece of a template.
#[derive(Debug, Clone)]
pub(super) enum Node {
    Text(String),
    Output(Output),
    If(Vec<Branch>),
    For(For),
}

/// `{{ operand | filter(name=value) }}`.
#[derive(Debug, Clone)]
pub(super) struct Output {
    pub(super) operand: Operand,
    pub(super) filters: Vec<Filter>,
}

#[derive(Debug, Clone)]
pub(super) struct Filter {
    pub(super) name: Spanned<String>,
    pub(super) arguments: Vec<(Spanned<String>, Operand)>,
}

/// One way through an `if`.
#[derive(Debug, Clone)]
pub(super) struct Branch {
    /// The whole tag.
    pub(super) tag: Span,
    pub(super) test: Test,
    pub(super) body: Vec<Node>,
}

/// What decides about a branch.
#[derive(Debug, Clone)]
pub(super) enum Test {
    When(Condition),
    Else,
    /// A condition that can't be read, which is reported.
    Faulty,
}

#[derive(Debug, Clone)]
pub(super) struct For {
    pub(super) variable: Spanned<String>,
    pub(super) list: Spanned<String>,
    pub(super) body: Vec<Node>,
}

/// A name or a literal.
#[derive(Debug, Clone)]
pub(super) struct Operand {
    pub(super) kind: OperandKind,
    pub(super) span: Span,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum OperandKind {
    Name(String),
    Text(String),
    Number(i64),
    Bool(bool),
}

#[derive(Debug, Clone)]
pub(super) enum Condition {
    Is(Operand),
    Compare { left: Operand, sign: Sign, right: Operand },
    In { left: Operand, list: Vec<Operand> },
    Not(Box<Condition>),
    And(Vec<Condition>),
    Or(Vec<Condition>),
}

/// How two values are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    Equal,
    Unequal,
    Less,
    AtMost,
    More,
    AtLeast,
}
