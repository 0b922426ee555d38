//! Detectors that do not find what they should.

use super::{Context, Diagnostic, Diagnostics, rule};

rule! {
    /// ## What it does
    /// Finds texts under `examples.hit` in which their detector finds nothing.
    ///
    /// ## Why is this bad?
    /// The detector does not do what its author meant, and readers are not warned.
    ///
    /// ## Example
    /// ```toml
    /// phrases = ["just checking in"]
    /// examples.hit = ["I am just following up."]
    /// ```
    ///
    /// Use instead:
    /// ```toml
    /// phrases = ["just (checking in|following up)"]
    /// examples.hit = ["I am just following up."]
    /// ```
    "missed-example", Fixed Error;
}

pub(super) fn run(context: &Context<'_>, found: &mut Diagnostics) {
    // A phrase that can't be read would be missed here once more.
    let pitfalls = if context.kb.whole { context.kb.pitfalls.rows() } else { &[] };
    for pitfall in pitfalls {
        let source = context.kb.pages[pitfall.page].source;
        for entry in pitfall.detect.iter().filter(|entry| entry.detector.reads_text()) {
            for example in
                entry.hit.iter().filter(|example| !entry.detector.finds(&example.value, &context.kb.rules.lexicon))
            {
                found.push(
                    Diagnostic::new(&RULE, source.place(example.span), "the detector does not find this example")
                        .help("widen a phrase, or add one"),
                );
            }
        }
    }
}
