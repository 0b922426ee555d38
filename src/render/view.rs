//! What layouts see: one typed view per kind of page, nothing that a layout would have to work out.
//!
//! A path in a view is relative to the site's root; layouts put `page.root` before it.

use serde::Serialize;

pub use super::season_view::{BarView, EventView, MonthView, ScaleView, SeasonView, WindowPageView, WindowView};
use crate::lang::{Scope, Type};
use crate::message::{Severity, WordBudget};

/// A link to a page of the site.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LinkView {
    /// What it is called.
    pub title: String,
    /// From the site's root.
    pub path: String,
    /// The page in a sentence; may be empty.
    pub description: String,
}

/// A date for people and for machines.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DateView {
    /// Year, month and day.
    pub iso: String,
    /// In words.
    pub long: String,
}

/// A source that a page rests on.
#[derive(Debug, Clone, Serialize)]
pub struct SourceView {
    /// What it is called.
    pub title: String,
    /// Who published it; may be empty.
    pub publisher: String,
    /// Where it is; may be empty.
    pub url: String,
    /// `high`, `medium`, `low` or empty.
    pub confidence: &'static str,
}

/// What every page shows around its content.
#[derive(Debug, Clone, Serialize)]
pub struct PageView {
    /// Kind of page: the name of its layout, and a class name.
    pub kind: &'static str,
    /// The title, which is the page's `h1`.
    pub title: String,
    /// What a page of its kind is called, where the title alone does not say so; else empty.
    pub label: String,
    /// The page in a sentence; may be empty.
    pub description: String,
    /// From the page's folder to the site's root: `./`, `../`, `../../` and so on.
    pub root: String,
    /// From the site's root to the page.
    pub path: String,
    /// Absolute URL; empty if the base URL is not known.
    pub canonical: String,
    /// Name of the section that it belongs to; empty for none.
    pub section: &'static str,
    /// Way from the home page, without the page itself.
    pub breadcrumbs: Vec<LinkView>,
    /// Structured data as JSON that is safe in a `script` element.
    pub json_ld: String,
    /// HTML of its text.
    pub content: String,
    /// Headings of the second and third level.
    pub toc: Vec<TocView>,
    /// Whether it has highlighted code.
    pub highlighted: bool,
    /// Where its file can be edited; empty if not known.
    pub edit_url: String,
    /// When it was last reviewed.
    pub reviewed: Option<DateView>,
    /// When it was last changed in a way that matters.
    pub updated: Option<DateView>,
    /// What it rests on.
    pub sources: Vec<SourceView>,
    /// Its tags.
    pub tags: Vec<LinkView>,
    /// The page before it.
    pub previous: Option<LinkView>,
    /// The page after it.
    pub next: Option<LinkView>,
    /// Pages whose text links here.
    pub linked_from: Vec<LinkView>,
}

/// What stands in a page's head for machines.
#[derive(Debug, Clone, Serialize)]
pub struct HeadView {
    /// Content security policy.
    pub policy: String,
    /// Path of the script that starts everything, from the site's root.
    pub main: String,
    /// Path of the script that it loads when something is to be searched for; may be empty.
    pub search: String,
    /// The modules that it loads; absent if there is nothing on the page to be started.
    pub modules: Option<ModulesView>,
}

/// The modules of a page.
#[derive(Debug, Clone, Serialize)]
pub struct ModulesView {
    /// Import map as JSON that is safe in a `script` element; the policy names its hash.
    pub map: String,
    /// Paths of those that are needed at once.
    pub preload: Vec<String>,
}

/// A heading in the table of contents.
#[derive(Debug, Clone, Serialize)]
pub struct TocView {
    /// Its text.
    pub title: String,
    /// Its id.
    pub id: String,
    /// Headings below it.
    pub children: Vec<TocView>,
}

/// A title and what is listed under it.
#[derive(Debug, Clone, Serialize)]
pub struct GroupView<T> {
    /// What the group is called; may be empty.
    pub title: String,
    /// Page of the group itself.
    pub link: Option<LinkView>,
    /// What belongs to it.
    pub items: Vec<T>,
}

