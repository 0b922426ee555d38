//! kbgen compiles a knowledge base (Markdown guidance, parameterized email templates, a season's calendar) into a
//! checked static site and packs of downloads.
//!
//! # One direction
//!
//! ```text
//! load ──► model ──► prove ────► check ──► render, pack ──► emit
//! files    typed,    every       findings  pages, downloads a folder,
//! as       linked,   message               (jobs)           all or nothing
//! written  compiled  written
//! ```
//!
//! | stage | function | what it may do |
//! | --- | --- | --- |
//! | load | [`load::read`], [`load::parse`] | `read` alone reads sources; `parse` turns them into a [`load::RawProject`] |
//! | model | [`model::resolve`] | pure: names become ids, links become targets: a [`model::KnowledgeBase`] |
//! | prove | [`prove::prove`] | pure: writes and checks every message that a template can produce |
//! | check | [`check::run`] | pure: looks, reports, changes nothing |
//! | plan | [`build::plan`] | pure: which [`build::Job`]s there are |
//! | render | [`render::Renderer`] | pure: one job, one view, one layout, one [`output::Artifact`] |
//! | pack | [`pack`] | pure: plain values to the bytes of a download |
//! | emit | [`emit::Sink`] | alone writes to the output folder |
//!
//! The search's index is the one job of many artifacts, which it hands over one by one. Its scripts are no modules, so that
//! they run from a disk too.
//! What readers of the site keep stays in their browsers: `theme/js/core/notebook.js` has its shape, `theme/js/workspace/`
//! the views of it, and `theme/js/search/` reads the index that a build leaves.
//!
//! A finished site is looked at by [`audit`], which finds what a browser would fetch from elsewhere and policies that let it.
//! Beside the site stand messages: [`batch`] reads what people bring along, fills templates in and checks what comes of it.
//! [`lang`] is the language of the templates, [`message`] the checks; what an evaluator or checker in another language needs of
//! them leaves as JSON, `templates.json` and `checks.json`.
//!
//! [`build`] is the driver, the only place that knows every stage; [`cli`] is the only one that prints, reads the
//! clock and the environment, and exits.
//!
//! # Bands
//!
//! A module imports from bands above its own. Inside a band: `fields` from `diag`, both from `source`, `model` from
//! `load`, `render` from `pack`, `cli` from `build`. A test checks it.
//!
//! ```text
//! source   bytes and places      error    the outside world failed     output   what a build writes
//! diag     findings, printers    fields   typed TOML, all faults at once
//! ─────────────────────────────────────────────────────────────────────────────────────────────
//! lang     the email language
//! ─────────────────────────────────────────────────────────────────────────────────────────────
//! message  checks of messages
//! ─────────────────────────────────────────────────────────────────────────────────────────────
//! config   kbgen.toml            markdown   text and its HTML       script   JavaScript's imports
//! ─────────────────────────────────────────────────────────────────────────────────────────────
//! load     files as written      model    the knowledge base
//! ─────────────────────────────────────────────────────────────────────────────────────────────
//! prove    every message of every template
//! ─────────────────────────────────────────────────────────────────────────────────────────────
//! check    one rule a file       render   views and layouts            emit       sinks
//! audit    a site, read back     pack     downloads, read back too
//! ─────────────────────────────────────────────────────────────────────────────────────────────
//! batch    messages of people's own
//! ─────────────────────────────────────────────────────────────────────────────────────────────
//! build    the driver            cli      commands
//! ```
//!
//! # What holds everywhere
//!
//! - **Findings are data.** What an author can mend is a [`diag::Diagnostic`] at a byte span; stages collect them and go
//!   on, with a placeholder where a value is wrong. A fault is told once: what only follows from it is not. What the
//!   outside world refuses is an [`error::Error`]. A bug is a panic.
//! - **One type a stage.** `RawPage` as written, [`model::Page`] resolved, [`render::PageView`] as layouts see it.
//!   No later stage fills anything in, and after [`model`] references are ids.
//! - **Same input, same bytes.** No clock, locale, path or hash order reaches the output; "today" is an input.
//! - **All or nothing.** A build with an error writes nothing; a killed one leaves the old site or the new one.
//! - **Bounded memory.** A page's Markdown is scanned once for what it holds and kept as text; its HTML exists only
//!   from its job to the sink.
//! - **General.** No field of knowledge is built in: words such as what a target is called come from `kbgen.toml`.

pub mod audit;
pub mod batch;
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
pub mod message;
pub mod model;
pub mod output;
pub mod pack;
pub mod prove;
pub mod render;
pub mod script;
pub mod source;
