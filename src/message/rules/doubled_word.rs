//! Doubled words.

use super::{Found, Part, View, rule};
use crate::message::draft::Written;
use crate::message::text::Text;

rule! {
    /// ## What it does
    /// Finds a word that stands twice in a row. Below the greeting, twice the same capitalized word inside a
    /// sentence is taken for a name.
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
                && (!is_name(written, text, index) || is_greeting(view, part, second.end))
                // A name of one word above the address that is made of it.
                && !written.text[second.end..].starts_with('@')
                && !view.is_in_value(written, &range)
            {
                found.at(part, range, format!("`{word}` stands twice in a row"));
            }
        }
    }
}

/// Whether a word and the same one before it have capitals that no sentence's start gives them.
fn is_name(written: &Written, text: &Text, index: usize) -> bool {
    let is_capitalized = |at: usize| {
        let word = &written.text[text.words[at].start..text.words[at].end];
        word.starts_with(char::is_uppercase) && !super::is_shouted(word)
    };
    index >= 2
        && text.words[index - 2].sentence == text.words[index - 1].sentence
        && is_capitalized(index - 1)
        && is_capitalized(index)
}

/// Whether a place is in the greeting, where a name is easily put in twice.
fn is_greeting(view: &View<'_>, part: Part, end: usize) -> bool {
    part == Part::Body && view.first_line.as_ref().is_some_and(|line| end <= line.end)
}
