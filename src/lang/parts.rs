//! A text cut at its delimiters.

use crate::source::Span;

/// What a part of a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PartKind {
    /// Text that is kept.
    Text,
    /// `{{ }}`, which is replaced by a value.
    Output,
    /// `{% %}`, which decides what is kept.
    Tag,
    /// `{# #}`, which is left out.
    Comment,
}

/// A part of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Part {
    /// What it is.
    pub(crate) kind: PartKind,
    /// Its bytes, delimiters included.
    pub(crate) span: Span,
}

/// Cuts `text` at its delimiters; the parts cover it without gap.
///
/// A delimiter may stand in quotes. One that is not closed before the next one opens is taken to end after one word, so that
/// the text after it is not taken for names.
pub(crate) fn parts(text: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut plain = 0;
    let mut at = 0;
    while let Some(found) = text[at..].find('{') {
        let start = at + found;
        let inside = start + 2;
        let (kind, len) = match text.as_bytes().get(start + 1) {
            Some(b'{') => (PartKind::Output, expression(&text[inside..], "}}")),
            Some(b'%') => (PartKind::Tag, expression(&text[inside..], "%}")),
            Some(b'#') => (PartKind::Comment, text[inside..].find("#}").map_or(text.len() - inside, |end| end + 2)),
            _ => {
                at = start + 1;
                continue;
            }
        };
        let end = inside + len;
        if plain < start {
            parts.push(Part { kind: PartKind::Text, span: Span::at(0, plain..start) });
        }
        parts.push(Part { kind, span: Span::at(0, start..end) });
        plain = end;
        at = end;
    }
    if plain < text.len() {
        parts.push(Part { kind: PartKind::Text, span: Span::at(0, plain..text.len()) });
    }
    parts
}

/// The length of what stands inside a delimiter, `close` included if it is there.
fn expression(text: &str, close: &str) -> usize {
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        if rest.starts_with(close) {
            return at + close.len();
        }
        if rest.starts_with("{{") || rest.starts_with("{%") {
            break;
        }
        // A quote that its line does not close is an apostrophe.
        let line = rest.lines().next().unwrap_or_default();
        at += match line.get(1..).and_then(|after| after.find(c)) {
            Some(len) if matches!(c, '"' | '\'') => len + 2,
            _ => c.len_utf8(),
        };
    }
    let blank = text.len() - text.trim_start_matches(['-', ' ']).len();
    let end = |c: char| c.is_whitespace() || matches!(c, '{' | '}');
    text[blank..].find(end).map_or(text.len(), |len| blank + len)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_cover_the_text() {
        for text in ["a {{ b }} c {% if d %}e{% endif %}{# f #}", "{{", "{ {{ \"}\" }}", "", "{%é%}é"] {
            let covered: String = parts(text).iter().map(|part| &text[part.span.range()]).collect();
            assert_eq!(covered, text);
        }
    }
}
