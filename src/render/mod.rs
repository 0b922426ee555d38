//! Pages: from the model to HTML, through typed views and the theme's layouts.
//!
//! [`theme::compile`] makes a [`Theme`]; a [`Renderer`] borrows it and the knowledge base and turns one page
//! at a time into an artifact. Everything is a pure function, safe to call from many threads. Layouts hold no
//! logic: what a page shows is decided here.

mod bundles;
mod calendars;
mod catalogues;
mod client;
mod drafts;
mod email;
mod entities;
mod faults;
mod feeds;
mod head;
mod json_ld;
mod markup;
mod offline;
mod page;
mod scripts;
mod search;
mod season;
mod season_view;
mod strings;
mod style;
mod theme;
mod timeline;
mod view;
mod words;
mod workspace;

pub use bundles::{Bundle, TemplateFiles, packed_scenarios};
pub use drafts::has_check;
pub(crate) use faults::RULES;
pub use page::Renderer;
pub use theme::{Theme, compile};
pub use view::*;
pub use workspace::has_workspace;
