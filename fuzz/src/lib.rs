//! What the targets share: the parameters of the language's corpus, values for them, and what holds for every finding.

use std::sync::OnceLock;

use jiff::civil::Date;
use kbgen::config::Overrides;
use kbgen::diag::{self, Diagnostics, Format};
use kbgen::lang::{Bindings, Parameter, Value};
use kbgen::load::{self, Files};
use kbgen::model;
use kbgen::source::Sources;

/// The day of every run.
pub fn overrides() -> Overrides {
    Overrides { today: Date::constant(2026, 11, 22), drafts: true, base_url: None }
}

/// The parameters of `tests/lang/params.toml`.
pub fn parameters() -> &'static [Parameter] {
    static PARAMETERS: OnceLock<Vec<Parameter>> = OnceLock::new();
    PARAMETERS.get_or_init(|| {
        let files = Files::from_texts([
            ("kbgen.toml", b"title = \"Garden\"\n".as_slice()),
            ("templates/params.toml", include_bytes!("../../tests/lang/params.toml").as_slice()),
        ]);
        let (project, _) = load::parse(&files, overrides());
        let (kb, _) = model::resolve(project);
        kb.parameters.rows().iter().map(|parameter| parameter.definition.clone()).collect()
    })
}

/// Some values: all examples, none, and every second one.
pub fn some_values() -> [Bindings; 3] {
    let filled = |keep: fn(usize) -> bool| {
        let kept = parameters().iter().enumerate().filter(|(index, _)| keep(*index));
        kept.filter_map(|(_, parameter)| {
            Some((parameter.name.clone(), parameter.example.clone().and_then(Value::settled)?))
        })
        .collect()
    };
    [filled(|_| true), filled(|_| false), filled(|index| index % 2 == 0)]
}

/// Every finding stands inside its source, on whole characters, and can be printed in every form.
pub fn check_findings(found: &Diagnostics, sources: &Sources) {
    for finding in found.iter() {
        let text = &sources[finding.place.source].text;
        assert!(text.get(finding.place.span.range()).is_some(), "{}: {:?}", finding.rule.name, finding.place.span);
    }
    for format in [Format::Human, Format::Json, Format::Github, Format::Sarif] {
        let _ = diag::print(found, sources, format, false);
    }
}
