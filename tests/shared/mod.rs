//! What several crates of tests use: readers of the corpora, and makers of random templates and values.

pub(crate) mod bytes;
pub(crate) mod cases;
pub(crate) mod generator;
pub(crate) mod letters;
