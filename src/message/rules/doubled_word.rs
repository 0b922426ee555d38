//! Doubled words.

use super::{Found, Part, View, rule};

rule! {
    /// ## What it does
    /// Finds a word that stands twice in a row.
    ///
    /// ## Why is this bad?
    /// It is a slip that the writer no longer sees and every reader does.
    ///
    /// ## Example
    /// ```text
    /// I would like to to ask.
    /// ```
    ///
    /// Use instead:
    /// ```text
    /// I would like to ask.
    /// ```
    "doubled-word", Warn Guidance, "remove one", Some(check);
}

fn check(view: &View<'_>, found: &mut Found<'_>) {
    for (part, written, text) in
        [(Part::Subject, &view.draft.subject, &view.subject), (Part::Body, &view.draft.body, &view.body)]
    {
        for index in 1..text.words.len() {
            let (first, second) = (text.words[index - 1], text.words[index]);
            let word = text.folded(index);
            let between = &written.text[first.end..second.start];
            let range = first.start..second.end;
            if first.block == second.block
                && text.folded(index - 1) == word
                && between.chars().all(char::is_whitespace)
                && word.chars().count() >= 2
                && word.chars().all(char::is_alphabetic)
                && !view.lexicon.doubles.iter().any(|double| double == word)
                // A name of one word above the address that is made of it.
                && !written.text[second.end..].starts_with('@')
                && !view.is_in_value(written, &range)
            {
                found.at(part, range, format!("`{word}` stands twice in a row"));
            }
        }
    }
}
