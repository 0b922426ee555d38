//! What stands in a page's head: its policy, and the scripts that it runs.

use std::collections::BTreeMap;

use base64::prelude::{BASE64_STANDARD, Engine as _};
use serde_json::json;
use sha2::{Digest, Sha256};

use super::client::CHECKS;
use super::page::Renderer;
use super::scripts::{DATA, MAIN, PREFIX};
use super::view::{HeadView, ModulesView, PageView};

impl Renderer<'_> {
    /// Returns the head of a page. Nothing that its policy lets through leaves the site, and no script can send anything.
    pub(super) fn head(&self, frame: &PageView) -> HeadView {
        let modules = self.modules(frame);
        let map = modules.as_ref().map_or_else(String::new, |modules| {
            format!(" 'sha256-{}'", BASE64_STANDARD.encode(Sha256::digest(modules.map.as_bytes())))
        });
        let policy = format!(
            "default-src 'none'; script-src 'self'{map}; worker-src 'none'; style-src 'self'; img-src 'self' data:; \
             base-uri 'none'; form-action 'none'"
        );
        let scripts = &self.theme.scripts;
        HeadView { policy, main: format!("{}{MAIN}", scripts.folder), search: scripts.search_path.clone(), modules }
    }

    fn modules(&self, frame: &PageView) -> Option<ModulesView> {
        let scripts = &self.theme.scripts;
        let modules = scripts.of_layout(&format!("layouts/{}.html", frame.kind))?;
        let own = self.data.own.get(&frame.path);
        let path = |name: &str| match (name.strip_prefix(DATA), own) {
            (Some(CHECKS), Some([checks, _])) => format!("{}{checks}", self.data.folder),
            (Some(data), _) => format!("{}{data}", self.data.folder),
            (None, _) => format!("{}{name}", scripts.folder),
        };
        let mut preload: Vec<String> = modules.into_iter().filter(|name| *name != MAIN).map(path).collect();
        // A page's own email template is asked for by its id, which no module names.
        preload.extend(own.map(|[_, template]| format!("{}{template}", self.data.folder)));
        // The longest name counts, whatever the order.
        let mut imports = BTreeMap::from([
            (format!("{PREFIX}{DATA}"), format!("{}{}", frame.root, self.data.folder)),
            (PREFIX.to_owned(), format!("{}{}", frame.root, scripts.folder)),
        ]);
        imports.extend(own.map(|[checks, _]| {
            (format!("{PREFIX}{DATA}{CHECKS}"), format!("{}{}{checks}", frame.root, self.data.folder))
        }));
        let map = json!({ "imports": imports });
        Some(ModulesView { map: map.to_string().replace('<', "\\u003c"), preload })
    }
}
