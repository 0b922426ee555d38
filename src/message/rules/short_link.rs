//! Shortened links.

use super::{Found, Part, View, rule};

rule! {
    /// ## What it does
    /// Finds links that hide where they lead.
    ///
    /// ## Why is this bad?
    /// Readers and filters do not trust a link that they can't read.
    ///
    /// ## Example
    /// ```text
    /// https://bit.ly/3xYz
    /// ```
    ///
    /// Use instead:
    /// ```text
    /// https://garden.example.org/plots
    /// ```
    "short-link", Warn Guidance, "write the whole address", Some(check);
}

fn check(view: &View<'_>, found: &mut Found<'_>) {
    let body = view.body_text();
    for link in super::links(body) {
        let written = &body[link.clone()];
        let rest = written.split_once("://").map_or(written, |(_, rest)| rest).to_lowercase();
        let host = rest.split(['/', '?', '#', ':']).next().unwrap_or_default();
        let host = host.strip_prefix("www.").unwrap_or(host);
        if view.lexicon.short_links.iter().any(|short| short == host) {
            found.at(Part::Body, link, format!("`{host}` hides where the link leads"));
        }
    }
}
