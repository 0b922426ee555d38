//! How links, cards, terms and call-outs of a text are written in one page.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::BTreeSet;

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use super::strings::Strings;
use crate::markdown::{LinkMarkup, Markup};
use crate::model::{KnowledgeBase, Page, Target};

/// What a file's name may hold and a URL's path may not (WHATWG URL Standard, path percent-encode set, and `%`).
const PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'}');

/// Markup of the text of `page` where it is shown: in the page at `path`, `root` from the site's root.
pub(super) struct PageMarkup<'a> {
    pub(super) kb: &'a KnowledgeBase,
    pub(super) strings: &'a Strings,
    pub(super) page: &'a Page,
    pub(super) path: &'a str,
    pub(super) root: &'a str,
    /// Terms that are marked in the page already, which may show several texts.
    pub(super) marked: &'a RefCell<BTreeSet<usize>>,
}

impl PageMarkup<'_> {
    fn url(&self, page: &Page, fragment: Option<&str>) -> String {
        // A heading of an entry of a list page has the entry's id before its own.
        let fragment = match (&page.url.fragment, fragment) {
            (Some(entry), Some(heading)) => Some(format!("{entry}--{heading}")),
            (Some(entry), None) => Some(entry.clone()),
            (None, heading) => heading.map(str::to_owned),
        };
        let fragment = fragment.map_or_else(String::new, |fragment| format!("#{fragment}"));
        if page.url.path == self.path && !fragment.is_empty() {
            return fragment;
        }
        format!("{}{}{fragment}", self.root, page.url.path)
    }
}

impl Markup for PageMarkup<'_> {
    fn link(&self, index: usize) -> LinkMarkup<'_> {
        match &self.page.links[index] {
            Target::Page { page, fragment } => {
                let target = &self.kb.pages[*page];
                let url = self.url(target, fragment.as_deref());
                if !target.kind.has_card() || !self.page.outline.links[index].alone {
                    return LinkMarkup::Url(url);
                }
                let kind = target.kind.name();
                LinkMarkup::Card {
                    url,
                    kind,
                    label: &self.strings.kinds[kind],
                    title: &target.meta.title.value,
                    description: &target.meta.description.value,
                }
            }
            Target::Season => LinkMarkup::Url(format!("{}season/", self.root)),
            Target::Asset { asset, fragment } => {
                let fragment = fragment.as_ref().map_or_else(String::new, |fragment| format!("#{fragment}"));
                let path = utf8_percent_encode(&self.kb.assets[*asset].url, PATH);
                LinkMarkup::Url(format!("{}{path}{fragment}", self.root))
            }
            Target::External(url) => LinkMarkup::Url(url.clone()),
            Target::Broken(_) => LinkMarkup::Broken,
        }
    }

    fn term(&self, term: usize) -> Option<(Cow<'_, str>, String)> {
        if !self.marked.borrow_mut().insert(term) {
            return None;
        }
        let term = &self.kb.terms.rows()[term];
        let page = &self.kb.pages[term.page];
        let explanation = term.expansion.as_ref().unwrap_or(&page.meta.description).value.as_str();
        Some((Cow::Borrowed(explanation), self.url(page, None)))
    }

    fn callout(&self, kind: &'static str) -> &str {
        &self.strings.callouts[kind]
    }

    fn footnote_back(&self) -> &str {
        self.strings.text("footnote_back")
    }

    fn raw_html(&self) -> bool {
        self.kb.settings.raw_html
    }
}
