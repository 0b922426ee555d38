//! Bodies that are too long.

use super::{Found, Part, View, rule};
use crate::message::finding::Severity;
use crate::message::text::runs;

rule! {
    /// ## What it does
    /// Finds bodies with more words than their template's budget allows. A third more than that must not be sent at all.
    ///
    /// ## Why is this bad?
    /// A long mail is skimmed, and what matters in it is missed.
    ///
    /// ## Example
    /// ```text
    /// A body of 420 words, where 300 are the most.
    /// ```
    ///
    /// Use instead:
    /// ```text
    /// A body of 180 words with one purpose.
    /// ```
    "too-many-words", Warn Guidance, "keep to one purpose, and cut your own story first", Some(check);
}

fn check(view: &View<'_>, found: &mut Found<'_>) {
    let max = view.draft.budget.map_or(view.limits.words, |budget| budget.max) as usize;
    let body = view.body_text();
    let count = runs(body).count();
    if count <= max {
        return;
    }
    let start = runs(body).nth(max).map_or(0, |(start, _)| start);
    let severity = if count * 3 > max * 4 { Severity::Block } else { found.severity };
    found.severe(
        severity,
        Part::Body,
        start..body.trim_end().len(),
        format!("the body has {count} words, and {max} are the most"),
    );
}
