//! `duplicate-path`.

use std::collections::BTreeMap;

use crate::check::{Context, rule};
use crate::diag::{Diagnostic, Diagnostics};

rule! {
    /// ## What it does
    /// Finds two pages that would be written to one path.
    ///
    /// ## Why is this bad?
    /// Only one of them could be in the site.
    ///
    /// ## Example
    /// ```text
    /// content/guides/visas.md
    /// content/guides/visas/index.md
    /// ```
    ///
    /// Use instead:
    /// ```text
    /// content/guides/visas/index.md
    /// content/guides/visas/types.md
    /// ```
    "duplicate-path", Fixed Error;
}

pub(super) fn check(context: &Context<'_>, found: &mut Diagnostics) {
    let mut taken = BTreeMap::new();
    for page in context.kb.pages.rows().iter().filter(|page| page.url.fragment.is_none()) {
        if let Some(first) = taken.insert(page.url.path.as_str(), page.source) {
            found.push(
                Diagnostic::new(&RULE, page.source.start(), format!("two pages would be `/{}`", page.url.path))
                    .help(format!("the other is `{}`", context.kb.sources[first].path)),
            );
        }
    }
}
