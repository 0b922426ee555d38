//! `anchor-without-date`.

use crate::check::{Context, rule};
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::{AnchorKind, DateRule};

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
    for anchor in season.anchors.rows() {
        let AnchorKind::Season { rule, .. } = &anchor.kind else { continue };
        // What counts from an anchor without a date is not at fault itself.
        let other = rule.as_ref().and_then(DateRule::anchor);
        let base = other.and_then(|name| season.anchors.rows().iter().find(|anchor| anchor.name.value == name));
        if anchor.date(current).is_some()
            || base.is_some_and(|base| !base.is_personal() && base.date(current).is_none())
        {
            continue;
        }
        let message = format!("anchor `{}` has no date in cycle `{}`", anchor.name.value, season.cycles[current].name);
        found.push(Diagnostic::new(&RULE, source.place(anchor.name.span), message).help(match rule {
            Some(_) => "its rule gives none; add a date to `dates`",
            None => "add a date to `dates`, or a `rule`",
        }));
    }
}
