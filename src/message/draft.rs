//! A message that is to be checked, and what is known about it.

use std::ops::Range;

use crate::lang::{Bindings, Parameter, Role, Segment, SegmentKind, Value};

/// A subject or a body with the places of values in it.
#[derive(Debug, Clone, Default)]
pub struct Written {
    /// The text.
    pub text: String,
    /// The pieces that are values or gaps: their bytes, kind and parameter.
    pub pieces: Vec<Piece>,
}

/// A value or a gap in a text.
#[derive(Debug, Clone)]
pub struct Piece {
    /// Its bytes.
    pub range: Range<usize>,
    /// Whether it is a gap.
    pub missing: bool,
    /// The parameter.
    pub parameter: String,
}

impl Written {
    /// Takes what a template rendered.
    #[must_use]
    pub fn from_segments(segments: &[Segment]) -> Self {
        let mut written = Self::default();
        for segment in segments {
            let start = written.text.len();
            written.text.push_str(&segment.text);
            if let Some(parameter) = &segment.parameter {
                let missing = segment.kind == SegmentKind::Missing;
                written.pieces.push(Piece { range: start..written.text.len(), missing, parameter: parameter.clone() });
            }
        }
        written
    }

    /// Takes a text that was written elsewhere.
    #[must_use]
    pub fn from_text(text: impl Into<String>) -> Self {
        Self { text: text.into(), pieces: Vec::new() }
    }

    /// Returns whether bytes lie in one value.
    pub(super) fn in_value(&self, range: &Range<usize>) -> bool {
        self.pieces
            .iter()
            .any(|piece| !piece.missing && piece.range.start <= range.start && range.end <= piece.range.end)
    }
}

/// Lengths of a body in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
pub struct WordBudget {
    /// From this many.
    pub least: u32,
    /// To this many is good.
    pub most: u32,
    /// More than this many is too long.
    pub max: u32,
}

/// A message that is to be checked.
#[derive(Debug, Clone)]
pub struct Draft<'a> {
    /// The subject, one line.
    pub subject: Written,
    /// The body.
    pub body: Written,
    /// The parameters that its values are of.
    pub parameters: &'a [&'a Parameter],
    /// What is known, by parameter name.
    pub values: &'a Bindings,
    /// Id of the scenario that it belongs to, if that is known.
    pub scenario: Option<&'a str>,
    /// How long the body may be, if its template says so.
    pub budget: Option<WordBudget>,
    /// Addresses that it goes to.
    pub recipients: &'a [String],
    /// Names of files that go with it.
    pub attachments: &'a [String],
}

impl Draft<'_> {
    /// Returns the text that fills a role, if its value is known and not empty.
    #[must_use]
    pub fn role(&self, role: Role) -> Option<&str> {
        self.parameters.iter().filter(|parameter| parameter.role == Some(role)).find_map(|parameter| {
            match self.values.get(&parameter.name) {
                Some(Value::Text(text)) if !text.is_empty() => Some(text.as_str()),
                _ => None,
            }
        })
    }

    /// Returns the parameter of this name.
    #[must_use]
    pub fn parameter(&self, name: &str) -> Option<&Parameter> {
        self.parameters.iter().find(|parameter| parameter.name == name).copied()
    }
}
