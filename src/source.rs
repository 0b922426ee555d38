//! Source files and places in them.
//!
//! A [`Source`] is the text of one file; [`Sources`] owns them all and hands out a [`SourceId`] for each.
//! A [`Span`] is a byte range in one source, a [`Place`] says which source as well. Everything that a
//! finding can point at carries one of the two. Nothing here reads files.

use std::ops::{Index, Range};

/// A byte range in one source, `start..end`, both counted from the start of the file's text.
///
/// `u32` bounds a source to 4 GiB, which `load` enforces by refusing larger files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// Returns the span `range`, moved by `base` bytes.
    ///
    /// # Panics
    ///
    /// Panics past 4 GiB, which no source has.
    #[must_use]
    pub fn at(base: u32, range: Range<usize>) -> Self {
        let offset = |bytes: usize| base + u32::try_from(bytes).expect("load() refuses sources of 4 GiB and more");
        Self { start: offset(range.start), end: offset(range.end) }
    }

    /// Returns the range for slicing the source's text.
    #[must_use]
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A value and where it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where it stands in the source that the context names.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// Returns whether this stands for a value that its author left out or got wrong, which is told elsewhere.
    #[must_use]
    pub fn is_placeholder(&self) -> bool {
        self.span == Span::default()
    }
}

/// Names one source in [`Sources`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(u32);

/// A span in a named source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The source.
    pub source: SourceId,
    /// The bytes in it.
    pub span: Span,
}

impl SourceId {
    /// Returns the place of `span` in this source.
    #[must_use]
    pub fn place(self, span: Span) -> Place {
        Place { source: self, span }
    }

    /// Returns the place before this source's first byte, for what the whole file is at fault for.
    #[must_use]
    pub fn start(self) -> Place {
        self.place(Span::default())
    }
}

/// The text of one file.
#[derive(Debug, Clone)]
pub struct Source {
    /// Path from the knowledge base's root, parted by `/` on every system.
    pub path: String,
    /// The text without a byte order mark; line ends as in the file.
    pub text: String,
}

/// Every source of one run.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    list: Vec<Source>,
}

impl Sources {
    /// Adds a source and returns its id.
    ///
    /// # Panics
    ///
    /// Panics at the 4,294,967,296th source.
    pub fn add(&mut self, path: impl Into<String>, text: impl Into<String>) -> SourceId {
        let id = SourceId(u32::try_from(self.list.len()).expect("fewer than 2^32 files"));
        self.list.push(Source { path: path.into(), text: text.into() });
        id
    }

    /// Gives a source its text after all.
    pub(crate) fn replace(&mut self, id: SourceId, text: impl Into<String>) {
        self.list[id.0 as usize].text = text.into();
    }
}

impl Index<SourceId> for Sources {
    type Output = Source;

    fn index(&self, id: SourceId) -> &Source {
        &self.list[id.0 as usize]
    }
}

/// A line and a column as editors count them, both from 1, the column in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineColumn {
    /// Line number from 1.
    pub line: usize,
    /// Column number from 1, in Unicode scalar values.
    pub column: usize,
}

/// The starts of a text's lines, for turning offsets into lines and columns.
#[derive(Debug)]
pub struct LineIndex<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

impl<'a> LineIndex<'a> {
    /// Indexes `text`; `\n` and `\r\n` end a line.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Self { text, starts }
    }

    /// Returns the line and column of a byte offset; an offset past the end counts as the end.
    #[must_use]
    pub fn locate(&self, offset: u32) -> LineColumn {
        let offset = self.text.floor_char_boundary(offset as usize);
        let line = self.starts.partition_point(|&start| start <= offset);
        let column = self.text[self.starts[line - 1]..offset].chars().count() + 1;
        LineColumn { line, column }
    }

    /// Returns the byte offset of a line and column, both from 1; `None` if the text has no such place.
    #[must_use]
    pub fn offset(&self, line: usize, column: usize) -> Option<usize> {
        let start = *self.starts.get(line.checked_sub(1)?)?;
        let rest = &self.text[start..];
        rest.char_indices().map(|(at, _)| at).chain([rest.len()]).nth(column.checked_sub(1)?).map(|at| start + at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_lines_may_end_in_crlf() {
        let index = LineIndex::new("é=1\r\nab\n");
        assert_eq!(index.locate(0), LineColumn { line: 1, column: 1 });
        assert_eq!(index.locate(2), LineColumn { line: 1, column: 2 });
        assert_eq!(index.locate(6), LineColumn { line: 2, column: 1 });
        assert_eq!(index.locate(99), LineColumn { line: 3, column: 1 });
    }
}
