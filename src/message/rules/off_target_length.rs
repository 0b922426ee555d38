//! Bodies outside the length that is best.

use super::{Found, Part, View, rule};
use crate::message::text::runs;

rule! {
    /// ## What it does
    /// Finds bodies that are shorter or longer than their template aims at, but not too long.
    ///
    /// ## Why is this bad?
    /// A body that is much shorter seldom says what it should; one that is longer is read in haste.
    ///
    /// ## Example
    /// ```text
    /// A body of 60 words, where 150 to 230 are best.
    /// ```
    ///
    /// Use instead:
    /// ```text
    /// A body of 160 words.
    /// ```
    "off-target-length", Note Guidance, "", Some(check);
}

fn check(view: &View<'_>, found: &mut Found<'_>) {
    let Some(budget) = view.draft.budget else { return };
    let count = runs(view.body_text()).count();
    let in_words = |number: u32| usize::try_from(number).unwrap_or(usize::MAX);
    if count < in_words(budget.least) || (count > in_words(budget.most) && count <= in_words(budget.max)) {
        found.at(Part::Body, 0..0, format!("the body has {count} words; {} to {} are best", budget.least, budget.most));
    }
}
