//! What is wrong with a message, as data.

use std::ops::Range;

use serde::Serialize;

/// How bad a finding is, worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Must not be sent.
    Block,
    /// Needs a conscious decision.
    #[default]
    Warn,
    /// Advice.
    Note,
}

impl Severity {
    /// Returns the word for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Block => "block",
            Self::Warn => "warn",
            Self::Note => "note",
        }
    }
}

/// What a finding rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Authority {
    /// A written rule.
    Rule,
    /// Common advice.
    #[default]
    Guidance,
    /// Taste, which never blocks.
    Taste,
}

/// The part of a message that a finding is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs, reason = "the words are the documentation")]
pub enum Part {
    Subject,
    Body,
}

/// Something wrong with a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// How bad it is.
    pub severity: Severity,
    /// The rule: built in, `detector`, or a kind of rule of the knowledge base.
    pub rule: &'static str,
    /// Of a rule of the knowledge base, its id; of a detector, its pitfall's.
    pub id: Option<String>,
    /// Id of the pitfall that explains it.
    pub pitfall: Option<String>,
    /// What it rests on.
    pub authority: Authority,
    /// Where that stands; may be empty.
    pub source: String,
    /// The part that it is in.
    pub part: Part,
    /// The bytes in that part.
    pub range: Range<usize>,
    /// What is wrong, a sentence without capital and full stop.
    pub text: String,
    /// What to do; may be empty.
    pub help: String,
}

impl Finding {
    /// Returns what findings are sorted by: the worst first, then by place.
    #[must_use]
    pub fn key(&self) -> (Severity, Part, usize, usize, &'static str, &Option<String>) {
        (self.severity, self.part, self.range.start, self.range.end, self.rule, &self.id)
    }
}
