//! `window-without-scenario`.

use crate::check::{Context, rule};
use crate::diag::{Diagnostic, Diagnostics};

rule! {
    /// ## What it does
    /// Finds windows in which no scenario belongs and that are not quiet.
    ///
    /// ## Why is this bad?
    /// A time in which nothing is to be done needs no window; one in which nothing may be done is quiet.
    ///
    /// ## Example
    /// ```toml
    /// opens = "lists-due"
    /// closes = "results"
    /// ```
    ///
    /// Use instead:
    /// ```toml
    /// opens = "lists-due"
    /// closes = "results"
    /// quiet = true
    /// ```
    "window-without-scenario", Adjustable Warning;
}

pub(super) fn check(context: &Context<'_>, found: &mut Diagnostics) {
    let kb = context.kb;
    if !kb.whole {
        return;
    }
    for window in kb.windows.rows().iter().filter(|window| !window.quiet.value && window.scenarios.is_empty()) {
        let page = &kb.pages[window.page];
        found.push(
            Diagnostic::new(
                &RULE,
                page.place(page.meta.title.span),
                format!("no scenario belongs in window `{}`", page.name),
            )
            .help("add it to the `windows` of a scenario, or write `quiet = true`"),
        );
    }
}
