//! Letters without a formal closing.

use super::{Found, Part, View, rule};

rule! {
    /// ## What it does
    /// Finds bodies without a line that closes the letter.
    ///
    /// ## Why is this bad?
    /// The letter seems to break off.
    ///
    /// ## Example
    /// ```text
    /// Thanks!
    /// Ada
    /// ```
    ///
    /// Use instead:
    /// ```text
    /// Sincerely,
    ///
    /// Ada Green
    /// ```
    "closing", Warn Guidance, "close with a line such as 'Sincerely,'", Some(check);
}

fn check(view: &View<'_>, found: &mut Found<'_>) {
    if view.closing.is_none() && view.first_line.is_some() {
        found.at(Part::Body, view.end(), "no line closes the letter");
    }
}
