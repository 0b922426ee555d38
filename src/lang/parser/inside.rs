//! What stands inside one delimiter: outputs, filters, conditions, heads of loops.

use super::{DEEPEST, RESERVED};
use crate::diag::Diagnostics;
use crate::lang::ast::{Condition, Filter, Operand, OperandKind, Output, Sign, Test};
use crate::lang::lexer::{Kind, Token};
use crate::lang::value::GREATEST;
use crate::lang::{Site, faults};
use crate::source::{Span, Spanned};

/// The tokens of one delimiter while they are read.
pub(super) struct Inside<'i, 't, 'd> {
    pub(super) tokens: &'i [Token<'t>],
    pub(super) at: usize,
    /// The closing delimiter, where something missing is reported.
    pub(super) end: Span,
    pub(super) site: &'d Site,
    pub(super) found: &'d mut Diagnostics,
}

impl<'t> Inside<'_, 't, '_> {
    fn peek(&self) -> Option<Token<'t>> {
        self.tokens.get(self.at).copied()
    }

    fn next_is(&self, text: &str) -> bool {
        self.peek().is_some_and(|token| token.text == text && !matches!(token.kind, Kind::Quoted | Kind::Unclosed))
    }

    fn take(&mut self, text: &str) -> bool {
        let there = self.next_is(text);
        self.at += usize::from(there);
        there
    }

    /// Reports that `wanted` is not there, and returns `None`.
    fn missing<T>(&mut self, wanted: &str) -> Option<T> {
        let finding = match self.peek() {
            Some(token) => {
                let message = format!("expected {wanted}, found `{}`", token.text);
                faults::syntax(self.site.place(token.span), message)
            }
            None => faults::syntax(self.site.place(self.end), format!("expected {wanted}")),
        };
        self.found.push(match self.peek().map(|token| (token.kind, token.text)) {
            Some((Kind::Unclosed, _)) => finding.help("close the quotes"),
            Some((_, "=")) => finding.help("compare with `==`"),
            Some((_, "&")) => finding.help("write `and`"),
            Some((_, "!")) => finding.help("write `not`"),
            Some((_, ".")) => finding.help("a parameter has no parts"),
            _ => finding,
        });
        None
    }

    fn expect(&mut self, text: &str) -> Option<()> {
        if self.take(text) { Some(()) } else { self.missing(&format!("`{text}`")) }
    }

    pub(super) fn expect_end(&mut self) -> Option<()> {
        if self.peek().is_none() { Some(()) } else { self.missing("the end of the tag") }
    }

    pub(super) fn whole_condition(&mut self) -> Test {
        let condition = self.condition(0);
        match condition {
            Some(condition) if self.expect_end().is_some() => Test::When(condition),
            _ => Test::Faulty,
        }
    }

    pub(super) fn output(&mut self) -> Option<Output> {
        let operand = self.operand("a parameter's name")?;
        let mut filters = Vec::new();
        while self.take("|") {
            filters.push(self.filter()?);
        }
        self.expect_end()?;
        Some(Output { operand, filters })
    }

    fn filter(&mut self) -> Option<Filter> {
        let name = self.name("a filter's name")?;
        let mut arguments = Vec::new();
        if self.take("(") {
            while !self.take(")") {
                if !arguments.is_empty() {
                    self.expect(",")?;
                }
                let name = self.name("an argument's name")?;
                self.expect("=")?;
                let value = self.literal("a text in quotes")?;
                arguments.push((name, value));
            }
        }
        Some(Filter { name, arguments })
    }

    /// `variable in list`.
    pub(super) fn header(&mut self) -> Option<(Spanned<String>, Spanned<String>)> {
        let variable = self.name("a name for the list's items")?;
        self.expect("in")?;
        let list = self.name("a list's name")?;
        self.expect_end()?;
        Some((variable, list))
    }

    fn name(&mut self, wanted: &str) -> Option<Spanned<String>> {
        match self.peek() {
            Some(token) if token.kind == Kind::Word && !RESERVED.contains(&token.text) => {
                self.at += 1;
                Some(Spanned { value: token.text.to_owned(), span: token.span })
            }
            _ => self.missing(wanted),
        }
    }

    pub(super) fn condition(&mut self, depth: usize) -> Option<Condition> {
        let mut any = vec![self.conjunction(depth)?];
        while self.take("or") {
            any.push(self.conjunction(depth)?);
        }
        Some(if any.len() == 1 { any.remove(0) } else { Condition::Or(any) })
    }

    fn conjunction(&mut self, depth: usize) -> Option<Condition> {
        let mut all = vec![self.negation(depth)?];
        while self.take("and") {
            all.push(self.negation(depth)?);
        }
        Some(if all.len() == 1 { all.remove(0) } else { Condition::And(all) })
    }

    fn negation(&mut self, depth: usize) -> Option<Condition> {
        if depth > DEEPEST {
            return self.missing("a simpler condition");
        }
        if self.take("not") {
            // Tera takes neither a second `not` here nor a number with a sign.
            let negative = self.peek().is_some_and(|token| token.kind == Kind::Number && token.text.starts_with('-'));
            if self.next_is("not") || negative {
                return self.missing("what is negated");
            }
            return Some(Condition::Not(Box::new(self.negation(depth + 1)?)));
        }
        if self.take("(") {
            let inner = self.condition(depth + 1)?;
            self.expect(")")?;
            return Some(inner);
        }
        let left = self.operand("a parameter's name")?;
        let negated = self.next_is("not");
        self.at += usize::from(negated);
        if self.take("in") {
            let condition = Condition::In { left, list: self.list()? };
            return Some(if negated { Condition::Not(Box::new(condition)) } else { condition });
        }
        if negated {
            return self.missing("`in`");
        }
        let sign = match self.peek().map(|token| token.text) {
            Some("==") => Sign::Equal,
            Some("!=") => Sign::Unequal,
            Some("<") => Sign::Less,
            Some("<=") => Sign::AtMost,
            Some(">") => Sign::More,
            Some(">=") => Sign::AtLeast,
            _ => return Some(Condition::Is(left)),
        };
        self.at += 1;
        let right = self.operand("a value to compare with")?;
        Some(Condition::Compare { left, sign, right })
    }

    fn list(&mut self) -> Option<Vec<Operand>> {
        self.expect("[")?;
        let mut list = vec![self.literal("a value")?];
        while !self.take("]") {
            self.expect(",")?;
            if self.take("]") {
                break;
            }
            list.push(self.literal("a value")?);
        }
        Some(list)
    }

    fn literal(&mut self, wanted: &str) -> Option<Operand> {
        match self.peek() {
            Some(token) if token.kind == Kind::Word && !matches!(token.text, "true" | "false") => self.missing(wanted),
            _ => self.operand(wanted),
        }
    }

    fn operand(&mut self, wanted: &str) -> Option<Operand> {
        let Some(token) = self.peek() else { return self.missing(wanted) };
        let kind = match token.kind {
            Kind::Word if token.text == "true" || token.text == "false" => OperandKind::Bool(token.text == "true"),
            Kind::Word if RESERVED.contains(&token.text) => return self.missing(wanted),
            Kind::Word => OperandKind::Name(token.text.to_owned()),
            Kind::Quoted => {
                let text = &token.text[1..token.text.len() - 1];
                if text.contains('\\') {
                    let place = self.site.place(token.span);
                    let finding = faults::syntax(place, "a text in quotes can't hold a backslash");
                    self.found.push(finding.help("to write a quote, put the text in quotes of the other kind"));
                    return None;
                }
                OperandKind::Text(text.to_owned())
            }
            Kind::Number => {
                if let Some(number) = token.text.parse::<i64>().ok().filter(|number| number.abs() <= GREATEST) {
                    OperandKind::Number(number)
                } else {
                    let place = self.site.place(token.span);
                    let message = format!("`{}` is not a whole number", token.text);
                    self.found.push(faults::syntax(place, message));
                    return None;
                }
            }
            Kind::Sign | Kind::Unclosed => return self.missing(wanted),
        };
        self.at += 1;
        Some(Operand { kind, span: token.span })
    }
}
