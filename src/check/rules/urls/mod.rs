//! Paths in the site.

mod alias_of_page;
mod duplicate_alias;
mod duplicate_path;

use crate::check::Check;

/// The checks of this group.
pub(super) const CHECKS: &[Check] = &[
    Check { rule: &alias_of_page::RULE, run: alias_of_page::check },
    Check { rule: &duplicate_alias::RULE, run: duplicate_alias::check },
    Check { rule: &duplicate_path::RULE, run: duplicate_path::check },
];

/// Returns the file that an alias would be written to, letter case ignored, as on some systems.
fn file_of(alias: &str) -> String {
    let index = if alias.ends_with('/') { "index.html" } else { "" };
    format!("{alias}{index}").to_lowercase()
}

/// Returns whether one file would have to lie below the other.
fn below(file: &str, other: &str) -> bool {
    file.strip_prefix(other).is_some_and(|rest| rest.starts_with('/'))
}
