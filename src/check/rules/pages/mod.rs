//! A page's own text.

mod duplicate_heading_id;
mod extra_h1;
mod leftover_braces;
mod leftover_brackets;
mod leftover_mark;
mod raw_html;
mod skipped_heading_level;
mod unknown_callout;
mod unknown_code_language;

use crate::check::Check;

/// The checks of this group.
pub(super) const CHECKS: &[Check] = &[
    Check { rule: &duplicate_heading_id::RULE, run: duplicate_heading_id::check },
    Check { rule: &extra_h1::RULE, run: extra_h1::check },
    Check { rule: &leftover_braces::RULE, run: leftover_braces::check },
    Check { rule: &leftover_brackets::RULE, run: leftover_brackets::check },
    Check { rule: &leftover_mark::RULE, run: leftover_mark::check },
    Check { rule: &raw_html::RULE, run: raw_html::check },
    Check { rule: &skipped_heading_level::RULE, run: skipped_heading_level::check },
    Check { rule: &unknown_callout::RULE, run: unknown_callout::check },
    Check { rule: &unknown_code_language::RULE, run: unknown_code_language::check },
];
