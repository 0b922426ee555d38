//! Footnotes of one text: numbered by first reference, written at its end. Their ids have a `:`, which no heading's has.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::markup::escape;
use super::outline::fold;

/// The footnotes met so far. Names are compared without letter case.
#[derive(Default)]
pub(super) struct Footnotes {
    /// Numbers by name, in order of first reference.
    numbers: BTreeMap<String, usize>,
    /// How often each is referred to.
    references: BTreeMap<String, usize>,
    /// HTML by name.
    bodies: BTreeMap<String, String>,
}

impl Footnotes {
    /// Returns the HTML of a reference; `prefix` is put before ids.
    pub(super) fn reference(&mut self, name: &str, prefix: &str) -> String {
        let name = fold(name);
        let next = self.numbers.len() + 1;
        let number = *self.numbers.entry(name.clone()).or_insert(next);
        let count = self.references.entry(name).or_default();
        *count += 1;
        let suffix = if *count == 1 { String::new() } else { format!("-{count}") };
        format!(
            "<sup><a class=\"footnote-ref\" id=\"{prefix}fnref:{number}{suffix}\" href=\"#{prefix}fn:{number}\" \
             role=\"doc-noteref\">{number}</a></sup>",
        )
    }

    /// Keeps the HTML of a definition; the first of a name counts.
    pub(super) fn define(&mut self, name: &str, html: String) {
        self.bodies.entry(fold(name)).or_insert(html);
    }

    /// Returns the section with the footnotes that were referred to, or nothing; `back` names the way back to the text.
    pub(super) fn section(mut self, prefix: &str, back: &str) -> String {
        if self.numbers.is_empty() {
            return String::new();
        }
        let mut order: Vec<(usize, String)> = self.numbers.into_iter().map(|(name, number)| (number, name)).collect();
        order.sort_unstable();
        let mut html = String::from("<div class=\"footnotes\" role=\"doc-endnotes\">\n<ol>\n");
        for (number, name) in order {
            let body = self.bodies.remove(&name).unwrap_or_default();
            let back = format!(
                " <a class=\"footnote-back\" href=\"#{prefix}fnref:{number}\" role=\"doc-backlink\" aria-label=\"{}\">\u{21a9}\u{fe0e}</a>",
                escape(back),
            );
            let body = match body.trim_end().strip_suffix("</p>") {
                Some(open) => format!("{open}{back}</p>\n"),
                None => format!("{body}{back}\n"),
            };
            let _ = writeln!(html, "<li id=\"{prefix}fn:{number}\">{body}</li>");
        }
        html.push_str("</ol>\n</div>\n");
        html
    }
}
