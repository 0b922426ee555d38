//! `unreadable-link`.

use crate::check::{Context, rule};
use crate::diag::{Diagnostic, Diagnostics};

rule! {
    /// ## What it does
    /// Finds links and images whose address has a blank, which Markdown takes for plain text.
    ///
    /// ## Why is this bad?
    /// The brackets stand in the text, and the page or picture is not there.
    ///
    /// ## Example
    /// ```markdown
    /// ![Plan](floor plan.png)
    /// ```
    ///
    /// Use instead:
    /// ```markdown
    /// ![Plan](floor%20plan.png)
    /// ```
    "unreadable-link", Adjustable Warning;
}

pub(super) fn check(context: &Context<'_>, found: &mut Diagnostics) {
    for page in context.kb.pages.rows() {
        for address in &page.outline.unreadable_links {
            found.push(
                Diagnostic::new(&RULE, page.place(address.span), "a blank ends this link before it has begun")
                    .help(format!("write `{}`", address.value.replace(' ', "%20"))),
            );
        }
    }
}
