//! From text to tokens.

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
///
/// Never fails: an unclosed delimiter runs to the end of the text.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(found) = text[at..].find('{') {
        let start = at + found;
        let Some(close) = text[start + 1..].chars().next().and_then(|next| match next {
            '{' => Some("}}"),
            '%' => Some("%}"),
            '#' => Some("#}"),
            _ => None,
        }) else {
            at = start + 1;
            continue;
        };
        if close == "#}" {
            at = text[start..].find(close).map_or(text.len(), |end| start + end + close.len());
            continue;
        }
        tokens.push(Token { kind: Kind::Open, span: Span::at(0, start..start + 2) });
        at = inside(text, start + 2, close, &mut tokens);
    }
    tokens
}

/// Reads tokens from `at` until `close`; returns the offset after it.
///
/// A delimiter that is not closed before the next one opens is taken to end with its line or the next brace, so that the text
/// after it is not taken for names.
fn inside(text: &str, mut at: usize, close: &str, tokens: &mut Vec<Token>) -> usize {
    let rest = &text[at..];
    let closed = find_close(rest, close).or_else(|| rest.find(close));
    let opened = |before: usize| rest[..before].contains("{{") || rest[..before].contains("{%");
    let end = match closed {
        Some(closed) if !opened(closed) || rest[..closed].contains(['"', '\'']) => at + closed,
        _ => at + rest.find(['\n', '}']).unwrap_or(rest.len()),
    };
    while at < end {
        let rest = &text[at..end];
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
    if text[end..].starts_with(close) {
        tokens.push(Token { kind: Kind::Close, span: Span::at(0, end..end + close.len()) });
        return end + close.len();
    }
    end
}

/// Finds `close` outside of texts in quotes.
fn find_close(text: &str, close: &str) -> Option<usize> {
    let mut quote = None;
    for (at, c) in text.char_indices() {
        match quote {
            Some(open) if open == c => quote = None,
            None if text[at..].starts_with(close) => return Some(at),
            None if matches!(c, '"' | '\'') => quote = Some(c),
            _ => {}
        }
    }
    None
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
