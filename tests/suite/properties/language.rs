//! The email language on texts that nobody would write: faults are told at their place, and what compiles is rendered.

use std::sync::OnceLock;

use kbgen::diag::Diagnostics;
use kbgen::lang::{
    self, Bindings, Code, Dates, Declarations, Form, Parameter, Phrases, Renderer, Segment, SegmentKind, Site,
};
use kbgen::source::{Sources, Span};
use proptest::test_runner::TestCaseResult;
use proptest::{prop_assert, prop_assert_eq};

use super::{all_inside, check, knowledge_base};
use crate::shared::bytes::{Bytes, HOSTILE};
use crate::shared::cases::parameters;
use crate::shared::generator;

const PIECES: [&str; 48] = [
    "{{",
    "}}",
    "{%",
    "%}",
    "{#",
    "#}",
    "{{-",
    "-}}",
    "{%-",
    "-%}",
    "if ",
    "elif ",
    "else",
    "endif",
    "for ",
    " in ",
    "endfor",
    " and ",
    " or ",
    " not ",
    "==",
    "!=",
    "<=",
    "<",
    "|",
    "(",
    ")",
    "[",
    "]",
    ",",
    "=",
    "\"",
    "'",
    "true",
    "-1",
    "9007199254740992",
    "name",
    "nick",
    "kind",
    "\"herb\"",
    "plants",
    "due",
    "date(format=\"long\")",
    "join(sep=\", \")",
    " ",
    "\n\n",
    "é",
    "{% if nick %}a{% else %}b{% endif %}",
];

fn shared() -> &'static [Parameter] {
    static SHARED: OnceLock<Vec<Parameter>> = OnceLock::new();
    SHARED.get_or_init(|| parameters(include_str!("../../lang/params.toml")).expect("sound parameters"))
}

/// Nothing at the ends, no two texts in a row, and one line where there has to be one.
fn well_made(segments: &[Segment], line: bool) -> TestCaseResult {
    let text = lang::joined(segments);
    prop_assert_eq!(text.trim(), &text);
    prop_assert!(!line || !text.contains(['\n', '\r', '\u{2028}']), "{:?}", text);
    let is_text = |segment: &Segment| segment.kind == SegmentKind::Text;
    prop_assert!(!segments.windows(2).any(|pair| is_text(&pair[0]) && is_text(&pair[1])), "{:?}", segments);
    prop_assert!(segments.iter().all(|segment| is_text(segment) == segment.parameter.is_none()));
    prop_assert!(!segments.iter().any(|segment| is_text(segment) && segment.text.is_empty()));
    Ok(())
}

fn rendered(code: &Code, parameters: &[&Parameter], values: &[Bindings]) -> TestCaseResult {
    let dates = Dates::default();
    let renderer = Renderer::new(parameters.iter().copied(), &dates);
    well_made(&renderer.outline(code, &Phrases::default()), code.line)?;
    for values in values {
        let filled = renderer.filled(code, values);
        well_made(&filled, code.line)?;
        well_made(&renderer.partial(code, values), code.line)?;
        prop_assert_eq!(renderer.traced(code, values, &mut |_| {}), filled);
    }
    Ok(())
}

/// Compiles a text in both forms. What is rendered is also what is left when a fault was left out.
fn survives(text: &str, parameters: &[&Parameter], bytes: &mut Bytes<'_>) -> TestCaseResult {
    let declarations = Declarations::new(parameters.iter().copied());
    for form in [Form::Subject, Form::Body] {
        let mut sources = Sources::default();
        let source = sources.add("template", text);
        let mut found = Diagnostics::default();
        let site = Site::verbatim(source, Span::at(0, 0..text.len()));
        let (code, _) = lang::compile(text, form, &site, &declarations, &mut found);
        found.sort(&sources);
        all_inside(&found, &sources)?;
        let values = [
            bytes.values(parameters.iter().copied(), false),
            bytes.values(parameters.iter().copied(), true),
            Bindings::new(),
        ];
        rendered(&code, parameters, &values)?;
        if found.is_empty() {
            let variants = lang::variants(&[&code], parameters, 20).list;
            rendered(&code, parameters, &variants[..variants.len().min(5)])?;
        }
        let mut found = Diagnostics::default();
        let (condition, _) = lang::compile_condition(text, &site, &declarations, &mut found);
        all_inside(&found, &sources)?;
        prop_assert_eq!(condition.is_none(), !found.is_empty());
    }
    Ok(())
}

#[test]
fn any_text_is_a_template_or_has_faults() {
    check(1_500, 0..=200, |bytes| {
        let text = bytes.soup(&PIECES, 60);
        survives(&text, &shared().iter().collect::<Vec<_>>(), bytes)
    });
}

#[test]
fn what_people_slip_in_real_templates_is_told() {
    let kb = knowledge_base();
    let written: Vec<(&str, Vec<&Parameter>)> = kb
        .templates
        .rows()
        .iter()
        .map(|template| {
            let text = &kb.sources[kb.pages[template.page].source].text;
            let body = text.rsplit("\n+++\n").next().expect("a last part");
            (body, kb.parameters_of(template))
        })
        .collect();
    check(300, 20..=120, |bytes| {
        let (body, parameters) = &written[bytes.below(written.len())];
        let pieces = if bytes.one_in(4) { &HOSTILE[..] } else { &PIECES[..] };
        let text = bytes.mutated(body, pieces);
        survives(&text, parameters, bytes)
    });
}

/// What is said to be out of reach is out of reach.
#[test]
fn no_values_lead_to_an_unreachable_branch() {
    let parameters = shared();
    let all: Vec<&Parameter> = parameters.iter().collect();
    let dates = Dates::default();
    let renderer = Renderer::new(parameters, &dates);
    check(1_500, 60..=250, |bytes| {
        let text = generator::template(bytes, parameters);
        let mut found = Diagnostics::default();
        let site = Site::verbatim(Sources::default().add("template", ""), Span::default());
        let (code, _) = lang::compile(&text, Form::Body, &site, &Declarations::new(parameters), &mut found);
        let branches = code.branches();
        let unreachable: Vec<usize> = found
            .iter()
            .filter(|fault| fault.rule.name == "unreachable-branch")
            .filter_map(|fault| branches.iter().find(|branch| branch.tag == fault.place.span))
            .map(|branch| branch.number)
            .collect();
        let mut values: Vec<Bindings> = (0..6).map(|_| bytes.values(parameters, false)).collect();
        values.extend(lang::variants(&[&code], &all, 30).list.into_iter().take(30));
        for values in values {
            let mut taken = Vec::new();
            let _ = renderer.traced(&code, &values, &mut |number| taken.push(number));
            prop_assert!(!taken.iter().any(|number| unreachable.contains(number)), "{}\n{:?}", text, values);
        }
        Ok(())
    });
}
