//! Behaviour of the whole program, a module per feature.

mod rules;
mod seeded;
