//! Subjects that are empty, too short or too long.

use super::{Found, Part, View, rule};

rule! {
    /// ## What it does
    /// Finds empty subjects, and those of fewer or more characters than the limits.
    ///
    /// ## Why is this bad?
    /// A short subject says nothing, and a long one is cut off.
    ///
    /// ## Example
    /// ```text
    /// Hello
    /// ```
    ///
    /// Use instead:
    /// ```text
    /// Plot request: Ada Green, interest in Linden Garden
    /// ```
    "subject-length", Warn Guidance, "say what it is about, who writes, and to whom", Some(check);
}

fn check(view: &View<'_>, found: &mut Found<'_>) {
    let subject = view.subject_text();
    let (least, most) = (view.limits.subject_least as usize, view.limits.subject_most as usize);
    let count = subject.chars().count();
    let text = match count {
        0 => "the subject is empty".to_owned(),
        count if count < least => format!("the subject has {count} characters, fewer than {least}"),
        count if count > most => format!("the subject has {count} characters, more than {most}"),
        _ => return,
    };
    found.at(Part::Subject, 0..subject.len(), text);
}
