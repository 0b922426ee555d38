//! Letters without the sender's name at the end.

use super::{Found, Part, View, rule};
use crate::lang::Role;
use crate::message::text::Text;

rule! {
    /// ## What it does
    /// Finds bodies that do not end with the sender's full name.
    ///
    /// ## Why is this bad?
    /// The reader can't tell who wrote.
    ///
    /// ## Example
    /// ```text
    /// Sincerely,
    /// Ada
    /// ```
    ///
    /// Use instead:
    /// ```text
    /// Sincerely,
    /// Ada Green
    /// ```
    "unsigned", Warn Guidance, "sign with your full name", Some(check);
}

fn check(view: &View<'_>, found: &mut Found<'_>) {
    let Some(name) = view.draft.role(Role::SenderName) else { return };
    let signature = Text::new(&view.body_text()[view.signature()], &[]);
    if !View::holds(&signature, name) {
        found.at(Part::Body, view.end(), format!("`{name}` does not stand under the letter"));
    }
}
