//! Messages made from templates with people's own values, one or a batch; and messages that they wrote elsewhere.
//!
//! [`values()`], [`targets()`] and [`log()`] read what people bring along, with every fault at its line; [`fill()`] makes the
//! messages and checks them by themselves and against each other. Pure: bytes in, values out.

mod faults;
mod fill;
mod letter;
mod log;
mod table;
mod targets;
mod values;

pub(crate) use faults::RULES;
pub use fill::{Filled, budget, fill, first_missing, parameters};
pub use letter::Letter;
pub use log::log;
pub use targets::{Target, targets};
pub use values::{set, values};
