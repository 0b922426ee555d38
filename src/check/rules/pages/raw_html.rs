//! `raw-html`.

use crate::check::{Context, rule};
use crate::diag::{Diagnostic, Diagnostics};

rule! {
    /// ## What it does
    /// Finds HTML in Markdown, which is shown as text unless `kbgen.toml` says `[markdown] raw_html = true`.
    ///
    /// ## Why is this bad?
    /// HTML can break the page, and scripts in it could act for the reader.
    ///
    /// ## Example
    /// ```markdown
    /// Press <kbd>Enter</kbd>.
    /// ```
    ///
    /// Use instead:
    /// ```markdown
    /// Press **Enter**.
    /// ```
    "raw-html", Adjustable Warning;
}

pub(super) fn check(context: &Context<'_>, found: &mut Diagnostics) {
    if context.kb.settings.raw_html {
        return;
    }
    for page in context.kb.pages.rows() {
        for &span in &page.outline.raw_html {
            found.push(
                Diagnostic::new(&RULE, page.place(span), "raw HTML is shown as text")
                    .help("write it in Markdown, or allow it with `[markdown] raw_html = true`"),
            );
        }
    }
}
