//! What stands inside a delimiter, as tokens.

use std::ops::Range;

use crate::source::Span;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A name or keyword.
    Word,
    /// A text in quotes, quotes included.
    Quoted,
    /// A text whose quotes are not closed.
    Unclosed,
    /// A whole number, its sign included.
    Number,
    /// A sign of one or two characters.
    Sign,
}

/// A token and its bytes in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token<'t> {
    pub(super) kind: Kind,
    pub(super) text: &'t str,
    pub(super) span: Span,
}

/// Splits a range of a text into tokens.
pub(super) fn tokens(text: &str, range: Range<usize>) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut at = range.start;
    while let Some(first) = text[at..range.end].chars().next() {
        let rest = &text[at..range.end];
        let (kind, len) = if first.is_ascii_whitespace() {
            at += first.len_utf8();
            continue;
        } else if first.is_alphabetic() || first == '_' {
            (Kind::Word, word(rest))
        } else if first.is_ascii_digit() {
            (Kind::Number, number(rest))
        } else if first == '-' && rest[1..].starts_with(|c: char| c.is_ascii_digit()) {
            (Kind::Number, 1 + number(&rest[1..]))
        } else if first == '"' || first == '\'' {
            match rest[1..].find(first) {
                Some(end) => (Kind::Quoted, end + 2),
                None => (Kind::Unclosed, rest.len()),
            }
        } else {
            let two = ["==", "!=", "<=", ">="].iter().any(|sign| rest.starts_with(sign));
            (Kind::Sign, if two { 2 } else { first.len_utf8() })
        };
        tokens.push(Token { kind, text: &rest[..len], span: Span::at(0, at..at + len) });
        at += len;
    }
    tokens
}

/// The length of a number; letters and dots belong to it, though no number may have them.
fn number(text: &str) -> usize {
    run(text, |c| c.is_alphanumeric() || c == '.' || c == '_')
}

/// The length of a name. A hyphen between letters belongs to it, though no name may have one: it is a slip for `_`.
fn word(text: &str) -> usize {
    let part = |c: char| c.is_alphanumeric() || c == '_';
    let mut len = run(text, part);
    while let Some(after) = text[len..].strip_prefix('-')
        && after.starts_with(part)
    {
        len += 1 + run(after, part);
    }
    len
}

fn run(text: &str, part: impl Fn(char) -> bool) -> usize {
    text.find(|c| !part(c)).unwrap_or(text.len())
}
