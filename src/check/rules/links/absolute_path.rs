//! `absolute-path`.

use super::broken_links;
use crate::check::{Context, rule};
use crate::diag::Diagnostics;
use crate::model::LinkFault;

rule! {
    /// ## What it does
    /// Finds links that start with `/`.
    ///
    /// ## Why is this bad?
    /// They break when the site is served under a path, and on code hosts.
    ///
    /// ## Example
    /// ```markdown
    /// [leases](/guides/leases/)
    /// ```
    ///
    /// Use instead:
    /// ```markdown
    /// [leases](../guides/leases.md)
    /// ```
    "absolute-path", Adjustable Error;
}

pub(super) fn check(context: &Context<'_>, found: &mut Diagnostics) {
    for broken in broken_links(context.kb) {
        if *broken.fault == LinkFault::Absolute {
            found.push(broken.report(&RULE, "link starts with `/`").help(if broken.image {
                "write the path from this file to the picture"
            } else {
                "write the path from this file to the `.md` file"
            }));
        }
    }
}
