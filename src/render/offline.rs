//! What goes into an offline form: the scripts that it runs, and as much of the data as counts for one email template.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::client::{CHECKS, STRINGS, module};
use super::page::Renderer;
use super::scripts::{DATA, PREFIX, element};
use crate::model::EmailTemplate;
use crate::pack;

/// The element that becomes the form.
const FORM: &str = "form";

impl Renderer<'_> {
    /// Returns the form of an email template; `None` if the theme has none.
    pub(super) fn offline_form(&self, template: &EmailTemplate) -> Option<pack::Form> {
        let scripts = &self.theme.scripts;
        let main = element(FORM);
        scripts.url(&main)?;
        let kb = self.kb;
        let id = &kb.pages[template.page].name;
        let scenario = &kb.pages[kb.scenarios[template.scenario].page];
        let own = format!("templates/{id}.js");
        // A path of the site leads somewhere only if it is known where the site is.
        let address = |path: &str| kb.settings.base_url.as_ref().map(|base| base.join(path));
        let data = |text: &str| Arc::from(pack::module_url(text));
        let mut modules = vec![(format!("{PREFIX}{DATA}{own}"), data(&self.template_module(template, &address)))];
        let reached = scripts.reached(std::slice::from_ref(&main), true);
        for &name in &reached {
            let url = match name.strip_prefix(DATA) {
                Some(CHECKS) => data(&self.checks_module(&kb.rules.of_scenario(&scenario.name), &address)),
                Some(STRINGS) => data(&module(&self.strings_of(&reached))),
                Some(name) => data(self.data.modules.get(name).map_or("", String::as_str)),
                None => scripts.url(name).unwrap_or_default(),
            };
            modules.push((format!("{PREFIX}{name}"), url));
        }
        Some(pack::Form {
            element: format!("kbgen-{FORM}"),
            template: id.clone(),
            main: format!("{PREFIX}{main}"),
            modules,
            style: self.theme.form_style.clone(),
        })
    }

    /// Returns the words of scripts without those of elements that are not among these modules: `NAME_...` are those of
    /// `elements/NAME.js`.
    fn strings_of(&self, modules: &BTreeSet<&str>) -> BTreeMap<&str, &str> {
        let is_elsewhere = |key: &str| {
            let mut ends = key.match_indices('_').map(|(end, _)| element(&key[..end].replace('_', "-")));
            ends.any(|name| self.theme.scripts.url(&name).is_some() && !modules.contains(name.as_str()))
        };
        let all = self.theme.strings.script.iter().map(|(key, text)| (key.as_str(), text.as_str()));
        all.filter(|(key, _)| !is_elsewhere(key)).collect()
    }
}
