//! The page on which a message that was written elsewhere is checked.

use std::collections::BTreeMap;

use serde_json::json;

use super::page::Renderer;
use super::view::CheckView;
use crate::diag::Diagnostics;
use crate::lang::{Parameter, Role, Type};
use crate::message::WordBudget;
use crate::model::{KnowledgeBase, Scenario};
use crate::output::Artifact;

/// Path of the page in the site.
pub(super) const PATH: &str = "check/";

/// Returns whether a site has the page: there must be something to check a message for.
#[must_use]
pub fn has_check(kb: &KnowledgeBase) -> bool {
    !kb.scenarios.is_empty()
}

impl Renderer<'_> {
    /// Renders the page for checking a draft.
    ///
    /// # Errors
    ///
    /// The findings of a layout that can't be rendered.
    pub fn check(&self) -> Result<Artifact, Diagnostics> {
        let (kb, strings) = (self.kb, &self.theme.strings);
        let mut frame = self.frame("check", strings.text("check"), PATH, None);
        strings.text("check_lead").clone_into(&mut frame.description);
        let scenarios = kb.scenarios.rows();
        let budgets: BTreeMap<&str, WordBudget> = scenarios
            .iter()
            .filter_map(|scenario| Some((kb.pages[scenario.page].name.as_str(), self.budget(scenario)?)))
            .collect();
        let mut checklists: Vec<_> = scenarios.iter().filter_map(|scenario| scenario.checklist).collect();
        checklists.sort_unstable();
        checklists.dedup();
        let view = CheckView {
            checklists: checklists.into_iter().map(|id| self.link(kb.checklists[id].page)).collect(),
            // No text in it may end the element that it stands in.
            data: json!({ "parameters": self.facts(), "budgets": budgets }).to_string().replace('<', "\\u003c"),
        };
        self.write(frame, &view, &[])
    }

    /// Returns the parameters that rules ask about and a reader can choose an answer to, and those that name sender and
    /// target.
    fn facts(&self) -> Vec<&Parameter> {
        let kb = self.kb;
        let all = kb.parameters.rows().iter().map(|parameter| &parameter.definition);
        let mut facts: Vec<&Parameter> = all
            .filter(|parameter| match parameter.kind {
                Type::Choice | Type::Bool => kb.asked.contains(&parameter.name),
                _ => matches!(parameter.role, Some(Role::SenderName | Role::TargetName)),
            })
            .collect();
        facts.sort_by_key(|parameter| (parameter.scope, parameter.role.is_none()));
        facts
    }

    /// Returns how long a message of a scenario may be: as long as its template with the widest budget, if each has one.
    fn budget(&self, scenario: &Scenario) -> Option<WordBudget> {
        let budgets: Option<Vec<WordBudget>> =
            scenario.templates.iter().map(|&id| Some(self.kb.templates[id].words?.value)).collect();
        let max = budgets?.into_iter().map(|budget| budget.max).max()?;
        Some(WordBudget { least: 0, most: max, max })
    }
}
