//! `duplicate-path`.

use std::collections::BTreeMap;

use crate::check::{Context, rule};
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::PageKind;

rule! {
    /// ## What it does
    /// Finds two pages that would be written to one path.
    ///
    /// ## Why is this bad?
    /// Only one of them could be in the site.
    ///
    /// ## Example
    /// ```text
    /// content/guides/leases.md
    /// content/guides/leases/index.md
    /// ```
    ///
    /// Use instead:
    /// ```text
    /// content/guides/leases/index.md
    /// content/guides/leases/types.md
    /// ```
    "duplicate-path", Fixed Error;
}

pub(super) fn check(context: &Context<'_>, found: &mut Diagnostics) {
    let mut taken = BTreeMap::new();
    // Of every other kind, two pages on one path are two of one id.
    for page in context.kb.pages.rows().iter().filter(|page| matches!(page.kind, PageKind::Guide(_))) {
        if let Some(first) = taken.insert(page.url.path.as_str(), page.source) {
            found.push(
                Diagnostic::new(&RULE, page.source.start(), format!("two pages would be `/{}`", page.url.path))
                    .help(format!("the other is `{}`", context.kb.sources[first].path)),
            );
        }
    }
}
