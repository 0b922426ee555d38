//! What can be found: pages, and the entries of list pages.

use std::borrow::Cow;

use crate::config::Section;
use crate::lang::Node;
use crate::markdown::{self, Heading, starts_section};
use crate::message;
use crate::model::{KnowledgeBase, Page, PageKind};
use crate::render::drafts;
use crate::render::page::Renderer;

/// Kinds of pages, in the order in which results are shown.
pub(super) const KINDS: [&str; 10] =
    ["guide", "question", "scenario", "template", "pitfall", "checklist", "window", "term", "catalogue", "home"];

/// The words of a page.
#[derive(Debug)]
enum Body<'k> {
    Markdown {
        text: &'k str,
        headings: &'k [Heading],
    },
    /// What an email template can say, whatever it is filled in with.
    Letter(String),
}

/// A page, or an entry of a list page.
#[derive(Debug)]
pub(super) struct Entry<'k> {
    /// Index of its kind.
    pub(super) kind: usize,
    /// Its title.
    pub(super) title: &'k str,
    /// Its other names.
    pub(super) also: Vec<&'k str>,
    /// Its page, from the site's root.
    pub(super) path: Cow<'k, str>,
    /// Its own place in that page.
    fragment: &'k str,
    /// A term's long form.
    expansion: &'k str,
    description: &'k str,
    body: Body<'k>,
}

/// A section as it is found and shown.
pub(super) struct SectionText<'k> {
    /// Its place in the page; may be empty.
    pub(super) anchor: String,
    /// Its heading; may be empty.
    pub(super) heading: String,
    /// The page in a sentence, of its head; may be empty.
    pub(super) description: &'k str,
    /// Its text.
    pub(super) text: String,
    /// Its footnotes, which are not shown.
    pub(super) notes: String,
}

/// Returns the catalogue whose title stands over results of a kind.
pub(super) fn section_of(kind: &str) -> Option<Section> {
    Some(match kind {
        "guide" => Section::Guides,
        "question" => Section::Questions,
        "scenario" => Section::Scenarios,
        "template" => Section::Templates,
        "pitfall" => Section::Pitfalls,
        "checklist" => Section::Checklists,
        "term" => Section::Glossary,
        _ => return None,
    })
}

fn kind_of(name: &str) -> usize {
    KINDS.iter().position(|kind| *kind == name).expect("every kind of page is listed")
}

impl<'k> Renderer<'k> {
    /// Returns everything that can be found, in the order of paths, pages without a file of their own last.
    pub(super) fn entries(&'k self) -> Vec<Entry<'k>> {
        let kb = self.kb;
        let pages = kb.pages.rows().iter().filter(|page| !matches!(page.kind, PageKind::Introduction(_)));
        let mut entries: Vec<Entry<'k>> = pages.map(|page| Entry::of_page(kb, page)).collect();
        for section in kb.catalogues() {
            let path = format!("{}/", section.name());
            entries.push(match kb.introductions.get(&section) {
                Some(page) => Entry { path: path.into(), ..Entry::of_page(kb, &kb.pages[*page]) },
                None => Entry::alone(&self.theme.strings.sections[section.name()], path, ""),
            });
        }
        if drafts::has_check(kb) {
            let strings = &self.theme.strings;
            entries.push(Entry::alone(strings.text("check"), drafts::PATH.to_owned(), strings.text("check_lead")));
        }
        entries
    }
}

impl<'k> Entry<'k> {
    fn of_page(kb: &'k KnowledgeBase, page: &'k Page) -> Self {
        let text = &kb.sources[page.source].text[page.body.range()];
        let body = match page.kind {
            PageKind::Template(id) => {
                let mut written = String::new();
                all_words(&kb.templates[id].subject.nodes, &mut written);
                written.push('\n');
                all_words(&kb.templates[id].body.nodes, &mut written);
                Body::Letter(written.split_whitespace().collect::<Vec<_>>().join(" "))
            }
            _ => Body::Markdown { text, headings: &page.outline.headings },
        };
        let (mut also, mut expansion) = (Vec::new(), "");
        if let PageKind::Term(id) = page.kind {
            let term = &kb.terms[id];
            also.extend(term.also.iter().map(|name| name.value.as_str()));
            expansion = term.expansion.as_ref().map_or("", |text| &text.value);
        }
        Self {
            kind: kind_of(page.kind.name()),
            title: &page.meta.title.value,
            also,
            path: page.url.path.as_str().into(),
            fragment: page.url.fragment.as_deref().unwrap_or_default(),
            expansion,
            description: &page.meta.description.value,
            body,
        }
    }

