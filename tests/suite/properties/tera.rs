//! The email language against Tera 2, of whose language it is a part: the same template and values give the same text.

use std::cell::Cell;

use kbgen::diag::Diagnostics;
use kbgen::lang::{self, Bindings, Code, Dates, Declarations, Form, Parameter, Renderer, Site, Type, Value};
use kbgen::source::{Sources, Span};
use proptest::prop_assert_eq;
use proptest::test_runner::TestCaseError;
use tera::{Context, Kwargs, State, Tera, TeraResult};

use super::check;
use crate::shared::bytes::Bytes;
use crate::shared::cases::parameters;
use crate::shared::generator;

/// Tera with the two filters that it lacks, or has in another form.
fn tera() -> Tera {
    let mut tera = Tera::new();
    tera.register_filter("date", |day: &str, arguments: Kwargs, _: &State<'_>| -> TeraResult<String> {
        let months = "January February March April May June July August September October November December";
        let format = arguments.must_get::<&str>("format")?;
        let parts: Vec<&str> = day.split('-').collect();
        let month: usize = parts[1].parse().expect("digits");
        let month = months.split(' ').nth(month - 1).expect("a month");
        let short = |digits: &str| digits.trim_start_matches('0').to_owned();
        Ok(match format {
            "long" => format!("{month} {}, {}", short(parts[2]), short(parts[0])),
            "month" => format!("{month} {}", short(parts[0])),
            _ => day.to_owned(),
        })
    });
    tera.register_filter("join", |items: Vec<String>, arguments: Kwargs, _: &State<'_>| -> TeraResult<String> {
        let sep = arguments.must_get::<String>("sep")?;
        let last = arguments.get::<String>("last")?.unwrap_or_else(|| sep.clone());
        let mut text = String::new();
        for (index, item) in items.iter().enumerate() {
            let before = if index == 0 {
                ""
            } else if index + 1 == items.len() {
                &last
            } else {
                &sep
            };
            text = text + before + item;
        }
        Ok(text)
    });
    tera
}

/// The values as JSON has them. A bool that is missing is false, which Tera has to be told.
fn context(parameters: &[Parameter], values: &Bindings) -> Context {
    let mut context = Context::new();
    for parameter in parameters.iter().filter(|parameter| parameter.kind == Type::Bool) {
        context.insert(parameter.name.clone(), &false);
    }
    for (name, value) in values {
        let name = name.clone();
        match value {
            Value::Bool(value) => context.insert(name, value),
            Value::Number(number) => context.insert(name, number),
            Value::Date(date) => context.insert(name, &date.to_string()),
            Value::Text(text) => context.insert(name, text),
            Value::List(items) => context.insert(name, items),
        }
    }
    context
}

/// Compiles a template that has no fault but, at most, a branch that nothing leads to, which takes long to find out.
fn compile(text: &str, parameters: &[Parameter]) -> Option<Code> {
    let source = Sources::default().add("template", text);
    let mut found = Diagnostics::default();
    let site = Site::verbatim(source, Span::at(0, 0..text.len()));
    let declarations = Declarations::new(parameters).open_if(true);
    let (code, _) = lang::compile(text, Form::Body, &site, &declarations, &mut found);
    found.is_empty().then_some(code)
}

#[test]
fn ten_thousand_random_templates_give_what_tera_gives() {
    let parameters = parameters(include_str!("../../lang/params.toml")).expect("sound parameters");
    let tera = tera();
    let dates = Dates::default();
    let renderer = Renderer::new(&parameters, &dates);
    // What makes the cases worth it.
    let (long, branching) = (Cell::new(0), Cell::new(0));
    check(10_000, 60..=300, |bytes: &mut Bytes<'_>| {
        let values = bytes.values(&parameters, false);
        let text = generator::template(bytes, &parameters);
        let Some(code) = compile(&text, &parameters) else { return Err(TestCaseError::reject("a finding")) };
        let ours = lang::joined(&renderer.filled(&code, &values));
        let theirs = tera.render_str(&text, &context(&parameters, &values), false);
        let theirs = theirs.map_err(|error| TestCaseError::fail(format!("{text}\n{error}")))?;
        prop_assert_eq!(&ours, theirs.trim(), "{}", text);
        let line = lang::joined(&renderer.filled(&Code { line: true, ..code.clone() }, &values));
        prop_assert_eq!(line, theirs.split_whitespace().collect::<Vec<_>>().join(" "), "{}", text);
        long.set(long.get() + usize::from(ours.len() > 40));
        branching.set(branching.get() + usize::from(code.branches().len() > 2));
        Ok(())
    });
    let (long, branching) = (long.get(), branching.get());
    assert!(long > 2_500 && branching > 5_000, "only {long} long and {branching} branching cases");
}
