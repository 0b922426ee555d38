//! A text cut at its delimiters.

use crate::source::Span;

/// What a part of a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartKind {
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
pub struct Part {
    /// What it is.
    pub kind: PartKind,
    /// Its bytes, delimiters included.
    pub span: Span,
}

/// Cuts `text` at its delimiters; the parts cover it without gap.
#[must_use]
pub fn parts(text: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut plain = 0;
    let mut at = 0;
    while let Some(found) = text[at..].find('{') {
        let start = at + found;
        let (kind, close) = match text.as_bytes().get(start + 1) {
            Some(b'{') => (PartKind::Output, "}}"),
            Some(b'%') => (PartKind::Tag, "%}"),
            Some(b'#') => (PartKind::Comment, "#}"),
            _ => {
                at = start + 1;
                continue;
            }
        };
        let end = text[start + 2..].find(close).map_or(text.len(), |end| start + 2 + end + close.len());
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
