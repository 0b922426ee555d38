//! `anchor-without-date`.

use crate::check::{Context, rule};
use crate::diag::{Diagnostic, Diagnostics};

rule! {
    /// ## What it does
    /// Finds anchors of the season that have neither a date in the current cycle nor a rule.
    ///
    /// ## Why is this bad?
    /// The calendar and every window that counts from it would have a gap.
    ///
    /// ## Example
    /// ```toml
    /// [[anchors]]
    /// id = "lists-due"
    /// kind = "season"
    /// ```
    ///
    /// Use instead:
    /// ```toml
    /// [[anchors]]
    /// id = "lists-due"
    /// kind = "season"
    /// rule = "12 days before results"
    /// ```
    "anchor-without-date", Fixed Error;
}

pub(super) fn check(context: &Context<'_>, found: &mut Diagnostics) {
    if !context.kb.whole {
        return;
    }
    let season = &context.kb.season;
    let (Some(source), Some(current)) = (season.source, season.current) else { return };
    for anchor in season.anchors.rows().iter().filter(|anchor| !anchor.is_personal()) {
        if anchor.date(current).is_none() {
            let message =
                format!("anchor `{}` has no date in cycle `{}`", anchor.name.value, season.cycles[current].name);
            found.push(
                Diagnostic::new(&RULE, source.place(anchor.name.span), message)
                    .help("add a date to `dates`, or a `rule`"),
            );
        }
    }
}
