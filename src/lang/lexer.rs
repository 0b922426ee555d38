//! From text to tokens.

use std::ops::Range;

use super::parts::{PartKind, parts};
use crate::source::Span;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// `{{` or `{%`, with or without `-`.
    Open,
    /// `}}` or `%}`, with or without `-`.
    Close,
    /// A name or keyword.
    Word,
    /// A text in quotes, quotes included.
    Quoted,
    /// A number.
    Number,
    /// Any other character.
    Symbol,
}

/// A token and its bytes in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) span: Span,
}

/// Splits what stands inside the delimiters of `text` into tokens; text outside and comments give none.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    for part in parts(text) {
        let close = match part.kind {
            PartKind::Output => "}}",
            PartKind::Tag => "%}",
            PartKind::Text | PartKind::Comment => continue,
        };
        let (start, end) = (part.span.start as usize, part.span.end as usize);
        let closed = text[start + 2..end].ends_with(close);
        let inner_end = if closed { end - close.len() } else { end };
        tokens.push(Token { kind: Kind::Open, span: Span::at(0, start..start + 2) });
        inside(text, start + 2..inner_end, &mut tokens);
        if closed {
            tokens.push(Token { kind: Kind::Close, span: Span::at(0, inner_end..end) });
        }
    }
    tokens
}

/// Reads the tokens of a range.
fn inside(text: &str, range: Range<usize>, tokens: &mut Vec<Token>) {
    let mut at = range.start;
    while at < range.end {
        let rest = &text[at..range.end];
        let Some(first) = rest.chars().next() else { break };
        let (kind, len) = if first.is_whitespace() {
            at += first.len_utf8();
            continue;
        } else if first.is_alphabetic() || first == '_' {
            (Kind::Word, word(rest))
        } else if first.is_ascii_digit() {
            (Kind::Number, run(rest, |c| c.is_ascii_digit() || c == '.'))
        } else if first == '"' || first == '\'' {
            (Kind::Quoted, rest[1..].find(first).map_or(rest.len(), |end| end + 2))
        } else {
            (Kind::Symbol, first.len_utf8())
        };
        tokens.push(Token { kind, span: Span::at(0, at..at + len) });
        at += len;
    }
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
