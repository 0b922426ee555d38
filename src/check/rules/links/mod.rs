//! Links, images and footnotes.

mod absolute_path;
mod draft_target;
mod empty_link_text;
mod missing_alternative_text;
mod missing_asset;
mod missing_fragment;
mod missing_page;
mod outside_root;
mod undefined_footnote;
mod undefined_reference;
mod unreadable_link;
mod unusable_scheme;
mod unused_asset;
mod unused_footnote;
mod wrong_case;

use crate::check::Check;
use crate::diag::{Diagnostic, Rule, suggest_path};
use crate::model::{KnowledgeBase, LinkFault, Page, Target};
use crate::source::Span;

/// The checks of this group.
pub(super) const CHECKS: &[Check] = &[
    Check { rule: &absolute_path::RULE, run: absolute_path::check },
    Check { rule: &draft_target::RULE, run: draft_target::check },
    Check { rule: &empty_link_text::RULE, run: empty_link_text::check },
    Check { rule: &missing_alternative_text::RULE, run: missing_alternative_text::check },
    Check { rule: &missing_asset::RULE, run: missing_asset::check },
    Check { rule: &missing_fragment::RULE, run: missing_fragment::check },
    Check { rule: &missing_page::RULE, run: missing_page::check },
    Check { rule: &outside_root::RULE, run: outside_root::check },
    Check { rule: &undefined_footnote::RULE, run: undefined_footnote::check },
    Check { rule: &undefined_reference::RULE, run: undefined_reference::check },
    Check { rule: &unreadable_link::RULE, run: unreadable_link::check },
    Check { rule: &unusable_scheme::RULE, run: unusable_scheme::check },
    Check { rule: &unused_asset::RULE, run: unused_asset::check },
    Check { rule: &unused_footnote::RULE, run: unused_footnote::check },
    Check { rule: &wrong_case::RULE, run: wrong_case::check },
];

/// A link that leads nowhere.
struct BrokenLink<'a> {
    page: &'a Page,
    span: Span,
    image: bool,
    fault: &'a LinkFault,
}

impl BrokenLink<'_> {
    fn report(&self, rule: &'static Rule, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(rule, self.page.place(self.span), message)
    }

    /// Adds the link to the file that was probably meant by `path`, if there is one.
    fn did_you_mean<'p>(
        &self,
        finding: Diagnostic,
        path: &str,
        paths: impl Iterator<Item = &'p str> + Clone,
        kb: &KnowledgeBase,
    ) -> Diagnostic {
        match suggest_path(path, paths) {
            Some(close) => finding.help(format!("did you mean `{}`?", kb.relative_link(self.page, close))),
            None => finding,
        }
    }
}

/// Returns every link that leads nowhere.
fn broken_links(kb: &KnowledgeBase) -> impl Iterator<Item = BrokenLink<'_>> {
    kb.pages.rows().iter().flat_map(|page| {
        page.links.iter().zip(&page.outline.links).filter_map(move |(target, link)| match target {
            Target::Broken(fault) => Some(BrokenLink { page, span: link.span, image: link.image, fault }),
            _ => None,
        })
    })
}
