//! `missing-fragment`.

use super::broken_links;
use crate::check::{Context, rule};
use crate::diag::Diagnostics;
use crate::model::LinkFault;

rule! {
    /// ## What it does
    /// Finds links to a heading that its page does not have.
    ///
    /// ## Why is this bad?
    /// The reader would land at the top of the page and search for the place.
    ///
    /// ## Example
    /// ```markdown
    /// [how long](writing.md#lenght)
    /// ```
    ///
    /// Use instead:
    /// ```markdown
    /// [how long](writing.md#length)
    /// ```
    "missing-fragment", Adjustable Error;
}

pub(super) fn check(context: &Context<'_>, found: &mut Diagnostics) {
    for broken in broken_links(context.kb) {
        let LinkFault::MissingFragment { page, fragment } = broken.fault else { continue };
        let page = &context.kb.pages[*page];
        let headings = page.outline.headings.iter().map(|heading| heading.id.as_str());
        found.push(
            broken
                .report(&RULE, format!("`{}` has no heading `#{fragment}`", context.kb.sources[page.source].path))
                .did_you_mean(fragment, headings),
        );
    }
}
