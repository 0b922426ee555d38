//! Letters without a formal greeting.

use super::{Found, Part, View, rule};

rule! {
    /// ## What it does
    /// Finds first lines that do not start with a formal greeting, or do not end with a comma or colon.
    ///
    /// ## Why is this bad?
    /// The first line sets the tone, and an informal one reads as careless.
    ///
    /// ## Example
    /// ```text
    /// Hi there!
    /// ```
    ///
    /// Use instead:
    /// ```text
    /// Dear Dr. Hollis,
    /// ```
    "salutation", Warn Guidance, "greet with title and family name, or with the role", Some(check);
}

fn check(view: &View<'_>, found: &mut Found<'_>) {
    let Some(range) = view.first_line.clone() else {
        return found.at(Part::Body, 0..0, "the body is empty");
    };
    let line = &view.body_text()[range.clone()];
    let starts = view.phrases.salutations.iter().any(|salutation| {
        let start = view.body.from(range.start);
        view.body.stands_at(salutation, start) && view.body.words[start].end <= range.end
    });
    if !starts {
        found.at(Part::Body, range, "the letter does not start with a formal greeting");
    } else if !line.ends_with([',', ':']) {
        found.at(Part::Body, range, "the greeting does not end with a comma");
    }
}
