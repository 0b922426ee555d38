//! Checks of what email templates can produce, and of what is to find faults in it.

mod blocked_variant;
mod caught_counterexample;
mod doubtful_variant;
mod missed_example;
mod unreached_branch;
mod unused_parameter;

use super::Check;
use crate::check::{Context, rule};
use crate::diag::{Diagnostic, Diagnostics, Rule};
use crate::message::Severity;

pub(super) const CHECKS: &[Check] = &[
    Check { rule: &blocked_variant::RULE, run: blocked_variant::run },
    Check { rule: &caught_counterexample::RULE, run: caught_counterexample::run },
    Check { rule: &doubtful_variant::RULE, run: doubtful_variant::run },
    Check { rule: &missed_example::RULE, run: missed_example::run },
    Check { rule: &unreached_branch::RULE, run: unreached_branch::run },
    Check { rule: &unused_parameter::RULE, run: unused_parameter::run },
];

/// Reports the faults of one severity in messages that templates can produce.
fn variants(rule: &'static Rule, severity: Severity, context: &Context<'_>, found: &mut Diagnostics) {
    for fault in context.proofs.iter().flat_map(|proof| &proof.faults) {
        let finding = &fault.finding;
        if finding.severity != severity {
            continue;
        }
        let name = finding.id.as_ref().map_or_else(|| finding.rule.to_owned(), |id| format!("{}/{id}", finding.rule));
        let mut diagnostic = Diagnostic::new(rule, fault.place, format!("{}: {}", name, finding.text));
        if !fault.excerpt.is_empty() {
            diagnostic = diagnostic.help(format!("in `{}`", fault.excerpt));
        }
        diagnostic = diagnostic.help(format!("with {}", fault.with));
        if !finding.help.is_empty() {
            diagnostic = diagnostic.help(finding.help.clone());
        }
        found.push(diagnostic);
    }
}
