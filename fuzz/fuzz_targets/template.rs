//! Compiles a text as a subject and as a body; what compiles is rendered in every way.

#![no_main]

use kbgen::diag::Diagnostics;
use kbgen::lang::{self, Declarations, Form, Phrases, Renderer, Site};
use kbgen::source::{Sources, Span};
use kbgen_fuzz::{check_findings, parameters, some_values};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let declarations = Declarations::new(parameters());
    let dates = lang::Dates::default();
    let renderer = Renderer::new(parameters(), &dates);
    let all: Vec<_> = parameters().iter().collect();
    for form in [Form::Subject, Form::Body] {
        let mut sources = Sources::default();
        let source = sources.add("template", text);
        let mut found = Diagnostics::default();
        let site = Site::verbatim(source, Span::at(0, 0..text.len()));
        let (code, _) = lang::compile(text, form, &site, &declarations, &mut found);
        found.sort(&sources);
        check_findings(&found, &sources);
        let outline = renderer.outline(&code, &Phrases::default());
        let mut rendered = vec![outline];
        for values in some_values() {
            rendered.push(renderer.filled(&code, &values));
            rendered.push(renderer.partial(&code, &values));
        }
        for segments in rendered {
            let text = lang::joined(&segments);
            assert_eq!(text.trim(), text);
            assert!(form == Form::Body || !text.contains(['\n', '\r']), "{text:?}");
        }
        if found.is_empty() {
            for values in lang::variants(&[&code], &all, 50).list {
                let _ = renderer.filled(&code, &values);
            }
        }
    }
});
