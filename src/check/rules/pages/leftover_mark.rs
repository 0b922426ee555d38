//! `leftover-mark`.

use crate::check::{Context, rule};
use crate::diag::{Diagnostic, Diagnostics};
use crate::markdown::Leftover;

rule! {
    /// ## What it does
    /// Finds the words `TODO` and `XXX` in running text.
    ///
    /// ## Why is this bad?
    /// They mark what is not finished.
    ///
    /// ## Example
    /// ```markdown
    /// TODO: figures for 2027
    /// ```
    ///
    /// Use instead:
    /// ```markdown
    /// 58 of 100 in 2025, the newest year with figures
    /// ```
    "leftover-mark", Adjustable Warning;
}

pub(super) fn check(context: &Context<'_>, found: &mut Diagnostics) {
    for page in context.kb.pages.rows() {
        for leftover in &page.outline.leftovers {
            if matches!(leftover.value, Leftover::Todo | Leftover::Xxx) {
                found.push(
                    Diagnostic::new(&RULE, page.place(leftover.span), "mark of unfinished work")
                        .help("finish it, or make the page a draft"),
                );
            }
        }
    }
}
