//! `scenario-without-window`.

use crate::check::{Context, rule};
use crate::diag::{Diagnostic, Diagnostics};

rule! {
    /// ## What it does
    /// Finds scenarios that belong in no window.
    ///
    /// ## Why is this bad?
    /// The reader is not told when to write.
    ///
    /// ## Example
    /// ```toml
    /// recipients = ["coordinator"]
    /// ```
    ///
    /// Use instead:
    /// ```toml
    /// recipients = ["coordinator"]
    /// windows = ["after-viewing"]
    /// ```
    "scenario-without-window", Adjustable Warning;
}

pub(super) fn check(context: &Context<'_>, found: &mut Diagnostics) {
    let kb = context.kb;
    if !kb.whole {
        return;
    }
    for scenario in kb.scenarios.rows().iter().filter(|scenario| scenario.windows.is_empty()) {
        let page = &kb.pages[scenario.page];
        found.push(
            Diagnostic::new(
                &RULE,
                page.place(page.meta.title.span),
                format!("scenario `{}` belongs in no window", page.name),
            )
            .help("add `windows = [...]`"),
        );
    }
}
