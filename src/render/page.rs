//! The renderer: what pages share, and the frame around each page's own view.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use serde::Serialize;
use tera::{Context, Value};

use super::bundles::{Bundle, TemplateFiles};
use super::client::Data;
use super::drafts::{self, has_check};
use super::json_ld;
use super::markup::PageMarkup;
use super::search;
use super::theme::{Theme, explain};
use super::timeline::Scale;
use super::view::{LinkView, PageView, SourceView, TocView};
use super::workspace::{self, has_workspace};
use crate::config::Section;
use crate::diag::Diagnostics;
use crate::load::{Confidence, Reference};
use crate::markdown::{self, Heading, Highlighter, Html};
use crate::model::{Guide, Id, KnowledgeBase, Page, PageKind, Table};
use crate::output::{Artifact, OutputPath};
use crate::prove::Proof;

/// Guides in a sidebar.
const SIDEBAR: usize = 60;

/// Renders pages of one knowledge base with one theme.
#[derive(Debug)]
pub struct Renderer<'a> {
    pub(super) kb: &'a KnowledgeBase,
    pub(super) theme: &'a Theme,
    pub(super) highlighter: &'a Highlighter,
    /// What is known of all messages of each email template.
    pub(super) proofs: &'a [Proof],
    /// The files of each email template, once they are made.
    pub(super) files: &'a [TemplateFiles],
    /// The packs, once they are made.
    pub(super) packs: &'a [Bundle],
    /// The site's data as modules.
    pub(super) data: Data,
    /// What pictures of the season are drawn on.
    pub(super) scale: Option<Scale>,
    /// What every layout sees as `site` and `strings`.
    shared: Shared,
    /// Guides in reading order, with each guide's place in it.
    reading: Vec<Id<Guide>>,
    places: BTreeMap<Id<Guide>, usize>,
    /// The sidebar of each folder of guides that is not too large to be shared by its pages.
    sidebars: BTreeMap<Option<Id<Guide>>, Value>,
}

#[derive(Debug)]
struct Shared {
    site: Value,
    strings: Value,
}

/// What every layout sees of the site.
#[derive(Serialize)]
struct SiteView<'a> {
    title: &'a str,
    description: &'a str,
    language: &'a str,
    publisher: &'a str,
    footer: &'a str,
    target: TargetView<'a>,
    nav: Vec<NavView>,
    files: &'a super::theme::Files,
    /// Path of the page for checking a draft; empty if there is none.
    check: &'static str,
    /// Path of the workspace; empty if there is none.
    workspace: &'static str,
    /// What the workspace is called.
    workspace_title: String,
    /// Path of the page for searching.
    search: &'static str,
    feed: bool,
    generator: &'static str,
}

#[derive(Serialize)]
struct TargetView<'a> {
    one: &'a str,
    many: &'a str,
}

#[derive(Serialize)]
struct NavView {
    #[serde(flatten)]
    link: LinkView,
    section: &'static str,
}

/// The sidebar of a folder of guides.
#[derive(Serialize)]
struct SidebarView {
    title: String,
    path: String,
    items: Vec<LinkView>,
}

