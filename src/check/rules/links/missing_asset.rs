//! `missing-asset`.

use super::broken_links;
use crate::check::{Context, rule};
use crate::diag::Diagnostics;
use crate::model::LinkFault;

rule! {
    /// ## What it does
    /// Finds links to files, such as pictures, that do not exist.
    ///
    /// ## Why is this bad?
    /// The picture or download would be missing.
    ///
    /// ## Example
    /// ```markdown
    /// ![Timeline](timline.png)
    /// ```
    ///
    /// Use instead:
    /// ```markdown
    /// ![Timeline](timeline.png)
    /// ```
    "missing-asset", Adjustable Error;
}

pub(super) fn check(context: &Context<'_>, found: &mut Diagnostics) {
    for broken in broken_links(context.kb) {
        if *broken.fault == LinkFault::NotAnImage {
            found.push(broken.report(&RULE, "a page is no image").help("link to it without `!`"));
        }
        let LinkFault::MissingAsset { path } = broken.fault else { continue };
        let assets = context.kb.assets.rows().iter().map(|asset| asset.source);
        let files = assets.chain(context.kb.pages.rows().iter().map(|page| page.source));
        let paths = files.map(|source| context.kb.sources[source].path.as_str());
        let finding = broken.report(&RULE, format!("no file at `{path}`"));
        found.push(broken.did_you_mean(finding, path, paths, context.kb));
    }
}
