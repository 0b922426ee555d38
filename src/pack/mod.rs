//! What people download and take into other programs: one format a file, each a pure function from plain values to bytes.
//!
//! ```text
//! blocks, escape, mime                        what several formats need
//! eml  docx  html  ics  csv  values  readme   one format each; form is what html comes alive by
//! names  manifest  zip                        files together: a pack
//! verify  diff                                packs read back
//! ```
//!
//! Nothing here knows the knowledge base: the caller fills the structs. What comes in is not trusted: whatever a value
//! holds, it ends up as text, never as a header, markup, formula or path; each format does its own escaping, at the last
//! moment. No clock, locale, host or random number gets into a byte: same input, same bytes.
//!
//! Every word that a reader sees comes from [`Words`] or from the caller.

mod blocks;
mod csv;
mod diff;
mod docx;
mod eml;
mod escape;
mod form;
mod html;
mod ics;
mod manifest;
mod mime;
mod names;
mod readme;
mod values;
mod verify;
mod words;
mod zip;

#[cfg(test)]
mod hostile;
#[cfg(test)]
mod samples;

pub use self::csv::{params_csv, undefused};
pub use self::zip::{MANIFEST, README, SUMS, archive, pack};
pub use blocks::{Block, Line, blocks, text_blocks};
pub use diff::diff;
pub use docx::{Letter, docx_frame, render_docx};
pub use eml::{Mail, Mailbox, render_eml};
pub use form::{Form, module_url};
pub use html::{Page, render_filled_html, render_html};
pub use ics::{Calendar, Event, render_ics};
pub use manifest::{
    About, FORMAT, File, Manifest, ParameterOutline, Rule, TemplateOutline, Window, WordRange, files_of, version_of,
};
pub use names::{safe_name, unique_names};
pub use readme::{FileNote, Origin, Pitfall, Readme, render_readme};
pub use values::values_toml;
pub use verify::{Verified, verify};
pub use words::Words;
