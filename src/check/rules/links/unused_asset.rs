//! `unused-asset`.

use crate::check::{Context, rule};
use crate::diag::{Diagnostic, Diagnostics};

rule! {
    /// ## What it does
    /// Finds files beside pages that no page links to.
    ///
    /// ## Why is this bad?
    /// They are published all the same, and nobody finds them.
    ///
    /// ## Example
    /// ```text
    /// content/guides/old-timeline.png
    /// ```
    ///
    /// Use instead:
    /// ```text
    /// content/guides/timeline.png   (linked from a page)
    /// ```
    "unused-asset", Adjustable Warning;
}

pub(super) fn check(context: &Context<'_>, found: &mut Diagnostics) {
    if !context.is_complete() {
        return;
    }
    for asset in context.kb.assets.rows().iter().filter(|asset| !asset.used) {
        found.push(
            Diagnostic::new(&RULE, asset.source.start(), "no page links to this file").help("link to it, or remove it"),
        );
    }
}
