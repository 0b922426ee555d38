//! Conditions: names looked up, sides of comparisons of one type.

use super::guards::filled_if;
use super::{Checker, Known, Meaning};
use crate::diag::Diagnostic;
use crate::lang::ast::{self, OperandKind};
use crate::lang::faults;
use crate::lang::ir::{Condition, Operand, Sign};
use crate::lang::parameter::{Parameter, Type};
use crate::lang::value::Value;
use crate::source::Span;

/// A side of a comparison after its name was looked up.
struct Side<'d> {
    operand: Operand,
    kind: SideKind<'d>,
    span: Span,
}

enum SideKind<'d> {
    Parameter(&'d Parameter),
    Item,
    Literal,
}

/// Whether a side can't be missing.
fn is_filled(side: &Side<'_>, known: &Known) -> bool {
    match side.kind {
        SideKind::Parameter(parameter) => parameter.required || known.contains(&parameter.name),
        SideKind::Item | SideKind::Literal => true,
    }
}

impl<'d> Checker<'d> {
    pub(super) fn condition(&mut self, condition: &ast::Condition, known: &Known) -> Option<Condition> {
        Some(match condition {
            ast::Condition::Is(operand) => self.is(operand)?,
            ast::Condition::Compare { left, sign, right } => self.compare(left, *sign, right, known)?,
            ast::Condition::In { left, list } => self.contained(left, list)?,
            ast::Condition::Not(inner) => Condition::Not(Box::new(self.condition(inner, known)?)),
            // Each part is only asked after those before it held, or did not.
            ast::Condition::And(list) => Condition::All(self.conditions(list, known, true)?),
            ast::Condition::Or(list) => Condition::Any(self.conditions(list, known, false)?),
        })
    }

    fn conditions(&mut self, list: &[ast::Condition], known: &Known, held: bool) -> Option<Vec<Condition>> {
        let mut known = known.clone();
        let mut checked = Vec::with_capacity(list.len());
        for condition in list {
            let condition = self.condition(condition, &known);
            if let Some(condition) = &condition {
                known.extend(filled_if(condition, held));
            }
            checked.push(condition);
        }
        checked.into_iter().collect()
    }

    fn is(&mut self, operand: &ast::Operand) -> Option<Condition> {
        match &operand.kind {
            OperandKind::Name(name) => match self.look_up(name, operand.span) {
                Meaning::Unknown => None,
                Meaning::Item | Meaning::Parameter(_) => Some(Condition::Filled(name.clone())),
            },
            _ => self.mismatch(operand.span, "a fixed value decides nothing".to_owned(), "name a parameter"),
        }
    }