impl<'a> Renderer<'a> {
    /// Prepares what pages share.
    #[must_use]
    pub fn new(kb: &'a KnowledgeBase, proofs: &'a [Proof], theme: &'a Theme, highlighter: &'a Highlighter) -> Self {
        let settings = &kb.settings;
        let catalogues = kb.catalogues();
        let section_link = |section: Section| section_link(kb, theme, section);
        let nav = settings
            .nav
            .iter()
            .filter(|section| catalogues.contains(section))
            .map(|&section| NavView { link: section_link(section), section: section.name() })
            .collect();
        let site = SiteView {
            title: &settings.title,
            description: &settings.description,
            language: &settings.language.value,
            publisher: &settings.publisher,
            footer: &settings.footer,
            target: TargetView { one: &settings.target.one, many: &settings.target.many },
            nav,
            files: &theme.files,
            check: if has_check(kb) { drafts::PATH } else { "" },
            workspace: if has_workspace(kb) { workspace::PATH } else { "" },
            workspace_title: theme.strings.text("workspace").replace("{targets}", &settings.target.many),
            search: search::PATH,
            feed: has_feed(kb),
            generator: concat!("kbgen ", env!("CARGO_PKG_VERSION")),
        };
        let shared =
            Shared { site: Value::from_serializable(&site), strings: Value::from_serializable(&theme.strings) };
        let mut reading = Vec::new();
        read_through(&kb.top_guides, &kb.guides, &mut reading);
        let places = reading.iter().enumerate().map(|(place, guide)| (*guide, place)).collect();
        let mut renderer = Self {
            kb,
            theme,
            highlighter,
            proofs,
            files: &[],
            packs: &[],
            data: Data::default(),
            scale: Scale::of(kb),
            shared,
            reading,
            places,
            sidebars: BTreeMap::new(),
        };
        let heads = kb.guides.iter().filter(|(_, guide)| guide.section).map(|(id, _)| Some(id));
        renderer.sidebars = heads
            .chain([None])
            .map(|head| (head, renderer.folder(head).len()))
            .filter(|(_, len)| *len <= SIDEBAR)
            .map(|(head, len)| (head, renderer.sidebar(head, 0..len)))
            .collect();
        renderer.data = renderer.data_modules();
        renderer
    }

    /// Lets packs and downloads take the files of each email template.
    #[must_use]
    pub fn with_files(mut self, files: &'a [TemplateFiles]) -> Self {
        self.files = files;
        self
    }

    /// Lets pages list the packs.
    #[must_use]
    pub fn with_packs(mut self, packs: &'a [Bundle]) -> Self {
        self.packs = packs;
        self
    }

    /// Returns the sidebar with the guides of a folder at these places.
    fn sidebar(&self, head: Option<Id<Guide>>, places: Range<usize>) -> Value {
        let link = match head {
            Some(head) => self.link(self.kb.guides[head].page),
            None => section_link(self.kb, self.theme, Section::Guides),
        };
        let guides = self.folder(head);
        let items = guides[places].iter().map(|&guide| self.link(self.kb.guides[guide].page)).collect();
        Value::from_serializable(&SidebarView { title: link.title, path: link.path, items })
    }

