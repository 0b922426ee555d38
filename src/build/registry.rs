//! Every rule of the program, and what a knowledge base makes of them.

use crate::diag::{self, Diagnostics, Rule, misnamed};
use crate::model::{KnowledgeBase, unknown_message_rule};

/// Returns every rule, by name.
#[must_use]
pub fn rules() -> Vec<&'static Rule> {
    let mut rules: Vec<&'static Rule> = [
        diag::RULES,
        crate::fields::RULES,
        crate::lang::RULES,
        crate::config::RULES,
        crate::load::RULES,
        crate::model::RULES,
        crate::render::RULES,
    ]
    .concat();
    rules.extend(crate::check::rules());
    rules.sort_by_key(|rule| rule.name);
    rules
}

/// Returns the rule of this name.
#[must_use]
pub fn find_rule(name: &str) -> Option<&'static Rule> {
    rules().into_iter().find(|rule| rule.name == name)
}

/// Applies the knowledge base's levels and suppressions to all findings of a run, and reports entries of `[rules]` that are wrong.
pub fn settle(found: &mut Diagnostics, kb: &KnowledgeBase) {
    let registry = rules();
    for entry in &kb.settings.rules {
        if let Some(fault) = misnamed(&entry.value, &registry, kb.settings.source.place(entry.span)) {
            found.push(fault);
        }
    }
    for entry in &kb.settings.message_rules {
        found.extend_one(unknown_message_rule(&entry.value, kb.settings.source.place(entry.span)));
    }
    found.settle(&kb.settings.levels, &kb.suppressions, &registry, &kb.sources);
}
