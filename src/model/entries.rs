//! Pages on their way from files to rows: sorted by kind, then numbered.

use super::faults;
use super::id::Id;
use super::names::Names;
use super::page::{Meta, Page, PageKind, PageUrl};
use crate::config::{Section, bad_id, is_id};
use crate::diag::{Diagnostic, Diagnostics, Rule};
use crate::load::{
    Position, RawGuide, RawKind, RawMeta, RawPage, RawPitfall, RawQuestion, RawScenario, RawTemplate, RawTerm,
    RawWindow, Unreadable,
};
use crate::markdown::Outline;
use crate::source::{SourceId, Sources, Span, Spanned};

/// A page with what its kind has of its own.
pub(super) struct Entry<K> {
    /// Its place among all pages by path.
    pub(super) rank: usize,
    pub(super) source: SourceId,
    pub(super) name: String,
    pub(super) own: K,
    meta: RawMeta,
    body: Span,
}

impl<K> Entry<K> {
    /// Replaces what the kind has of its own.
    pub(super) fn with<L>(self, own: L) -> Entry<L> {
        Entry { rank: self.rank, source: self.source, name: self.name, own, meta: self.meta, body: self.body }
    }

    /// Takes the kind's own part out.
    pub(super) fn split(self) -> (Entry<()>, K) {
        let Self { rank, source, name, own, meta, body } = self;
        (Entry { rank, source, name, own: (), meta, body }, own)
    }
}

/// The pages of each kind, in the order in which they are listed: by `order`, then title.
#[derive(Default)]
pub(super) struct Entries {
    pub(super) homes: Vec<Entry<()>>,
    pub(super) introductions: Vec<Entry<Section>>,
    pub(super) guides: Vec<Entry<RawGuide>>,
    pub(super) scenarios: Vec<Entry<RawScenario>>,
    pub(super) windows: Vec<Entry<RawWindow>>,
    pub(super) pitfalls: Vec<Entry<RawPitfall>>,
    pub(super) questions: Vec<Entry<RawQuestion>>,
    pub(super) terms: Vec<Entry<RawTerm>>,
    pub(super) checklists: Vec<Entry<()>>,
    pub(super) templates: Vec<Entry<RawTemplate>>,
}

impl Entries {
    /// Sorts pages by kind; `pages` are by path.
    pub(super) fn new(pages: Vec<RawPage>) -> Self {
        let mut pages: Vec<(usize, RawPage)> = pages.into_iter().enumerate().collect();
        pages.sort_by_cached_key(|(rank, page)| {
            (page.meta.order.map_or(i64::MAX, |order| order.value), page.meta.title.value.to_lowercase(), *rank)
        });
        let mut entries = Self::default();
        for (rank, RawPage { source, name, kind, meta, body }) in pages {
            let entry = Entry { rank, source, name, own: (), meta, body };
            match kind {
                RawKind::Home => entries.homes.push(entry),
                RawKind::Introduction(section) => entries.introductions.push(entry.with(section)),
                RawKind::Guide(own) => entries.guides.push(entry.with(own)),
                RawKind::Scenario(own) => entries.scenarios.push(entry.with(own)),
                RawKind::Window(own) => entries.windows.push(entry.with(own)),
                RawKind::Pitfall(own) => entries.pitfalls.push(entry.with(own)),
                RawKind::Question(own) => entries.questions.push(entry.with(own)),
                RawKind::Term(own) => entries.terms.push(entry.with(own)),
                RawKind::Checklist(_) => entries.checklists.push(entry),
                RawKind::Template(own) => entries.templates.push(entry.with(own)),
            }
        }
        entries
    }
}

/// Pages that exist but are no part of the knowledge base: drafts, and those that could not be read.
pub(super) struct LeftOut<'a> {
    drafts: &'a [RawPage],
    unreadable: &'a [Unreadable],
    sources: &'a Sources,
}

