//! Finding glossary terms in running text.

use aho_corasick::{AhoCorasick, MatchKind};

/// The spellings of every term, ready to be looked for.
#[derive(Debug)]
pub struct Terms {
    matcher: AhoCorasick,
    /// For each pattern, the index of its term.
    owners: Vec<usize>,
}

impl Terms {
    /// Prepares the spellings of terms, given as (index of the term, spelling).
    ///
    /// A spelling with a capital letter is looked for as written; any other also with its first letter in upper case.
    ///
    /// # Panics
    ///
    /// Panics if the spellings together are larger than a few gigabytes.
    #[must_use]
    pub fn new<'a>(spellings: impl IntoIterator<Item = (usize, &'a str)>) -> Self {
        let mut patterns = Vec::new();
        let mut owners = Vec::new();
        for (term, spelling) in spellings {
            if spelling.is_empty() {
                continue;
            }
            patterns.push(spelling.to_owned());
            owners.push(term);
            let mut chars = spelling.chars();
            if !spelling.chars().any(char::is_uppercase)
                && let Some(first) = chars.next()
            {
                patterns.push(first.to_uppercase().chain(chars).collect());
                owners.push(term);
            }
        }
        let matcher = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .build(&patterns)
            .expect("a glossary is far smaller than the automaton's limits");
        Self { matcher, owners }
    }

    /// Returns each mention in `text`: the term's index and the bytes. Only whole words count.
    pub fn find<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (usize, std::ops::Range<usize>)> + 'a {
        self.matcher.find_iter(text).filter_map(move |found| {
            let before = text[..found.start()].chars().next_back();
            let after = text[found.end()..].chars().next();
            let bound = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() && c != '-' && c != '_');
            (bound(before) && bound(after)).then(|| (self.owners[found.pattern().as_usize()], found.range()))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_words_longest_first_capitals_as_written() {
        let terms = Terms::new([(0, "B-1"), (1, "waiting list"), (2, "waiting"), (3, "PD")]);
        let find = |text| terms.find(text).map(|(term, _)| term).collect::<Vec<_>>();
        assert_eq!(find("A B-1 and a B-12, a pre-B-1"), [0]);
        assert_eq!(find("Waiting list, waiting, waitings"), [1, 2]);
        assert_eq!(find("pd or PD"), [3]);
    }
}
