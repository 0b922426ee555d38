//! `source-without-publisher`.

use crate::check::{Context, rule};
use crate::diag::{Diagnostic, Diagnostics};

rule! {
    /// ## What it does
    /// Finds sources that do not say who published them.
    ///
    /// ## Why is this bad?
    /// Who says so is what lets a reader judge a source.
    ///
    /// ## Example
    /// ```toml
    /// sources = [{ title = "Code of Conduct" }]
    /// ```
    ///
    /// Use instead:
    /// ```toml
    /// sources = [{ title = "Code of Conduct", publisher = "Tenants Union" }]
    /// ```
    "source-without-publisher", Adjustable Warning;
}

pub(super) fn check(context: &Context<'_>, found: &mut Diagnostics) {
    for page in context.kb.pages.rows() {
        for source in page.meta.sources.iter().filter(|source| source.value.publisher.trim().is_empty()) {
            let message = format!("source `{}` has no publisher", source.value.title);
            found.push(Diagnostic::new(&RULE, page.place(source.span), message).help("add `publisher = \"...\"`"));
        }
    }
}