    fn alone(title: &'k str, path: String, description: &'k str) -> Self {
        let body = Body::Markdown { text: "", headings: &[] };
        let kind = kind_of("catalogue");
        Self { kind, title, also: Vec::new(), path: path.into(), fragment: "", expansion: "", description, body }
    }

    /// Returns how many sections it has.
    pub(super) fn sections(&self) -> usize {
        match &self.body {
            Body::Markdown { headings, .. } => {
                1 + headings.iter().filter(|heading| starts_section(heading.level)).count()
            }
            Body::Letter(_) => 1,
        }
    }

    /// Returns about how many bytes it takes.
    pub(super) fn size(&self) -> usize {
        let text = match &self.body {
            Body::Markdown { text, .. } => text.len(),
            Body::Letter(text) => text.len(),
        };
        text + self.description.len() + 100
    }

    /// Returns a hash of all that its texts are made from.
    pub(super) fn hash(&self) -> blake3::Hash {
        let mut hasher = blake3::Hasher::new();
        // Lengths keep one text's end from passing for the next one's start.
        let mut add = |text: &str| {
            hasher.update(&(text.len() as u64).to_le_bytes()).update(text.as_bytes());
        };
        [KINDS[self.kind], self.title, &self.path, self.fragment, self.expansion, self.description]
            .into_iter()
            .for_each(&mut add);
        match &self.body {
            Body::Markdown { text, headings } => {
                add(text);
                headings.iter().for_each(|heading| add(&heading.id));
            }
            Body::Letter(text) => add(text),
        }
        self.also.iter().for_each(|name| add(name));
        hasher.finalize()
    }

    /// Returns its sections, the first of which is its head.
    pub(super) fn texts(&self) -> Vec<SectionText<'k>> {
        let head = |text: String, notes: String| SectionText {
            anchor: self.fragment.to_owned(),
            heading: self.expansion.to_owned(),
            description: self.description,
            text,
            notes,
        };
        let (text, headings) = match &self.body {
            Body::Letter(text) => return vec![head(text.clone(), String::new())],
            Body::Markdown { text, headings } => (*text, *headings),
        };
        // In a page of several texts, each text's headings are named after it.
        let start = if self.fragment.is_empty() { String::new() } else { format!("{}--", self.fragment) };
        let section = |section: markdown::Section| match section.heading.map(|index| &headings[index]) {
            None => head(section.text, section.notes),
            Some(heading) => SectionText {
                anchor: format!("{start}{}", heading.id),
                heading: heading.text.clone(),
                description: "",
                text: section.text,
                notes: section.notes,
            },
        };
        markdown::sections(text).into_iter().map(section).collect()
    }

    /// Returns all names of a term, folded, if it has more than one.
    pub(super) fn names(&self) -> Vec<String> {
        let is_term = KINDS[self.kind] == "term";
        let also = self.also.iter().copied().chain([self.expansion]);
        folded([self.title].into_iter().chain(also).filter(|_| is_term))
    }
}

/// Returns names folded and sorted, each once; none of less than two.
pub(super) fn folded<'n>(names: impl Iterator<Item = &'n str>) -> Vec<String> {
    let mut names: Vec<String> = names.map(message::fold).filter(|name| !name.is_empty()).collect();
    names.sort();
    names.dedup();
    if names.len() > 1 { names } else { Vec::new() }
}

/// Adds every word of a letter, with an ellipsis for what is filled in.
fn all_words(nodes: &[Node], text: &mut String) {
    for node in nodes {
        match node {
            Node::Text(words) => text.push_str(words),
            Node::Print(_) => text.push('…'),
            Node::If(branches) => {
                for branch in branches {
                    all_words(&branch.then, text);
                    text.push(' ');
                }
            }
            Node::For(looped) => all_words(&looped.body, text),
        }
    }
}
