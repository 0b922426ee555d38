//! Gaps that missing values leave.

use super::{Found, Part, View, rule};

rule! {
    /// ## What it does
    /// Finds places of a message where a value that has to be filled in is missing.
    ///
    /// ## Why is this bad?
    /// The reader gets a sentence with a hole in it.
    ///
    /// ## Example
    /// ```text
    /// Dear [Title and family name],
    /// ```
    ///
    /// Use instead:
    /// ```text
    /// Dear Dr. Hollis,
    /// ```
    "missing-value", Block Rule, "fill it in", Some(check);
}

fn check(view: &View<'_>, found: &mut Found<'_>) {
    for (part, written) in [(Part::Subject, &view.draft.subject), (Part::Body, &view.draft.body)] {
        for gap in written.pieces.iter().filter(|piece| piece.missing) {
            let label = view.draft.parameter(&gap.parameter).map_or(&gap.parameter, |parameter| &parameter.label);
            found.at(part, gap.range.clone(), format!("`{label}` is not filled in"));
        }
    }
}
