//! `unused-footnote`.

use crate::check::{Context, rule};
use crate::diag::{Diagnostic, Diagnostics};

rule! {
    /// ## What it does
    /// Finds footnotes that nothing refers to.
    ///
    /// ## Why is this bad?
    /// The note is left out of the page.
    ///
    /// ## Example
    /// ```markdown
    /// [^1]: A study of 419 offices, 2022.
    /// ```
    ///
    /// Use instead:
    /// ```markdown
    /// About a third[^1] sponsor it.
    ///
    /// [^1]: A study of 419 offices, 2022.
    /// ```
    "unused-footnote", Adjustable Warning;
}

pub(super) fn check(context: &Context<'_>, found: &mut Diagnostics) {
    for page in context.kb.pages.rows() {
        for footnote in &page.outline.footnote_definitions {
            if !page
                .outline
                .footnote_references
                .iter()
                .any(|reference| reference.value.to_lowercase() == footnote.value.to_lowercase())
            {
                let message = format!("nothing refers to footnote `{}`", footnote.value);
                found
                    .push(Diagnostic::new(&RULE, page.place(footnote.span), message).help("refer to it, or remove it"));
            }
        }
    }
}
