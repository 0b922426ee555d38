//! All that a template can say, for people: gaps as labels, conditions in words.

use serde::{Deserialize, Serialize};

use super::eval::Renderer;
use super::filters::DateFormat;
use super::ir::{Branch, Code, Condition, Node, Operand, Sign};
use super::parameter::Type;
use super::segments::{Segment, Writer};
use super::value::Value;

/// The words for conditions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "the defaults are the documentation")]
pub struct Phrases {
    pub when: String,
    pub otherwise: String,
    pub else_label: String,
    pub and: String,
    pub or: String,
    pub given: String,
    pub not_given: String,
    pub yes: String,
    pub no: String,
    pub is: String,
    pub is_not: String,
    pub less: String,
    pub at_most: String,
    pub more: String,
    pub at_least: String,
    pub before: String,
    pub by: String,
    pub after: String,
    pub from: String,
}

impl Default for Phrases {
    fn default() -> Self {
        let text = str::to_owned;
        Self {
            when: text("[If {condition}:]"),
            otherwise: text("[Otherwise:]"),
            else_label: text("otherwise"),
            and: text(" and "),
            or: text(" or "),
            given: text("{label} is given"),
            not_given: text("{label} is not given"),
            yes: text("{label}: yes"),
            no: text("{label}: no"),
            is: text("{label} is {value}"),
            is_not: text("{label} is not {value}"),
            less: text("{label} is less than {value}"),
            at_most: text("{label} is at most {value}"),
            more: text("{label} is more than {value}"),
            at_least: text("{label} is at least {value}"),
            before: text("{label} is before {value}"),
            by: text("{label} is on or before {value}"),
            after: text("{label} is after {value}"),
            from: text("{label} is on or after {value}"),
        }
    }
}

/// Writes a whole template.
pub(super) fn write(code: &Code, renderer: &Renderer<'_>, phrases: &Phrases) -> Vec<Segment> {
    let mut writer = Writer::default();
    Outline { renderer, phrases, loops: Vec::new() }.nodes(
        &code.nodes,
        Around { inline: code.line, last: true },
        &mut writer,
    );
    writer.finish(code.line)
}

/// Writes a condition that stands in no loop.
pub(super) fn words(condition: &Condition, renderer: &Renderer<'_>, phrases: &Phrases) -> String {
    Outline { renderer, phrases, loops: Vec::new() }.words(condition, false)
}

struct Outline<'o, 'a, 'c> {
    renderer: &'o Renderer<'a>,
    phrases: &'o Phrases,
    /// Variables of the loops around, each with its list.
    loops: Vec<(&'c str, &'c str)>,
}

/// Where a list of nodes stands.
#[derive(Clone, Copy)]
struct Around {
    /// In the middle of a line or paragraph.
    inline: bool,
    /// Before the end of the template, or of a paragraph.
    last: bool,
}

impl<'c> Outline<'_, '_, 'c> {
    fn nodes(&mut self, list: &'c [Node], around: Around, writer: &mut Writer) {
        for (index, node) in list.iter().enumerate() {
            match node {
                Node::Text(text) => writer.text(text),
                Node::Print(print) => {
                    let name = self.parameter(&print.name);
                    writer.missing(name, self.renderer.gap(name));
                }
                Node::For(looped) => {
                    self.loops.push((&looped.item, &looped.list));
                    self.nodes(&looped.body, Around { last: false, ..around }, writer);
                    self.loops.pop();
                }
                Node::If(branches) => {
                    let after = match list.get(index + 1) {
                        Some(Node::Text(text)) => breaks(leading_of(text)),
                        None if around.last => PARAGRAPH,
                        Some(_) | None => 0,
                    };
                    match (around.inline, gaps(branches, after, writer)) {
                        (false, Some(end)) => self.paragraphs(branches, end, writer),
                        _ => self.alternatives(branches, writer),
                    }
                }
            }
        }
    }

