//! What rendering gives: text in pieces that each know where they come from.

use serde::Serialize;

/// What a piece of a rendered text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum SegmentKind {
    /// The template's own words.
    Text,
    /// A parameter's value.
    Value,
    /// The gap that a missing value leaves.
    Missing,
}

/// A piece of a rendered text. The pieces' texts, joined, are the whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Segment {
    /// What it is.
    pub kind: SegmentKind,
    /// The parameter that it comes from; none for the template's own words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parameter: Option<String>,
    /// Its text.
    pub text: String,
}

/// Returns the text of all pieces.
#[must_use]
pub fn joined(segments: &[Segment]) -> String {
    segments.iter().map(|segment| segment.text.as_str()).collect()
}

/// Pieces while they are written; neighbouring words of the template become one piece.
#[derive(Debug, Default)]
pub(super) struct Writer {
    segments: Vec<Segment>,
}

impl Writer {
    pub(super) fn text(&mut self, text: &str) {
        match self.segments.last_mut() {
            _ if text.is_empty() => {}
            Some(last) if last.kind == SegmentKind::Text => last.text.push_str(text),
            _ => self.segments.push(Segment { kind: SegmentKind::Text, parameter: None, text: text.to_owned() }),
        }
    }

    pub(super) fn value(&mut self, parameter: &str, text: String) {
        self.segments.push(Segment { kind: SegmentKind::Value, parameter: Some(parameter.to_owned()), text });
    }

    pub(super) fn missing(&mut self, parameter: &str, text: String) {
        self.segments.push(Segment { kind: SegmentKind::Missing, parameter: Some(parameter.to_owned()), text });
    }

    pub(super) fn append(&mut self, segments: Vec<Segment>) {
        for segment in segments {
            match segment.kind {
                SegmentKind::Text => self.text(&segment.text),
                SegmentKind::Value | SegmentKind::Missing => self.segments.push(segment),
            }
        }
    }

    /// Returns how many line breaks what is written so far ends with; `None` if nothing is written but white space.
    pub(super) fn line_breaks(&self) -> Option<usize> {
        let mut count = 0;
        for c in self.segments.iter().rev().flat_map(|segment| segment.text.chars().rev()) {
            match c {
                '\n' => count += 1,
                ' ' | '\t' => {}
                _ => return Some(count),
            }
        }
        None
    }

    /// Trims both ends; for a subject also folds runs of white space to one blank.
    pub(super) fn finish(self, line: bool) -> Vec<Segment> {
        let mut segments = self.segments;
        if line {
            fold(&mut segments);
        }
        trim(&mut segments);
        segments
    }
}

fn fold(segments: &mut [Segment]) {
    let mut blank = false;
    for segment in segments {
        let mut text = String::with_capacity(segment.text.len());
        for c in segment.text.chars() {
            if !c.is_whitespace() {
                text.push(c);
            } else if !blank {
                text.push(' ');
            }
            blank = c.is_whitespace();
        }
        segment.text = text;
    }
}

/// Takes white space from both ends; a value that is all white space is none, so only words of the template can vanish.
fn trim(segments: &mut Vec<Segment>) {
    for segment in segments.iter_mut() {
        let len = segment.text.trim_start().len();
        segment.text.drain(..segment.text.len() - len);
        if !segment.text.is_empty() {
            break;
        }
    }
    for segment in segments.iter_mut().rev() {
        segment.text.truncate(segment.text.trim_end().len());
        if !segment.text.is_empty() {
            break;
        }
    }
    segments.retain(|segment| segment.kind != SegmentKind::Text || !segment.text.is_empty());
}
