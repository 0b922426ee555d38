//! Phrases of detectors, and where they stand in a text.
//!
//! No regular expressions: a phrase is a row of elements, matched word by word, so that there is one meaning everywhere
//! and no input on which it takes long.

use std::ops::Range;

use serde::Serialize;

use super::text::{Text, words};

/// A row of words to look for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Phrase {
    elements: Vec<Element>,
}

/// A piece of a phrase.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum Element {
    /// This word.
    Word(String),
    /// From none to so many words, whichever they are.
    Any(usize, usize),
    /// One of these rows of words; an empty one stands for nothing.
    Either(Vec<Vec<String>>),
}

/// Most words that `**` stands for.
const WIDEST: usize = 5;

/// Most words that a phrase may span, so that a search stays short however it is written.
const LONGEST: usize = 60;

impl Element {
    /// Returns the most words that it stands for.
    fn longest(&self) -> usize {
        match self {
            Self::Word(_) => 1,
            Self::Any(_, most) => *most,
            Self::Either(rows) => rows.iter().map(Vec::len).max().unwrap_or(0),
        }
    }
}

impl Phrase {
    /// Parses a phrase: words, `*` for one word, `**` for up to five, `(a|b c|)` for alternatives.
    ///
    /// # Errors
    ///
    /// A sentence that says what is wrong.
    pub fn parse(text: &str) -> Result<Self, &'static str> {
        let mut elements = Vec::new();
        let mut rest = text.trim();
        while let Some(first) = rest.chars().next() {
            if first == '(' {
                let Some(end) = rest.find(')') else { return Err("a bracket is not closed") };
                let inside = &rest[1..end];
                if inside.contains(['(', '*']) {
                    return Err("brackets hold words only");
                }
                elements.push(Element::Either(inside.split('|').map(words).collect()));
                rest = &rest[end + 1..];
                continue;
            }
            let len = rest.find(|c: char| c.is_whitespace() || c == '(').unwrap_or(rest.len());
            match &rest[..len.max(first.len_utf8())] {
                "*" => elements.push(Element::Any(1, 1)),
                "**" => elements.push(Element::Any(0, WIDEST)),
                word if word.contains('*') => return Err("`*` and `**` stand alone, between blanks"),
                word if word.contains(['|', ')']) => return Err("alternatives stand in brackets: `(a|b)`"),
                word => elements.extend(words(word).into_iter().map(Element::Word)),
            }
            rest = &rest[len.max(first.len_utf8())..];
            rest = rest.trim_start();
        }
        let firm = |element: Option<&Element>| match element {
            Some(Element::Word(_)) => true,
            Some(Element::Either(rows)) => rows.iter().all(|row| !row.is_empty()),
            Some(Element::Any(..)) | None => false,
        };
        if elements.is_empty() {
            return Err("there is no word in it");
        }
        if !firm(elements.first()) || !firm(elements.last()) {
            return Err("a phrase starts and ends with a word, or with alternatives of which none is empty");
        }
        if elements.iter().map(Element::longest).sum::<usize>() > LONGEST {
            return Err("it could span more than 60 words");
        }
        Ok(Self { elements })
    }

    /// Returns the words that it can start with.
    pub(super) fn first_words(&self) -> Vec<&str> {
        match self.elements.first() {
            Some(Element::Word(word)) => vec![word],
            Some(Element::Either(rows)) => rows.iter().filter_map(|row| row.first()).map(String::as_str).collect(),
            Some(Element::Any(..)) | None => Vec::new(),
        }
    }

    /// Returns the words that it stands for from `start` on; of several ends the first.
    pub(super) fn at(&self, text: &Text, start: usize) -> Option<Range<usize>> {
        // Most phrases start with words, and most texts do not have the second.
        let mut plain = start;
        let mut rest = self.elements.as_slice();
        while let Some((Element::Word(word), after)) = rest.split_first() {
            if !(is_in_block(text, start, plain) && text.folded(plain) == word) {
                return None;
            }
            plain += 1;
            rest = after;
        }
        // Every place that the elements so far can lead to.
        let mut ends = vec![plain];
        for element in rest {
            let mut next = Vec::new();
            for &end in &ends {
                match element {
                    Element::Word(word) => {
                        if is_in_block(text, start, end) && text.folded(end) == word {
                            next.push(end + 1);
                        }
                    }
                    Element::Any(least, most) => {
                        next.extend((*least..=*most).map(|count| end + count).filter(|&to| to <= text.words.len()));
                    }
                    Element::Either(rows) => {
                        let fits = |row: &&Vec<String>| row.is_empty() || text.stands_at(row, end);
                        next.extend(rows.iter().filter(fits).map(|row| end + row.len()));
                    }
                }
            }
            next.sort_unstable();
            next.dedup();
            next.retain(|&to| to == start || is_in_block(text, start, to - 1));
            ends = next;
        }
        ends.first().map(|&end| start..end)
    }
}

/// Whether a word is there and in the same block as the first.
fn is_in_block(text: &Text, start: usize, at: usize) -> bool {
    text.words.get(at).is_some_and(|word| word.block == text.words[start].block)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(phrase: &str, text: &str) -> Vec<String> {
        let phrase = Phrase::parse(phrase).expect("a phrase");
        let cut = Text::new(text);
        (0..cut.words.len())
            .filter_map(|start| phrase.at(&cut, start))
            .map(|words| text[cut.range(words)].to_owned())
            .collect()
    }

    #[test]
    fn words_wild_cards_and_alternatives() {
        assert_eq!(found("just checking in", "I am JUST, checking\nin."), ["JUST, checking\nin"]);
        assert_eq!(found("rank * first", "rank you first, rank first, rank you all first"), ["rank you first"]);
        assert_eq!(found("rank ** first", "rank first"), ["rank first"]);
        assert_eq!(found("a ** z", "a 1 2 3 4 5 z"), ["a 1 2 3 4 5 z"]);
        assert_eq!(found("a ** z", "a 1 2 3 4 5 6 z"), [""; 0]);
        assert_eq!(
            found("(top|number one) choice", "my number one choice, top choice"),
            ["number one choice", "top choice"]
        );
        assert_eq!(found("a (very|) good", "a good and a very good"), ["a good", "a very good"]);
        assert_eq!(found("don't go", "Don’t go"), ["Don’t go"]);
        assert_eq!(found("one two", "one\n\ntwo"), [""; 0]);
        assert_eq!(found("h-1b", "my H-1B"), ["H-1B"]);
    }

    #[test]
    fn faults_are_told() {
        for phrase in ["", "* a", "a **", "(a|b", "a|b", "(a|) b", "a* b", "(a *) b", "...", "b (c|)"] {
            assert!(Phrase::parse(phrase).is_err(), "{phrase}");
        }
        assert!(Phrase::parse(&format!("a {}z", "** ".repeat(11))).is_ok(), "57 words");
        assert!(Phrase::parse(&format!("a {}z", "** ".repeat(12))).is_err(), "62 words");
        assert!(Phrase::parse(&format!("a{} z", " (b c d|)".repeat(20))).is_err(), "62 words");
    }
}