    /// Returns the parameter that a name stands for: itself, or the list of a loop's variable.
    fn parameter(&self, name: &'c str) -> &'c str {
        self.loops.iter().rev().find(|(item, _)| *item == name).map_or(name, |(_, list)| list)
    }

    fn branch(&mut self, branch: &'c Branch, around: Around) -> Vec<Segment> {
        let mut inner = Writer::default();
        self.nodes(&branch.then, around, &mut inner);
        inner.finish(false)
    }

    /// Branches that are whole paragraphs, each under a line that says when it is used.
    fn paragraphs(&mut self, branches: &'c [Branch], end: usize, writer: &mut Writer) {
        let used: Vec<&Branch> = branches.iter().filter(|branch| has_text(&branch.then)).collect();
        let before = writer.line_breaks().unwrap_or(PARAGRAPH);
        writer.text(&"\n".repeat(PARAGRAPH.saturating_sub(before)));
        for (index, branch) in used.iter().enumerate() {
            let head = match &branch.when {
                Some(condition) => self.phrases.when.replace("{condition}", &self.words(condition, false)),
                None if index == 0 => {
                    // Those before it say nothing, so there is nothing that this would be other than.
                    let before = branches.iter().filter_map(|branch| branch.when.as_ref());
                    let opposites: Vec<String> = before.map(|condition| self.words(condition, true)).collect();
                    self.phrases.when.replace("{condition}", &opposites.join(&self.phrases.and))
                }
                None => self.phrases.otherwise.clone(),
            };
            writer.text(&head);
            writer.text("\n");
            let segments = self.branch(branch, Around { inline: false, last: true });
            writer.append(segments);
            writer.text(&"\n".repeat(if index + 1 < used.len() { PARAGRAPH } else { end }));
        }
    }

    /// Branches in the middle of a text: `[one / or another]`.
    fn alternatives(&mut self, branches: &'c [Branch], writer: &mut Writer) {
        let mut written: Vec<Vec<Segment>> = Vec::new();
        for branch in branches {
            let segments = self.branch(branch, Around { inline: true, last: false });
            if !segments.is_empty() {
                written.push(segments);
            }
        }
        if written.is_empty() {
            return;
        }
        let (start, end) = white_space(branches);
        writer.text(start);
        writer.text("[");
        for (index, segments) in written.into_iter().enumerate() {
            if index > 0 {
                writer.text(" / ");
            }
            writer.append(segments);
        }
        writer.text("]");
        writer.text(end);
    }

    /// Writes a condition, or its opposite, in words.
    fn words(&self, condition: &'c Condition, negated: bool) -> String {
        let phrases = self.phrases;
        let fill = |phrase: &str, label: &str, value: &str| phrase.replace("{label}", label).replace("{value}", value);
        match condition {
            Condition::Filled(name) => {
                let phrase = match (self.kind(name), negated) {
                    (Type::Bool, false) => &phrases.yes,
                    (Type::Bool, true) => &phrases.no,
                    (_, false) => &phrases.given,
                    (_, true) => &phrases.not_given,
                };
                fill(phrase, self.label(name), "")
            }
            Condition::Compare(Operand::Name(left), sign, right) => {
                if let Operand::Value(Value::Bool(value)) = right {
                    let holds = (*sign == Sign::Equal) == *value;
                    return fill(if holds == negated { &phrases.no } else { &phrases.yes }, self.label(left), "");
                }
                let value = match right {
                    Operand::Value(value) => self.shown(left, value),
                    Operand::Name(name) => self.label(name).to_owned(),
                };
                fill(self.comparison(*sign, negated, self.kind(left) == Type::Date), self.label(left), &value)
            }
            Condition::In(Operand::Name(left), list) => {
                let values: Vec<String> = list.iter().map(|value| self.shown(left, value)).collect();
                let phrase = if negated { &phrases.is_not } else { &phrases.is };
                let values = match values.split_last() {
                    Some((end, others)) if !others.is_empty() => {
                        format!("{}{}{end}", others.join(", "), phrases.or)
                    }
                    _ => values.concat(),
                };
                fill(phrase, self.label(left), &values)
            }
            Condition::Not(inner) => self.words(inner, !negated),
            Condition::All(list) | Condition::Any(list) => {
                let all = matches!(condition, Condition::All(_)) != negated;
                let parts: Vec<String> = list
                    .iter()
                    .map(|part| {
                        let text = self.words(part, negated);
                        // `or` binds less than `and`.
                        let any = matches!((part, negated), (Condition::Any(_), false) | (Condition::All(_), true));
                        let mixed = all && any;
                        if mixed { format!("({text})") } else { text }
                    })
                    .collect();
                parts.join(if all { &phrases.and } else { &phrases.or })
            }
            // The checker puts the name on the left.
            Condition::Compare(..) | Condition::In(..) => String::new(),
        }
    }

    fn comparison(&self, sign: Sign, negated: bool, date: bool) -> &str {
        let phrases = self.phrases;
        match (sign, negated, date) {
            (Sign::Equal, false, _) | (Sign::Unequal, true, _) => &phrases.is,
            (Sign::Unequal, false, _) | (Sign::Equal, true, _) => &phrases.is_not,
            (Sign::Less, false, false) | (Sign::AtLeast, true, false) => &phrases.less,
            (Sign::AtMost, false, false) | (Sign::More, true, false) => &phrases.at_most,
            (Sign::More, false, false) | (Sign::AtMost, true, false) => &phrases.more,
            (Sign::AtLeast, false, false) | (Sign::Less, true, false) => &phrases.at_least,
            (Sign::Less, false, true) | (Sign::AtLeast, true, true) => &phrases.before,
            (Sign::AtMost, false, true) | (Sign::More, true, true) => &phrases.by,
            (Sign::More, false, true) | (Sign::AtMost, true, true) => &phrases.after,
            (Sign::AtLeast, false, true) | (Sign::Less, true, true) => &phrases.from,
        }
    }

    fn kind(&self, name: &'c str) -> Type {
        // The item of a list is a text.
        self.renderer.parameter(name).map_or(Type::Text, |parameter| parameter.kind)
    }

    fn label(&self, name: &'c str) -> &str {
        let name = self.parameter(name);
        self.renderer.parameter(name).map_or(name, |parameter| parameter.label.as_str())
    }

    /// Returns a fixed value as people see it: a choice by its label.
    fn shown(&self, name: &'c str, value: &Value) -> String {
        match value {
            Value::Date(date) => self.renderer.dates().write(*date, DateFormat::Long),
            Value::Text(text) => {
                let choices = self.renderer.parameter(name).map_or(&[][..], |parameter| &parameter.choices);
                let choice = choices.iter().find(|choice| choice.value == *text);
                choice.map_or_else(|| text.clone(), |choice| choice.label.clone())
            }
            Value::Bool(_) | Value::Number(_) | Value::List(_) => value.to_text(),
        }
    }
}

/// If the branches are whole paragraphs, returns the line breaks that the last one needs after it.
fn gaps(branches: &[Branch], after: usize, writer: &Writer) -> Option<usize> {
    let used = || branches.iter().filter(|branch| has_text(&branch.then));
    let start = used().map(|branch| breaks(leading(&branch.then))).min()?;
    let end = used().map(|branch| breaks(trailing(&branch.then))).min()?;
    let starts = writer.line_breaks().is_none_or(|before| before + start >= PARAGRAPH);
    (starts && end + after >= PARAGRAPH).then_some(PARAGRAPH.saturating_sub(after))
}

/// Line breaks between two paragraphs.
const PARAGRAPH: usize = 2;

fn breaks(white: &str) -> usize {
    white.matches('\n').count()
}

/// Whether nodes write more than white space.
fn has_text(nodes: &[Node]) -> bool {
    nodes.iter().any(|node| match node {
        Node::Text(text) => !text.trim().is_empty(),
        Node::If(branches) => branches.iter().any(|branch| has_text(&branch.then)),
        Node::Print(_) | Node::For(_) => true,
    })
}

fn leading_of(text: &str) -> &str {
    &text[..text.len() - text.trim_start().len()]
}

/// Returns the white space that the first branch with a text starts and ends with.
pub(super) fn white_space(branches: &[Branch]) -> (&str, &str) {
    let Some(branch) = branches.iter().find(|branch| has_text(&branch.then)) else { return ("", "") };
    (leading(&branch.then), trailing(&branch.then))
}

fn leading(nodes: &[Node]) -> &str {
    match nodes.first() {
        Some(Node::Text(text)) => leading_of(text),
        Some(Node::If(branches)) => white_space(branches).0,
        _ => "",
    }
}

fn trailing(nodes: &[Node]) -> &str {
    match nodes.last() {
        Some(Node::Text(text)) => &text[text.trim_end().len()..],
        Some(Node::If(branches)) => white_space(branches).1,
        _ => "",
    }
}
