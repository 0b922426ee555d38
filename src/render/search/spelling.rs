//! The words alone, for those that are misspelt.
//!
//! Where one letter is wrong, the first or the last half of the word is right. So all words are listed twice, by their first
//! letters and by their last: what is near a misspelt word stands close to it in one of the lists.

use super::chunks::Chunks;
use super::words::{DIGITS, Listed, compare};
use crate::render::client::literal;

/// Bytes of a file.
const BYTES: usize = 8_000;

/// Letters of the words that are listed: in shorter ones nothing is taken for a mistake, longer ones nobody types.
const LETTERS: std::ops::RangeInclusive<usize> = 4..=24;

/// Returns the words by their starts and by their ends. Each has a sign before it that tells how common it is.
pub(super) fn lists(listed: &[Listed]) -> (Chunks, Chunks) {
    let is_listed = |word: &str| word.chars().all(char::is_alphabetic) && LETTERS.contains(&word.chars().count());
    let words = listed.iter().filter(|listed| is_listed(&listed.word));
    let by_start: Vec<(String, char)> = words.map(|listed| (listed.word.to_string(), level(listed.sections))).collect();
    let turned = by_start.iter().map(|(word, level)| (word.chars().rev().collect(), *level));
    let mut by_end: Vec<(String, char)> = turned.collect();
    by_end.sort_unstable_by(|(a, _), (b, _)| compare(a, b));
    let [by_start, by_end] = [by_start, by_end].map(|words| {
        let line = |(word, level): &(String, char)| format!("{level}{word}");
        Chunks::cut(
            &words,
            BYTES,
            |(word, _)| word,
            |(word, _)| word.len() + 2,
            |words| literal(&words.iter().map(line).collect::<Vec<_>>().join(" ")),
        )
    });
    (by_start, by_end)
}

fn level(sections: usize) -> char {
    char::from(DIGITS[sections.max(1).ilog2() as usize])
}
