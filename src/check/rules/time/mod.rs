//! Dates, and how fresh things are.

mod anchor_without_date;
mod backward_window;
mod overdue_review;
mod past_cycle;
mod source_without_publisher;

use crate::check::Check;

/// The checks of this group.
pub(super) const CHECKS: &[Check] = &[
    Check { rule: &anchor_without_date::RULE, run: anchor_without_date::check },
    Check { rule: &backward_window::RULE, run: backward_window::check },
    Check { rule: &overdue_review::RULE, run: overdue_review::check },
    Check { rule: &past_cycle::RULE, run: past_cycle::check },
    Check { rule: &source_without_publisher::RULE, run: source_without_publisher::check },
];
