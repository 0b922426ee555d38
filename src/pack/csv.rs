//! A table with a column for each parameter, for spreadsheets, for `kbgen fill --targets` and for mail merge.
//!
//! Spreadsheets run a cell that looks like a formula, even from a text file. Such cells get an apostrophe in front, which
//! spreadsheets take for "this is text"; [`undefused`] takes it away again, so that nothing is lost on the way.

use crate::lang::{Parameter, Value};

/// Spreadsheets and readers on Windows take a file without it for one in an old encoding.
const BYTE_ORDER_MARK: &str = "\u{FEFF}";

/// Writes a header row of parameter names and a row of examples. Source: RFC 4180.
///
/// A date is written as year, month and day, a bool as `yes` or `no`, a list with `; ` between its items (in which `;`
/// becomes `,`); what has no example is empty. [`crate::lang::Value::read`] reads each cell back.
#[must_use]
#[expect(clippy::missing_panics_doc, reason = "writing to memory does not fail")]
pub fn params_csv(parameters: &[&Parameter]) -> Vec<u8> {
    let mut writer =
        csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(BYTE_ORDER_MARK.as_bytes().to_vec());
    if !parameters.is_empty() {
        let names = parameters.iter().map(|parameter| defused(&parameter.name));
        writer.write_record(names).expect("memory");
        let examples = parameters.iter().map(|parameter| match &parameter.example {
            Some(value) => defused(&cell(value)),
            None => String::new(),
        });
        writer.write_record(examples).expect("memory");
    }
    writer.into_inner().unwrap_or_else(|err| panic!("memory: {err}"))
}

fn cell(value: &Value) -> String {
    match value {
        Value::Bool(true) => "yes".to_owned(),
        Value::Bool(false) => "no".to_owned(),
        Value::List(items) => items.iter().map(|item| item.replace(';', ",")).collect::<Vec<_>>().join("; "),
        Value::Number(_) | Value::Date(_) | Value::Text(_) => value.to_text(),
    }
}

/// Puts an apostrophe before what a spreadsheet could run, and before what would look like it was put there.
fn defused(cell: &str) -> String {
    if is_live(cell) { format!("'{cell}") } else { cell.to_owned() }
}

/// Returns a cell without the apostrophe that defusing put there.
///
/// Also right for what a person typed: an apostrophe before `=`, `+`, `-` or `@` is a spreadsheet's own mark for text.
#[must_use]
pub fn undefused(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| is_live(rest)).unwrap_or(cell)
}

/// Returns whether a cell, apart from apostrophes before it, starts as formulas do; full-width signs count in some locales.
fn is_live(cell: &str) -> bool {
    let start = cell.trim_start_matches('\'').chars().next();
    start.is_some_and(|c| matches!(c, '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠'))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{defused, params_csv, undefused};
    use crate::lang::{Parameter, Value};
    use crate::pack::hostile::hostile;
    use crate::pack::samples::parameters;

    fn table(parameters: &[Parameter]) -> String {
        String::from_utf8(params_csv(&parameters.iter().collect::<Vec<_>>())).expect("UTF-8")
    }

    #[test]
    fn a_row_of_names_and_a_row_of_examples() {
        assert_eq!(
            table(&parameters()),
            "\u{FEFF}name,story,count,day,sure,drink,gifts,mail,site\r\n\
             \"Zoë \"\"Z\"\" Brook\",\"One.\n\nTwo.\",'-3,2026-11-22,yes,tea,a rake; seeds,zoe@example.org,\r\n"
        );
        assert_eq!(table(&[]), "\u{FEFF}");
    }

    #[test]
    fn examples_read_back_as_the_same_values() {
        let parameters = parameters();
        let bytes = table(&parameters);
        let mut reader = csv::Reader::from_reader(bytes.trim_start_matches('\u{FEFF}').as_bytes());
        let row = reader.records().next().expect("a row").expect("a row");
        for (parameter, cell) in parameters.iter().zip(&row) {
            assert_eq!(Value::read(parameter, undefused(cell)), Ok(parameter.example.clone()), "{}", parameter.name);
        }
    }

    #[test]
    fn formulas_are_defused_and_only_they_are_undefused() {
        for live in ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "\nx", "＝1", "'=1", "''@"] {
            assert_eq!(defused(live), format!("'{live}"));
            assert_eq!(undefused(&defused(live)), live);
        }
        for plain in ["", "'", "'tis", "O'Neill", "a=b", "1-2", "''"] {
            assert_eq!((defused(plain).as_str(), undefused(plain)), (plain, plain));
        }
    }

    proptest! {
        #[test]
        fn no_cell_is_a_formula_and_each_comes_back(cells in prop::collection::vec(hostile(), 1..4)) {
            let parameters: Vec<Parameter> = cells
                .iter()
                .map(|cell| Parameter {
                    name: cell.clone(), example: Some(Value::Text(cell.clone())), ..Parameter::default()
                })
                .collect();
            let bytes = params_csv(&parameters.iter().collect::<Vec<_>>());
            let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(&bytes[..]);
            let rows: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().expect("rows");
            // A row that is empty but for one empty cell is quoted, so that it is there.
            prop_assert_eq!(rows.len(), 2);
            for row in rows {
                prop_assert!(row.iter().all(|cell| !cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n'])));
                prop_assert_eq!(row.iter().map(undefused).collect::<Vec<_>>(), cells.iter().collect::<Vec<_>>());
            }
        }
    }
}