    fn folder(&self, head: Option<Id<Guide>>) -> &'a [Id<Guide>] {
        match head {
            Some(head) => &self.kb.guides[head].children,
            None => &self.kb.top_guides,
        }
    }

    /// Returns the sidebar of a guide: that of its own folder if it heads one, else of the one it lies in.
    ///
    /// Of a large folder only the guides around it are shown, so that no page lists the whole site.
    pub(super) fn sidebar_of(&self, guide: Id<Guide>) -> Value {
        let row = &self.kb.guides[guide];
        let head = if row.section { Some(guide) } else { row.parent };
        if let Some(shared) = self.sidebars.get(&head) {
            return shared.clone();
        }
        let guides = self.folder(head);
        let place = guides.iter().position(|&other| other == guide).unwrap_or(0);
        let start = place.saturating_sub(SIDEBAR / 2).min(guides.len().saturating_sub(SIDEBAR));
        self.sidebar(head, start..(start + SIDEBAR).min(guides.len()))
    }

    /// Returns the guides before and after `guide` in reading order.
    pub(super) fn neighbours(&self, guide: Id<Guide>) -> (Option<LinkView>, Option<LinkView>) {
        let place = self.places[&guide];
        let at = |place: Option<usize>| {
            place.and_then(|place| self.reading.get(place)).map(|&guide| self.link(self.kb.guides[guide].page))
        };
        (at(place.checked_sub(1)), at(Some(place + 1)))
    }

    /// Returns the link to a page.
    pub(super) fn link(&self, page: Id<Page>) -> LinkView {
        let page = &self.kb.pages[page];
        LinkView {
            title: page.meta.title.value.clone(),
            path: page.url.full(),
            description: page.meta.description.value.clone(),
        }
    }

    /// Returns the link to a catalogue page.
    pub(super) fn section_link(&self, section: Section) -> LinkView {
        section_link(self.kb, self.theme, section)
    }

    /// Returns the HTML of a page's text as shown in the page at `path`, in which the terms in `marked` are marked already.
    pub(super) fn html(&self, page: &Page, path: &str, prefix: &str, marked: &RefCell<BTreeSet<usize>>) -> Html {
        let root = root(path);
        let markup = PageMarkup { kb: self.kb, strings: &self.theme.strings, page, path, root: &root, marked };
        let text = &self.kb.sources[page.source].text;
        markdown::render(text, page.body, &page.outline, &markup, prefix, self.highlighter)
    }

    /// Returns the frame of a page at `path` that has no file of its own.
    pub(super) fn frame(&self, kind: &'static str, title: &str, path: &str, section: Option<Section>) -> PageView {
        let home = LinkView {
            title: self.theme.strings.text("home").to_owned(),
            path: String::new(),
            description: String::new(),
        };
        let mut breadcrumbs = if path.is_empty() { Vec::new() } else { vec![home] };
        if let Some(section) = section
            && path != format!("{}/", section.name())
        {
            breadcrumbs.push(self.section_link(section));
        }
        PageView {
            kind,
            title: title.to_owned(),
            label: String::new(),
            description: String::new(),
            root: root(path),
            path: path.to_owned(),
            canonical: self.kb.settings.base_url.as_ref().map_or_else(String::new, |base| base.join(path)),
            section: section.map_or("", Section::name),
            breadcrumbs,
            json_ld: String::new(),
            content: String::new(),
            toc: Vec::new(),
            highlighted: false,
            edit_url: String::new(),
            reviewed: None,
            updated: None,
            sources: Vec::new(),
            tags: Vec::new(),
            previous: None,
            next: None,
            linked_from: Vec::new(),
        }
    }

    /// Returns the frame of a page with a file, at `path`, with its text rendered unless it is an email's.
    pub(super) fn page_frame(&self, page: &Page, kind: &'static str, path: &str) -> PageView {
        let mut frame = self.frame(kind, &page.meta.title.value, path, page.kind.section());
        if !matches!(page.kind, PageKind::Guide(_)) {
            frame.label.clone_from(&self.theme.strings.kinds[page.kind.name()]);
        }
        self.fill(&mut frame, page, &RefCell::default());
        frame
    }

    /// Fills a frame from a page's file; terms in `marked` are marked in the page already.
    pub(super) fn fill(&self, frame: &mut PageView, page: &Page, marked: &RefCell<BTreeSet<usize>>) {
        let strings = &self.theme.strings;
        if !matches!(page.kind, PageKind::Template(_)) {
            let Html { html, highlighted } = self.html(page, &frame.path, "", marked);
            frame.content = html;
            frame.highlighted = highlighted;
            frame.toc = toc(&page.outline.headings);
        }
        frame.description.clone_from(&page.meta.description.value);
        frame.edit_url = self.edit_url(page);
        frame.reviewed = page.meta.reviewed.as_ref().map(|date| strings.date(date.value));
        frame.updated = page.meta.updated.map(|date| strings.date(date.value));
        frame.sources = page.meta.sources.iter().map(|source| source_view(&source.value)).collect();
        frame.tags = page
            .meta
            .tags
            .iter()
            .map(|tag| LinkView {
                title: tag.value.clone(),
                path: format!("tags/{}/", tag.value),
                description: String::new(),
            })
            .collect();
        frame.linked_from = page
            .linked_from
            .iter()
            .filter(|from| !matches!(self.kb.pages[**from].kind, PageKind::Home | PageKind::Introduction(_)))
            .map(|from| self.link(*from))
            .collect();
    }

    /// Returns where a page's file can be edited; empty if not known.
    pub(super) fn edit_url(&self, page: &Page) -> String {
        let path = &self.kb.sources[page.source].path;
        self.kb.settings.edit_url.as_ref().map_or_else(String::new, |pattern| pattern.replace("{path}", path))
    }

    /// Renders a layout with a frame and the page's own view, which the layout sees as `view`.
    pub(super) fn write(
        &self,
        mut frame: PageView,
        view: &impl Serialize,
        more: &[(&'static str, Value)],
    ) -> Result<Artifact, Diagnostics> {
        if frame.json_ld.is_empty() {
            frame.json_ld = json_ld::page(self.kb, &frame);
        }
        let path = OutputPath::index_of(&frame.path);
        self.write_to(path, &frame, view, more)
    }

    /// As [`Self::write`], to a path that is not the page's own.
    pub(super) fn write_to(
        &self,
        path: OutputPath,
        frame: &PageView,
        view: &impl Serialize,
        more: &[(&'static str, Value)],
    ) -> Result<Artifact, Diagnostics> {
        let mut context = Context::new();
        context.insert_value("site", self.shared.site.clone());
        context.insert_value("strings", self.shared.strings.clone());
        context.insert("head", &self.head(frame));
        context.insert("page", frame);
        context.insert("view", view);
        for (name, value) in more {
            context.insert_value(*name, value.clone());
        }
        let layout = format!("layouts/{}.html", frame.kind);
        let mut bytes = Vec::with_capacity(16 * 1024);
        match self.theme.tera.render_to(&layout, &context, &mut bytes) {
            Ok(()) => Ok(Artifact::new(path, bytes)),
            Err(error) => Err(explain(&error, &self.theme.sources, &self.kb.sources, self.kb.settings.source)),
        }
    }
}

/// Returns whether the site has a feed: it needs absolute URLs, and pages with dates.
pub(super) fn has_feed(kb: &KnowledgeBase) -> bool {
    kb.settings.feed && kb.settings.base_url.is_some() && kb.pages.rows().iter().any(|page| page.changed().is_some())
}

/// Returns the way from the folder at `path` to the site's root.
pub(super) fn root(path: &str) -> String {
    match path.matches('/').count() {
        0 => "./".to_owned(),
        depth => "../".repeat(depth),
    }
}

fn section_link(kb: &KnowledgeBase, theme: &Theme, section: Section) -> LinkView {
    let name = section.name();
    let introduction = kb.introductions.get(&section).map(|page| &kb.pages[*page].meta);
    LinkView {
        title: introduction.map_or_else(|| theme.strings.sections[name].clone(), |meta| meta.title.value.clone()),
        path: format!("{name}/"),
        description: introduction.map_or_else(String::new, |meta| meta.description.value.clone()),
    }
}

fn read_through(guides: &[Id<Guide>], table: &Table<Guide>, reading: &mut Vec<Id<Guide>>) {
    for &guide in guides {
        reading.push(guide);
        read_through(&table[guide].children, table, reading);
    }
}

pub(super) fn source_view(source: &Reference) -> SourceView {
    SourceView {
        title: source.title.clone(),
        publisher: source.publisher.as_ref().map_or_else(String::new, |publisher| publisher.value.clone()),
        url: source.url.clone().unwrap_or_default(),
        confidence: match source.confidence {
            Some(Confidence::High) => "high",
            Some(Confidence::Medium) => "medium",
            Some(Confidence::Low) => "low",
            None => "",
        },
    }
}

/// Nests headings of the third level under those of the second.
fn toc(headings: &[Heading]) -> Vec<TocView> {
    let mut toc: Vec<TocView> = Vec::new();
    for heading in headings {
        let entry = TocView { title: heading.text.clone(), id: heading.id.clone(), children: Vec::new() };
        match (heading.level, toc.last_mut()) {
            (2, _) => toc.push(entry),
            (3, Some(parent)) => parent.children.push(entry),
            _ => {}
        }
    }
    toc
}
