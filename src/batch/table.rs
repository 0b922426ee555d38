//! Comma-separated values as rows that know their places.

use std::ops::Range;

use crate::diag::Diagnostics;
use crate::pack::undefused;
use crate::source::{Place, SourceId, Sources, Span};

use super::faults;

/// A table with a head.
#[derive(Debug)]
pub(super) struct Table {
    /// The names of the columns, and where each stands.
    pub(super) columns: Vec<(String, Place)>,
    /// The rows that have as many cells as there are columns.
    pub(super) rows: Vec<Row>,
}

/// A row.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) cells: Vec<String>,
    source: SourceId,
    span: Span,
    delimiter: u8,
}

impl Row {
    /// Returns the place of a cell's value, or of the cell if it is written in another way than it reads.
    pub(super) fn place(&self, cell: usize, sources: &Sources) -> Place {
        let text = &sources[self.source].text[self.span.range()];
        let written = written(text, self.delimiter, cell);
        let value = self.cells[cell].trim();
        let span = match text[written.clone()].find(value) {
            Some(at) if !value.is_empty() => written.start + at..written.start + at + value.len(),
            _ => written,
        };
        self.source.place(Span::at(self.span.start, span))
    }
}

/// Returns the bytes of a cell in a row as written. A quote counts where a cell starts with one. Source: RFC 4180.
fn written(row: &str, delimiter: u8, cell: usize) -> Range<usize> {
    let (mut number, mut start, mut quoted, mut open) = (0, 0, false, false);
    for (at, byte) in row.bytes().enumerate() {
        if byte == b'"' && (quoted || at == start) {
            quoted = true;
            open = !open;
        } else if byte == delimiter && !open {
            if number == cell {
                return start..at;
            }
            (number, start, quoted) = (number + 1, at + 1, false);
        }
    }
    if number == cell { start..row.len() } else { 0..row.len() }
}

/// Adds the bytes of a file to the sources. Returns `None` if they are not UTF-8, which is reported.
pub(super) fn decode(path: &str, bytes: &[u8], sources: &mut Sources, found: &mut Diagnostics) -> Option<SourceId> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => Some(sources.add(path, text)),
        Err(fault) => {
            let source = sources.add(path, String::from_utf8_lossy(bytes));
            let start = fault.valid_up_to();
            let place = source.place(Span::at(0, start..start + char::REPLACEMENT_CHARACTER.len_utf8()));
            found.push(faults::bad_table(place, "file is not UTF-8").help("save it as \"CSV UTF-8\""));
            None
        }
    }
}

/// Reads a table. Rows at fault are reported and left out.
pub(super) fn read(source: SourceId, sources: &Sources, found: &mut Diagnostics) -> Table {
    let text = &sources[source].text;
    let head = text.lines().next().unwrap_or_default();
    let count = |sign: char| head.matches(sign).count();
    // Names have commas, but no tabs.
    let delimiter = match (count('\t'), count(','), count(';')) {
        (0, commas, semicolons) if semicolons > commas => b';',
        (0, 1.., _) => b',',
        _ => b'\t',
    };
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes());
    let mut table = Table { columns: Vec::new(), rows: Vec::new() };
    let mut record = csv::StringRecord::new();
    loop {
        let start = offset(&reader);
        match reader.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => break,
            Err(error) => {
                let place = source.place(Span::at(0, start..start));
                found.push(faults::bad_table(place, format!("this row can't be read: {error}")));
                continue;
            }
        }
        let start = record.position().map_or(start, |position| usize::try_from(position.byte()).unwrap_or(start));
        let end = offset(&reader).max(start);
        let written = text.get(start..end).unwrap_or_default();
        // The line break before a row may count as a part of it.
        let start = start + written.len() - written.trim_start_matches(['\r', '\n']).len();
        let row = Row {
            cells: record.iter().map(|cell| undefused(cell).to_owned()).collect(),
            source,
            span: Span::at(0, start..text[..end].trim_end_matches(['\r', '\n']).len().max(start)),
            delimiter,
        };
        // An empty line at the end, or a row of a spreadsheet in which nothing stands.
        if row.cells.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        if table.columns.is_empty() {
            head_of(&row, &mut table, sources, found);
        } else if row.cells.len() == table.columns.len() {
            table.rows.push(row);
        } else {
            let (cells, columns) = (row.cells.len(), table.columns.len());
            let message = format!("row has {cells} cells, and there are {columns} columns");
            let finding = crate::diag::Diagnostic::new(&faults::UNEVEN_ROW, source.place(row.span), message);
            let fewer = "an empty cell needs its comma too";
            found.push(finding.help(if cells < columns { fewer } else { "put cells that hold a comma in quotes" }));
        }
    }
    if table.columns.is_empty() {
        found.push(faults::bad_table(source.start(), "the table is empty").help("its first row names the columns"));
    }
    table
}

fn offset(reader: &csv::Reader<&[u8]>) -> usize {
    usize::try_from(reader.position().byte()).unwrap_or(usize::MAX)
}

fn head_of(row: &Row, table: &mut Table, sources: &Sources, found: &mut Diagnostics) {
    for (index, cell) in row.cells.iter().enumerate() {
        let (name, place) = (cell.trim().to_owned(), row.place(index, sources));
        if !name.is_empty() && table.columns.iter().any(|(known, _)| *known == name) {
            found.push(faults::bad_table(place, format!("column `{name}` is there twice")));
        }
        table.columns.push((name, place));
    }
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::diag::Diagnostics;
    use crate::source::Sources;

    fn columns(text: &str) -> Vec<String> {
        let mut sources = Sources::default();
        let source = sources.add("targets.csv", text);
        let table = read(source, &sources, &mut Diagnostics::default());
        table.columns.into_iter().map(|(name, _)| name).collect()
    }

    #[test]
    fn the_first_line_tells_what_parts_cells() {
        assert_eq!(columns("a,b;c,d\n1;2;3;4\n"), ["a", "b;c", "d"]);
        assert_eq!(columns("a;b,c;d\n1,2,3,4\n"), ["a", "b,c", "d"]);
        assert_eq!(columns("a;b,c\n"), ["a;b", "c"]);
        // What is pasted from a spreadsheet.
        assert_eq!(columns("a, b, c\td; e\n"), ["a, b, c", "d; e"]);
        assert_eq!(columns("a\n1,2\n"), ["a"]);
    }
}
