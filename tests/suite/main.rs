//! Behaviour of the whole program, a module per feature.

mod command_line;
mod content;
mod fill;
mod formats;
mod hostile;
mod lang;
mod lint;
mod messages;
mod output;
mod pack_formats;
mod packs;
mod project;
mod properties;
mod rules;
mod seeded;
mod site;
mod targets;
