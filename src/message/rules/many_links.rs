//! Many links.

use super::{Found, Part, View, rule};

rule! {
    /// ## What it does
    /// Finds web addresses beyond the number that a body may have.
    ///
    /// ## Why is this bad?
    /// Many links look like advertising, and filters take them for that.
    ///
    /// ## Example
    /// ```text
    /// See https://a.example, https://b.example and https://c.example.
    /// ```
    ///
    /// Use instead:
    /// ```text
    /// See https://a.example.
    /// ```
    "many-links", Note Guidance, "keep the one that matters", Some(check);
}

fn check(view: &View<'_>, found: &mut Found<'_>) {
    for link in super::links(view.body_text()).into_iter().skip(view.limits.links as usize) {
        found.at(Part::Body, link, format!("a body has {} link at most", view.limits.links));
    }
}
