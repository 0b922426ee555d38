//! What every page has.

use jiff::civil::Date;

use super::id::Id;
use super::{Checklist, EmailTemplate, Guide, Pitfall, Question, Scenario, Term, Window};
use crate::config::Section;
use crate::load::Reference;
use crate::markdown::Outline;
use crate::source::{Place, SourceId, Span, Spanned};

/// A page of the site, or an entry of a list page.
#[derive(Debug)]
pub struct Page {
    /// The file.
    pub source: SourceId,
    /// The id: kebab-case, for a guide a path; empty for the home page.
    pub name: String,
    /// What it is.
    pub kind: PageKind,
    /// What its front matter says.
    pub meta: Meta,
    /// The bytes of its text.
    pub body: Span,
    /// What its text holds; empty for an email template, whose text is no Markdown.
    pub outline: Outline,
    /// Where its links lead, in the order of the outline.
    pub links: Vec<Target>,
    /// Where it is in the site.
    pub url: PageUrl,
    /// Pages whose text links here, by path, each once.
    pub linked_from: Vec<Id<Page>>,
}

impl Page {
    /// Returns the day on which the page last changed in a way that matters.
    #[must_use]
    pub fn changed(&self) -> Option<Date> {
        self.meta.updated.max(self.meta.date).map(|date| date.value)
    }

    /// Returns the place of `span` in the page's file.
    #[must_use]
    pub fn place(&self, span: Span) -> Place {
        self.source.place(span)
    }
}

/// A page's kind, with the row of that kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "each variant is the kind that it is named for")]
pub enum PageKind {
    Home,
    /// The introduction of a catalogue page.
    Introduction(Section),
    Guide(Id<Guide>),
    Scenario(Id<Scenario>),
    Window(Id<Window>),
    Pitfall(Id<Pitfall>),
    Question(Id<Question>),
    Term(Id<Term>),
    Checklist(Id<Checklist>),
    Template(Id<EmailTemplate>),
}

impl PageKind {
    /// Returns the kind's name: a class name, and the key of its word in the theme's strings.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Home => "home",
            Self::Introduction(_) => "catalogue",
            Self::Guide(_) => "guide",
            Self::Scenario(_) => "scenario",
            Self::Window(_) => "window",
            Self::Pitfall(_) => "pitfall",
            Self::Question(_) => "question",
            Self::Term(_) => "term",
            Self::Checklist(_) => "checklist",
            Self::Template(_) => "template",
        }
    }

    /// Returns the catalogue that lists pages of this kind.
    #[must_use]
    pub fn section(self) -> Option<Section> {
        Some(match self {
            Self::Home => return None,
            Self::Introduction(section) => section,
            Self::Guide(_) => Section::Guides,
            Self::Scenario(_) => Section::Scenarios,
            Self::Window(_) => Section::Season,
            Self::Pitfall(_) => Section::Pitfalls,
            Self::Question(_) => Section::Questions,
            Self::Term(_) => Section::Glossary,
            Self::Checklist(_) => Section::Checklists,
            Self::Template(_) => Section::Templates,
        })
    }

    /// Returns whether a paragraph of one link to such a page becomes a card.
    #[must_use]
    pub fn has_card(self) -> bool {
        matches!(self, Self::Template(_) | Self::Scenario(_) | Self::Window(_) | Self::Pitfall(_) | Self::Checklist(_))
    }
}

/// Where a page is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageUrl {
    /// Path of its file's folder from the site's root: empty, or ending in `/`.
    pub path: String,
    /// Fragment, for an entry of a list page.
    pub fragment: Option<String>,
}

impl PageUrl {
    /// Returns path and fragment as one relative URL from the site's root.
    #[must_use]
    pub fn full(&self) -> String {
        match &self.fragment {
            Some(fragment) => format!("{}#{fragment}", self.path),
            None => self.path.clone(),
        }
    }
}

/// What front matter says, resolved.
#[derive(Debug)]
pub struct Meta {
    /// The title.
    pub title: Spanned<String>,
    /// The page in a sentence; may be empty.
    pub description: Spanned<String>,
    /// Place among its siblings.
    pub order: Option<Spanned<i64>>,
    /// First published.
    pub date: Option<Spanned<Date>>,
    /// Last changed in a way that matters.
    pub updated: Option<Spanned<Date>>,
    /// Last reviewed.
    pub reviewed: Option<Spanned<Date>>,
    /// Day on which the next review is due.
    pub review_due: Option<Date>,
    /// What it rests on.
    pub sources: Vec<Spanned<Reference>>,
    /// Old site paths, without slash at the start, ending in `/` or a file name.
    pub aliases: Vec<Spanned<String>>,
    /// Tags.
    pub tags: Vec<Spanned<String>>,
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// To a page.
    Page {
        /// The page.
        page: Id<Page>,
        /// A heading's id.
        fragment: Option<String>,
    },
    /// To the calendar, through `season.toml`.
    Season,
    /// To a file beside a page.
    Asset {
        /// The file.
        asset: Id<Asset>,
        /// A place in it, such as `page=2`.
        fragment: Option<String>,
    },
    /// Out of the site.
    External(String),
    /// Nowhere.
    Broken(LinkFault),
}

/// Why a link leads nowhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkFault {
    /// There is no address.
    Empty,
    /// It starts with `/`.
    Absolute,
    /// It leads out of `content/` and `templates/`.
    OutsideRoot,
    /// It has a scheme that is not for links, such as `javascript:`.
    Scheme(String),
    /// There is no such page.
    MissingPage {
        /// The path that it resolves to.
        path: String,
    },
    /// There is a page or asset of this name in other letter case.
    WrongCase {
        /// The link as it should be.
        right: String,
    },
    /// The page is a draft.
    Draft,
    /// The page has a fault of its own, which is reported there.
    Faulty,
    /// The page has no heading of this id.
    MissingFragment {
        /// The page.
        page: Id<Page>,
        /// The fragment.
        fragment: String,
    },
    /// It is an image's, and leads to a page.
    NotAnImage,
    /// There is no such file.
    MissingAsset {
        /// The path that it resolves to.
        path: String,
    },
}

/// A file beside a page.
#[derive(Debug)]
pub struct Asset {
    /// Its path in the knowledge base; the source's text is empty.
    pub source: SourceId,
    /// Path in the site, with a part of its hash in the name.
    pub url: String,
    /// Whether any page links to it.
    pub used: bool,
}
