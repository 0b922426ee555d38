//! Sentences that are too long on average.

use std::ops::Range;

use super::{Found, Part, View, rule};
use crate::message::text::{runs, words};

rule! {
    /// ## What it does
    /// Finds bodies whose sentences have more words on average than the limit. Greeting, lists and signature are left out.
    ///
    /// ## Why is this bad?
    /// Long sentences are hard to follow, above all for readers in a hurry.
    ///
    /// ## Example
    /// ```text
    /// Five sentences of 35 words each.
    /// ```
    ///
    /// Use instead:
    /// ```text
    /// Nine sentences of 18 words each.
    /// ```
    "long-sentences", Note Guidance, "make two of the longest", Some(check);
}

fn check(view: &View<'_>, found: &mut Found<'_>) {
    let sentences = sentences(view);
    if sentences.len() < 3 {
        return;
    }
    let body = view.body_text();
    let count = |sentence: &Range<usize>| runs(&body[sentence.clone()]).count();
    let all: usize = sentences.iter().map(count).sum();
    let most = view.limits.sentence_words as usize;
    if all > most * sentences.len()
        && let Some(longest) = sentences.iter().rev().max_by_key(|sentence| count(sentence))
    {
        let average = all.div_ceil(sentences.len());
        found.at(Part::Body, longest.clone(), format!("sentences have {average} words on average, more than {most}"));
    }
}

/// The sentences between greeting and closing, lists left out.
fn sentences(view: &View<'_>) -> Vec<Range<usize>> {
    let body = view.body_text();
    let start = view.first_line.as_ref().map_or(0, |line| line.end);
    let end = view.closing.as_ref().map_or(body.len(), |line| line.start);
    let mut found = Vec::new();
    for block in super::blocks(view).into_iter().filter(|block| block.start >= start && block.end <= end) {
        let text = &body[block.clone()];
        if text.starts_with("- ") {
            continue;
        }
        let mut from = 0;
        let mut runs = runs(text).peekable();
        while let Some((at, run)) = runs.next() {
            let ends = run.ends_with(['.', '!', '?']) && !is_abbreviation(run, view);
            let next_is_capital = runs.peek().is_none_or(|(_, next)| !next.starts_with(char::is_lowercase));
            if (ends && next_is_capital) || runs.peek().is_none() {
                found.push(block.start + from..block.start + at + run.len());
                from = runs.peek().map_or(text.len(), |(at, _)| *at);
            }
        }
    }
    found
}

fn is_abbreviation(run: &str, view: &View<'_>) -> bool {
    run.ends_with('.') && words(run).last().is_some_and(|word| view.lexicon.abbreviations.contains(word))
}
