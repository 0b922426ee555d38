//! `outside-root`.

use super::broken_links;
use crate::check::{Context, rule};
use crate::diag::Diagnostics;
use crate::model::LinkFault;

rule! {
    /// ## What it does
    /// Finds links that lead out of `content/` and `templates/`.
    ///
    /// ## Why is this bad?
    /// Only what lies in those folders becomes part of the site.
    ///
    /// ## Example
    /// ```markdown
    /// [notes](../../../notes/leases.md)
    /// ```
    ///
    /// Use instead:
    /// ```markdown
    /// [leases](../rules/leases.md)
    /// ```
    "outside-root", Adjustable Error;
}

pub(super) fn check(context: &Context<'_>, found: &mut Diagnostics) {
    for broken in broken_links(context.kb) {
        if *broken.fault == LinkFault::OutsideRoot {
            found.push(
                broken.report(&RULE, "link leads out of the knowledge base").help("move the file into `content/`"),
            );
        }
    }
}
