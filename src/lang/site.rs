//! Where a text that is compiled stands in its source, which may write it with escapes.

use crate::source::{Place, SourceId, Span};

/// Where a text stands.
#[derive(Debug, Clone)]
pub struct Site {
    source: SourceId,
    span: Span,
    /// Where in the source each byte of the text is written, and its end; none if it stands there as it is.
    offsets: Option<Vec<u32>>,
}

impl Site {
    /// A text that stands in its source as it is, from the start of `span` on.
    #[must_use]
    pub fn verbatim(source: SourceId, span: Span) -> Self {
        Self { source, span, offsets: None }
    }

    /// A text that stands in its source in quotes, as `written`, which may have escapes.
    #[must_use]
    pub fn quoted(source: SourceId, span: Span, written: &str, value: &str) -> Self {
        if let Some(start) = written.find(value) {
            return Self::verbatim(source, Span::at(span.start, start..start + value.len()));
        }
        let offsets = offsets(written, value).map(|list| list.iter().map(|at| span.start + at).collect());
        // One that is written in a way that is not known here is reported at all of it.
        let all = || (0..=value.len()).map(|at| if at == 0 { span.start } else { span.end }).collect();
        Self { source, span, offsets: Some(offsets.unwrap_or_else(all)) }
    }

    /// Returns the place of a span of the text.
    #[must_use]
    pub fn place(&self, span: Span) -> Place {
        match &self.offsets {
            None => self.source.place(Span::at(self.span.start, span.range())),
            Some(offsets) => {
                let at = |byte: u32| offsets.get(byte as usize).copied().unwrap_or(self.span.end);
                self.source.place(Span { start: at(span.start), end: at(span.end) })
            }
        }
    }
}

/// Returns where in `written`, a TOML text in double quotes, each byte of its value is; `None` if it does not fit.
fn offsets(written: &str, value: &str) -> Option<Vec<u32>> {
    let quotes = if written.starts_with("\"\"\"") { 3 } else { 1 };
    let mut at = quotes;
    if quotes == 3 {
        at += written[at..].len() - written[at..].trim_start_matches(['\r', '\n']).len();
    }
    let mut offsets = Vec::with_capacity(value.len() + 1);
    for c in value.chars() {
        let rest = written.get(at..)?;
        let len = match rest.strip_prefix('\\') {
            Some(escape) => match escape.chars().next()? {
                'u' => 6,
                'U' => 10,
                'x' => 4,
                _ => 2,
            },
            None if rest.starts_with(c) => c.len_utf8(),
            None => return None,
        };
        let here = u32::try_from(at).ok()?;
        offsets.extend(std::iter::repeat_n(here, c.len_utf8()));
        at += len;
    }
    offsets.push(u32::try_from(at).ok()?);
    Some(offsets)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_counted_as_written() {
        let found = offsets(r#""a\"b\u00e9c""#, "a\"b\u{e9}c").expect("a text");
        assert_eq!(found, [1, 2, 4, 5, 5, 11, 12]);
        assert_eq!(offsets("'a'", "b"), None);
    }
}
