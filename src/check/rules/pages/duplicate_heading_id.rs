//! `duplicate-heading-id`.

use crate::check::{Context, rule};
use crate::diag::{Diagnostic, Diagnostics};

rule! {
    /// ## What it does
    /// Finds headings with an id that an earlier heading of the page has.
    ///
    /// ## Why is this bad?
    /// A link to it would lead to the earlier one.
    ///
    /// ## Example
    /// ```markdown
    /// ## Leases {#types}
    ///
    /// ## Offices {#types}
    /// ```
    ///
    /// Use instead:
    /// ```markdown
    /// ## Leases {#lease-types}
    ///
    /// ## Offices {#office-types}
    /// ```
    "duplicate-heading-id", Adjustable Error;
}

pub(super) fn check(context: &Context<'_>, found: &mut Diagnostics) {
    for page in context.kb.pages.rows() {
        for heading in page.outline.headings.iter().filter(|heading| heading.duplicate) {
            found.push(Diagnostic::new(
                &RULE,
                page.place(heading.span),
                format!("heading id `{}` is taken", heading.id),
            ));
        }
    }
}
