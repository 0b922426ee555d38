//! `alias-of-page`.

use std::collections::BTreeSet;

use crate::check::{Context, rule};
use crate::diag::{Diagnostic, Diagnostics};

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
    let mut paths: BTreeSet<String> = kb.pages.rows().iter().map(|page| page.url.path.clone()).collect();
    paths.extend(kb.catalogues().into_iter().map(|section| format!("{}/", section.name())));
    paths.extend(kb.tags().into_keys().map(|tag| format!("tags/{tag}/")));
    paths.extend(kb.assets.rows().iter().map(|asset| asset.url.clone()));
    paths.extend(["404.html", "feed.xml", "index.html", "robots.txt", "sitemap.xml"].map(str::to_owned));
    for page in kb.pages.rows() {
        for alias in &page.meta.aliases {
            let reserved = alias.value.starts_with("assets/") || alias.value.starts_with(".kbgen");
            let folder = alias.value.strip_suffix("index.html").unwrap_or(&alias.value);
            if reserved || paths.contains(&alias.value) || paths.contains(folder) {
                found.push(Diagnostic::new(
                    &RULE,
                    page.place(alias.span),
                    format!("`/{}` is in the site already", alias.value),
                ));
            }
        }
    }
}
