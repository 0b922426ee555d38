//! Detectors that find what they should not.

use super::{Context, Diagnostic, Diagnostics, rule};

rule! {
    /// ## What it does
    /// Finds texts under `examples.miss` in which their detector finds something.
    ///
    /// ## Why is this bad?
    /// Writers would be warned of what is right, and stop heeding warnings.
    ///
    /// ## Example
    /// ```toml
    /// phrases = ["perfect"]
    /// examples.miss = ["I am working to perfect my Spanish."]
    /// ```
    ///
    /// Use instead:
    /// ```toml
    /// phrases = ["perfect (fit|match)"]
    /// examples.miss = ["I am working to perfect my Spanish."]
    /// ```
    "caught-counterexample", Fixed Error;
}

pub(super) fn run(context: &Context<'_>, found: &mut Diagnostics) {
    for pitfall in context.kb.pitfalls.rows() {
        let source = context.kb.pages[pitfall.page].source;
        for entry in pitfall.detect.iter().filter(|entry| entry.detector.reads_text()) {
            for example in
                entry.miss.iter().filter(|example| entry.detector.finds(&example.value, &context.kb.rules.lexicon))
            {
                found.push(
                    Diagnostic::new(&RULE, source.place(example.span), "the detector finds this counter-example")
                        .help("make the phrase that matches it more exact"),
                );
            }
        }
    }
}
