//! Behaviour of the whole program, a module per feature.

mod command_line;
mod content;
mod formats;
mod hostile;
mod output;
mod project;
mod rules;
mod seeded;
mod site;
