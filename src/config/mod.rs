//! `kbgen.toml`: [`Config`] is the file as written, [`Settings`] what the program uses.
//!
//! Entry point: [`Config::settings`], with what the command line overrides. Reads no files and no environment.

mod messages;

use std::collections::BTreeMap;

use iri_string::types::UriStr;
use jiff::civil::Date;

use crate::diag::{Diagnostic, Diagnostics, Level, Levels, Severity, rules};
use crate::fields::{self, Fields, FromToml, Reader, Value, one_of};
use crate::lang::Dates;
use crate::message::{self, Lexicon, Limits};
use crate::source::{SourceId, Sources, Span, Spanned};
use messages::MessageLevel;

rules! {
    /// Faults of `kbgen.toml` beyond those of any TOML file.
    RULES;

    /// ## What it does
    /// Finds a `base_url` that is not an absolute `http` or `https` URL, or that has a query or fragment.
    ///
    /// ## Why is this bad?
    /// Canonical links, the feed and the sitemap are made from it and would point nowhere.
    ///
    /// ## Example
    /// ```toml
    /// base_url = "guide.example.org"
    /// ```
    ///
    /// Use instead:
    /// ```toml
    /// base_url = "https://guide.example.org/"
    /// ```
    ///
    /// ## References
    /// RFC 3986, section 4.3
    BAD_BASE_URL = "bad-base-url", Fixed Error;

    /// ## What it does
    /// Finds ids that are not lower-case ASCII letters and digits in words joined by single hyphens.
    ///
    /// ## Why is this bad?
    /// Ids become file names and URLs, which must be the same on every system.
    ///
    /// ## Example
    /// ```text
    /// content/windows/Early Review.md
    /// ```
    ///
    /// Use instead:
    /// ```text
    /// content/windows/early-review.md
    /// ```
    BAD_ID = "bad-id", Fixed Error;

    /// ## What it does
    /// Finds ids that two entries of one kind share, letter case ignored.
    ///
    /// ## Why is this bad?
    /// A reference could mean either, and some file systems hold only one of them.
    ///
    /// ## Example
    /// ```text
    /// templates/thank-you/short.md
    /// templates/update/short.md
    /// ```
    ///
    /// Use instead: give each a name of its own.
    DUPLICATE_ID = "duplicate-id", Fixed Error;
}

/// An absolute `http` or `https` URL that ends in `/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaseUrl {
    url: String,
    path_start: usize,
}

impl BaseUrl {
    /// Parses a base URL; `None` if it is relative, of another scheme, without host, or has a query or fragment.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let uri = UriStr::new(text).ok()?;
        let web = matches!(uri.scheme_str().to_ascii_lowercase().as_str(), "http" | "https");
        let host = uri.authority_components().is_some_and(|authority| !authority.host().is_empty());
        if !web || !host || uri.query().is_some() || uri.fragment().is_some() {
            return None;
        }
        let path_start = text.len() - uri.path_str().len();
        let slash = if text.ends_with('/') { "" } else { "/" };
        Some(Self { url: format!("{text}{slash}"), path_start })
    }

    /// Returns the absolute URL of the site path `path`, which has no leading slash.
    #[must_use]
    pub fn join(&self, path: &str) -> String {
        format!("{}{path}", self.url)
    }

    /// Returns the host.
    #[must_use]
    pub fn host(&self) -> &str {
        let rest = self.url[..self.path_start].split_once("://").map_or("", |(_, rest)| rest);
        rest.rsplit_once('@').map_or(rest, |(_, host)| host)
    }

    /// Returns the path part, `/` for a site at the root of its host.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.url[self.path_start..]
    }
}

/// The catalogue pages of a site, which its navigation can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Section {
    /// The season's timeline and its windows.
    Season,
    /// The guides.
    Guides,
    /// The scenarios.
    Scenarios,
    /// The email templates.
    Templates,
    /// The pitfalls.
    Pitfalls,
    /// The questions.
    Questions,
    /// The glossary.
    Glossary,
    /// The checklists.
    Checklists,
    /// The downloads.
    Packs,
}

