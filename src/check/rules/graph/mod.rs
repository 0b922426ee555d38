//! What belongs together.

mod scenario_without_template;
mod scenario_without_window;
mod unused_pitfall;
mod unused_term;
mod window_without_scenario;

use crate::check::Check;

/// The checks of this group.
pub(super) const CHECKS: &[Check] = &[
    Check { rule: &scenario_without_template::RULE, run: scenario_without_template::check },
    Check { rule: &scenario_without_window::RULE, run: scenario_without_window::check },
    Check { rule: &unused_pitfall::RULE, run: unused_pitfall::check },
    Check { rule: &unused_term::RULE, run: unused_term::check },
    Check { rule: &window_without_scenario::RULE, run: window_without_scenario::check },
];
