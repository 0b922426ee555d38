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
                let message = format!("unknown code language `{}`", language.value);
                let finding = Diagnostic::new(&RULE, page.place(language.span), message);
                let finding = match context.highlighter.closest(&language.value) {
                    Some(close) => finding.help(format!("did you mean `{close}`?")),
                    None => finding,
                };
                found.push(finding.help("use `text` for plain text"));
            }
        }
    }
}
