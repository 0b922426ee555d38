//! Templates that can produce a message that must not be sent.

use super::{Context, Diagnostics, Severity, rule, variants};

rule! {
    /// ## What it does
    /// Writes every message that an email template can produce, as far as values make a difference, and finds those that the
    /// checks for messages would stop.
    ///
    /// ## Why is this bad?
    /// Somebody would fill the template in, and then not be allowed to send what it gives.
    ///
    /// ## Example
    /// ```text
    /// {% if cv %}Please find attached my {{ cv }}.{% endif %}
    /// ```
    ///
    /// Use instead:
    /// ```text
    /// {% if cv %}I will gladly send you my {{ cv }}.{% endif %}
    /// ```
    "blocked-variant", Adjustable Error;
}

pub(super) fn run(context: &Context<'_>, found: &mut Diagnostics) {
    variants(&RULE, Severity::Block, context, found);
}
