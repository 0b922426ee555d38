//! The log of what was sent: target, template and date.

use jiff::civil::Date;

use super::faults;
use super::table;
use crate::diag::{Diagnostic, Diagnostics};
use crate::message::{Rules, Sent};
use crate::source::Sources;

const COLUMNS: [&str; 3] = ["target", "template", "date"];

/// Reads a log. What is at fault is reported with its line, and left out.
#[must_use]
pub fn log(path: &str, bytes: &[u8], rules: &Rules, sources: &mut Sources, found: &mut Diagnostics) -> Vec<Sent> {
    let Some(source) = table::decode(path, bytes, sources, found) else { return Vec::new() };
    let table = table::read(source, sources, found);
    for (name, place) in table.columns.iter().filter(|(name, _)| !COLUMNS.contains(&name.as_str()) && !name.is_empty())
    {
        let finding = Diagnostic::new(&faults::UNKNOWN_COLUMN, *place, format!("unknown column `{name}`"));
        found.push(finding.did_you_mean(name, COLUMNS).help("the columns are `target`, `template` and `date`"));
    }
    let column = |name: &str| table.columns.iter().position(|(column, _)| column == name);
    let columns = COLUMNS.map(column);
    for (name, at) in COLUMNS.iter().zip(columns) {
        if at.is_none() && !table.columns.is_empty() {
            found.push(Diagnostic::new(
                &faults::MISSING_COLUMN,
                source.start(),
                format!("there is no column `{name}`"),
            ));
        }
    }
    let [Some(target), Some(template), Some(date)] = columns else { return Vec::new() };
    let mut list = Vec::with_capacity(table.rows.len());
    for row in &table.rows {
        let written = row.cells[template].trim();
        let known = rules.templates.iter().any(|template| template.id == written);
        if !known {
            let names = rules.templates.iter().map(|template| template.id.as_str());
            let place = row.place(template, sources);
            let finding =
                Diagnostic::new(&faults::UNKNOWN_TEMPLATE, place, format!("no email template is called `{written}`"));
            found.push(finding.did_you_mean(written, names));
        }
        let day = row.cells[date].trim();
        match day.parse::<Date>() {
            Ok(date) if day.len() == "2026-01-31".len() => {
                if known {
                    list.push(Sent { target: row.cells[target].trim().to_owned(), template: written.to_owned(), date });
                }
            }
            _ => {
                let finding =
                    Diagnostic::new(&faults::BAD_CELL, row.place(date, sources), format!("`{day}` is not a date"));
                found.push(finding.help("write year, month and day, such as `2026-11-22`"));
            }
        }
    }
    list
}