impl Section {
    /// Every section, in the order of the default navigation.
    pub const ALL: [Self; 9] = [
        Self::Guides,
        Self::Season,
        Self::Scenarios,
        Self::Templates,
        Self::Pitfalls,
        Self::Questions,
        Self::Checklists,
        Self::Glossary,
        Self::Packs,
    ];

    /// Returns the name in `nav` and in the URL.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Season => "season",
            Self::Guides => "guides",
            Self::Scenarios => "scenarios",
            Self::Templates => "templates",
            Self::Pitfalls => "pitfalls",
            Self::Questions => "questions",
            Self::Glossary => "glossary",
            Self::Checklists => "checklists",
            Self::Packs => "packs",
        }
    }
}

/// An id and the words that people see for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// Kebab-case.
    pub id: String,
    /// For people.
    pub label: String,
}

/// The everyday words for an organisation that is written to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TargetWords {
    /// One of them.
    pub one: String,
    /// Several.
    pub many: String,
}

impl Default for TargetWords {
    fn default() -> Self {
        Self { one: "organisation".into(), many: "organisations".into() }
    }
}

/// `kbgen.toml` as written.
#[derive(Debug, Clone, Default)]
pub struct Config {
    title: String,
    description: String,
    language: Option<Spanned<String>>,
    base_url: Option<Spanned<String>>,
    publisher: Option<String>,
    edit_url: Option<String>,
    cycle: Option<Spanned<String>>,
    target: Option<TargetWords>,
    recipients: Vec<(Spanned<String>, String)>,
    categories: Vec<(Spanned<String>, String)>,
    nav: Option<Vec<Section>>,
    feed: Option<bool>,
    dates: Option<Dates>,
    lexicon: Option<Lexicon>,
    limits: Option<Limits>,
    message_rules: Vec<(Spanned<String>, MessageLevel)>,
    synonyms: Vec<Vec<String>>,
    footer: String,
    raw_html: bool,
    rules: Vec<(Spanned<String>, Level)>,
}

/// What a command line changes about a configuration.
#[derive(Debug, Clone)]
pub struct Overrides {
    /// The date that counts as today.
    pub today: Date,
    /// Whether drafts are built.
    pub drafts: bool,
    /// Another base URL.
    pub base_url: Option<BaseUrl>,
}

/// What the program uses.
#[derive(Debug, Clone)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a switch of its own, and no two of them together mean anything"
)]
pub struct Settings {
    /// `kbgen.toml`.
    pub source: SourceId,
    /// Whether the file could be read; if not, what it would say is not known.
    pub readable: bool,
    /// The site's name.
    pub title: String,
    /// The site in a sentence; may be empty.
    pub description: String,
    /// BCP 47 language tag.
    pub language: Spanned<String>,
    /// Where the site will be served, if known.
    pub base_url: Option<BaseUrl>,
    /// Who publishes it; may be empty.
    pub publisher: String,
    /// URL of a page's editor with `{path}` for the source's path.
    pub edit_url: Option<String>,
    /// Id of the current cycle as written.
    pub cycle: Option<Spanned<String>>,
    /// What a target is called.
    pub target: TargetWords,
    /// Who messages go to, in order.
    pub recipients: Vec<Named>,
    /// Categories of pitfalls, in order.
    pub categories: Vec<Named>,
    /// Catalogue pages in the navigation, in order.
    pub nav: Vec<Section>,
    /// Whether there is a feed.
    pub feed: bool,
    /// How dates are written in messages.
    pub dates: Dates,
    /// Words that the rules for messages go by.
    pub lexicon: Lexicon,
    /// Numbers that they go by.
    pub limits: Limits,
    /// What built-in rules for messages are here; `None` for off.
    pub message_levels: BTreeMap<String, Option<message::Severity>>,
    /// Where each entry of `[message_rules]` stands.
    pub message_rules: Vec<Spanned<String>>,
    /// Words and phrases that stand for each other when something is searched for.
    pub synonyms: Vec<Vec<String>>,
    /// Text at the foot of each page; may be empty.
    pub footer: String,
    /// Whether HTML in Markdown is kept.
    pub raw_html: bool,
    /// Levels of rules.
    pub levels: Levels,
    /// Where each entry of `[rules]` stands.
    pub rules: Vec<Spanned<String>>,
    /// The date that counts as today.
    pub today: Date,
    /// Whether drafts are built.
    pub drafts: bool,
}

