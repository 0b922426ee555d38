//! Words in capitals.

use super::{Found, Part, View, rule};

rule! {
    /// ## What it does
    /// Finds long words, and several words in a row, that are written in capitals.
    ///
    /// ## Why is this bad?
    /// Capitals read as shouting.
    ///
    /// ## Example
    /// ```text
    /// I REALLY WANT this plot.
    /// ```
    ///
    /// Use instead:
    /// ```text
    /// I would be glad of this plot.
    /// ```
    "shouting", Warn Guidance, "write it in small letters", Some(check);
}

fn check(view: &View<'_>, found: &mut Found<'_>) {
    let body = view.body_text();
    let words = &view.body.words;
    let shouted = |index: usize| {
        let range = words[index].start..words[index].end;
        super::is_shouted(&body[range.clone()]) && !view.is_known(&view.draft.body, &range)
    };
    let mut at = 0;
    while at < words.len() {
        let block = words[at].block;
        let end =
            (at..words.len()).find(|&index| words[index].block != block || !shouted(index)).unwrap_or(words.len());
        let long = |index: &usize| body[words[*index].start..words[*index].end].chars().count() >= 6;
        if end - at >= 3 {
            found.at(Part::Body, view.body.range(at..end), "several words in a row are in capitals");
        } else {
            for index in (at..end).filter(long) {
                found.at(Part::Body, view.body.range(index..index + 1), "a word is in capitals");
            }
        }
        at = end.max(at + 1);
    }
}
