//! Letters without the sender's number.

use super::{Found, Part, View, rule};
use crate::lang::Role;

rule! {
    /// ## What it does
    /// Finds messages in which the number that files are found by does not stand.
    ///
    /// ## Why is this bad?
    /// Whoever reads it has to search, and may not.
    ///
    /// ## Example
    /// ```text
    /// Sincerely,
    /// Ada Green
    /// ```
    ///
    /// Use instead:
    /// ```text
    /// Sincerely,
    /// Ada Green
    /// Member 10442
    /// ```
    "missing-id", Warn Guidance, "put it under your name", Some(check);
}

fn check(view: &View<'_>, found: &mut Found<'_>) {
    let Some(id) = view.draft.role(Role::SenderId) else { return };
    // A template knows in which of its messages the number belongs.
    let from_template = !view.draft.body.pieces.is_empty();
    if !from_template && !View::holds(&view.body, id) && !View::holds(&view.subject, id) {
        found.at(Part::Body, view.end(), format!("your number `{id}` does not stand in the message"));
    }
}
