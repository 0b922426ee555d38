//! The workspace: the page on which a reader keeps all targets in view, and the data that its scripts go by.

use std::collections::BTreeMap;

use serde::Serialize;

use super::client::{CheckRules, module};
use super::page::Renderer;
use super::season::Target;
use super::view::WorkspaceView;
use crate::diag::Diagnostics;
use crate::lang::{self, Parameter, Role, Scope};
use crate::model::{EmailTemplate, KnowledgeBase};
use crate::output::Artifact;

/// Path of the page in the site.
pub(super) const PATH: &str = "workspace/";

/// Calendars of a site without an address are from here. Source: RFC 2606, section 2.
const NOWHERE: &str = "kbgen.invalid";

/// Returns whether a site has the page: messages must be to targets that have names.
#[must_use]
pub fn has_workspace(kb: &KnowledgeBase) -> bool {
    kb.templates.rows().iter().flat_map(|template| kb.parameters_of(template)).any(is_target_name)
}

fn is_target_name(parameter: &Parameter) -> bool {
    parameter.scope == Scope::Target && parameter.role == Some(Role::TargetName)
}

/// `workspace.js`.
#[derive(Serialize)]
struct WorkspaceModule<'a> {
    /// What messages are checked by, without the detectors.
    rules: CheckRules<'a>,
    /// Every parameter that an email template or a rule asks for, or that has a role for a target; of equal names the first.
    parameters: Vec<&'a Parameter>,
    /// What the reader's and the targets' parameters are listed under, in the order of their first ones.
    groups: Vec<Group<'a>>,
    scenarios: Vec<ScenarioData<'a>>,
    templates: Vec<TemplateData<'a>>,
    /// Where each pitfall is explained, by its id.
    paths: BTreeMap<&'a str, String>,
    /// Path of a window's page, by its id.
    windows: BTreeMap<&'a str, String>,
    target: Target<'a>,
    dates: &'a lang::Dates,
    /// What calendars are told apart by.
    host: &'a str,
}

#[derive(Serialize)]
struct Group<'a> {
    label: &'a str,
    scope: Scope,
    parameters: Vec<&'a str>,
}

#[derive(Serialize)]
struct ScenarioData<'a> {
    id: &'a str,
    title: &'a str,
    description: &'a str,
    path: String,
}

#[derive(Serialize)]
struct TemplateData<'a> {
    id: &'a str,
    title: &'a str,
    path: &'a str,
    scenario: &'a str,
    window: &'a str,
    /// Names of its parameters.
    parameters: Vec<&'a str>,
}

impl Renderer<'_> {
    /// Renders the page.
    ///
    /// # Errors
    ///
    /// The findings of a layout that can't be rendered.
    pub fn workspace(&self) -> Result<Artifact, Diagnostics> {
        let (strings, target) = (&self.theme.strings, &self.kb.settings.target);
        let title = strings.text("workspace").replace("{targets}", &target.many);
        let mut frame = self.frame("workspace", &title, PATH, None);
        frame.description = strings.text("workspace_lead").replace("{targets}", &target.many);
        self.write(frame, &WorkspaceView { needs: strings.text("workspace_needs_scripts").to_owned() }, &[])
    }

    /// Returns the data of the page as a module.
    pub(super) fn workspace_module(&self) -> String {
        let kb = self.kb;
        let rules = kb.rules.without_detectors();
        let page = |id| &kb.pages[id];
        let mut parameters: Vec<&Parameter> = Vec::new();
        let of_templates = kb.templates.rows().iter().flat_map(|template| kb.parameters_of(template));
        let shared = kb.parameters.rows().iter().map(|row| &row.definition).filter(|parameter| {
            let is_of_target = parameter.scope == Scope::Target && parameter.role.is_some();
            is_of_target || kb.asked.contains(&parameter.name)
        });
        for parameter in of_templates.chain(shared) {
            if !parameters.iter().any(|known| known.name == parameter.name) {
                parameters.push(parameter);
            }
        }
        module(&WorkspaceModule {
            rules: CheckRules::new(&rules),
            groups: self.groups(&parameters),
            parameters,
            scenarios: kb
                .scenarios
                .rows()
                .iter()
                .map(|scenario| page(scenario.page))
                .map(|page| ScenarioData {
                    id: &page.name,
                    title: &page.meta.title.value,
                    description: &page.meta.description.value,
                    path: page.url.full(),
                })
                .collect(),
            templates: kb.templates.rows().iter().map(|template| self.template_of_workspace(template)).collect(),
            paths: kb.pitfalls.rows().iter().map(|row| page(row.page)).map(|it| (&*it.name, it.url.full())).collect(),
            windows: kb.windows.rows().iter().map(|row| page(row.page)).map(|it| (&*it.name, it.url.full())).collect(),
            target: self.target_words(),
            dates: &kb.settings.dates,
            host: kb.settings.base_url.as_ref().map_or(NOWHERE, |base| base.host()),
        })
    }

    fn template_of_workspace<'k>(&'k self, template: &'k EmailTemplate) -> TemplateData<'k> {
        let kb = self.kb;
        let page = &kb.pages[template.page];
        TemplateData {
            id: &page.name,
            title: &page.meta.title.value,
            path: &page.url.path,
            scenario: &kb.pages[kb.scenarios[template.scenario].page].name,
            window: &kb.pages[kb.windows[template.window].page].name,
            parameters: kb.parameters_of(template).iter().map(|parameter| parameter.name.as_str()).collect(),
        }
    }

    /// Groups the parameters that are used and that are typed once, for the reader or for a target.
    fn groups<'k>(&'k self, used: &[&Parameter]) -> Vec<Group<'k>> {
        let mut groups: Vec<Group<'k>> = Vec::new();
        let rows = self.kb.parameters.rows().iter().filter(|row| row.definition.scope != Scope::Message);
        for row in rows.filter(|row| used.contains(&&row.definition)) {
            let (label, scope) = (row.group.as_str(), row.definition.scope);
            match groups.iter_mut().find(|group| group.label == label && group.scope == scope) {
                Some(group) => group.parameters.push(&row.definition.name),
                None => groups.push(Group { label, scope, parameters: vec![&row.definition.name] }),
            }
        }
        groups
    }
}
