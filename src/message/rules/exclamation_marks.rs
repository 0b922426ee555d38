//! Exclamation marks.

use super::{Found, Part, View, rule};

rule! {
    /// ## What it does
    /// Finds the second and every further exclamation mark of a body, and runs such as `!!` and `??`.
    ///
    /// ## Why is this bad?
    /// One is warm, several sound breathless.
    ///
    /// ## Example
    /// ```text
    /// Thank you so much!! I can't wait!
    /// ```
    ///
    /// Use instead:
    /// ```text
    /// Thank you so much.
    /// ```
    "exclamation-marks", Warn Guidance, "end with a full stop", Some(check);
}

fn check(view: &View<'_>, found: &mut Found<'_>) {
    let body = view.body_text();
    let mut seen = 0;
    let mut at = 0;
    while let Some(found_at) = body[at..].find(['!', '?']) {
        let start = at + found_at;
        let mark = if body[start..].starts_with('!') { '!' } else { '?' };
        let len = body[start..].find(|c| c != mark).unwrap_or(body.len() - start);
        at = start + len;
        if len > 1 {
            let run = &body[start..at];
            found.at(Part::Body, start..at, format!("`{run}` is more than one mark"));
        } else if mark == '!' {
            seen += 1;
            if seen > 1 {
                found.at(Part::Body, start..at, "this is not the only exclamation mark");
            }
        }
    }
}
