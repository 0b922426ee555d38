//! `empty-link-text`.

use crate::check::{Context, rule};
use crate::diag::{Diagnostic, Diagnostics};

rule! {
    /// ## What it does
    /// Finds links without text.
    ///
    /// ## Why is this bad?
    /// Nobody can see or click them, and screen readers read out the address.
    ///
    /// ## Example
    /// ```markdown
    /// [](leases.md)
    /// ```
    ///
    /// Use instead:
    /// ```markdown
    /// [types of lease](leases.md)
    /// ```
    ///
    /// ## References
    /// WCAG 2.2, success criterion 2.4.4
    "empty-link-text", Adjustable Error;
}

pub(super) fn check(context: &Context<'_>, found: &mut Diagnostics) {
    for page in context.kb.pages.rows() {
        for link in page.outline.links.iter().filter(|link| !link.image && link.empty) {
            found.push(
                Diagnostic::new(&RULE, page.place(link.span), "link has no text")
                    .help("say in the brackets where it leads"),
            );
        }
    }
}
