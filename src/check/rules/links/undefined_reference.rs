//! `undefined-reference`.

use crate::check::{Context, rule};
use crate::diag::{Diagnostic, Diagnostics};

rule! {
    /// ## What it does
    /// Finds links of the form `[text][name]` without a definition of `name`.
    ///
    /// ## Why is this bad?
    /// The brackets would stand in the text.
    ///
    /// ## Example
    /// ```markdown
    /// See [the rules][match-rules].
    /// ```
    ///
    /// Use instead:
    /// ```markdown
    /// See [the rules][match-rules].
    ///
    /// [match-rules]: ../rules/match-rules.md
    /// ```
    ///
    /// ## References
    /// CommonMark 0.31.2, section 4.7
    "undefined-reference", Adjustable Warning;
}

pub(super) fn check(context: &Context<'_>, found: &mut Diagnostics) {
    for page in context.kb.pages.rows() {
        for (reference, image) in &page.outline.undefined_references {
            let message = format!("reference `{}` is not defined", reference.value);
            let file = if *image { "path.png" } else { "path.md" };
            found.push(
                Diagnostic::new(&RULE, page.place(reference.span), message)
                    .did_you_mean(&reference.value, page.outline.defined_references.iter().map(String::as_str))
                    .help(format!("add a line `[{}]: {file}`", reference.value)),
            );
        }
    }
}
