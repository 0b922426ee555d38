//! `source-without-publisher`.

use crate::check::{Context, rule};
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::AnchorKind;

rule! {
    /// ## What it does
    /// Finds sources that do not say who published them.
    ///
    /// ## Why is this bad?
    /// Who says so is what lets a reader judge a source.
    ///
    /// ## Example
    /// ```toml
    /// sources = [{ title = "Code of Conduct" }]
    /// ```
    ///
    /// Use instead:
    /// ```toml
    /// sources = [{ title = "Code of Conduct", publisher = "Tenants Union" }]
    /// ```
    "source-without-publisher", Adjustable Warning;
}

pub(super) fn check(context: &Context<'_>, found: &mut Diagnostics) {
    let kb = context.kb;
    let of_pages = kb.pages.rows().iter().flat_map(|page| page.meta.sources.iter().map(|source| (page.source, source)));
    let dates = kb.season.anchors.rows().iter().flat_map(|anchor| match &anchor.kind {
        AnchorKind::Season { dates, .. } => dates.as_slice(),
        AnchorKind::Personal => &[],
    });
    let of_dates = dates.filter_map(|date| kb.season.source.zip(date.source.as_ref()));
    for (file, source) in of_pages.chain(of_dates) {
        let publisher = source.value.publisher.as_ref();
        if publisher.is_none_or(|publisher| publisher.value.trim().is_empty() && !publisher.is_placeholder()) {
            let message = match source.value.title.as_str() {
                "" => "source has no publisher".to_owned(),
                title => format!("source `{title}` has no publisher"),
            };
            found.push(Diagnostic::new(&RULE, file.place(source.span), message).help("add `publisher = \"...\"`"));
        }
    }
}
