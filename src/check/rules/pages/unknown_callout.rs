//! `unknown-callout`.

use crate::check::{Context, rule};
use crate::diag::{Diagnostic, Diagnostics};

rule! {
    /// ## What it does
    /// Finds quotations that start like a call-out but are none.
    ///
    /// ## Why is this bad?
    /// The mark stands in the text, and the call-out is a plain quotation.
    ///
    /// ## Example
    /// ```markdown
    /// > [!INFO]
    /// > Keys are handed over at noon.
    /// ```
    ///
    /// Use instead:
    /// ```markdown
    /// > [!NOTE]
    /// > Keys are handed over at noon.
    /// ```
    "unknown-callout", Adjustable Warning;
}

/// The kinds of call-outs.
const KINDS: [&str; 5] = ["NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION"];

pub(super) fn check(context: &Context<'_>, found: &mut Diagnostics) {
    for page in context.kb.pages.rows() {
        for callout in &page.outline.unknown_callouts {
            let finding =
                Diagnostic::new(&RULE, page.place(callout.span), format!("`[!{}]` makes no call-out", callout.value));
            found.push(if KINDS.contains(&callout.value.to_uppercase().as_str()) {
                finding.help("nothing else may stand in its line, and its text follows in the next")
            } else {
                finding
                    .did_you_mean(&callout.value, KINDS)
                    .help("there are `[!NOTE]`, `[!TIP]`, `[!IMPORTANT]`, `[!WARNING]` and `[!CAUTION]`")
            });
        }
    }
}
