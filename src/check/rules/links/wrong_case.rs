//! `wrong-case`.

use super::broken_links;
use crate::check::{Context, rule};
use crate::diag::Diagnostics;
use crate::model::LinkFault;

rule! {
    /// ## What it does
    /// Finds links whose letter case differs from the file's name.
    ///
    /// ## Why is this bad?
    /// The link works on some systems and not on others.
    ///
    /// ## Example
    /// ```markdown
    /// ![Map](Map.png)
    /// ```
    ///
    /// Use instead:
    /// ```markdown
    /// ![Map](map.png)
    /// ```
    "wrong-case", Adjustable Error;
}

pub(super) fn check(context: &Context<'_>, found: &mut Diagnostics) {
    for broken in broken_links(context.kb) {
        let LinkFault::WrongCase { right } = broken.fault else { continue };
        found.push(broken.report(&RULE, "letter case differs from the file's name").help(format!("write `{right}`")));
    }
}
