//! `draft-target`.

use super::broken_links;
use crate::check::{Context, rule};
use crate::diag::Diagnostics;
use crate::model::LinkFault;

rule! {
    /// ## What it does
    /// Finds links from published pages to drafts.
    ///
    /// ## Why is this bad?
    /// The draft is not in the site, so the link would be broken.
    ///
    /// ## Example
    /// ```markdown
    /// [leases](leases.md)   <!-- leases.md has draft = true -->
    /// ```
    ///
    /// Use instead:
    /// ```markdown
    /// [leases](leases.md)   <!-- published -->
    /// ```
    "draft-target", Adjustable Error;
}

pub(super) fn check(context: &Context<'_>, found: &mut Diagnostics) {
    for broken in broken_links(context.kb) {
        if *broken.fault == LinkFault::Draft {
            found.push(broken.report(&RULE, "link to a draft").help("publish the page, or build with --drafts"));
        }
    }
}