impl<'a> LeftOut<'a> {
    pub(super) fn new(drafts: &'a [RawPage], unreadable: &'a [Unreadable], sources: &'a Sources) -> Self {
        Self { drafts, unreadable, sources }
    }

    /// Returns the names of a kind's entries, those left out included.
    pub(super) fn names<T, K>(
        &self,
        section: Section,
        kind: &'static str,
        rule: &'static Rule,
        entries: &[Entry<K>],
    ) -> Names<T> {
        let drafts = self.drafts.iter().filter(|page| page.kind.section() == Some(section));
        let faulty = self.unreadable.iter().filter_map(|page| match &page.position {
            Position::Entity { section: own, name } if *own == section => Some(name.clone()),
            Position::Template { name, .. } if section == Section::Templates => Some(name.clone()),
            _ => None,
        });
        Names::new(kind, rule, entries.iter().map(|entry| entry.name.as_str()))
            .with_faulty(faulty)
            .with_drafts(drafts.map(|page| page.name.clone()))
    }

    /// Returns the paths of drafts.
    pub(super) fn draft_paths(&self) -> impl Iterator<Item = String> {
        self.drafts.iter().map(|page| self.sources[page.source].path.clone())
    }

    /// Returns the paths of pages that could not be read.
    pub(super) fn faulty_paths(&self) -> impl Iterator<Item = String> {
        self.unreadable.iter().map(|page| self.sources[page.source].path.clone())
    }

    /// Returns the folders of guides whose `index.md` is left out, and whether it is a draft.
    pub(super) fn guide_folders(&self) -> impl Iterator<Item = (&str, bool)> {
        let drafts = self.drafts.iter().filter(|page| matches!(&page.kind, RawKind::Guide(guide) if guide.section));
        let faulty = self.unreadable.iter().filter_map(|page| match &page.position {
            Position::Guide { name, section: true } => Some((name.as_str(), false)),
            _ => None,
        });
        drafts.map(|page| (page.name.as_str(), true)).chain(faulty)
    }
}

/// Reports ids that two pages of one kind share, letter case ignored.
pub(super) fn check_ids(pages: &[RawPage], sources: &Sources, diagnostics: &mut Diagnostics) {
    let mut seen = std::collections::BTreeMap::new();
    for page in pages {
        let Some(section) = page.kind.section() else { continue };
        let earlier = seen.insert((section, page.name.to_lowercase()), (page.source, page.name.as_str()));
        // `a.md` and `a/index.md` are told of as two pages on one path.
        if let Some((first, name)) = earlier
            && (section != Section::Guides || name != page.name)
        {
            let (place, first) = (page.source.start(), first.start());
            diagnostics.push(
                faults::duplicate_id(&page.name, name, place, first)
                    .help(format!("the other is `{}`", sources[first.source].path)),
            );
        }
    }
}

/// Gives the entries that stay their numbers, by path.
#[derive(Default)]
pub(super) struct Numbering {
    slots: Vec<(Entry<()>, PageKind)>,
}

/// What a kind has of its own, with the rank of its page.
pub(super) type Own<K> = Vec<(usize, K)>;

impl Numbering {
    /// Adds a kind's entries in their order, which becomes that of its rows.
    pub(super) fn add<T, K>(&mut self, entries: Vec<Entry<K>>, kind: impl Fn(Id<T>) -> PageKind) -> Own<K> {
        let mut own = Vec::with_capacity(entries.len());
        for (index, entry) in entries.into_iter().enumerate() {
            let (entry, of_kind) = entry.split();
            own.push((entry.rank, of_kind));
            self.slots.push((entry, kind(Id::new(index))));
        }
        own
    }

    /// Adds introductions of catalogue pages.
    pub(super) fn add_introductions(&mut self, entries: Vec<Entry<Section>>) -> Own<Section> {
        let mut own = Vec::with_capacity(entries.len());
        for entry in entries {
            let (entry, section) = entry.split();
            own.push((entry.rank, section));
            self.slots.push((entry, PageKind::Introduction(section)));
        }
        own
    }

