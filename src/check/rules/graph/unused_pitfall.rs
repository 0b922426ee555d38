//! `unused-pitfall`.

use crate::check::{Context, rule};
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::PageKind;

rule! {
    /// ## What it does
    /// Finds pitfalls that no email template names and no guide links to.
    ///
    /// ## Why is this bad?
    /// Readers only meet a pitfall where something warns them of it.
    ///
    /// ## Example
    /// ```toml
    /// pitfalls = []
    /// ```
    ///
    /// Use instead:
    /// ```toml
    /// pitfalls = ["generic-praise"]
    /// ```
    "unused-pitfall", Adjustable Warning;
}

pub(super) fn check(context: &Context<'_>, found: &mut Diagnostics) {
    let kb = context.kb;
    if !context.is_complete() {
        return;
    }
    for pitfall in kb.pitfalls.rows() {
        let page = &kb.pages[pitfall.page];
        let in_guide = page.linked_from.iter().any(|&from| matches!(kb.pages[from].kind, PageKind::Guide(_)));
        if pitfall.templates.is_empty() && !in_guide {
            found.push(
                Diagnostic::new(
                    &RULE,
                    page.place(page.meta.title.span),
                    format!("neither a template nor a guide uses pitfall `{}`", page.name),
                )
                .help("add it to the `pitfalls` of the templates that it threatens"),
            );
        }
    }
}
