//! `leftover-braces`.

use crate::check::{Context, rule};
use crate::diag::{Diagnostic, Diagnostics};
use crate::markdown::Leftover;

rule! {
    /// ## What it does
    /// Finds `{{` in running text of a page.
    ///
    /// ## Why is this bad?
    /// It is mostly a placeholder of an email template that was pasted into a guide.
    ///
    /// ## Example
    /// ```markdown
    /// Dear {{ recipient }},
    /// ```
    ///
    /// Use instead:
    /// ```markdown
    /// Dear Dr. Hollis,
    /// ```
    "leftover-braces", Adjustable Warning;
}

pub(super) fn check(context: &Context<'_>, found: &mut Diagnostics) {
    for page in context.kb.pages.rows() {
        for leftover in &page.outline.leftovers {
            if matches!(leftover.value, Leftover::Braces) {
                found.push(
                    Diagnostic::new(&RULE, page.place(leftover.span), "`{{` in running text")
                        .help("fill it in, or put it in backticks"),
                );
            }
        }
    }
}
