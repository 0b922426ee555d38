//! Templates that can produce a message that the checks would warn of.

use super::{Context, Diagnostics, Severity, rule, variants};

rule! {
    /// ## What it does
    /// Writes every message that an email template can produce, as far as values make a difference, and finds those that the
    /// checks for messages would warn of.
    ///
    /// ## Why is this bad?
    /// A template should never lead into what its own site advises against.
    ///
    /// ## Example
    /// ```text
    /// I worked there for {{ months }} months{% if place %} , in {{ place }}{% endif %}.
    /// ```
    ///
    /// Use instead:
    /// ```text
    /// I worked there for {{ months }} months{% if place %}, in {{ place }}{% endif %}.
    /// ```
    "doubtful-variant", Adjustable Warning;
}

pub(super) fn run(context: &Context<'_>, found: &mut Diagnostics) {
    variants(&RULE, Severity::Warn, context, found);
}