    fn side(&mut self, operand: &ast::Operand) -> Option<Side<'d>> {
        let span = operand.span;
        let literal = |value: Value| Side { operand: Operand::Value(value), kind: SideKind::Literal, span };
        Some(match &operand.kind {
            OperandKind::Text(text) => literal(Value::Text(text.clone())),
            OperandKind::Number(number) => literal(Value::Number(*number)),
            OperandKind::Bool(value) => literal(Value::Bool(*value)),
            OperandKind::Name(name) => {
                let kind = match self.look_up(name, span) {
                    Meaning::Unknown => return None,
                    Meaning::Item => SideKind::Item,
                    Meaning::Parameter(parameter) => SideKind::Parameter(parameter),
                };
                Side { operand: Operand::Name(name.clone()), kind, span }
            }
        })
    }

    fn compare(
        &mut self,
        left: &ast::Operand,
        sign: ast::Sign,
        right: &ast::Operand,
        known: &Known,
    ) -> Option<Condition> {
        let sign = match sign {
            ast::Sign::Equal => Sign::Equal,
            ast::Sign::Unequal => Sign::Unequal,
            ast::Sign::Less => Sign::Less,
            ast::Sign::AtMost => Sign::AtMost,
            ast::Sign::More => Sign::More,
            ast::Sign::AtLeast => Sign::AtLeast,
        };
        let (left, right) = (self.side(left), self.side(right));
        let (left, right) = (left?, right?);
        let (left, sign, right) = match (&left.kind, &right.kind) {
            (SideKind::Literal, SideKind::Literal) => {
                return self.mismatch(
                    left.span,
                    "two fixed values are compared".to_owned(),
                    "compare a parameter with a value",
                );
            }
            (SideKind::Literal, _) => (right, sign.turned(), left),
            _ => (left, sign, right),
        };
        let kind = self.comparable(&left, sign)?;
        let value = if matches!(right.kind, SideKind::Literal) {
            let Operand::Value(value) = right.operand else { return None };
            Operand::Value(self.literal(value, kind, &left, right.span)?)
        } else {
            let other = self.comparable(&right, sign)?;
            let text_like = |kind: Type| matches!(kind, Type::Text | Type::Email | Type::Url | Type::Choice);
            if other != kind && !(text_like(other) && text_like(kind)) {
                let message = format!("a {} is compared with a {}", kind.name(), other.name());
                return self.mismatch(right.span, message, "");
            }
            // Two that are both missing would be neither equal nor different.
            if let SideKind::Parameter(parameter) = right.kind
                && kind != Type::Bool
                && (sign.orders() || !is_filled(&left, known))
            {
                self.unguarded(parameter, right.span, known, "compared");
            }
            right.operand
        };
        if sign.orders()
            && let SideKind::Parameter(parameter) = left.kind
        {
            self.unguarded(parameter, left.span, known, "compared");
        }
        Some(Condition::Compare(left.operand, sign, value))
    }

    /// Returns the type of a side that has a name, if values of it can be compared so.
    fn comparable(&mut self, side: &Side<'_>, sign: Sign) -> Option<Type> {
        let kind = match side.kind {
            SideKind::Parameter(parameter) => parameter.kind,
            SideKind::Item | SideKind::Literal => Type::Text,
        };
        let name = |operand: &Operand| match operand {
            Operand::Name(name) => name.clone(),
            Operand::Value(value) => value.to_text(),
        };
        if matches!(kind, Type::LongText | Type::List) {
            let message = format!("`{}` is a {}, which can't be compared", name(&side.operand), kind.name());
            return self.mismatch(side.span, message, "ask only whether it is filled in");
        }
        if sign.orders() && !matches!(kind, Type::Number | Type::Date) {
            let message = format!("`{}` is a {}, which has no order", name(&side.operand), kind.name());
            return self.mismatch(side.span, message, "compare with `==` or `!=`");
        }
        Some(kind)
    }

    /// Checks a literal against the type of what it is compared with.
    fn literal(&mut self, value: Value, kind: Type, named: &Side<'_>, span: Span) -> Option<Value> {
        let expected = match (kind, &value) {
            (Type::Number, Value::Number(_))
            | (Type::Bool, Value::Bool(_))
            | (Type::Text | Type::Email | Type::Url, Value::Text(_)) => return Some(value),
            (Type::Choice, Value::Text(text)) => {
                let SideKind::Parameter(parameter) = named.kind else { return Some(value) };
                let choices = || parameter.choices.iter().map(|choice| choice.value.as_str());
                // Without any, the list of them is at fault.
                if parameter.choices.is_empty() || choices().any(|choice| choice == text) {
                    return Some(value);
                }
                let message = format!("`{}` has no choice `{text}`", parameter.name);
                let quoted: Vec<String> = choices().map(|choice| format!("`{choice}`")).collect();
                let finding = Diagnostic::new(&faults::UNKNOWN_CHOICE, self.site.place(span), message);
                self.report(
                    finding.did_you_mean(text, choices()).help(format!("the choices are {}", quoted.join(", "))),
                );
                return None;
            }
            (Type::Date, Value::Text(text)) => {
                if text.len() == "2026-01-31".len()
                    && let Ok(date) = text.parse()
                {
                    return Some(Value::Date(date));
                }
                "a date such as \"2026-11-22\""
            }
            (Type::Date, _) => "a date such as \"2026-11-22\"",
            (Type::Number, _) => "a whole number without quotes",
            (Type::Bool, _) => "`true` or `false`",
            _ => "a text in quotes",
        };
        let message = format!("a {} is compared with something else", kind.name());
        self.mismatch(span, message, &format!("write {expected}"))
    }

    fn contained(&mut self, left: &ast::Operand, list: &[ast::Operand]) -> Option<Condition> {
        let side = self.side(left)?;
        if matches!(side.kind, SideKind::Literal) {
            return self.mismatch(side.span, "a fixed value decides nothing".to_owned(), "name a parameter");
        }
        let kind = self.comparable(&side, Sign::Equal)?;
        if kind == Type::Bool {
            return self.mismatch(side.span, "yes or no needs no list".to_owned(), "name it alone, or after `not`");
        }
        let mut values = Vec::with_capacity(list.len());
        let mut sound = true;
        for item in list {
            let value = match &item.kind {
                OperandKind::Text(text) => Value::Text(text.clone()),
                OperandKind::Number(number) => Value::Number(*number),
                OperandKind::Bool(value) => Value::Bool(*value),
                OperandKind::Name(_) => continue,
            };
            match self.literal(value, kind, &side, item.span) {
                Some(value) => values.push(value),
                None => sound = false,
            }
        }
        sound.then_some(Condition::In(side.operand, values))
    }
}
