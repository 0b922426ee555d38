//! Parameters that nothing asks for.

use std::collections::BTreeSet;

use super::{Context, Diagnostic, Diagnostics, rule};
use crate::model::{Parameter, ParameterUse};

rule! {
    /// ## What it does
    /// Finds parameters that no email template, detector or rule mentions, and that have no role and no anchor.
    ///
    /// ## Why is this bad?
    /// It is a leftover, or a template was meant to ask for it.
    ///
    /// ## Example
    /// ```toml
    /// [fax_number]    # no template prints it
    /// label = "Fax number"
    /// ```
    ///
    /// Use instead: remove it, or mention it in a template.
    "unused-parameter", Adjustable Warning;
}

pub(super) fn run(context: &Context<'_>, found: &mut Diagnostics) {
    let kb = context.kb;
    if !context.is_complete() {
        return;
    }
    let mut shared = BTreeSet::new();
    let report = |parameter: &Parameter, help: &str| {
        let message = format!("nothing asks for `{}`", parameter.definition.name);
        Diagnostic::new(&RULE, parameter.place, message).help(help)
    };
    for template in kb.templates.rows() {
        for (index, local) in template.locals.iter().enumerate() {
            if !template.parameters.contains(&ParameterUse::Local(index)) && !is_asked_for(local) {
                found.push(report(local, "remove it, or mention it in the subject or body"));
            }
        }
        shared.extend(template.parameters.iter().filter_map(|used| match used {
            ParameterUse::Shared(id) => Some(*id),
            ParameterUse::Local(_) => None,
        }));
    }
    for (id, parameter) in kb.parameters.iter() {
        let definition = &parameter.definition;
        let asked = shared.contains(&id) || kb.asked.contains(&definition.name);
        if !asked && !is_asked_for(parameter) {
            found.push(report(parameter, "remove it, or mention it in a template, a detector or a rule"));
        }
    }
}

/// Whether checks of messages ask for it.
fn is_asked_for(parameter: &Parameter) -> bool {
    parameter.definition.role.is_some() || parameter.definition.anchor.is_some()
}
