//! Placeholders that nobody replaced.

use std::ops::Range;

use super::{Found, Part, View, rule};
use crate::message::draft::Written;
use crate::message::text::Text;

rule! {
    /// ## What it does
    /// Finds words in brackets or braces, delimiters of templates, `XXX` and words such as "TBD" that were left in a message.
    ///
    /// ## Why is this bad?
    /// It is the surest sign of a mail that was not written for its reader.
    ///
    /// ## Example
    /// ```text
    /// I admire [program name].
    /// ```
    ///
    /// Use instead:
    /// ```text
    /// I admire the seed library of Linden Garden.
    /// ```
    "leftover-placeholder", Block Guidance, "put in what belongs there", Some(check);
}

fn check(view: &View<'_>, found: &mut Found<'_>) {
    for (part, written, text) in
        [(Part::Subject, &view.draft.subject, &view.subject), (Part::Body, &view.draft.body, &view.body)]
    {
        let mut places = brackets(&written.text);
        places.extend(delimiters(&written.text));
        places.extend(crosses(text));
        for phrase in &view.phrases.placeholders {
            places.extend(text.find(phrase).map(|words| text.range(words)));
        }
        places.retain(|place| !is_gap(written, place));
        places.sort_by_key(|place| (place.start, std::cmp::Reverse(place.end)));
        let mut end = 0;
        for place in places {
            if place.start >= end {
                end = place.end;
                let left = written.text[place.clone()].to_owned();
                found.at(part, place, format!("`{left}` was left in"));
            }
        }
    }
}

/// Whether a place lies in a gap, which is told by itself.
fn is_gap(written: &Written, place: &Range<usize>) -> bool {
    written.pieces.iter().any(|piece| piece.missing && piece.range.start <= place.start && place.end <= piece.range.end)
}

/// Words in brackets of any kind, on one line. In angle brackets there are several, since `<name@example.org>` is an address.
fn brackets(text: &str) -> Vec<Range<usize>> {
    let mut places = Vec::new();
    for (open, close) in [('[', ']'), ('{', '}'), ('<', '>')] {
        for (start, _) in text.match_indices(open) {
            let inside = &text[start + 1..];
            let Some(len) = inside.find([close, open, '\n']) else { continue };
            let inside = &inside[..len];
            let closed = text[start + 1 + len..].starts_with(close);
            let fits = closed && inside.chars().count() <= 60 && inside.starts_with(char::is_alphabetic);
            let plain = |c: char| {
                c.is_alphanumeric() || matches!(c, ' ' | '-' | '/' | '.' | ',' | '\'' | '\u{2019}' | '_' | ':')
            };
            if fits && (open != '<' || inside.trim().contains(' ')) && inside.chars().all(plain) {
                places.push(start..start + len + 2);
            }
        }
    }
    places
}

/// `{{`, `}}`, `{%` and `%}`.
fn delimiters(text: &str) -> Vec<Range<usize>> {
    ["{{", "}}", "{%", "%}"].iter().flat_map(|sign| text.match_indices(sign).map(|(at, _)| at..at + 2)).collect()
}

/// Words of three or more x.
fn crosses(text: &Text) -> Vec<Range<usize>> {
    (0..text.words.len())
        .filter(|&word| text.folded(word).len() >= 3 && text.folded(word).bytes().all(|byte| byte == b'x'))
        .map(|word| text.range(word..word + 1))
        .collect()
}