impl FromToml for Section {
    fn from_toml(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        one_of(value, reader, &Self::ALL.map(|section| (section.name(), section)))
    }
}

impl FromToml for Level {
    fn from_toml(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        one_of(
            value,
            reader,
            &[
                ("off", Self::Off),
                ("note", Self::As(Severity::Note)),
                ("warning", Self::As(Severity::Warning)),
                ("error", Self::As(Severity::Error)),
            ],
        )
    }
}

impl FromToml for TargetWords {
    fn from_toml(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        reader.table(value, |table| Self { one: table.required("one"), many: table.required("many") })
    }
}

/// An entry of a list of ids and labels.
struct RawNamed(Spanned<String>, String);

impl FromToml for RawNamed {
    fn from_toml(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        reader.table(value, |table| Self(table.required("id"), table.required("label")))
    }
}

/// A table whose keys are all names of entries.
struct Entries<T>(Vec<(Spanned<String>, T)>);

impl<T: FromToml + Default> FromToml for Entries<T> {
    fn from_toml(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        reader.table(value, |table| Self(table.entries()))
    }
}

/// The `[markdown]` table: whether raw HTML is kept.
#[derive(Default)]
struct RawMarkdown(bool);

impl FromToml for RawMarkdown {
    fn from_toml(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        reader.table(value, |table| Self(table.or_default("raw_html")))
    }
}

/// The `[theme]` table: the text at the foot.
#[derive(Default)]
struct RawTheme(String);

impl FromToml for RawTheme {
    fn from_toml(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        reader.table(value, |table| Self(table.or_default("footer")))
    }
}

impl Config {
    /// Parses `kbgen.toml`, checks its values, and fills in defaults and overrides.
    ///
    /// A fault leaves a placeholder; if the file is no TOML at all, [`Settings::readable`] is false.
    #[must_use]
    pub fn settings(source: SourceId, sources: &Sources, overrides: Overrides) -> (Settings, Diagnostics) {
        let mut diagnostics = Diagnostics::default();
        let config = fields::parse(&sources[source].text, source, 0, Span::default(), &mut diagnostics, Self::read);
        let readable = config.is_some();
        let settings = config.unwrap_or_default().check(source, readable, overrides, &mut diagnostics);
        (settings, diagnostics)
    }

    fn read(table: &mut Fields<'_, '_, '_>) -> Self {
        Self {
            title: table.required("title"),
            description: table.or_default("description"),
            language: table.optional("language"),
            base_url: table.optional("base_url"),
            publisher: table.optional("publisher"),
            edit_url: table.optional("edit_url"),
            cycle: table.optional("cycle"),
            target: table.optional("target"),
            recipients: named(table.or_default("recipients")),
            categories: named(table.or_default("categories")),
            nav: table.optional("nav"),
            feed: table.optional("feed"),
            dates: table.optional("dates"),
            lexicon: table.optional("lexicon"),
            limits: table.optional("limits"),
            message_rules: table.optional("message_rules").map_or_else(Vec::new, |Entries(entries)| entries),
            synonyms: table.or_default("synonyms"),
            footer: table.or_default::<RawTheme>("theme").0,
            raw_html: table.or_default::<RawMarkdown>("markdown").0,
            rules: table.optional("rules").map_or_else(Vec::new, |Entries(entries)| entries),
        }
    }

