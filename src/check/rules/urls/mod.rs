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