/// The home page beside its text.
#[derive(Debug, Serialize)]
pub struct HomeView {
    /// Windows of the season in order.
    pub windows: Vec<WindowView>,
    /// What a picture of them is drawn on; absent without dates.
    pub scale: Option<ScaleView>,
    /// The current cycle; empty without a season.
    pub cycle: String,
    /// Guides by folder.
    pub guides: Vec<GroupView<LinkView>>,
    /// Scenarios by the window in which each first belongs.
    pub scenarios: Vec<GroupView<LinkView>>,
}

/// A scenario as listed.
#[derive(Debug, Clone, Serialize)]
pub struct ScenarioSummary {
    /// Its page.
    #[serde(flatten)]
    pub link: LinkView,
    /// To whom.
    pub recipients: Vec<String>,
    /// When.
    pub windows: Vec<LinkView>,
    /// How many messages to one target; 0 for no limit.
    pub max_per_target: u32,
    /// Whether only one target in the season may get it.
    pub exclusive: bool,
}

/// A scenario's page beside its text.
#[derive(Debug, Serialize)]
pub struct ScenarioView {
    /// As listed.
    #[serde(flatten)]
    pub summary: ScenarioSummary,
    /// When, with dates.
    pub timing: Vec<WindowView>,
    /// What a picture of that is drawn on; absent if none of the windows has dates.
    pub scale: Option<ScaleView>,
    /// What comes before it.
    pub after: Vec<LinkView>,
    /// Its templates.
    pub templates: Vec<TemplateSummary>,
    /// What threatens it.
    pub pitfalls: Vec<PitfallSummary>,
    /// What to go through before sending.
    pub checklist: Option<LinkView>,
    /// Questions that belong to it.
    pub questions: Vec<LinkView>,
    /// Its pack.
    pub pack: Option<PackView>,
}

/// An email template as listed.
#[derive(Debug, Clone, Serialize)]
pub struct TemplateSummary {
    /// Its page.
    #[serde(flatten)]
    pub link: LinkView,
    /// To whom.
    pub to: Vec<String>,
    /// Who gets a copy.
    pub cc: Vec<String>,
    /// How long the body may be.
    pub words: Option<WordBudget>,
}

/// A part of an email template that could read otherwise.
#[derive(Debug, Clone, Serialize)]
pub struct ChoiceView {
    /// Its number in the body.
    pub number: usize,
    /// All that it could say; it says nothing if none of the conditions holds.
    pub options: Vec<OptionView>,
}

/// One thing that a part of an email template could say.
#[derive(Debug, Clone, Serialize)]
pub struct OptionView {
    /// When, in words.
    pub when: String,
    /// The text as HTML; may be empty.
    pub html: String,
}

/// A file to download.
#[derive(Debug, Clone, Serialize)]
pub struct FileView {
    /// Suffix of its name.
    pub format: &'static str,
    /// What it is.
    pub what: String,
    /// From the site's root.
    pub path: String,
}

/// A pack to download.
#[derive(Debug, Clone, Serialize)]
pub struct PackView {
    /// What it is for.
    pub title: String,
    /// The page of what it is for; empty for the pack of all.
    pub page: String,
    /// From the site's root.
    pub path: String,
    /// How large it is, in words.
    pub size: String,
    /// In lower-case hexadecimal.
    pub sha256: String,
    /// Hash of its contents.
    pub version: String,
    /// The email templates in it.
    pub templates: Vec<LinkView>,
    /// How many files are in it.
    pub files: usize,
}

/// What was tried out with an email template.
#[derive(Debug, Clone, Serialize)]
pub struct ProofView {
    /// How many messages were written, of how many there can be, and with how many invented people, in words.
    pub messages: String,
    /// Words of the shortest and the longest body, in words.
    pub range: String,
    /// Whether nothing in them would be stopped or warned of.
    pub clean: bool,
}

