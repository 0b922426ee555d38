//! `duplicate-alias`.

use super::{below, file_of};
use crate::check::{Context, rule};
use crate::diag::{Diagnostic, Diagnostics};
use crate::source::Place;

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
    let mut taken: Vec<(String, &str, Place)> = Vec::new();
    for page in context.kb.pages.rows() {
        for alias in &page.meta.aliases {
            let (file, place) = (file_of(&alias.value), page.place(alias.span));
            let clash = taken.iter().find(|(other, ..)| *other == file || below(&file, other) || below(other, &file));
            if let Some((other, written, first)) = clash {
                let message = if *other == file {
                    format!("alias `{written}` is claimed twice")
                } else if below(&file, other) {
                    format!("alias `{}` lies below alias `{written}`", alias.value)
                } else {
                    format!("alias `{written}` lies below alias `{}`", alias.value)
                };
                found.push(
                    Diagnostic::new(&RULE, place, message)
                        .related(*first, "first claimed here")
                        .help(format!("the other is in `{}`", context.kb.sources[first.source].path)),
                );
            }
            taken.push((file, &alias.value, place));
        }
    }
}
