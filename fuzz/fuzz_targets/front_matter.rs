//! Loads one page, as a guide and as an email template, and resolves it.

#![no_main]

use kbgen::load::{self, Files};
use kbgen::model;
use kbgen_fuzz::{check_findings, overrides};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    for path in ["content/guides/page.md", "templates/thanks/thanks.md", "content/pitfalls/loud.md"] {
        let files = Files::from_texts([
            ("kbgen.toml", include_bytes!("../../tests/rules/base/kbgen.toml").as_slice()),
            ("templates/params.toml", include_bytes!("../../tests/lang/params.toml").as_slice()),
            (path, bytes),
        ]);
        let (project, mut found) = load::parse(&files, overrides());
        let (kb, more) = model::resolve(project);
        found.extend(more);
        found.sort(&kb.sources);
        check_findings(&found, &kb.sources);
    }
});
