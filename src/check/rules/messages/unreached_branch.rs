//! Branches of templates that nothing tried.

use super::{Context, Diagnostic, Diagnostics, rule};

rule! {
    /// ## What it does
    /// Finds branches of email templates that none of the tried messages took: no combination of choices, and no persona.
    ///
    /// ## Why is this bad?
    /// Its text was never checked, and maybe nobody ever sees it.
    ///
    /// ## Example
    /// ```text
    /// {% for plant in plants %}{% if plant == "rose" %}a rose{% endif %}{% endfor %}
    /// ```
    ///
    /// Use instead: add a persona that has the value, or remove the branch.
    "unreached-branch", Adjustable Warning;
}

pub(super) fn run(context: &Context<'_>, found: &mut Diagnostics) {
    for place in context.proofs.iter().flat_map(|proof| &proof.unreached) {
        found.push(
            Diagnostic::new(&RULE, *place, "nothing that was tried takes this branch")
                .help("add a persona under `templates/personas/` whose values lead to it, or remove it"),
        );
    }
}
