//! Every check, by group.

mod graph;
mod links;
mod messages;
mod pages;
mod time;
mod urls;

use super::Check;

/// The groups of checks.
pub(super) const GROUPS: &[&[Check]] =
    &[graph::CHECKS, links::CHECKS, messages::CHECKS, pages::CHECKS, time::CHECKS, urls::CHECKS];
