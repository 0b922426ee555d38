//! A message as its rules look at it: cut into words and lines once.

use std::ops::Range;

use super::draft::Draft;
use super::lexicon::{Lexicon, Limits, Phrases};
use super::text::{Text, lines, words};

/// A message with its words, its first and its closing line.
pub(crate) struct View<'a> {
    pub(crate) draft: &'a Draft<'a>,
    pub(crate) lexicon: &'a Lexicon,
    pub(crate) phrases: &'a Phrases,
    pub(crate) limits: &'a Limits,
    pub(crate) subject: Text,
    pub(crate) body: Text,
    /// The first line of the body that is not blank.
    pub(crate) first_line: Option<Range<usize>>,
    /// The last line of the body that is not blank.
    pub(crate) last_line: Option<Range<usize>>,
    /// The line that closes the letter.
    pub(crate) closing: Option<Range<usize>>,
}

impl<'a> View<'a> {
    pub(super) fn new(draft: &'a Draft<'a>, lexicon: &'a Lexicon, phrases: &'a Phrases, limits: &'a Limits) -> Self {
        let body = draft.body.text.as_str();
        let filled = || lines(body).filter(|(_, line)| !line.trim().is_empty());
        let range = |(start, line): (usize, &str)| start..start + line.trim_end().len();
        let first_line = filled().next().map(range);
        let body_start = first_line.as_ref().map_or(0, |line| line.end);
        let is_closing = |(start, line): &(usize, &str)| {
            let line = line.trim();
            lexicon.closings.contains(&line.trim_end_matches(',').to_lowercase())
                || (*start >= body_start && line.ends_with(',') && closes(&words(line), phrases))
        };
        Self {
            draft,
            lexicon,
            phrases,
            limits,
            subject: Text::new(&draft.subject.text, &lexicon.abbreviations),
            body: Text::new(body, &lexicon.abbreviations),
            first_line,
            last_line: filled().next_back().map(range),
            closing: lines(body).rev().find(is_closing).map(range),
        }
    }

    pub(crate) fn body_text(&self) -> &'a str {
        &self.draft.body.text
    }

    pub(crate) fn subject_text(&self) -> &'a str {
        &self.draft.subject.text
    }

    /// The bytes of the last line, for what is not there.
    pub(crate) fn end(&self) -> Range<usize> {
        self.last_line.clone().unwrap_or(0..0)
    }

    /// Returns the bytes after the closing line; without one, the last six lines.
    pub(crate) fn signature(&self) -> Range<usize> {
        let end = self.body_text().len();
        match &self.closing {
            Some(line) => line.end..end,
            None => lines(self.body_text()).rev().nth(5).map_or(0, |(start, _)| start)..end,
        }
    }

    /// Returns whether `text` stands in a text, letter case and punctuation aside.
    pub(crate) fn holds(text: &Text, phrase: &str) -> bool {
        let phrase = words(phrase);
        text.find(&phrase).next().is_some()
    }

    /// Returns whether words are part of one value: of one that stands there, or, in a message from elsewhere, of any.
    pub(crate) fn is_in_value(&self, written: &super::draft::Written, range: &Range<usize>) -> bool {
        if !written.pieces.is_empty() {
            return written.in_value(range);
        }
        let phrase = words(&written.text[range.clone()]);
        self.draft.values.values().any(|value| Text::new(&value.to_text(), &[]).find(&phrase).next().is_some())
    }

    /// Returns whether a word is an acronym, or part of a value: of one that stands there, or, in a message from elsewhere,
    /// of any.
    pub(crate) fn is_known(&self, written: &super::draft::Written, range: &Range<usize>) -> bool {
        let word = words(&written.text[range.clone()]);
        if word.iter().all(|word| self.lexicon.acronyms.contains(word)) {
            return true;
        }
        self.is_in_value(written, range)
    }
}

/// Most words of a line that closes a letter.
const LONGEST_CLOSING: usize = 6;

/// Whether a line that ends with a comma closes a letter in words of its own.
fn closes(words: &[String], phrases: &Phrases) -> bool {
    words.len() <= LONGEST_CLOSING && words.iter().any(|word| phrases.closings.contains(word))
}
