//! `leftover-brackets`.

use crate::check::{Context, rule};
use crate::diag::{Diagnostic, Diagnostics};
use crate::markdown::Leftover;

rule! {
    /// ## What it does
    /// Finds `[[` in running text of a page.
    ///
    /// ## Why is this bad?
    /// It is mostly a link in the syntax of another program.
    ///
    /// ## Example
    /// ```markdown
    /// See [[leases]].
    /// ```
    ///
    /// Use instead:
    /// ```markdown
    /// See [leases](leases.md).
    /// ```
    "leftover-brackets", Adjustable Warning;
}

pub(super) fn check(context: &Context<'_>, found: &mut Diagnostics) {
    for page in context.kb.pages.rows() {
        for leftover in &page.outline.leftovers {
            if matches!(leftover.value, Leftover::Brackets) {
                found.push(
                    Diagnostic::new(&RULE, page.place(leftover.span), "`[[` in running text")
                        .help("write links as `[text](page.md)`, or put it in backticks"),
                );
            }
        }
    }
}