    fn check(self, source: SourceId, readable: bool, overrides: Overrides, diagnostics: &mut Diagnostics) -> Settings {
        let written = self.base_url.and_then(|written| {
            let parsed = BaseUrl::parse(&written.value);
            if parsed.is_none() {
                diagnostics.push(
                    Diagnostic::new(
                        &BAD_BASE_URL,
                        source.place(written.span),
                        format!("`{}` is not an absolute web URL", written.value),
                    )
                    .help("write it as in `https://guide.example.org/`, without query or fragment"),
                );
            }
            parsed
        });
        Settings {
            source,
            readable,
            title: self.title,
            description: self.description,
            language: self.language.unwrap_or_else(|| Spanned { value: "en".into(), span: Span::default() }),
            base_url: overrides.base_url.or(written),
            publisher: self.publisher.unwrap_or_default(),
            edit_url: self.edit_url,
            cycle: self.cycle,
            target: self.target.unwrap_or_default(),
            recipients: check_ids(self.recipients, source, diagnostics),
            categories: check_ids(self.categories, source, diagnostics),
            nav: self.nav.unwrap_or_else(|| Section::ALL.to_vec()),
            feed: self.feed.unwrap_or(true),
            dates: self.dates.unwrap_or_default(),
            lexicon: self.lexicon.unwrap_or_default(),
            limits: self.limits.unwrap_or_default(),
            message_levels: self.message_rules.iter().map(|(name, level)| (name.value.clone(), level.0)).collect(),
            message_rules: self.message_rules.into_iter().map(|(name, _)| name).collect(),
            synonyms: self.synonyms,
            footer: self.footer,
            raw_html: self.raw_html,
            levels: self.rules.iter().map(|(name, level)| (name.value.clone(), *level)).collect(),
            rules: self.rules.into_iter().map(|(name, _)| name).collect(),
            today: overrides.today,
            drafts: overrides.drafts,
        }
    }
}

fn named(list: Vec<RawNamed>) -> Vec<(Spanned<String>, String)> {
    list.into_iter().map(|RawNamed(id, label)| (id, label)).collect()
}

fn check_ids(list: Vec<(Spanned<String>, String)>, source: SourceId, diagnostics: &mut Diagnostics) -> Vec<Named> {
    let mut seen = BTreeMap::new();
    for (id, _) in list.iter().filter(|(id, _)| !id.is_placeholder()) {
        let place = source.place(id.span);
        if !is_id(&id.value) {
            diagnostics.push(bad_id(&id.value, place));
        } else if let Some(first) = seen.insert(id.value.clone(), place) {
            diagnostics.push(
                Diagnostic::new(&DUPLICATE_ID, place, format!("duplicate id `{}`", id.value))
                    .related(first, "first used here"),
            );
        }
    }
    list.into_iter().map(|(id, label)| Named { id: id.value, label }).collect()
}

/// Returns whether `text` is kebab-case ASCII.
pub(crate) fn is_id(text: &str) -> bool {
    text.split('-')
        .all(|word| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()))
}

/// Returns the finding for an id that is not kebab-case ASCII, with the nearest one that is.
pub(crate) fn bad_id(written: &str, place: crate::source::Place) -> Diagnostic {
    let words: Vec<String> = written
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_ascii_lowercase)
        .collect();
    let diagnostic = Diagnostic::new(&BAD_ID, place, format!("`{written}` is not a usable id"));
    match words.join("-") {
        better if better.is_empty() || !written.is_ascii() => {
            diagnostic.help("use lower-case ASCII letters and digits, words joined by hyphens")
        }
        better => diagnostic.help(format!("use lower-case ASCII letters, digits and hyphens, such as `{better}`")),
    }
}
