//! Values that do not fit their parameters.

use super::{Found, Part, View, rule};

rule! {
    /// ## What it does
    /// Finds values that are not of their parameter's type, or not within its limits.
    ///
    /// ## Why is this bad?
    /// The sentence around a value is written for what the parameter asks for.
    ///
    /// ## Example
    /// ```text
    /// Why this target: nice
    /// ```
    ///
    /// Use instead:
    /// ```text
    /// Why this target: the seed library that neighbours share
    /// ```
    "bad-value", Block Rule, "", Some(check);
}

fn check(view: &View<'_>, found: &mut Found<'_>) {
    let draft = view.draft;
    for parameter in draft.parameters {
        let Some(misfit) = draft.values.get(&parameter.name).and_then(|value| value.fits(parameter).err()) else {
            continue;
        };
        let first =
            [(Part::Subject, &draft.subject), (Part::Body, &draft.body)].into_iter().find_map(|(part, written)| {
                let piece = written.pieces.iter().find(|piece| piece.parameter == parameter.name)?;
                Some((part, piece.range.clone()))
            });
        let (part, range) = first.unwrap_or((Part::Subject, 0..0));
        found.at(part, range, format!("`{}` {}; {}", parameter.label, misfit.fault, misfit.help));
    }
}
