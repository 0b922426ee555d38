//! Attached files.

use super::{Found, Part, View, rule};

rule! {
    /// ## What it does
    /// Finds files that go with a message.
    ///
    /// ## Why is this bad?
    /// Files that nobody asked for are filtered out, and so is the mail.
    ///
    /// ## Example
    /// ```text
    /// cv.pdf
    /// ```
    ///
    /// Use instead:
    /// ```text
    /// no file; an offer to send one
    /// ```
    "attached-file", Block Guidance, "remove it, unless you were asked for it", Some(check);
}

fn check(view: &View<'_>, found: &mut Found<'_>) {
    let names: Vec<String> = view.draft.attachments.iter().map(|name| format!("`{name}`")).collect();
    match names.as_slice() {
        [] => {}
        [only] => found.at(Part::Subject, 0..0, format!("{only} is attached")),
        several => found.at(Part::Subject, 0..0, format!("{} are attached", several.join(", "))),
    }
}
