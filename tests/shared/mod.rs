//! What several crates of tests use: readers of the corpora, makers of random templates and values, and a model of rules.

pub(crate) mod bytes;
pub(crate) mod cases;
pub(crate) mod generator;
pub(crate) mod histories;
pub(crate) mod history;
pub(crate) mod letters;
