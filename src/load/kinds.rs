//! The front matter of each kind of page.

use super::RawKind;
use super::params::{RawParameter, parameters};
use crate::config::Section;
use crate::fields::{Fields, FromToml, Reader, Value, one_of};
use crate::message::{Authority, Region, Severity, WordBudget};
use crate::source::{Span, Spanned};

/// What a page is, by where it lies.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the fields are the parts of the path")]
pub enum Position {
    /// `content/index.md`.
    Home,
    /// The `index.md` of a kind's folder.
    Introduction(Section),
    /// A guide; `section` for the `index.md` of a folder of guides.
    Guide { name: String, section: bool },
    /// A page that lies directly in the folder of its kind.
    Entity { section: Section, name: String },
    /// An email template.
    Template { scenario: String, name: String },
}

/// A guide.
#[derive(Debug)]
pub struct RawGuide {
    /// Whether it is the `index.md` of a folder.
    pub section: bool,
}

/// A scenario.
#[derive(Debug)]
pub struct RawScenario {
    /// To whom: ids of recipients.
    pub recipients: Vec<Spanned<String>>,
    /// When: ids of windows.
    pub windows: Vec<Spanned<String>>,
    /// How many messages to one target in a season.
    pub max_per_target: Option<Spanned<u32>>,
    /// Whether only one target in the whole season may get it.
    pub exclusive: Spanned<bool>,
    /// Ids of scenarios that come before it.
    pub after: Vec<Spanned<String>>,
    /// Id of the checklist to go through before sending.
    pub checklist: Option<Spanned<String>>,
}

/// A timing window.
#[derive(Debug)]
pub struct RawWindow {
    /// Anchor and offset of its first moment.
    pub opens: Spanned<String>,
    /// Anchor and offset of its last.
    pub closes: Spanned<String>,
    /// Whether nothing should be sent in it.
    pub quiet: Spanned<bool>,
}

/// A pitfall.
#[derive(Debug)]
pub struct RawPitfall {
    /// Id of its category.
    pub category: Spanned<String>,
    /// How bad it is.
    pub severity: Spanned<Severity>,
    /// Where it can happen.
    pub applies_to: AppliesTo,
    /// How it can be seen in a message.
    pub detect: Vec<RawDetector>,
    /// Built-in rules for messages that it explains.
    pub rules: Vec<Spanned<String>>,
}

/// The scenarios that a pitfall belongs to.
#[derive(Debug, Clone)]
pub enum AppliesTo {
    /// Every scenario.
    All,
    /// The ones named.
    Scenarios(Vec<Spanned<String>>),
}

/// A way to see a pitfall in a message.
#[derive(Debug)]
pub struct RawDetector {
    /// All of its table.
    pub span: Span,
    /// Whether it says what to look for, even if wrongly.
    pub given: bool,
    /// What it rests on.
    pub authority: Spanned<Authority>,
    /// Where that stands.
    pub source: Option<Spanned<String>>,
    /// Phrases to look for.
    pub phrases: Vec<Spanned<String>>,
    /// Phrases of which none stands there.
    pub lacks: Vec<Spanned<String>>,
    /// A condition on the message's values.
    pub when: Option<Spanned<String>>,
    /// Where to look.
    pub region: Spanned<Region>,
    /// Ids of scenarios in which it does not count.
    pub unless_scenario: Vec<Spanned<String>>,
    /// Texts that it must find.
    pub hit: Vec<Spanned<String>>,
    /// Texts that it must not find.
    pub miss: Vec<Spanned<String>>,
}

/// A question; its title asks, its body answers.
#[derive(Debug)]
pub struct RawQuestion {
    /// Ids of the scenarios on whose pages it is listed.
    pub scenarios: Vec<Spanned<String>>,
}

/// A term; its title is the short form.
#[derive(Debug)]
pub struct RawTerm {
    /// The long form.
    pub expansion: Option<Spanned<String>>,
    /// Other spellings.
    pub also: Vec<Spanned<String>>,
}

/// A checklist; its body is the list.
#[derive(Debug)]
pub struct RawChecklist;

/// An email template; its body is the message's.
#[derive(Debug)]
pub struct RawTemplate {
    /// The folder's name: id of its scenario.
    pub scenario: String,
    /// Id of its window.
    pub window: Spanned<String>,
    /// Ids of the pitfalls that threaten it.
    pub pitfalls: Vec<Spanned<String>>,
    /// Ids of recipients.
    pub to: Vec<Spanned<String>>,
    /// Ids of recipients of a copy.
    pub cc: Vec<Spanned<String>>,
    /// The subject, in the email language.
    pub subject: Spanned<String>,
    /// How long the body may be.
    pub words: Option<Spanned<WordBudget>>,
    /// What the message says, for rules across messages.
    pub states: Vec<Spanned<String>>,
    /// Its own parameters.
    pub parameters: Vec<RawParameter>,
}

impl FromToml for Severity {
    fn from_toml(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        one_of(value, reader, &[("block", Self::Block), ("warn", Self::Warn), ("note", Self::Note)])
    }
}

impl FromToml for Authority {
    fn from_toml(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        one_of(value, reader, &[("rule", Self::Rule), ("guidance", Self::Guidance), ("taste", Self::Taste)])
    }
}

impl FromToml for Region {
    fn from_toml(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        one_of(
            value,
            reader,
            &[
                ("subject", Self::Subject),
                ("first-line", Self::FirstLine),
                ("body", Self::Body),
                ("anywhere", Self::Anywhere),
            ],
        )
    }
}

impl Default for AppliesTo {
    fn default() -> Self {
        Self::Scenarios(Vec::new())
    }
}

