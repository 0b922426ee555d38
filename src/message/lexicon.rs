//! Words and numbers that the built-in rules go by; a knowledge base can replace each.

use serde::Serialize;

use super::text::words;

/// Words. English, unless the knowledge base says otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[allow(missing_docs, reason = "the defaults are the documentation")]
pub struct Lexicon {
    pub salutations: Vec<String>,
    pub closings: Vec<String>,
    pub urgent: Vec<String>,
    pub attachments: Vec<String>,
    pub not_attachments: Vec<String>,
    pub negations: Vec<String>,
    pub requests: Vec<String>,
    pub placeholders: Vec<String>,
    pub doubles: Vec<String>,
    pub abbreviations: Vec<String>,
    pub acronyms: Vec<String>,
    pub short_links: Vec<String>,
}

/// Fewest letters of a word that makes a line a closing.
const TELLING: usize = 5;

/// The phrases of a lexicon, cut into words once.
#[derive(Debug)]
pub(crate) struct Phrases {
    pub(crate) salutations: Vec<Vec<String>>,
    pub(crate) urgent: Vec<Vec<String>>,
    pub(crate) attachments: Vec<Vec<String>>,
    pub(crate) not_attachments: Vec<Vec<String>>,
    pub(crate) placeholders: Vec<Vec<String>>,
    pub(crate) negations: Vec<String>,
    pub(crate) requests: Vec<String>,
    /// The telling words of closings, by their length.
    pub(crate) closings: Vec<String>,
}

impl Phrases {
    pub(super) fn new(lexicon: &Lexicon) -> Self {
        let cut = |list: &[String]| list.iter().map(|phrase| words(phrase)).collect();
        Self {
            salutations: cut(&lexicon.salutations),
            urgent: cut(&lexicon.urgent),
            attachments: cut(&lexicon.attachments),
            not_attachments: cut(&lexicon.not_attachments),
            placeholders: cut(&lexicon.placeholders),
            closings: {
                let words = lexicon.closings.iter().flat_map(|closing| words(closing));
                words.filter(|word| word.chars().count() >= TELLING).collect()
            },
            negations: lexicon.negations.iter().flat_map(|word| words(word)).collect(),
            requests: lexicon.requests.iter().flat_map(|word| words(word)).collect(),
        }
    }
}

/// Numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Limits {
    /// Fewest characters of a subject.
    pub subject_least: u32,
    /// Most characters of a subject.
    pub subject_most: u32,
    /// Most words of a body whose template has no budget.
    pub words: u32,
    /// Most words of a paragraph.
    pub paragraph_words: u32,
    /// Most words of a sentence on average.
    pub sentence_words: u32,
    /// Most links in a body.
    pub links: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self { subject_least: 20, subject_most: 120, words: 300, paragraph_words: 90, sentence_words: 24, links: 1 }
    }
}

impl Default for Lexicon {
    fn default() -> Self {
        let list = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        Self {
            salutations: list(&["dear"]),
            closings: list(&[
                "sincerely",
                "sincerely yours",
                "yours sincerely",
                "yours faithfully",
                "yours truly",
                "respectfully",
                "respectfully yours",
                "with respect",
                "regards",
                "kind regards",
                "with kind regards",
                "best regards",
                "with best regards",
                "warm regards",
                "with warm regards",
                "best wishes",
                "with best wishes",
                "gratefully",
                "with gratitude",
                "with thanks",
                "many thanks",
                "with many thanks",
                "with appreciation",
                "with deep gratitude",
                "with regards",
                "with sincere thanks",
                "yours gratefully",
                "yours respectfully",
            ]),
            urgent: list(&["urgent", "urgently", "important", "asap", "immediately"]),
            attachments: list(&[
                "attached",
                "attaching",
                "attachment",
                "attachments",
                "enclosed",
                "enclosing",
                "enclosure",
            ]),
            not_attachments: list(&[
                "attached to a",
                "attached to an",
                "attached to our",
                "attached to the",
                "attachment at",
                "attachment in",
                "clinical attachment",
            ]),
            negations: list(&["no", "not", "without", "never", "nothing", "don't", "haven't", "didn't"]),
            requests: list(&["asked", "request", "requested", "requests"]),
            placeholders: list(&[
                "tbd",
                "tba",
                "lorem ipsum",
                "insert name",
                "insert date",
                "your name here",
                "name here",
            ]),
            doubles: list(&["that", "had"]),
            abbreviations: list(&["dr", "mr", "mrs", "ms", "prof", "st", "no", "vs"]),
            acronyms: Vec::new(),
            short_links: list(&[
                "bit.ly",
                "tinyurl.com",
                "t.co",
                "goo.gl",
                "ow.ly",
                "is.gd",
                "buff.ly",
                "rebrand.ly",
                "cutt.ly",
                "tiny.cc",
            ]),
        }
    }
}
