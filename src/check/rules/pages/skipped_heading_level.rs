//! `skipped-heading-level`.

use crate::check::{Context, rule};
use crate::diag::{Diagnostic, Diagnostics};

rule! {
    /// ## What it does
    /// Finds headings more than one level below the heading before.
    ///
    /// ## Why is this bad?
    /// Screen readers tell readers the outline, and a level seems to be missing.
    ///
    /// ## Example
    /// ```markdown
    /// ## Leases
    ///
    /// #### B-1
    /// ```
    ///
    /// Use instead:
    /// ```markdown
    /// ## Leases
    ///
    /// ### B-1
    /// ```
    ///
    /// ## References
    /// WCAG 2.2, technique H42
    "skipped-heading-level", Adjustable Warning;
}

pub(super) fn check(context: &Context<'_>, found: &mut Diagnostics) {
    for page in context.kb.pages.rows() {
        let mut above = 1;
        for heading in &page.outline.headings {
            if heading.level > above + 1 {
                let message = format!("heading of level {} follows one of level {above}", heading.level);
                found.push(
                    Diagnostic::new(&RULE, page.place(heading.span), message)
                        .help(format!("make it level {}", above + 1)),
                );
            }
            above = heading.level;
        }
    }
}
