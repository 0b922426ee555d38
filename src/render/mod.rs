//! Pages: from the model to HTML, through typed views and the theme's layouts.
//!
//! [`theme::compile`] makes a [`Theme`]; a [`Renderer`] borrows it and the knowledge base and turns one page
//! at a time into an artifact. Everything is a pure function, safe to call from many threads. Layouts hold no
//! logic: what a page shows is decided here.

mod bundles;
mod calendars;
mod catalogues;
mod client;
mod email;
mod entities;
mod faults;
mod feeds;
mod json_ld;
mod markup;
mod page;
mod strings;
mod theme;
mod timeline;
mod view;
mod words;

pub use bundles::{Bundle, packed_scenarios};
pub(crate) use faults::RULES;
pub use page::Renderer;
pub use theme::{Theme, compile};
pub use view::*;
