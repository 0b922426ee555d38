//! `unusable-scheme`.

use super::broken_links;
use crate::check::{Context, rule};
use crate::diag::Diagnostics;
use crate::model::LinkFault;

rule! {
    /// ## What it does
    /// Finds links with a scheme other than `https`, `http`, `mailto`, `tel` and `sms`.
    ///
    /// ## Why is this bad?
    /// Schemes such as `javascript` run code in the reader's browser.
    ///
    /// ## Example
    /// ```markdown
    /// [more](javascript:alert(1))
    /// ```
    ///
    /// Use instead:
    /// ```markdown
    /// [more](https://example.org/)
    /// ```
    "unusable-scheme", Adjustable Error;
}

pub(super) fn check(context: &Context<'_>, found: &mut Diagnostics) {
    for broken in broken_links(context.kb) {
        let LinkFault::Scheme(scheme) = broken.fault else { continue };
        found.push(broken.report(&RULE, format!("links can't have the scheme `{scheme}`")));
    }
}
