//! Mentions of attachments.

use std::ops::Range;

use super::{Found, Part, View, rule};

rule! {
    /// ## What it does
    /// Finds words that announce an attachment, unless a negation stands before them, the sentence says that it was asked
    /// for, or they mean something else, as in "attached to the ward".
    ///
    /// ## Why is this bad?
    /// Files that nobody asked for are filtered out, and so is the mail.
    ///
    /// ## Example
    /// ```text
    /// Please find attached my plan.
    /// ```
    ///
    /// Use instead:
    /// ```text
    /// I will gladly send my plan if you would like to see it.
    /// ```
    "attachment-words", Block Guidance, "offer it, and send it only when you are asked", Some(check);
}

fn check(view: &View<'_>, found: &mut Found<'_>) {
    let body = &view.body;
    // To be attached to a place is something else.
    let others: Vec<Range<usize>> = view.phrases.not_attachments.iter().flat_map(|phrase| body.find(phrase)).collect();
    for phrase in &view.phrases.attachments {
        for words in body.find(phrase) {
            let before = words.start.saturating_sub(3)..words.start;
            let negated = before
                .filter(|&index| body.words[index].block == body.words[words.start].block)
                .any(|index| view.phrases.negations.iter().any(|negation| negation == body.folded(index)));
            let in_sentence = body.sentence_of(words.start);
            // What somebody asked for may come along.
            let requested = in_sentence
                .into_iter()
                .any(|index| view.phrases.requests.iter().any(|word| word == body.folded(index)));
            if !negated && !requested && !others.iter().any(|other| other.contains(&words.start)) {
                let range = body.range(words);
                let word = &view.body_text()[range.clone()];
                found.at(Part::Body, range, format!("`{word}` announces an attachment"));
            }
        }
    }
}
