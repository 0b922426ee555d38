//! `backward-window`.

use crate::check::{Context, rule};
use crate::diag::{Diagnostic, Diagnostics};

rule! {
    /// ## What it does
    /// Finds windows that close before they open.
    ///
    /// ## Why is this bad?
    /// No message could ever belong in it.
    ///
    /// ## Example
    /// ```toml
    /// opens = "viewing-date + 48h"
    /// closes = "viewing-date"
    /// ```
    ///
    /// Use instead:
    /// ```toml
    /// opens = "viewing-date"
    /// closes = "viewing-date + 48h"
    /// ```
    "backward-window", Fixed Error;
}

pub(super) fn check(context: &Context<'_>, found: &mut Diagnostics) {
    let kb = context.kb;
    if !kb.whole {
        return;
    }
    for window in kb.windows.rows() {
        let (opens, closes) = (window.opens, window.closes);
        let same_anchor = opens.anchor == closes.anchor && closes.offset_hours < opens.offset_hours;
        let backward = kb
            .season
            .cycles
            .iter()
            .find(|(cycle, _)| window.dates(&kb.season, *cycle).is_some_and(|(opens, closes)| closes < opens));
        if !same_anchor && backward.is_none() {
            continue;
        }
        let page = &kb.pages[window.page];
        let mut finding =
            Diagnostic::new(&RULE, page.place(closes.span), format!("window `{}` closes before it opens", page.name))
                .related(page.place(opens.span), "it opens here");
        if let Some((id, cycle)) = backward
            && let Some((opens, closes)) = window.dates(&kb.season, id)
        {
            finding = finding.help(format!("in cycle `{}` it opens on {opens} and closes on {closes}", cycle.name));
        }
        found.push(finding);
    }
}
