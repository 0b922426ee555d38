//! `missing-page`.

use super::broken_links;
use crate::check::{Context, rule};
use crate::diag::Diagnostics;
use crate::model::LinkFault;

rule! {
    /// ## What it does
    /// Finds links to Markdown files that do not exist.
    ///
    /// ## Why is this bad?
    /// The reader would meet an error page.
    ///
    /// ## Example
    /// ```markdown
    /// [after the viewing](../season/after-viewng.md)
    /// ```
    ///
    /// Use instead:
    /// ```markdown
    /// [after the viewing](../season/after-viewing.md)
    /// ```
    "missing-page", Adjustable Error;
}

pub(super) fn check(context: &Context<'_>, found: &mut Diagnostics) {
    for broken in broken_links(context.kb) {
        if *broken.fault == LinkFault::Empty {
            found.push(broken.report(&RULE, "link leads nowhere").help("say in the parentheses where it leads"));
        }
        let LinkFault::MissingPage { path } = broken.fault else { continue };
        let folder_link = !path.ends_with(".md");
        let paths = context.kb.pages.rows().iter().map(|page| context.kb.sources[page.source].path.as_str());
        let finding = broken.report(&RULE, format!("no page at `{path}`"));
        let mut finding = broken.did_you_mean(finding, path, paths, context.kb);
        if folder_link {
            finding = finding.help("link to a file that ends in `.md`");
        }
        found.push(finding);
    }
}
