//! What holds for whatever comes in: random templates, values, tables, letters and packs.
//!
//! Everything is made from bytes by [`Bytes`], so that a failure shrinks to few and small bytes. The random numbers
//! are the same in every run.

mod inputs;
mod language;
mod messages;
mod phrases;
mod tera;

use std::ops::RangeInclusive;
use std::path::Path;
use std::sync::OnceLock;

use kbgen::build;
use kbgen::config::Overrides;
use kbgen::diag::{self, Diagnostics, Format};
use kbgen::load::Files;
use kbgen::model::KnowledgeBase;
use kbgen::source::Sources;
use proptest::collection::vec;
use proptest::prelude::any;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseResult, TestRng, TestRunner};

use super::rules::read_tree;
use crate::shared::bytes::Bytes;

/// Runs a property on so many cases of so many bytes.
fn check(cases: u32, bytes: RangeInclusive<usize>, property: impl Fn(&mut Bytes<'_>) -> TestCaseResult) {
    let config =
        Config { cases, failure_persistence: None, max_global_rejects: cases.saturating_mul(20), ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let result = runner.run(&vec(any::<u8>(), bytes), |bytes| property(&mut Bytes::new(&bytes)));
    if let Err(error) = result {
        panic!("{error}");
    }
}

/// This repository's own knowledge base.
fn knowledge_base() -> &'static KnowledgeBase {
    static BASE: OnceLock<KnowledgeBase> = OnceLock::new();
    BASE.get_or_init(|| {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut tree = read_tree(&root.join("content"));
        tree = tree.into_iter().map(|(path, bytes)| (format!("content/{path}"), bytes)).collect();
        let templates = read_tree(&root.join("templates"));
        tree.extend(templates.into_iter().map(|(path, bytes)| (format!("templates/{path}"), bytes)));
        tree.insert("kbgen.toml".to_owned(), std::fs::read(root.join("kbgen.toml")).expect("a file"));
        let files = Files::from_texts(tree.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice())));
        let overrides = Overrides { today: "2026-11-22".parse().expect("a date"), drafts: false, base_url: None };
        let (kb, found) = build::open(&files, overrides);
        assert!(!found.has_errors(), "{}", diag::print(&found, &kb.sources, Format::Human, false));
        kb
    })
}

/// Every finding stands inside its source, on whole characters, and so do the places that belong to it.
fn all_inside(found: &Diagnostics, sources: &Sources) -> TestCaseResult {
    for finding in found.iter() {
        let places = finding.related.iter().map(|(place, _)| *place).chain([finding.place]);
        for place in places {
            let text = &sources[place.source].text;
            proptest::prop_assert!(
                text.get(place.span.range()).is_some(),
                "{}: {:?} of {text:?}",
                finding.rule.name,
                place.span
            );
        }
    }
    // Each can be printed.
    for format in [Format::Human, Format::Json, Format::Github, Format::Sarif] {
        let _ = diag::print(found, sources, format, false);
    }
    Ok(())
}
