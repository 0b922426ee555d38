//! The email language in the browser against its corpus in `tests/lang/`: what Rust compiles, `theme/js/core/` renders
//! as Rust does.

use std::fs;
use std::path::{Path, PathBuf};

use kbgen::diag::Diagnostics;
use kbgen::lang::{self, Bindings, Code, Condition, Dates, Declarations, Form, Parameter, Phrases, Renderer, Site};
use kbgen::source::{Sources, Span};
use serde::Serialize;
use serde_json::{Value, json};

use super::browser::Browser;
use super::harness::Harness;
use super::shared::cases::{bindings, cases, parameters};

/// What renderings need to know beside code and values.
#[derive(Serialize)]
pub(crate) struct Setting {
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) dates: Dates,
    pub(crate) phrases: Phrases,
}

/// A template and values for it.
#[derive(Serialize)]
pub(crate) struct Case {
    name: String,
    /// Number of its [`Setting`].
    setting: usize,
    code: Code,
    line: bool,
    /// Of its branches.
    conditions: Vec<Condition>,
    values: Bindings,
}

/// Compiles a template in both forms, for each of these values; what is at fault is left out.
pub(crate) fn compiled(
    name: &str,
    template: &str,
    (number, setting): (usize, &Setting),
    values: &[Bindings],
) -> Vec<Case> {
    let declarations = Declarations::new(&setting.parameters);
    let mut list = Vec::new();
    for form in [Form::Body, Form::Subject] {
        let source = Sources::default().add("template", template);
        let site = Site::verbatim(source, Span::at(0, 0..template.len()));
        let (code, _) = lang::compile(template, form, &site, &declarations, &mut Diagnostics::default());
        let conditions: Vec<Condition> = code.branches().iter().filter_map(|branch| branch.when.clone()).collect();
        list.extend(values.iter().map(|values| Case {
            name: format!("{name}, {form:?}"),
            setting: number,
            code: code.clone(),
            line: code.line,
            conditions: conditions.clone(),
            values: values.clone(),
        }));
    }
    list
}

fn expected(case: &Case, settings: &[Setting]) -> Value {
    let Setting { parameters, dates, phrases } = &settings[case.setting];
    let renderer = Renderer::new(parameters, dates);
    let holds: Vec<bool> = case.conditions.iter().map(|condition| renderer.holds(condition, &case.values)).collect();
    let words: Vec<String> = case.conditions.iter().map(|condition| renderer.words(condition, phrases)).collect();
    json!({
        "filled": renderer.filled(&case.code, &case.values),
        "partial": renderer.partial(&case.code, &case.values),
        "outline": renderer.outline(&case.code, phrases),
        "holds": holds,
        "words": words,
    })
}

/// Returns how the browser's renderings differ from those of Rust.
pub(crate) async fn differences(
    harness: &Harness,
    browser: &Browser,
    settings: &[Setting],
    cases: &[Case],
) -> Vec<String> {
    let input = json!({ "settings": settings, "cases": cases });
    let found = harness.evaluate(browser, include_str!("corpus.js"), &input).await;
    let found = found.as_array().expect("a list");
    assert_eq!(found.len(), cases.len());
    let mut faults = Vec::new();
    for (case, found) in cases.iter().zip(found) {
        let expected = expected(case, settings);
        let parts = expected.as_object().expect("an object");
        for (part, expected) in parts.iter().filter(|(part, expected)| found[part.as_str()] != **expected) {
            let [code, values] = [json!(case.code), json!(case.values)];
            let found = &found[part.as_str()];
            faults.push(format!("{}: {part}\n{code}\n{values}\nexpected: {expected}\nfound:    {found}", case.name));
        }
    }
    faults
}

fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/lang")
}

fn setting(text: &str) -> Option<Setting> {
    Some(Setting { parameters: parameters(text).ok()?, dates: Dates::default(), phrases: Phrases::default() })
}

#[tokio::test(flavor = "current_thread")]
async fn the_browser_renders_the_corpus_as_rust_does() {
    let shared = fs::read_to_string(corpus().join("params.toml")).expect("the parameters");
    let mut settings = vec![setting(&shared).expect("sound parameters")];
    let mut files: Vec<PathBuf> =
        fs::read_dir(corpus()).expect("the corpus").map(|entry| entry.expect("an entry").path()).collect();
    files.sort();
    let mut all = Vec::new();
    let mut count = 0;
    for path in files.iter().filter(|path| path.extension().is_some_and(|suffix| suffix == "txt")) {
        let file = path.file_name().expect("a name").to_string_lossy();
        for case in cases(&fs::read_to_string(path).expect("a text")) {
            let mut number = 0;
            if let Some(text) = case.parts.get("params") {
                // What is wrong with parameters leaves nothing to render.
                let Some(own) = setting(text) else { continue };
                number = settings.len();
                settings.push(own);
            }
            let example = |parameter: &Parameter| Some((parameter.name.clone(), parameter.example.clone()?.settled()?));
            let values = [
                bindings(case.parts.get("values").map_or("", String::as_str)),
                Bindings::new(),
                settings[number].parameters.iter().filter_map(example).collect(),
            ];
            let name = format!("{file}: {}", case.name);
            all.extend(compiled(&name, &case.parts["template"], (number, &settings[number]), &values));
            count += 1;
        }
    }
    let browser = Browser::start().await;
    let faults = differences(&Harness::start(), &browser, &settings, &all).await;
    browser.close().await;
    assert!(faults.is_empty(), "{} of {}\n{}", faults.len(), all.len(), faults[..faults.len().min(5)].join("\n\n"));
    assert!(count >= 900, "only {count} cases");
}
