//! `duplicate-alias`.

use std::collections::BTreeMap;

use crate::check::{Context, rule};
use crate::diag::{Diagnostic, Diagnostics};

rule! {
    /// ## What it does
    /// Finds aliases that two pages claim.
    ///
    /// ## Why is this bad?
    /// The redirect can lead to one of them only.
    ///
    /// ## Example
    /// ```toml
    /// aliases = ["lease/"]   # in two pages
    /// ```
    ///
    /// Use instead:
    /// ```toml
    /// aliases = ["lease/"]   # in one
    /// ```
    "duplicate-alias", Fixed Error;
}

pub(super) fn check(context: &Context<'_>, found: &mut Diagnostics) {
    let mut taken = BTreeMap::new();
    for page in context.kb.pages.rows() {
        for alias in &page.meta.aliases {
            let place = page.place(alias.span);
            if let Some(first) = taken.insert(alias.value.as_str(), place) {
                found.push(
                    Diagnostic::new(&RULE, place, format!("alias `{}` is claimed twice", alias.value))
                        .related(first, "first claimed here"),
                );
            }
        }
    }
}
