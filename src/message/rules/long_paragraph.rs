//! Paragraphs that are too long.

use super::{Found, Part, View, rule};
use crate::message::text::runs;

rule! {
    /// ## What it does
    /// Finds paragraphs with more words than the limit.
    ///
    /// ## Why is this bad?
    /// A wall of text is not read.
    ///
    /// ## Example
    /// ```text
    /// One paragraph of 140 words.
    /// ```
    ///
    /// Use instead:
    /// ```text
    /// Three paragraphs of 45 words.
    /// ```
    "long-paragraph", Note Guidance, "part it where the thought turns", Some(check);
}

fn check(view: &View<'_>, found: &mut Found<'_>) {
    let body = view.body_text();
    for range in super::blocks(view) {
        let count = runs(&body[range.clone()]).count();
        if count > view.limits.paragraph_words as usize {
            found.at(
                Part::Body,
                range,
                format!("this paragraph has {count} words, more than {}", view.limits.paragraph_words),
            );
        }
    }
}
