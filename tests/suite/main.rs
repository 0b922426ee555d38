//! Behaviour of the whole program, a module per feature.

mod audit;
mod command_line;
mod content;
mod detectors;
mod fill;
mod formats;
mod histories;
mod hostile;
mod lang;
mod lint;
mod messages;
mod output;
mod pack_formats;
mod packs;
mod passages;
mod project;
mod properties;
mod prose;
mod reading;
mod rules;
mod scripts;
mod search;
mod seeded;
#[path = "../shared/mod.rs"]
mod shared;
mod site;
mod targets;
