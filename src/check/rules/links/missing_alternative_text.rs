//! `missing-alternative-text`.

use crate::check::{Context, rule};
use crate::diag::{Diagnostic, Diagnostics};

rule! {
    /// ## What it does
    /// Finds images without alternative text.
    ///
    /// ## Why is this bad?
    /// Readers who do not see the image learn nothing of it.
    ///
    /// ## Example
    /// ```markdown
    /// ![](season.png)
    /// ```
    ///
    /// Use instead:
    /// ```markdown
    /// ![The season from June to March](season.png)
    /// ```
    ///
    /// ## References
    /// WCAG 2.2, success criterion 1.1.1
    "missing-alternative-text", Adjustable Warning;
}

pub(super) fn check(context: &Context<'_>, found: &mut Diagnostics) {
    for page in context.kb.pages.rows() {
        for link in page.outline.links.iter().filter(|link| link.image && link.empty) {
            found.push(
                Diagnostic::new(&RULE, page.place(link.span), "image has no alternative text")
                    .help("say in the brackets what the image shows"),
            );
        }
    }
}
