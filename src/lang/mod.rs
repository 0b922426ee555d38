//! The email language: what stands between `{{ }}` and `{% %}` in a subject or body.
//!
//! So far the language is read as far as its names: [`parts()`] cuts a text at its delimiters, `lexer` splits
//! what stands inside into tokens, and [`references()`] finds the parameters that a text mentions. Everything
//! here is a pure function of the text.

mod lexer;
mod parts;
mod references;

pub use parts::{Part, PartKind, parts};
pub use references::{Reference, references};