/// The downloads.
#[derive(Debug, Serialize)]
pub struct PacksView {
    /// The pack of all.
    pub all: Option<PackView>,
    /// The pack of each scenario.
    pub packs: Vec<PackView>,
}

/// An email template's page.
#[derive(Debug, Serialize)]
pub struct TemplateView {
    /// As listed.
    #[serde(flatten)]
    pub summary: TemplateSummary,
    /// What it is for.
    pub scenario: LinkView,
    /// When it belongs.
    pub window: WindowView,
    /// What threatens it.
    pub pitfalls: Vec<PitfallSummary>,
    /// The subject, with its parts that are filled in marked.
    pub subject: String,
    /// The body, likewise, with numbers at the parts that could read otherwise.
    pub body: String,
    /// What each of those parts could say.
    pub choices: Vec<ChoiceView>,
    /// Values that it asks for, by scope.
    pub parameters: Vec<ScopeView>,
    /// What was tried out; absent if nothing was.
    pub proof: Option<ProofView>,
    /// The template in every format.
    pub files: Vec<FileView>,
    /// The pack that it is in.
    pub pack: Option<PackView>,
}

/// The parameters of one scope.
#[derive(Debug, Serialize)]
pub struct ScopeView {
    /// Whose they are.
    pub scope: Scope,
    /// The parameters.
    pub parameters: Vec<ParameterView>,
}

/// A parameter as listed.
#[derive(Debug, Serialize)]
pub struct ParameterView {
    /// Name in templates.
    pub name: String,
    /// For people.
    pub label: String,
    /// A sentence; may be empty.
    pub help: String,
    /// What values it takes.
    #[serde(rename = "type")]
    pub kind: Type,
    /// Whether a message can't do without it.
    pub required: bool,
    /// An example; may be empty.
    pub example: String,
    /// The values of a choice.
    pub choices: Vec<String>,
}

/// The page on which a message that was written elsewhere is checked.
#[derive(Debug, Serialize)]
pub struct CheckView {
    /// What to go through by hand.
    pub checklists: Vec<LinkView>,
    /// The parameters that rules ask about and the word budgets of the scenarios, as JSON that is safe in a `script` element.
    pub data: String,
}

/// The page on which a reader keeps all targets in view.
#[derive(Debug, Serialize)]
pub struct WorkspaceView {
    /// What stands there without scripts.
    pub needs: String,
}

/// A pitfall as listed.
#[derive(Debug, Clone, Serialize)]
pub struct PitfallSummary {
    /// Its page.
    #[serde(flatten)]
    pub link: LinkView,
    /// How bad it is.
    pub severity: Severity,
}

/// A pitfall's page beside its text.
#[derive(Debug, Serialize)]
pub struct PitfallView {
    /// How bad it is.
    pub severity: Severity,
    /// Its category.
    pub category: String,
    /// Whether it applies to every scenario.
    pub everywhere: bool,
    /// The scenarios that it applies to, if not to every.
    pub scenarios: Vec<LinkView>,
    /// Templates that it threatens.
    pub templates: Vec<LinkView>,
}

/// A checklist's page beside its text.
#[derive(Debug, Serialize)]
pub struct ChecklistView {
    /// Scenarios that ask for it.
    pub scenarios: Vec<LinkView>,
}

/// A guide's page beside its text.
#[derive(Debug, Serialize)]
pub struct GuideView {
    /// Guides in its folder, if it is the head of one.
    pub children: Vec<LinkView>,
}

/// A question or term on its list page.
#[derive(Debug, Serialize)]
pub struct EntryView {
    /// Its id in the page.
    pub id: String,
    /// The question, or the term's short form.
    pub title: String,
    /// The entry in a sentence; may be empty.
    pub description: String,
    /// The term's long form; may be empty.
    pub expansion: String,
    /// HTML of its text.
    pub content: String,
    /// Scenarios that it belongs to.
    pub scenarios: Vec<LinkView>,
    /// What it rests on.
    pub sources: Vec<SourceView>,
    /// Where its file can be edited; empty if not known.
    pub edit_url: String,
}
