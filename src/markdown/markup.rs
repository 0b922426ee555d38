//! What a text's HTML is, and what its caller decides about it.

use std::borrow::Cow;

/// A text's HTML.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Html {
    /// The markup.
    pub html: String,
    /// Whether it has highlighted code.
    pub highlighted: bool,
}

/// What the caller decides about a text's markup.
pub trait Markup {
    /// Returns the markup of the link or image with this index in the outline.
    fn link(&self, index: usize) -> LinkMarkup<'_>;
    /// Returns the explanation of a term and the URL of its glossary entry; `None` if it is not to be marked.
    fn term(&self, term: usize) -> Option<(Cow<'_, str>, String)>;
    /// Returns the heading of a call-out: `note`, `tip`, `important`, `warning` or `caution`.
    fn callout(&self, kind: &'static str) -> &str;
    /// Returns the words for "back to the text", for a footnote.
    fn footnote_back(&self) -> &str;
    /// Returns whether raw HTML is kept.
    fn raw_html(&self) -> bool;
}

/// How a link or image is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkMarkup<'a> {
    /// With this URL.
    Url(String),
    /// As a card, in place of its paragraph.
    Card {
        /// Where it leads.
        url: String,
        /// Kind of page, a class name.
        kind: &'static str,
        /// Kind of page, for people.
        label: &'a str,
        /// The page's title.
        title: &'a str,
        /// The page in a sentence; may be empty.
        description: &'a str,
    },
    /// Its target does not exist: only the text is kept.
    Broken,
}

/// Escapes text for HTML, in elements and in quoted attributes.
#[must_use]
pub fn escape(text: &str) -> Cow<'_, str> {
    if !text.contains(['&', '<', '>', '"']) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            c => escaped.push(c),
        }
    }
    Cow::Owned(escaped)
}
