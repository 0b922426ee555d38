//! `extra-h1`.

use crate::check::{Context, rule};
use crate::diag::{Diagnostic, Diagnostics};

rule! {
    /// ## What it does
    /// Finds headings of the first level in a page's text.
    ///
    /// ## Why is this bad?
    /// The title from the front matter is the first-level heading; a page has one.
    ///
    /// ## Example
    /// ```markdown
    /// # After the viewing
    /// ```
    ///
    /// Use instead:
    /// ```markdown
    /// ## After the viewing
    /// ```
    "extra-h1", Adjustable Error;
}

pub(super) fn check(context: &Context<'_>, found: &mut Diagnostics) {
    for page in context.kb.pages.rows() {
        for heading in page.outline.headings.iter().filter(|heading| heading.level == 1) {
            found.push(
                Diagnostic::new(&RULE, page.place(heading.span), "the page has more than one first-level heading")
                    .label("the title in the front matter is the first")
                    .help("start with `##`"),
            );
        }
    }
}
