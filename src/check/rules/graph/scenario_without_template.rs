//! `scenario-without-template`.

use crate::check::{Context, rule};
use crate::diag::{Diagnostic, Diagnostics};

rule! {
    /// ## What it does
    /// Finds scenarios without an email template.
    ///
    /// ## Why is this bad?
    /// The reader is told to write and is given nothing to write with.
    ///
    /// ## Example
    /// ```text
    /// content/scenarios/thanks.md
    /// ```
    ///
    /// Use instead:
    /// ```text
    /// content/scenarios/thanks.md
    /// templates/thanks/thanks.md
    /// ```
    "scenario-without-template", Adjustable Warning;
}

pub(super) fn check(context: &Context<'_>, found: &mut Diagnostics) {
    let kb = context.kb;
    if !kb.whole {
        return;
    }
    for scenario in kb.scenarios.rows().iter().filter(|scenario| scenario.templates.is_empty()) {
        let page = &kb.pages[scenario.page];
        found.push(
            Diagnostic::new(
                &RULE,
                page.place(page.meta.title.span),
                format!("scenario `{}` has no email template", page.name),
            )
            .help(format!("add one in `templates/{}/`", page.name)),
        );
    }
}
