//! What the pages of each kind have of their own, with references and back-links as ids.

use super::id::Id;
use super::message_rules::DetectorEntry;
use super::page::Page;
use super::timing::Window;
use crate::lang;
use crate::message::{Severity, WordBudget};
use crate::source::{Place, Spanned};

/// A guide, or the head of a folder of guides.
#[derive(Debug)]
pub struct Guide {
    /// Its page.
    pub page: Id<Page>,
    /// The guide whose folder it lies in.
    pub parent: Option<Id<Guide>>,
    /// Guides in its folder, in order; only a section has any.
    pub children: Vec<Id<Guide>>,
    /// Whether it is the head of a folder.
    pub section: bool,
}

/// A kind of communication.
#[derive(Debug)]
pub struct Scenario {
    /// Its page.
    pub page: Id<Page>,
    /// To whom: indexes of the settings' recipients.
    pub recipients: Vec<usize>,
    /// When.
    pub windows: Vec<Id<Window>>,
    /// How many messages to one target in a season.
    pub max_per_target: Option<Spanned<u32>>,
    /// Whether only one target in the season may get it.
    pub exclusive: Spanned<bool>,
    /// Scenarios that come before it.
    pub after: Vec<Id<Scenario>>,
    /// What to go through before sending.
    pub checklist: Option<Id<Checklist>>,
    /// Its email templates, in order.
    pub templates: Vec<Id<EmailTemplate>>,
    /// Pitfalls that apply to it or threaten its templates, each once.
    pub pitfalls: Vec<Id<Pitfall>>,
    /// Questions that belong to it.
    pub questions: Vec<Id<Question>>,
}

/// Suffixes of the files in which an email template can be had, beside its page and in packs.
pub const TEMPLATE_FORMATS: [&str; 5] = ["txt", "eml", "emltpl", "docx", "html"];

/// An email template.
#[derive(Debug)]
pub struct EmailTemplate {
    /// Its page; the page's body is the message's.
    pub page: Id<Page>,
    /// What it is for.
    pub scenario: Id<Scenario>,
    /// When it belongs.
    pub window: Id<Window>,
    /// What threatens it.
    pub pitfalls: Vec<Id<Pitfall>>,
    /// To whom: indexes of the settings' recipients.
    pub to: Vec<usize>,
    /// Who gets a copy.
    pub cc: Vec<usize>,
    /// The subject.
    pub subject: lang::Code,
    /// Where the subject stands.
    pub subject_site: lang::Site,
    /// The body.
    pub body: lang::Code,
    /// Where the body stands.
    pub body_site: lang::Site,
    /// How long the body may be.
    pub words: Option<Spanned<WordBudget>>,
    /// What the message says, for rules across messages.
    pub states: Vec<Spanned<String>>,
    /// Parameters that subject and body mention, in order of first mention.
    pub parameters: Vec<ParameterUse>,
    /// Its own parameters.
    pub locals: Vec<Parameter>,
}

/// A parameter that a template mentions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParameterUse {
    /// A shared one.
    Shared(Id<Parameter>),
    /// One of the template's own, by index.
    Local(usize),
}

/// A parameter and where it is defined.
#[derive(Debug)]
pub struct Parameter {
    /// Its definition.
    pub definition: lang::Parameter,
    /// Heading that a list of all parameters shows it under; may be empty.
    pub group: String,
    /// Its name.
    pub place: Place,
}

/// A mistake.
#[derive(Debug)]
pub struct Pitfall {
    /// Its page.
    pub page: Id<Page>,
    /// Index of the settings' category.
    pub category: usize,
    /// How bad it is.
    pub severity: Spanned<Severity>,
    /// Whether it applies to every scenario.
    pub everywhere: bool,
    /// The scenarios that it applies to, if not to every.
    pub scenarios: Vec<Id<Scenario>>,
    /// Templates that it threatens.
    pub templates: Vec<Id<EmailTemplate>>,
    /// How it can be seen.
    pub detect: Vec<DetectorEntry>,
    /// Built-in rules for messages that it explains.
    pub rules: Vec<Spanned<String>>,
}

/// A question.
#[derive(Debug)]
pub struct Question {
    /// Its page: the title asks, the text answers.
    pub page: Id<Page>,
    /// Scenarios on whose pages it is listed.
    pub scenarios: Vec<Id<Scenario>>,
}

/// A glossary entry.
#[derive(Debug)]
pub struct Term {
    /// Its page: the title is the short form.
    pub page: Id<Page>,
    /// The long form.
    pub expansion: Option<Spanned<String>>,
    /// Other spellings.
    pub also: Vec<Spanned<String>>,
}

/// A checklist.
#[derive(Debug)]
pub struct Checklist {
    /// Its page: the text is the list.
    pub page: Id<Page>,
    /// Scenarios that ask for it.
    pub scenarios: Vec<Id<Scenario>>,
}
