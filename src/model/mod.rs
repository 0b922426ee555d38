//! The knowledge base: every page typed, every reference an id, every link resolved.
//!
//! Entry point: [`resolve()`], a pure function from what [`crate::load`] read. A name that stands for nothing is
//! reported and replaced by a placeholder, so that the rest of its file is looked at too; the finding is an error, so
//! that nothing is made from it. What could not be read at all is left out, and references to it are not reported
//! again. After this stage references are ids.

mod date_rule;
mod entries;
mod faults;
mod id;
mod kinds;
mod links;
mod message_rules;
mod names;
mod page;
mod persona;
mod resolve;
mod season;
mod template;
mod timing;

use std::collections::BTreeMap;

use crate::config::{Section, Settings};
use crate::diag::Suppression;
use crate::lang;
use crate::load::ThemeFile;
use crate::message;
use crate::source::Sources;

pub use date_rule::DateRule;
pub(crate) use faults::{RULES, unknown_message_rule};
pub use id::{Id, Table};
pub use kinds::{
    Checklist, EmailTemplate, Guide, Parameter, ParameterUse, Pitfall, Question, Scenario, TEMPLATE_FORMATS, Term,
};
pub use message_rules::DetectorEntry;
pub use page::{Asset, LinkFault, Meta, Page, PageKind, PageUrl, Target};
pub use persona::Persona;
pub use resolve::resolve;
pub use timing::{Anchor, AnchorDate, AnchorKind, Bound, Cycle, Season, Window};

/// A resolved knowledge base. Rows of each kind are in the order in which they are listed.
#[derive(Debug)]
pub struct KnowledgeBase {
    /// Every text.
    pub sources: Sources,
    /// The settings.
    pub settings: Settings,
    /// `allow` of each file.
    pub suppressions: Vec<Suppression>,
    /// The theme's files by path.
    pub theme: Vec<ThemeFile>,
    /// Every page, by path.
    pub pages: Table<Page>,
    /// The home page, if it has a text.
    pub home: Option<Id<Page>>,
    /// Introductions of catalogue pages.
    pub introductions: BTreeMap<Section, Id<Page>>,
    /// Guides.
    pub guides: Table<Guide>,
    /// Guides and folders of guides directly under `content/guides/`.
    pub top_guides: Vec<Id<Guide>>,
    /// Scenarios.
    pub scenarios: Table<Scenario>,
    /// The calendar.
    pub season: Season,
    /// Windows.
    pub windows: Table<Window>,
    /// Pitfalls.
    pub pitfalls: Table<Pitfall>,
    /// Questions.
    pub questions: Table<Question>,
    /// Terms.
    pub terms: Table<Term>,
    /// Checklists.
    pub checklists: Table<Checklist>,
    /// Email templates.
    pub templates: Table<EmailTemplate>,
    /// Shared parameters.
    pub parameters: Table<Parameter>,
    /// Invented people.
    pub personas: Vec<Persona>,
    /// What messages are checked by.
    pub rules: message::Rules,
    /// Parameters that conditions of detectors and rules name.
    pub asked: Vec<String>,
    /// Files beside pages.
    pub assets: Table<Asset>,
    /// Whether every file could be read and every name resolved; only then is it a fault that something is absent.
    pub whole: bool,
}

impl KnowledgeBase {
    /// Returns the catalogue pages that the site has: those with something to list or an introduction.
    #[must_use]
    pub fn catalogues(&self) -> Vec<Section> {
        let filled = |section: &Section| match section {
            Section::Season => self.season.source.is_some() || !self.windows.is_empty(),
            Section::Guides => !self.guides.is_empty(),
            Section::Scenarios => !self.scenarios.is_empty(),
            Section::Templates | Section::Packs => !self.templates.is_empty(),
            Section::Pitfalls => !self.pitfalls.is_empty(),
            Section::Questions => !self.questions.is_empty(),
            Section::Glossary => !self.terms.is_empty(),
            Section::Checklists => !self.checklists.is_empty(),
        };
        Section::ALL.into_iter().filter(|section| filled(section) || self.introductions.contains_key(section)).collect()
    }

    /// Returns the parameters that a template mentions, in order of first mention.
    #[must_use]
    pub fn parameters_of<'k>(&'k self, template: &'k EmailTemplate) -> Vec<&'k lang::Parameter> {
        template
            .parameters
            .iter()
            .map(|used| match *used {
                ParameterUse::Shared(id) => &self.parameters[id].definition,
                ParameterUse::Local(index) => &template.locals[index].definition,
            })
            .collect()
    }

    /// Returns the path in the site of a file beside an email template's page, with this suffix.
    #[must_use]
    pub fn template_file(&self, template: &EmailTemplate, suffix: &str) -> String {
        let page = &self.pages[template.page];
        format!("{}{}.{suffix}", page.url.path, page.name)
    }

    /// Returns the link that leads from a page to the file at `path`, as an author would write it.
    #[must_use]
    pub fn relative_link(&self, from: &Page, path: &str) -> String {
        links::relative(&self.sources[from.source].path, path)
    }

    /// Returns every tag with its pages, by tag, then path.
    #[must_use]
    pub fn tags(&self) -> BTreeMap<&str, Vec<Id<Page>>> {
        let mut tags: BTreeMap<&str, Vec<Id<Page>>> = BTreeMap::new();
        for (id, page) in self.pages.iter() {
            for tag in &page.meta.tags {
                let pages = tags.entry(&tag.value).or_default();
                if pages.last() != Some(&id) {
                    pages.push(id);
                }
            }
        }
        tags
    }
}
