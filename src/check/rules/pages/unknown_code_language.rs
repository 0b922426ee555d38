//! `unknown-code-language`.

use crate::check::{Context, rule};
use crate::diag::{Diagnostic, Diagnostics};

rule! {
    /// ## What it does
    /// Finds code blocks in a language that kbgen can't highlight.
    ///
    /// ## Why is this bad?
    /// The block stays grey, mostly because of a misspelt name.
    ///
    /// ## Example
    /// ````markdown
    /// ```tmol
    /// title = "x"
    /// ```
    /// ````
    ///
    /// Use instead:
    /// ````markdown
    /// ```toml
    /// title = "x"
    /// ```
    /// ````
    "unknown-code-language", Adjustable Warning;
}

pub(super) fn check(context: &Context<'_>, found: &mut Diagnostics) {
    for page in context.kb.pages.rows() {
        for language in &page.outline.code_languages {
            if !context.highlighter.knows(&language.value) {
                found.push(
                    Diagnostic::new(
                        &RULE,
                        page.place(language.span),
                        format!("unknown code language `{}`", language.value),
                    )
                    .did_you_mean(&language.value, context.highlighter.languages())
                    .help("use `text` for plain text"),
                );
            }
        }
    }
}
