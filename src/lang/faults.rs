//! What can be wrong with a template of the email language.

use crate::diag::{Diagnostic, rules};
use crate::source::Place;

rules! {
    /// Faults of email templates and conditions.
    RULES;

    /// ## What it does
    /// Finds subjects, bodies and conditions that are not written in the email language: a delimiter or block that is not
    /// closed, a tag or sign that does not exist, something left out.
    ///
    /// ## Why is this bad?
    /// kbgen could not tell what the message should say.
    ///
    /// ## Example
    /// ```text
    /// Dear {{ recipient }
    /// ```
    ///
    /// Use instead:
    /// ```text
    /// Dear {{ recipient }}
    /// ```
    ///
    /// ## References
    /// The language is a part of Tera 2's: output, `if`, `for`, comments, and white space control with `-`.
    TEMPLATE_SYNTAX = "template-syntax", Fixed Error;

    /// ## What it does
    /// Finds names in email templates and conditions that no parameter has.
    ///
    /// ## Why is this bad?
    /// Nobody would be asked for the value, and the message would have a gap.
    ///
    /// ## Example
    /// ```text
    /// Dear {{ recipent }},
    /// ```
    ///
    /// Use instead:
    /// ```text
    /// Dear {{ recipient }},
    /// ```
    UNKNOWN_PARAMETER = "unknown-parameter", Fixed Error;

    /// ## What it does
    /// Finds filters that do not exist, and arguments that a filter does not have, lacks, or can't use.
    ///
    /// ## Why is this bad?
    /// The value would not be printed as its author meant.
    ///
    /// ## Example
    /// ```text
    /// {{ viewing_date | date(format="short") }}
    /// ```
    ///
    /// Use instead:
    /// ```text
    /// {{ viewing_date | date(format="long") }}
    /// ```
    UNKNOWN_FILTER = "unknown-filter", Fixed Error;

    /// ## What it does
    /// Finds values that are printed, compared or looped over in a way that their type does not allow.
    ///
    /// ## Why is this bad?
    /// A comparison of unlike things never holds, and a date or a list can be written in more than one way.
    ///
    /// ## Example
    /// ```text
    /// {% if months > "3" %}
    /// ```
    ///
    /// Use instead:
    /// ```text
    /// {% if months > 3 %}
    /// ```
    TYPE_MISMATCH = "type-mismatch", Fixed Error;

    /// ## What it does
    /// Finds a choice that is compared with a value it does not have.
    ///
    /// ## Why is this bad?
    /// The comparison never holds, so its text would never be used.
    ///
    /// ## Example
    /// ```text
    /// {% if status == "certifed" %}
    /// ```
    ///
    /// Use instead:
    /// ```text
    /// {% if status == "certified" %}
    /// ```
    UNKNOWN_CHOICE = "unknown-choice", Fixed Error;

    /// ## What it does
    /// Finds branches that no values can reach, because an earlier branch or an enclosing one rules them out.
    ///
    /// ## Why is this bad?
    /// Its text is never used, and some message lacks what its author wrote for it.
    ///
    /// ## Example
    /// ```text
    /// {% if status != "certified" %}not yet{% elif status == "on-track" %}soon{% endif %}
    /// ```
    ///
    /// Use instead:
    /// ```text
    /// {% if status == "on-track" %}soon{% elif status != "certified" %}not yet{% endif %}
    /// ```
    UNREACHABLE_BRANCH = "unreachable-branch", Fixed Error;

    /// ## What it does
    /// Finds optional parameters that are printed, looped over or put in an order where they may be missing.
    ///
    /// ## Why is this bad?
    /// The message would have a gap in the middle of a sentence.
    ///
    /// ## Example
    /// ```text
    /// I worked there for {{ months }} months.
    /// ```
    ///
    /// Use instead:
    /// ```text
    /// {% if months %}I worked there for {{ months }} months.{% endif %}
    /// ```
    UNGUARDED_PARAMETER = "unguarded-parameter", Fixed Error;

    /// ## What it does
    /// Finds variables of loops that have the name of a parameter or of a loop around them.
    ///
    /// ## Why is this bad?
    /// Inside the loop the name would mean something else than outside.
    ///
    /// ## Example
    /// ```text
    /// {% for name in plants %}{{ name }}{% endfor %}
    /// ```
    ///
    /// Use instead:
    /// ```text
    /// {% for plant in plants %}{{ plant }}{% endfor %}
    /// ```
    SHADOWED_NAME = "shadowed-name", Fixed Error;
}

pub(super) fn syntax(place: Place, message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(&TEMPLATE_SYNTAX, place, message)
}

pub(super) fn unknown_parameter<'a>(name: &str, place: Place, known: impl IntoIterator<Item = &'a str>) -> Diagnostic {
    Diagnostic::new(&UNKNOWN_PARAMETER, place, format!("unknown parameter `{name}`")).did_you_mean(name, known)
}

pub(super) fn unreachable(place: Place, is_else: bool) -> Diagnostic {
    let message = if is_else { "nothing is left for this `else`" } else { "this branch can't be reached" };
    Diagnostic::new(&UNREACHABLE_BRANCH, place, message)
        .help("a condition before it or around it rules it out for all values")
}
