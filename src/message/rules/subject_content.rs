//! Subjects that name nobody.

use super::{Found, Part, View, rule};
use crate::lang::Role;

rule! {
    /// ## What it does
    /// Finds subjects that name neither the sender nor the target.
    ///
    /// ## Why is this bad?
    /// Nobody can find the mail again, or see at a glance that it is meant for them.
    ///
    /// ## Example
    /// ```text
    /// A question about your waiting list
    /// ```
    ///
    /// Use instead:
    /// ```text
    /// Question about the waiting list: Ada Green
    /// ```
    "subject-content", Warn Guidance, "put your name or theirs into it", Some(check);
}

fn check(view: &View<'_>, found: &mut Found<'_>) {
    let names: Vec<&str> =
        [Role::SenderName, Role::TargetName].into_iter().filter_map(|role| view.draft.role(role)).collect();
    if names.is_empty() || view.subject_text().is_empty() || names.iter().any(|name| View::holds(&view.subject, name)) {
        return;
    }
    found.at(Part::Subject, 0..view.subject_text().len(), "the subject names neither you nor whom you write to");
}
