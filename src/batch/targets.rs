//! The batch file: one row a target, one column a parameter.

use std::collections::BTreeMap;

use super::faults;
use super::table::{self, Table};
use crate::diag::{Diagnostic, Diagnostics};
use crate::lang::{Bindings, Parameter, Role, Value};
use crate::source::{SourceId, Sources};

/// A row of the batch file.
#[derive(Debug, Clone)]
pub struct Target {
    /// The target's name: the value of the parameter with that role; empty without one.
    pub name: String,
    /// The row's values; what stands in no cell is missing.
    pub values: Bindings,
    /// The parameters that the table has a column for.
    pub columns: Vec<String>,
}

/// Reads a batch file; `parameters` are all that a column can be named for.
///
/// What is at fault is reported with its line, and left out.
#[must_use]
pub fn targets(
    path: &str,
    bytes: &[u8],
    parameters: &[&Parameter],
    sources: &mut Sources,
    found: &mut Diagnostics,
) -> Vec<Target> {
    let Some(source) = table::decode(path, bytes, sources, found) else { return Vec::new() };
    let table = table::read(source, sources, found);
    let columns: Vec<Option<&Parameter>> = table
        .columns
        .iter()
        .map(|(name, place)| {
            let parameter = parameters.iter().find(|parameter| parameter.name == *name).copied();
            if parameter.is_none() && !name.is_empty() {
                let names = parameters.iter().map(|parameter| parameter.name.as_str());
                let message = format!("unknown column `{name}`");
                found.push(
                    Diagnostic::new(&faults::UNKNOWN_COLUMN, *place, message)
                        .did_you_mean(name, names)
                        .help("columns are named for parameters"),
                );
            }
            parameter
        })
        .collect();
    let named = |role: Role| columns.iter().flatten().find(|parameter| parameter.role == Some(role)).copied();
    let name = named(Role::TargetName);
    if name.is_none() && !table.columns.is_empty() {
        missing_name(source, parameters, found);
    }
    if table.rows.is_empty() && !found.has_errors() {
        found.push(faults::bad_table(source.start(), "the table has no rows").help("write a row for each target"));
    }
    let list: Vec<Target> = table
        .rows
        .iter()
        .map(|row| {
            let mut values = Bindings::new();
            for (index, parameter) in columns.iter().enumerate() {
                let Some(parameter) = parameter else { continue };
                let read = Value::read(parameter, &row.cells[index]);
                let checked =
                    read.and_then(|value| value.map(|value| value.fits(parameter).map(|()| value)).transpose());
                match checked {
                    Ok(value) => values.extend(value.map(|value| (parameter.name.clone(), value))),
                    Err(misfit) => {
                        let message = format!("this value of `{}` {}", parameter.name, misfit.fault);
                        let finding = Diagnostic::new(&faults::BAD_CELL, row.place(index, sources), message);
                        found.push(if misfit.help.is_empty() { finding } else { finding.help(misfit.help) });
                    }
                }
            }
            Target {
                name: name.and_then(|name| values.get(&name.name)).map_or_else(String::new, Value::to_text),
                values,
                columns: columns.iter().flatten().map(|parameter| parameter.name.clone()).collect(),
            }
        })
        .collect();
    if let Some(parameter) = named(Role::TargetAddress) {
        duplicates(&table, parameter, sources, found);
    }
    list
}

fn missing_name(source: SourceId, parameters: &[&Parameter], found: &mut Diagnostics) {
    if let Some(parameter) = parameters.iter().find(|parameter| parameter.role == Some(Role::TargetName)) {
        let message = format!("there is no column `{}`, which says whom each row is about", parameter.name);
        found.push(Diagnostic::new(&faults::MISSING_COLUMN, source.start(), message));
    }
}

fn duplicates(table: &Table, parameter: &Parameter, sources: &Sources, found: &mut Diagnostics) {
    let Some(index) = table.columns.iter().position(|(name, _)| *name == parameter.name) else { return };
    let mut seen = BTreeMap::new();
    for row in &table.rows {
        let key = row.cells[index].trim().to_lowercase();
        if key.is_empty() {
            continue;
        }
        let place = row.place(index, sources);
        if let Some(first) = seen.get(&key) {
            let message = format!("`{}` is there twice", row.cells[index].trim());
            found.push(
                Diagnostic::new(&faults::DUPLICATE_TARGET, place, message)
                    .related(*first, "first here")
                    .help("keep one row for each address, so that nobody gets two messages"),
            );
        } else {
            seen.insert(key, place);
        }
    }
}
