//! What can be wrong with the files that messages are made from.

use crate::diag::{Diagnostic, rules};
use crate::source::Place;

rules! {
    /// Faults of tables, values and messages that people bring along.
    RULES;

    /// ## What it does
    /// Finds tables that can't be read: not UTF-8, empty, or with a column twice.
    ///
    /// ## Why is this bad?
    /// Values would end up under the wrong name.
    ///
    /// ## Example
    /// ```text
    /// target_name,target_name
    /// ```
    ///
    /// Use instead:
    /// ```text
    /// target_name,recipient_name
    /// ```
    ///
    /// ## References
    /// RFC 4180; a byte order mark, and `;` or tabs between cells, are understood as well
    BAD_TABLE = "bad-table", Fixed Error;

    /// ## What it does
    /// Finds columns whose names no parameter has.
    ///
    /// ## Why is this bad?
    /// What stands in them would be left out of every message.
    ///
    /// ## Example
    /// ```text
    /// target_nmae
    /// ```
    ///
    /// Use instead:
    /// ```text
    /// target_name
    /// ```
    UNKNOWN_COLUMN = "unknown-column", Fixed Error;

    /// ## What it does
    /// Finds tables without a column that every row needs.
    ///
    /// ## Why is this bad?
    /// Nobody could tell which target a row is about.
    ///
    /// ## Example
    /// ```text
    /// date
    /// 2026-10-01
    /// ```
    ///
    /// Use instead:
    /// ```text
    /// target,template,date
    /// Linden Garden,first-letter,2026-10-01
    /// ```
    MISSING_COLUMN = "missing-column", Fixed Error;

    /// ## What it does
    /// Finds rows with fewer or more cells than the table has columns.
    ///
    /// ## Why is this bad?
    /// A cell that slipped puts every value after it under the wrong name.
    ///
    /// ## Example
    /// ```text
    /// name,city
    /// Linden Garden
    /// ```
    ///
    /// Use instead:
    /// ```text
    /// name,city
    /// Linden Garden,Riverbend
    /// ```
    UNEVEN_ROW = "uneven-row", Fixed Error;

    /// ## What it does
    /// Finds cells, and values given otherwise, that do not fit their parameter.
    ///
    /// ## Why is this bad?
    /// The sentence around a value is written for what the parameter asks for.
    ///
    /// ## Example
    /// ```text
    /// visit_date
    /// next Tuesday
    /// ```
    ///
    /// Use instead:
    /// ```text
    /// visit_date
    /// 2026-11-24
    /// ```
    BAD_CELL = "bad-cell", Fixed Error;

    /// ## What it does
    /// Finds two rows with one address.
    ///
    /// ## Why is this bad?
    /// The same person would get two messages.
    ///
    /// ## Example
    /// ```text
    /// office@linden.example
    /// Office@linden.example
    /// ```
    ///
    /// Use instead: keep one row.
    DUPLICATE_TARGET = "duplicate-target", Fixed Error;

    /// ## What it does
    /// Finds names of email templates and scenarios that do not exist.
    ///
    /// ## Why is this bad?
    /// What was sent would not be counted.
    ///
    /// ## Example
    /// ```text
    /// target,template,date
    /// Linden Garden,frist-letter,2026-10-01
    /// ```
    ///
    /// Use instead:
    /// ```text
    /// target,template,date
    /// Linden Garden,first-letter,2026-10-01
    /// ```
    UNKNOWN_TEMPLATE = "unknown-template", Fixed Error;

    /// ## What it does
    /// Finds names of values that no parameter has.
    ///
    /// ## Why is this bad?
    /// The value would be left out of every message.
    ///
    /// ## Example
    /// ```toml
    /// aplicant_name = "Ada Green"
    /// ```
    ///
    /// Use instead:
    /// ```toml
    /// applicant_name = "Ada Green"
    /// ```
    UNKNOWN_VALUE_NAME = "unknown-value-name", Fixed Error;
}

pub(super) fn bad_table(place: Place, message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(&BAD_TABLE, place, message)
}
