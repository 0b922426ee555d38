//! `alias-of-page`.

use std::collections::BTreeSet;

use super::{below, file_of};
use crate::check::{Context, rule};
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::{Page, TEMPLATE_FORMATS, Window};

rule! {
    /// ## What it does
    /// Finds aliases that are the path of a page.
    ///
    /// ## Why is this bad?
    /// The redirect would take the page's place.
    ///
    /// ## Example
    /// ```toml
    /// aliases = ["season/"]
    /// ```
    ///
    /// Use instead:
    /// ```toml
    /// aliases = ["calendar/"]
    /// ```
    "alias-of-page", Fixed Error;
}

pub(super) fn check(context: &Context<'_>, found: &mut Diagnostics) {
    let kb = context.kb;
    let own_page = |page: &&Page| page.url.fragment.is_none();
    let mut files: BTreeSet<String> =
        kb.pages.rows().iter().filter(own_page).map(|page| index(&page.url.path)).collect();
    files.extend(kb.catalogues().into_iter().map(|section| index(&format!("{}/", section.name()))));
    files.extend(kb.tags().into_keys().map(|tag| index(&format!("tags/{tag}/"))));
    files.extend(kb.assets.rows().iter().map(|asset| asset.url.to_lowercase()));
    files.extend(["404.html", "feed.xml", "index.html", "robots.txt", "sitemap.xml"].map(str::to_owned));
    for template in kb.templates.rows() {
        files.extend(TEMPLATE_FORMATS.iter().map(|format| kb.template_file(template, format)));
        if kb.whole {
            files.insert(format!("packs/{}.zip", kb.pages[kb.scenarios[template.scenario].page].name));
        }
    }
    if !kb.templates.is_empty() {
        files.extend(["packs/all.zip", "templates.json", "checks.json"].map(str::to_owned));
    }
    // Without a calendar that can be read no window has dates.
    let dated = |window: &&Window| kb.whole && !window.is_personal(&kb.season);
    for window in kb.windows.rows().iter().filter(dated) {
        let page = &kb.pages[window.page];
        files.insert(format!("{}{}.ics", page.url.path, page.name));
    }
    for page in kb.pages.rows() {
        for alias in &page.meta.aliases {
            let file = file_of(&alias.value);
            // What is in the site: the same file, one that this would lie below, or a folder of that name.
            let taken = if files.contains(&file) {
                Some(alias.value.clone())
            } else if let Some(other) = files.iter().find(|other| below(&file, other)) {
                Some(other.clone())
            } else {
                files.iter().any(|other| below(other, &file)).then(|| format!("{}/", alias.value))
            };
            let place = page.place(alias.span);
            if file.starts_with("assets/") {
                found.push(Diagnostic::new(&RULE, place, "`/assets/` holds the theme's files"));
            } else if file.starts_with(".kbgen") {
                found.push(Diagnostic::new(&RULE, place, "names that start with `.kbgen` are the program's own"));
            } else if let Some(taken) = taken {
                found.push(Diagnostic::new(&RULE, place, format!("`/{taken}` is in the site already")));
            }
        }
    }
}

fn index(path: &str) -> String {
    format!("{path}index.html")
}
