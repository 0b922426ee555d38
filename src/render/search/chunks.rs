//! Sorted lists cut into files, of which a reader needs only those where a word would stand.

use std::collections::BTreeMap;

use super::words::{Listed, Synonyms};
use crate::render::client::literal;

/// Bytes of a file of words.
const WORDS_BYTES: usize = 12_000;

/// Files, and where each begins.
#[derive(Debug, Default)]
pub(super) struct Chunks {
    /// By file, as short as it can be, what its words do not come before and those of the file before it do.
    pub(super) starts: Vec<String>,
    /// JavaScript of each file's value.
    pub(super) data: Vec<String>,
}

impl Chunks {
    /// Cuts words: each file has a text with a line for each word and synonyms by their first word.
    pub(super) fn of_words(listed: &[Listed], synonyms: &Synonyms) -> Self {
        let size = |listed: &Listed| listed.word.len() + listed.postings.len() + 8;
        Self::cut(
            listed,
            WORDS_BYTES,
            |listed| &listed.word,
            size,
            |listed| {
                let line = |listed: &Listed| format!("{} {} {}", listed.word, listed.sections, listed.postings);
                let lines: Vec<String> = listed.iter().map(line).collect();
                let also: BTreeMap<&str, &Vec<Vec<String>>> = listed
                    .iter()
                    .filter_map(|listed| synonyms.get_key_value(&*listed.word))
                    .map(|(word, names)| (word.as_str(), names))
                    .collect();
                literal(&(lines.join("\n"), also))
            },
        )
    }

    /// Cuts what is sorted by `key` into files of about so many bytes.
    pub(super) fn cut<T>(
        items: &[T],
        bytes: usize,
        key: impl Fn(&T) -> &str,
        size: impl Fn(&T) -> usize,
        write: impl Fn(&[T]) -> String,
    ) -> Self {
        let mut chunks = Self::default();
        let mut first = 0;
        while first < items.len() {
            let mut sum = 0;
            let more = items[first..].iter().take_while(|item| {
                sum += size(item);
                sum <= bytes
            });
            let end = first + more.count().max(1);
            let before = first.checked_sub(1).map_or("", |last| key(&items[last]));
            chunks.starts.push(border(before, key(&items[first])));
            chunks.data.push(write(&items[first..end]));
            first = end;
        }
        chunks
    }
}

/// Returns the shortest start of `next` that `last`, which sorts before it, does not sort at or after.
fn border(last: &str, next: &str) -> String {
    let same = last.chars().zip(next.chars()).take_while(|(a, b)| a == b).count();
    next.chars().take(same + 1).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_begin_where_their_words_do() {
        let words = ["ab", "abc", "b", "ba", "bcd", "c"];
        let chunks = Chunks::cut(&words, 5, |word| word, |word| word.len(), |words| words.join(" "));
        assert_eq!(chunks.data, ["ab abc", "b ba", "bcd c"]);
        assert_eq!(chunks.starts, ["a", "b", "bc"]);
        let long = Chunks::cut(&["long", "longer"], 3, |word| word, |word| word.len(), |words| words.join(" "));
        assert_eq!(
            (long.data, long.starts),
            (vec!["long".to_owned(), "longer".to_owned()], vec!["l".to_owned(), "longe".to_owned()])
        );
    }
}
