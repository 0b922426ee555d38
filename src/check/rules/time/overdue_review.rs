//! `overdue-review`.

use crate::check::{Context, rule};
use crate::diag::{Diagnostic, Diagnostics};

rule! {
    /// ## What it does
    /// Finds pages whose `reviewed` date is longer ago than `review_every`.
    ///
    /// ## Why is this bad?
    /// Advice goes stale, and the page tells its readers when it was last checked.
    ///
    /// ## Example
    /// ```toml
    /// reviewed = 2024-11-22
    /// review_every = "1y"
    /// ```
    ///
    /// Use instead:
    /// ```toml
    /// reviewed = 2026-11-22
    /// review_every = "1y"
    /// ```
    "overdue-review", Adjustable Warning;
}

pub(super) fn check(context: &Context<'_>, found: &mut Diagnostics) {
    for page in context.kb.pages.rows() {
        if let (Some(reviewed), Some(due)) = (&page.meta.reviewed, page.meta.review_due)
            && due < context.kb.settings.today
        {
            found.push(
                Diagnostic::new(&RULE, page.place(reviewed.span), format!("review was due on {due}"))
                    .help("read the page through and update `reviewed`"),
            );
        }
    }
}
