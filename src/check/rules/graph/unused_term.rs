//! `unused-term`.

use std::collections::BTreeSet;

use crate::check::{Context, rule};
use crate::diag::{Diagnostic, Diagnostics};

rule! {
    /// ## What it does
    /// Finds glossary terms that no other page mentions.
    ///
    /// ## Why is this bad?
    /// An entry that nothing leads to is not read.
    ///
    /// ## Example
    /// ```toml
    /// title = "sublet"   # and no page writes it
    /// ```
    ///
    /// Use instead:
    /// ```toml
    /// title = "sublet"   # a guide explains what it is
    /// ```
    "unused-term", Adjustable Warning;
}

pub(super) fn check(context: &Context<'_>, found: &mut Diagnostics) {
    let kb = context.kb;
    if !context.is_complete() {
        return;
    }
    let used: BTreeSet<usize> = kb
        .pages
        .iter()
        .flat_map(|(id, page)| {
            page.outline.mentions.iter().copied().filter(move |&term| kb.terms.rows()[term].page != id)
        })
        .collect();
    for (id, term) in kb.terms.iter() {
        let page = &kb.pages[term.page];
        if !used.contains(&id.index()) && page.linked_from.is_empty() {
            let message = format!("no other page mentions `{}`", page.meta.title.value);
            found.push(
                Diagnostic::new(&RULE, page.place(page.meta.title.span), message)
                    .help("remove the entry, or add the spelling in use to `also`"),
            );
        }
    }
}