impl FromToml for AppliesTo {
    fn from_toml(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        if let Some(text) = value.get_ref().as_str() {
            if text == "all" {
                return Some(Self::All);
            }
            reader.unknown_word(value, text, &format!("write `\"all\"`, or scenarios in brackets: `[\"{text}\"]`"));
            return None;
        }
        Vec::from_toml(value, reader).map(Self::Scenarios)
    }
}

/// The `examples` of a detector.
#[derive(Default)]
struct RawExamples {
    hit: Vec<Spanned<String>>,
    miss: Vec<Spanned<String>>,
}

impl FromToml for RawExamples {
    fn from_toml(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        reader.table(value, |table| Self { hit: table.or_default("hit"), miss: table.or_default("miss") })
    }
}

impl FromToml for RawDetector {
    fn from_toml(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let span = reader.span(value);
        reader.table(value, |table| {
            let examples: RawExamples = table.or_default("examples");
            let phrases = table.optional::<Items<Spanned<String>>>("phrases").and_then(|Items(phrases)| phrases);
            let lacks = table.optional::<Items<Spanned<String>>>("lacks").and_then(|Items(lacks)| lacks);
            let when: Option<Spanned<String>> = table.optional("when");
            let faulty = (phrases.is_none() && table.has("phrases"))
                || (lacks.is_none() && table.has("lacks"))
                || (when.is_none() && table.has("when"));
            let holds = |list: &Option<Vec<Spanned<String>>>| list.as_ref().is_some_and(|list| !list.is_empty());
            Self {
                span,
                given: faulty || when.is_some() || holds(&phrases) || holds(&lacks),
                authority: table.required("authority"),
                source: table.optional("source"),
                phrases: phrases.unwrap_or_default(),
                lacks: lacks.unwrap_or_default(),
                when,
                region: table.or_default("in"),
                unless_scenario: table.or_default("unless_scenario"),
                hit: examples.hit,
                miss: examples.miss,
            }
        })
    }
}

/// An array that is only of use if each of its items is right.
#[derive(Default)]
pub(super) struct Items<T>(pub(super) Option<Vec<T>>);

impl<T: FromToml> FromToml for Items<T> {
    fn from_toml(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let items = value.get_ref().as_array().map(|items| items.len());
        let read = Vec::from_toml(value, reader)?;
        Some(Self((Some(read.len()) == items).then_some(read)))
    }
}

impl FromToml for WordBudget {
    fn from_toml(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let place = reader.place(reader.span(value));
        let (target, max) = reader.table(value, |table| {
            (table.required_optional::<Items<u32>>("target"), table.required_optional::<u32>("max"))
        })?;
        let (target, max) = target.zip(max)?;
        let budget = match target.0?[..] {
            [least, most] if least <= most && most <= max => Self { least, most, max },
            _ => {
                let form = "expected `target = [least, most]` with least <= most <= max";
                reader.report(super::params::bad_limits(place, form));
                return None;
            }
        };
        Some(budget)
    }
}

/// Local parameters: the tables under `params`.
#[derive(Default)]
struct RawLocals(Vec<RawParameter>);

impl FromToml for RawLocals {
    fn from_toml(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        reader.table(value, |table| Self(parameters(table)))
    }
}

/// Reads the keys of the kind that lies at `position`; returns them with the page's id.
pub(super) fn read_kind(position: Position, table: &mut Fields<'_, '_, '_>) -> (RawKind, String) {
    match position {
        Position::Home => (RawKind::Home, String::new()),
        Position::Introduction(section) => (RawKind::Introduction(section), section.name().to_owned()),
        Position::Guide { name, section } => (RawKind::Guide(RawGuide { section }), name),
        Position::Template { scenario, name } => (RawKind::Template(template(scenario, table)), name),
        Position::Entity { section, name } => {
            let kind = match section {
                Section::Scenarios => RawKind::Scenario(scenario(table)),
                Section::Season => RawKind::Window(RawWindow {
                    opens: table.required("opens"),
                    closes: table.required("closes"),
                    quiet: table.or_default("quiet"),
                }),
                Section::Pitfalls => RawKind::Pitfall(RawPitfall {
                    category: table.required("category"),
                    severity: table.required("severity"),
                    applies_to: table.required("applies_to"),
                    detect: table.or_default("detect"),
                    rules: table.or_default("rules"),
                }),
                Section::Questions => RawKind::Question(RawQuestion { scenarios: table.or_default("scenarios") }),
                Section::Glossary => {
                    RawKind::Term(RawTerm { expansion: table.optional("expansion"), also: table.or_default("also") })
                }
                Section::Checklists => RawKind::Checklist(RawChecklist),
                Section::Guides | Section::Templates | Section::Packs => {
                    unreachable!("placement gives these no entities")
                }
            };
            (kind, name)
        }
    }
}

fn scenario(table: &mut Fields<'_, '_, '_>) -> RawScenario {
    RawScenario {
        recipients: table.required("recipients"),
        windows: table.or_default("windows"),
        max_per_target: table.optional("max_per_target"),
        exclusive: table.or_default("exclusive"),
        after: table.or_default("after"),
        checklist: table.optional("checklist"),
    }
}

fn template(scenario: String, table: &mut Fields<'_, '_, '_>) -> RawTemplate {
    RawTemplate {
        scenario,
        window: table.required("window"),
        pitfalls: table.or_default("pitfalls"),
        to: table.required("to"),
        cc: table.or_default("cc"),
        subject: table.required("subject"),
        words: table.optional("words"),
        states: table.or_default("states"),
        parameters: table.or_default::<RawLocals>("params").0,
    }
}
