//! `undefined-footnote`.

use crate::check::{Context, rule};
use crate::diag::{Diagnostic, Diagnostics};

rule! {
    /// ## What it does
    /// Finds references to footnotes that the page does not define.
    ///
    /// ## Why is this bad?
    /// The reader would look for a note that is not there.
    ///
    /// ## Example
    /// ```markdown
    /// About a third[^1] sponsor it.
    /// ```
    ///
    /// Use instead:
    /// ```markdown
    /// About a third[^1] sponsor it.
    ///
    /// [^1]: A study of 419 offices, 2022.
    /// ```
    "undefined-footnote", Adjustable Error;
}

pub(super) fn check(context: &Context<'_>, found: &mut Diagnostics) {
    for page in context.kb.pages.rows() {
        for footnote in &page.outline.undefined_footnotes {
            let defined = page.outline.footnote_definitions.iter().map(|definition| definition.value.as_str());
            found.push(
                Diagnostic::new(
                    &RULE,
                    page.place(footnote.span),
                    format!("footnote `{}` is not defined", footnote.value),
                )
                .did_you_mean(&footnote.value, defined)
                .help(format!("add a line `[^{}]: ...`", footnote.value)),
            );
        }
    }
}
