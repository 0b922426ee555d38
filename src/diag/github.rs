//! Findings as workflow commands: `::error file=...,line=...::message`, one a line.
//!
//! Source: GitHub's documentation of workflow commands; `%`, line ends, and in properties `:` and `,` are
//! escaped with `%` and two hexadecimal digits.

use std::fmt::Write as _;

use super::{Diagnostics, Severity, region};
use crate::source::Sources;

pub(super) fn print(diagnostics: &Diagnostics, sources: &Sources) -> String {
    let mut text = String::new();
    for diagnostic in diagnostics.iter() {
        let command = match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "notice",
        };
        let region = region(diagnostic.place, sources);
        let mut message = diagnostic.message.clone();
        for help in &diagnostic.help {
            let _ = write!(message, "\n{help}");
        }
        let _ = write!(
            text,
            "::{command} file={},line={},endLine={},",
            property(&sources[diagnostic.place.source].path),
            region.line,
            region.end_line
        );
        // Columns are only shown for one-line ranges.
        if region.line == region.end_line {
            let _ = write!(text, "col={},endColumn={},", region.column, region.end_column);
        }
        let _ = writeln!(text, "title={}::{}", property(diagnostic.rule.name), data(&message));
    }
    text
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
