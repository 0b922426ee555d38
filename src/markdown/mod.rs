//! Markdown: what a text holds, and its HTML.
//!
//! Two passes over the same events. [`scan`] tells what a text holds (headings, links, footnotes, ...) as
//! plain data, small enough to keep for every page; the model resolves the links, the checks look at the
//! rest. [`render`] then writes HTML, with each link's target and each term's markup decided by the caller,
//! and is only run when a page is written. CommonMark, with tables, footnotes, task lists, strikethrough,
//! definition lists, heading attributes and GitHub's alerts.

mod footnotes;
mod highlight;
mod html;
mod markup;
mod outline;
mod runs;
mod sections;
mod slug;
mod terms;
mod text;

use pulldown_cmark::Options;

pub use highlight::Highlighter;
pub use html::render;
pub use markup::{Html, LinkMarkup, Markup, escape};
pub use outline::{Heading, Leftover, Link, Outline, TermUse, scan};
pub use sections::{Section, sections, starts_section};
pub use terms::Terms;
pub use text::{list_items, plain_text};

fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
}

/// Returns the language that a code block's info string names.
fn language(info: &str) -> Option<&str> {
    info.split([',', ' ', '{', '\t']).next().filter(|language| !language.is_empty())
}
