//! The email language against its corpus in `tests/lang/`: template, values, and what each rendering gives, or the
//! findings as printed.
//!
//! ```text
//! == ok: a few words              what follows must compile without a finding
//! -- params                       optional, in place of tests/lang/params.toml
//! -- subject                      optional: the template is a subject
//! -- template
//! -- values                       TOML
//! -- filled, partial, outline     what the rendering gives
//! -- segments                     the pieces of `filled` if that is there, else of `partial`
//! == fail: a few words
//! -- template
//! -- printed                      the findings, as a terminal shows them
//! ```

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use kbgen::diag::{self, Diagnostics, Format};
use kbgen::lang::{self, Code, Declarations, Form, Parameter, Phrases, Segment, SegmentKind, Site};
use kbgen::source::{Sources, Span};

use crate::shared::cases::{Case, bindings, cases, parameters};

fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/lang")
}

fn shown(segments: &[Segment]) -> String {
    segments
        .iter()
        .map(|segment| {
            let text = serde_json::to_string(&segment.text).expect("JSON");
            match (segment.kind, &segment.parameter) {
                (SegmentKind::Text, _) => format!("text {text}"),
                (SegmentKind::Value, name) => format!("value {} {text}", name.as_deref().unwrap_or_default()),
                (SegmentKind::Missing, name) => format!("missing {} {text}", name.as_deref().unwrap_or_default()),
            }
        })
        .collect::<Vec<_>>()
        .join("\n")
}

fn compile(case: &Case, parameters: &[Parameter]) -> (Code, Diagnostics, Sources) {
    let mut sources = Sources::default();
    let text = &case.parts["template"];
    let source = sources.add("template", text.as_str());
    let form = if case.parts.contains_key("subject") { Form::Subject } else { Form::Body };
    let mut found = Diagnostics::default();
    let site = Site::verbatim(source, Span::at(0, 0..text.len()));
    let (code, _) = lang::compile(text, form, &site, &Declarations::new(parameters), &mut found);
    found.sort(&sources);
    (code, found, sources)
}

/// Returns what is wrong with a case.
fn faults(case: &Case, shared: &[Parameter]) -> String {
    let own = match case.parts.get("params").map(|text| parameters(text)).transpose() {
        Ok(own) => own,
        Err(printed) => return format!("{}: {printed}", case.name),
    };
    let parameters = own.as_deref().unwrap_or(shared);
    let (code, found, sources) = compile(case, parameters);
    let printed = diag::print(&found, &sources, Format::Human, false).trim_end().to_owned();
    let mut faults = String::new();
    let mut compare = |part: &str, actual: &str| {
        if case.parts.get(part).is_some_and(|expected| expected != actual) {
            writeln!(faults, "{}: {part}\nexpected:\n{}\nfound:\n{actual}\n", case.name, case.parts[part])
                .expect("memory");
        }
    };
    if case.kind == "fail" {
        compare("printed", &printed);
        if found.is_empty() || !case.parts.contains_key("printed") {
            writeln!(faults, "{}: found:\n{printed}", case.name).expect("memory");
        }
        return faults;
    }
    if !printed.is_empty() {
        return format!("{}: found:\n{printed}\n", case.name);
    }
    let values = bindings(case.parts.get("values").map_or("", String::as_str));
    let dates = lang::Dates::default();
    let renderer = lang::Renderer::new(parameters, &dates);
    let filled = renderer.filled(&code, &values);
    let partial = renderer.partial(&code, &values);
    compare("filled", &lang::joined(&filled));
    compare("partial", &lang::joined(&partial));
    compare("outline", &lang::joined(&renderer.outline(&code, &Phrases::default())));
    compare("segments", &shown(if case.parts.contains_key("filled") { &filled } else { &partial }));
    if !["filled", "partial", "outline", "segments"].iter().any(|part| case.parts.contains_key(*part)) {
        writeln!(faults, "{}: states nothing", case.name).expect("memory");
    }
    faults
}

#[test]
fn the_corpus_holds() {
    let shared = parameters(&fs::read_to_string(corpus().join("params.toml")).expect("the parameters"))
        .expect("sound parameters");
    let mut all = String::new();
    let mut count = 0;
    let mut files: Vec<PathBuf> =
        fs::read_dir(corpus()).expect("the corpus").map(|entry| entry.expect("an entry").path()).collect();
    files.sort();
    for path in files.iter().filter(|path| path.extension().is_some_and(|suffix| suffix == "txt")) {
        for case in cases(&fs::read_to_string(path).expect("a text")) {
            count += 1;
            let faults = faults(&case, &shared);
            if !faults.is_empty() {
                writeln!(all, "{}: {faults}", path.file_name().expect("a name").to_string_lossy()).expect("memory");
            }
        }
    }
    assert!(all.is_empty(), "{all}");
    assert!(count >= 300, "only {count} cases");
}
