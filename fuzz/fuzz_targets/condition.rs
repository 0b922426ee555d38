//! Compiles a text as a condition; what compiles is decided and put into words.

#![no_main]

use kbgen::diag::Diagnostics;
use kbgen::lang::{self, Declarations, Phrases, Renderer, Site};
use kbgen::source::{Sources, Span};
use kbgen_fuzz::{check_findings, parameters, some_values};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let mut sources = Sources::default();
    let source = sources.add("condition", text);
    let mut found = Diagnostics::default();
    let site = Site::verbatim(source, Span::at(0, 0..text.len()));
    let (condition, names) = lang::compile_condition(text, &site, &Declarations::new(parameters()), &mut found);
    found.sort(&sources);
    check_findings(&found, &sources);
    let Some(condition) = condition else {
        assert!(!found.is_empty());
        return;
    };
    assert!(!names.is_empty());
    let dates = lang::Dates::default();
    let renderer = Renderer::new(parameters(), &dates);
    for values in some_values() {
        let _ = renderer.holds(&condition, &values);
    }
    assert!(!renderer.words(&condition, &Phrases::default()).is_empty());
});
