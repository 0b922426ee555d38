//! Running text: what the parser cuts into pieces and only shows when they are joined.

use std::ops::Range;

use super::outline::{Leftover, Outline};
use super::terms::Terms;
use crate::source::{Span, Spanned};

/// A run of text without code, raw HTML or addresses.
pub(super) struct Run<'a> {
    /// The whole text.
    pub(super) text: &'a str,
    /// Where the text starts in its source.
    pub(super) base: u32,
    /// The run's bytes in the text.
    pub(super) bytes: Range<usize>,
}

impl Run<'_> {
    /// Adds what the run holds to an outline; `own` is a term that is not looked for.
    pub(super) fn read(&self, terms: &Terms, own: Option<usize>, outline: &mut Outline) {
        self.leftovers(outline);
        self.mentions(terms, own, outline);
        self.unreadable_links(outline);
        self.unknown_callout(outline);
        self.undefined_footnotes(outline);
    }

    fn span(&self, range: Range<usize>) -> Span {
        Span::at(self.base, range)
    }

    /// Notes which terms are mentioned, in headings and links and over the ends of lines as well.
    fn mentions(&self, terms: &Terms, own: Option<usize>, outline: &mut Outline) {
        let text = self.text[self.bytes.clone()].replace(['\n', '\r'], " ");
        let words: Vec<&str> = text.split_whitespace().collect();
        let found =
            terms.find(&words.join(" ")).map(|(term, _)| term).filter(|term| Some(*term) != own).collect::<Vec<_>>();
        outline.mentions.extend(found);
    }

    /// An address with a blank ends a link before it has begun.
    fn unreadable_links(&self, outline: &mut Outline) {
        let text = &self.text[self.bytes.clone()];
        for (at, _) in text.match_indices("](") {
            let address = at + 2;
            let Some(len) = text[address..].find(')') else { continue };
            let written = &text[address..address + len];
            let suffix =
                written.split('#').next().and_then(|path| path.rsplit_once('.')).map_or("", |(_, suffix)| suffix);
            let is_file = (1..=5).contains(&suffix.len()) && suffix.chars().all(char::is_alphanumeric);
            if written.contains(' ') && is_file && !written.contains(['\n', '(', '"']) {
                let span = self.span(self.bytes.start + address..self.bytes.start + address + len);
                outline.unreadable_links.push(Spanned { value: written.to_owned(), span });
            }
        }
    }

    /// A quotation that starts as a call-out does.
    fn unknown_callout(&self, outline: &mut Outline) {
        let text = &self.text[self.bytes.clone()];
        let quoted = self.text[..self.bytes.start].trim_end_matches(' ').ends_with('>');
        if let Some((word, _)) = text.strip_prefix("[!").and_then(|rest| rest.split_once(']'))
            && quoted
            && !word.is_empty()
            && word.chars().all(char::is_alphabetic)
        {
            let span = self.span(self.bytes.start..self.bytes.start + word.len() + 3);
            outline.unknown_callouts.push(Spanned { value: word.to_owned(), span });
        }
    }

    /// The parser leaves a reference to a footnote that is not defined in the text.
    fn undefined_footnotes(&self, outline: &mut Outline) {
        let text = &self.text[self.bytes.clone()];
        for (at, _) in text.match_indices("[^") {
            let escaped = self.text[..self.bytes.start + at].ends_with('\\');
            let Some(len) = text[at..].find(']').filter(|len| *len > 2 && !escaped) else { continue };
            let name = &text[at + 2..at + len];
            if !name.contains(char::is_whitespace) {
                let span = self.span(self.bytes.start + at..self.bytes.start + at + len + 1);
                outline.undefined_footnotes.push(Spanned { value: name.to_owned(), span });
            }
        }
    }

    fn leftovers(&self, outline: &mut Outline) {
        let text = &self.text[self.bytes.clone()];
        for (mark, leftover) in
            [("{{", Leftover::Braces), ("[[", Leftover::Brackets), ("TODO", Leftover::Todo), ("XXX", Leftover::Xxx)]
        {
            let mut after = 0;
            for (at, _) in text.match_indices(mark) {
                // A longer row of brackets is one leftover.
                let joined_row = at > 0 && at == after;
                after = at + mark.len();
                if joined_row {
                    continue;
                }
                let word = matches!(leftover, Leftover::Todo | Leftover::Xxx);
                let joined = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
                if word && (joined(text[..at].chars().next_back()) || joined(text[at + mark.len()..].chars().next())) {
                    continue;
                }
                let span = self.span(self.bytes.start + at..self.bytes.start + at + mark.len());
                outline.leftovers.push(Spanned { value: leftover, span });
            }
        }
    }
}