    /// Makes the pages, sorted by path. The second value turns a rank into a page's id.
    pub(super) fn pages(
        mut self,
        diagnostics: &mut Diagnostics,
    ) -> (super::Table<Page>, impl Fn(usize) -> Id<Page> + use<>) {
        self.slots.sort_by_key(|(entry, _)| entry.rank);
        let ranks: Vec<usize> = self.slots.iter().map(|(entry, _)| entry.rank).collect();
        let pages = self.slots.into_iter().map(|(entry, kind)| page(entry, kind, diagnostics)).collect();
        (pages, move |rank| Id::new(ranks.binary_search(&rank).expect("the entry was added")))
    }
}

fn page(entry: Entry<()>, kind: PageKind, diagnostics: &mut Diagnostics) -> Page {
    let Entry { source, name, meta, body, .. } = entry;
    for tag in meta.tags.iter().filter(|tag| !is_id(&tag.value)) {
        diagnostics.push(bad_id(&tag.value, source.place(tag.span)).label("tags are ids"));
    }
    let aliases = meta.aliases.into_iter().filter_map(|alias| clean_alias(&alias, source, diagnostics)).collect();
    let review_due =
        meta.reviewed.zip(meta.review_every).map(|(reviewed, interval)| interval.value.after(reviewed.value));
    Page {
        url: url(kind, &name),
        source,
        name,
        kind,
        meta: Meta {
            title: meta.title,
            description: meta.description.unwrap_or_default(),
            order: meta.order,
            date: meta.date,
            updated: meta.updated,
            reviewed: meta.reviewed,
            review_due,
            sources: meta.sources,
            aliases,
            tags: once(meta.tags),
        },
        body,
        outline: Outline::default(),
        links: Vec::new(),
        linked_from: Vec::new(),
    }
}

/// Drops repeated tags.
fn once(tags: Vec<Spanned<String>>) -> Vec<Spanned<String>> {
    let mut seen = std::collections::BTreeSet::new();
    tags.into_iter().filter(|tag| seen.insert(tag.value.clone())).collect()
}

/// Returns an alias without slash at the start, ending in `/` unless its last part is a file's name.
fn clean_alias(alias: &Spanned<String>, source: SourceId, diagnostics: &mut Diagnostics) -> Option<Spanned<String>> {
    let trimmed = alias.value.trim_start_matches('/').trim_end_matches('/');
    let usable = |part: &str| {
        let signs = part.contains([':', '\\', '?', '#', '%', '"']) || part.contains(char::is_control);
        !matches!(part, "" | "." | "..") && !signs && part.len() <= 200
    };
    if trimmed.is_empty() || alias.value.starts_with("//") || !trimmed.split('/').all(usable) {
        let place = source.place(alias.span);
        diagnostics.push(
            Diagnostic::new(&faults::BAD_ALIAS, place, format!("`{}` is not a path inside the site", alias.value))
                .help("write the old path from the site's root, such as `lease/b-1/`"),
        );
        return None;
    }
    let is_file = !alias.value.ends_with('/') && trimmed.rsplit('/').next().is_some_and(|last| last.contains('.'));
    Some(Spanned { value: if is_file { trimmed.to_owned() } else { format!("{trimmed}/") }, span: alias.span })
}

fn url(kind: PageKind, name: &str) -> PageUrl {
    let folder = kind.section().map_or("", Section::name);
    let path = |path: String| PageUrl { path, fragment: None };
    match kind {
        PageKind::Home => path(String::new()),
        PageKind::Introduction(_) => path(format!("{folder}/")),
        PageKind::Question(_) | PageKind::Term(_) => {
            PageUrl { path: format!("{folder}/"), fragment: Some(name.to_owned()) }
        }
        PageKind::Window(_) => path(format!("windows/{name}/")),
        _ => path(format!("{folder}/{name}/")),
    }
}
