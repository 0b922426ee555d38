//! Stray blanks and doubled signs.

use std::ops::Range;

use super::{Found, Part, View, rule};
use crate::message::text::lines;

rule! {
    /// ## What it does
    /// Finds blanks in a row, a blank before a sign, two blank lines in a row, and signs that stand twice.
    ///
    /// ## Why is this bad?
    /// They show where a text was pieced together.
    ///
    /// ## Example
    /// ```text
    /// Thank you , and best  wishes..
    /// ```
    ///
    /// Use instead:
    /// ```text
    /// Thank you, and best wishes.
    /// ```
    "stray-space", Warn Guidance, "remove what is too much", Some(check);
}

fn check(view: &View<'_>, found: &mut Found<'_>) {
    for (part, text) in [(Part::Subject, view.subject_text()), (Part::Body, view.body_text())] {
        for (range, what) in strays(text) {
            found.at(part, range, what);
        }
    }
}

fn strays(text: &str) -> Vec<(Range<usize>, &'static str)> {
    let mut strays = Vec::new();
    let links = super::links(text);
    for (start, line) in lines(text.trim_end()) {
        let line = line.trim_end();
        let inner = line.len() - line.trim_start().len();
        let bytes = line.as_bytes();
        let mut at = inner;
        while at < bytes.len() {
            let blanks = run(bytes, at, |byte| byte == b' ');
            let signs = run(bytes, at, |byte| matches!(byte, b',' | b'.' | b';' | b':'));
            if blanks > 0 {
                let before_sign =
                    bytes.get(at + blanks).is_some_and(|byte| matches!(byte, b',' | b'.' | b';' | b':' | b'!' | b'?'));
                // `...` and `.com` may stand after a blank.
                let word = matches!(bytes.get(at + blanks), Some(b'.' | b':'))
                    && bytes.get(at + blanks + 1).is_some_and(|byte| !byte.is_ascii_whitespace());
                if before_sign && !word {
                    strays.push((start + at..start + at + blanks, "a blank stands before a sign"));
                    at += blanks + 1;
                    continue;
                }
                if blanks > 1 {
                    strays.push((start + at..start + at + blanks, "several blanks in a row"));
                }
            } else if signs > 1 && is_doubled(&line[at..at + signs]) {
                strays.push((start + at..start + at + signs, "two signs in a row"));
            }
            at += blanks.max(signs).max(1);
        }
    }
    strays.retain(|(range, _): &(Range<usize>, _)| !links.iter().any(|link| link.contains(&range.start)));
    strays.extend(blank_lines(text));
    strays
}

fn run(bytes: &[u8], at: usize, part: impl Fn(u8) -> bool) -> usize {
    bytes[at..].iter().take_while(|byte| part(**byte)).count()
}

/// Whether signs in a row are too many: not for `...`, and not for the full stop of an abbreviation before another sign.
fn is_doubled(signs: &str) -> bool {
    let rest = signs.strip_prefix("...").unwrap_or(signs);
    !(rest.len() <= 1 || (rest.len() == 2 && rest.starts_with('.') && !rest.ends_with('.')))
}

/// Two or more blank lines in a row, between lines that are not.
fn blank_lines(text: &str) -> Vec<(Range<usize>, &'static str)> {
    let mut strays = Vec::new();
    let mut from = None;
    let mut blank = 0;
    for (start, line) in lines(text) {
        if line.trim().is_empty() {
            blank += 1;
        } else {
            if let (Some(end), true) = (from, blank >= 2) {
                strays.push((end..start, "several blank lines in a row"));
            }
            from = Some(start + line.trim_end().len());
            blank = 0;
        }
    }
    strays
}
