//! kbgen
pub mod build;
pub mod check;
pub mod cli;
pub mod config;
pub mod diag;
pub mod emit;
pub mod error;
mod fields;
pub mod lang;
pub mod load;
pub mod markdown;
pub mod model;
pub mod output;
pub mod render;
pub mod source;
