//! Emoji.

use super::{Found, Part, View, rule};

rule! {
    /// ## What it does
    /// Finds emoji in subject and body.
    ///
    /// ## Why is this bad?
    /// They are out of place in a formal letter, and some readers' programs show boxes.
    ///
    /// ## Example
    /// ```text
    /// Thank you 🙏
    /// ```
    ///
    /// Use instead:
    /// ```text
    /// Thank you.
    /// ```
    "emoji", Warn Guidance, "say it in words", Some(check);
}

fn check(view: &View<'_>, found: &mut Found<'_>) {
    for (part, text) in [(Part::Subject, view.subject_text()), (Part::Body, view.body_text())] {
        let mut end = None;
        for (at, c) in text.char_indices().filter(|(_, c)| is_emoji(*c)) {
            // Several code points can make up one picture.
            if end == Some(at) {
                if let Some(last) = found.list.last_mut() {
                    last.range.end = at + c.len_utf8();
                }
            } else {
                found.at(part, at..at + c.len_utf8(), "an emoji");
            }
            end = Some(at + c.len_utf8());
        }
    }
}

fn is_emoji(c: char) -> bool {
    matches!(c, '\u{1F000}'..='\u{1FAFF}' | '\u{2600}'..='\u{27BF}' | '\u{FE0F}')
}
