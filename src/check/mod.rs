//! Checks of a whole knowledge base, one rule a file.
//!
//! A check is a pure function from the model to findings; it reports and changes nothing. What keeps a file
//! from being read or a name from being resolved is found by the stages before.

mod rules;

use rayon::prelude::*;

use crate::diag::{Diagnostics, Rule};
use crate::markdown::Highlighter;
use crate::model::{KnowledgeBase, Page, Target};
use crate::prove::Proof;

/// What a check looks at.
struct Context<'a> {
    kb: &'a KnowledgeBase,
    proofs: &'a [Proof],
    highlighter: &'a Highlighter,
}

impl Context<'_> {
    /// Returns whether nothing is broken that could make something only seem unused.
    fn is_complete(&self) -> bool {
        let broken = |page: &Page| page.links.iter().any(|target| matches!(target, Target::Broken(_)));
        self.kb.whole && !self.kb.pages.rows().iter().any(broken)
    }
}

/// A rule and the function that finds its faults.
struct Check {
    rule: &'static Rule,
    run: fn(&Context<'_>, &mut Diagnostics),
}

/// Declares the rule of a file as `RULE`; the doc comment is the page that `kbgen explain` prints.
macro_rules! rule {
    ($(#[doc = $doc:literal])+ $kebab:literal, $strictness:ident $severity:ident;) => {
        $(#[doc = $doc])+
        pub(super) static RULE: crate::diag::Rule = crate::diag::Rule {
            name: $kebab,
            severity: crate::diag::Severity::$severity,
            strictness: crate::diag::Strictness::$strictness,
            page: concat!($($doc, "\n"),+),
        };
    };
}

use rule;

/// Returns the rules of the checks.
pub(crate) fn rules() -> impl Iterator<Item = &'static Rule> {
    rules::GROUPS.iter().copied().flatten().map(|check| check.rule)
}

/// Runs every check.
#[must_use]
pub fn run(kb: &KnowledgeBase, proofs: &[Proof], highlighter: &Highlighter) -> Diagnostics {
    let context = Context { kb, proofs, highlighter };
    let checks: Vec<&Check> = rules::GROUPS.iter().copied().flatten().collect();
    let found: Vec<Diagnostics> = checks
        .into_par_iter()
        .map(|check| {
            let mut found = Diagnostics::default();
            (check.run)(&context, &mut found);
            debug_assert!(found.iter().all(|finding| finding.rule == check.rule), "a check reports its own rule");
            found
        })
        .collect();
    let mut all = Diagnostics::default();
    for found in found {
        all.extend(found);
    }
    all
}
