//! Outputs: what can be printed, and what filters can do to it.

use super::{Checker, Known, Meaning};
use crate::diag::Diagnostic;
use crate::lang::ast::{self, OperandKind};
use crate::lang::faults;
use crate::lang::filters::{DateFormat, Dates, Filter};
use crate::lang::ir::{Node, Print};
use crate::lang::parameter::Type;
use crate::lang::value::Value;
use crate::source::Span;

impl Checker<'_> {
    pub(super) fn output(&mut self, output: &ast::Output, known: &Known) -> Option<Node> {
        let ast::Output { operand, filters } = output;
        let (name, kind, parameter) = match &operand.kind {
            OperandKind::Text(text) if filters.is_empty() => return Some(Node::Text(text.clone())),
            OperandKind::Number(number) if filters.is_empty() => return Some(Node::Text(number.to_string())),
            OperandKind::Bool(_) => {
                return self.mismatch(
                    operand.span,
                    "yes or no can't be printed".to_owned(),
                    "decide with it: `{% if ... %}`",
                );
            }
            OperandKind::Number(_) => {
                return self.mismatch(operand.span, "a fixed number has no use for filters".to_owned(), "");
            }
            OperandKind::Text(text) => return self.literal_output(text, filters),
            OperandKind::Name(name) => match self.look_up(name, operand.span) {
                Meaning::Unknown => {
                    for filter in filters {
                        self.known_filter(filter);
                    }
                    return None;
                }
                Meaning::Item => (name, Type::Text, None),
                Meaning::Parameter(parameter) => (name, parameter.kind, Some(parameter)),
            },
        };
        let mut checked = Vec::with_capacity(filters.len());
        let mut printable = !matches!(kind, Type::Date | Type::List | Type::Bool);
        let mut written = kind;
        let mut sound = true;
        for (index, filter) in filters.iter().enumerate() {
            let Some(filter) = self.filter(filter, written, name, index) else {
                sound = false;
                continue;
            };
            if matches!(filter, Filter::Date(_) | Filter::Join(..)) {
                printable = true;
                written = Type::Text;
            }
            checked.push(filter);
        }
        if !sound {
            return None;
        }
        if !printable {
            let (message, help) = match kind {
                Type::Date => (
                    format!("`{name}` is a date and can be written in several ways"),
                    format!("say how: `{{{{ {name} | date(format=\"long\") }}}}`"),
                ),
                Type::List => (
                    format!("`{name}` is a list and can't be printed as it is"),
                    format!("loop over it with `for`, or write `{{{{ {name} | join(sep=\", \") }}}}`"),
                ),
                _ => (
                    format!("`{name}` is yes or no and can't be printed"),
                    format!("decide with it: `{{% if {name} %}}`"),
                ),
            };
            return self.mismatch(operand.span, message, &help);
        }
        if self.line && kind == Type::LongText {
            let message = format!("`{name}` can have several lines, and a subject has one");
            return self.mismatch(operand.span, message, "use a parameter of the type `text`");
        }
        if let Some(parameter) = parameter
            && !matches!(checked.first(), Some(Filter::Default(_)))
        {
            self.unguarded(parameter, operand.span, known, "printed");
        }
        Some(Node::Print(Print { name: name.clone(), filters: checked }))
    }

    /// A fixed text and what its filters make of it.
    fn literal_output(&mut self, text: &str, filters: &[ast::Filter]) -> Option<Node> {
        let value = Value::Text(text.to_owned());
        let mut text = text.to_owned();
        for (index, filter) in filters.iter().enumerate() {
            let filter = self.filter(filter, Type::Text, &text, index)?;
            text = filter.apply(&value, text, &Dates::default());
        }
        Some(Node::Text(text))
    }

    /// Reads a filter, and checks that it can be applied to a value of type `kind`.
    fn filter(&mut self, filter: &ast::Filter, kind: Type, printed: &str, index: usize) -> Option<Filter> {
        let read = self.known_filter(filter)?;
        let span = filter.name.span;
        let text_like = matches!(kind, Type::Text | Type::Choice | Type::Email | Type::Url);
        let (fits, takes) = match read {
            Filter::Date(_) => (kind == Type::Date, "dates"),
            Filter::Join(..) => (kind == Type::List, "lists"),
            Filter::Default(_) if index > 0 => {
                return self.mismatch(span, "`default` has to be the first filter".to_owned(), "");
            }
            Filter::Default(_) => (text_like || kind == Type::LongText, "texts"),
            Filter::Upper | Filter::Lower | Filter::Title => (text_like, "texts"),
        };
        if !fits {
            let message = format!("filter `{}` takes {takes}, and `{printed}` is a {}", filter.name.value, kind.name());
            return self.mismatch(span, message, "");
        }
        Some(read)
    }

    /// Looks a filter up and reads its arguments.
    fn known_filter(&mut self, filter: &ast::Filter) -> Option<Filter> {
        let name = filter.name.value.as_str();
        let Some((_, known)) = FILTERS.iter().find(|(known, _)| *known == name) else {
            let finding = self.unknown(filter.name.span, format!("there is no filter `{name}`"));
            let finding = finding.did_you_mean(name, FILTERS.iter().map(|(known, _)| *known));
            self.report(finding.help("the filters are `date`, `join`, `upper`, `lower`, `title` and `default`"));
            return None;
        };
        let texts = self.arguments(filter, known)?;
        let Some(first) = texts.first().cloned().flatten() else {
            let (Some(missing), Some(example)) = (known.first(), example(name)) else {
                return Some(match name {
                    "upper" => Filter::Upper,
                    "lower" => Filter::Lower,
                    _ => Filter::Title,
                });
            };
            let finding = self.unknown(filter.name.span, format!("filter `{name}` lacks its argument `{missing}`"));
            self.report(finding.help(format!("write `{example}`")));
            return None;
        };
        Some(match name {
            "date" => Filter::Date(self.date_format(filter, &first)?),
            "join" => Filter::Join(first.clone(), texts[1].clone().unwrap_or(first)),
            _ => Filter::Default(first),
        })
    }

    /// Returns the text of each argument that the filter knows; `None` if one is at fault.
    fn arguments(&mut self, filter: &ast::Filter, known: &[&str]) -> Option<Vec<Option<String>>> {
        let mut sound = true;
        let mut texts: Vec<Option<String>> = vec![None; known.len()];
        for (argument, value) in &filter.arguments {
            let (name, at) = (&argument.value, known.iter().position(|known| *known == argument.value));
            let finding = match (at, &value.kind) {
                (Some(at), OperandKind::Text(text)) if texts[at].is_none() => {
                    texts[at] = Some(text.clone());
                    continue;
                }
                (Some(_), OperandKind::Text(_)) => {
                    self.unknown(argument.span, format!("argument `{name}` is given twice"))
                }
                (Some(_), _) => self.unknown(value.span, format!("argument `{name}` takes a text in quotes")),
                (None, _) => self
                    .unknown(argument.span, format!("filter `{}` has no argument `{name}`", filter.name.value))
                    .did_you_mean(name, known.iter().copied()),
            };
            self.report(finding);
            sound = false;
        }
        sound.then_some(texts)
    }

    fn date_format(&mut self, filter: &ast::Filter, written: &str) -> Option<DateFormat> {
        Some(match written {
            "long" => DateFormat::Long,
            "month" => DateFormat::Month,
            "iso" => DateFormat::Iso,
            other => {
                let span = filter.arguments.first().map_or(filter.name.span, |(_, value)| value.span);
                let finding = self.unknown(span, format!("`{other}` is no format of a date"));
                let formats = ["long", "month", "iso"];
                self.report(finding.did_you_mean(other, formats).help("the formats are `long`, `month` and `iso`"));
                return None;
            }
        })
    }

    fn unknown(&self, span: Span, message: String) -> Diagnostic {
        Diagnostic::new(&faults::UNKNOWN_FILTER, self.site.place(span), message)
    }
}

/// The filters, each with the arguments that it takes, the one that it can't do without first.
const FILTERS: [(&str, &[&str]); 6] = [
    ("date", &["format"]),
    ("join", &["sep", "last"]),
    ("upper", &[]),
    ("lower", &[]),
    ("title", &[]),
    ("default", &["value"]),
];

fn example(filter: &str) -> Option<&'static str> {
    match filter {
        "date" => Some("date(format=\"long\")"),
        "join" => Some("join(sep=\", \")"),
        "default" => Some("default(value=\"...\")"),
        _ => None,
    }
}
