//! Phrases of detectors, and where they stand in a text.
//!
//! No regular expressions: a phrase is made of rows of elements, matched word by word, so that there is one meaning everywhere
//! and no input on which it takes long.

use std::ops::Range;
use std::sync::Arc;

use serde::{Serialize, Serializer};

use super::lists::{Choices, Lists, Word, choices, row_of_words};
use super::text::Text;

/// What to look for: one row of words, or several in one sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    /// As written.
    text: String,
    /// Rows that must stand there; if there is more than one, in one sentence, in any order.
    wanted: Vec<Row>,
    /// Rows that must not stand in that sentence.
    unwanted: Vec<Row>,
    /// Whether that sentence has to be a question, or must not be one.
    question: Option<bool>,
}

/// Elements, one after the other.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Row(Vec<Element>);

/// A piece of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Element {
    /// This word.
    One(Word),
    /// From none to so many words, whichever they are.
    Any(usize, usize),
    /// One of these.
    Either(Arc<Choices>),
}

/// Most words that `**` stands for.
const WIDEST: usize = 5;

/// Most words that a row may span, so that a search stays short however it is written.
const LONGEST: usize = 60;

/// Most words from the first to the last row of a joined phrase: what stands further apart seldom belongs together.
const CLOSE: usize = 16;

/// Most rows of a phrase.
const MOST_ROWS: usize = 8;

impl Serialize for Phrase {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl Phrase {
    /// Parses a phrase: words, `word~` for all that start so, `*` for one word, `**` for up to five, `(a|b c|)` for
    /// alternatives, `@name` for a word list; rows joined by `&` stand in one sentence in any order, those after `!` must not;
    /// `?` in place of a row asks for a question mark at the end of that sentence.
    ///
    /// # Errors
    ///
    /// A sentence that says what is wrong.
    pub fn parse(text: &str, lists: &Lists) -> Result<Self, String> {
        let mut rows: Vec<(bool, Vec<&str>)> = Vec::new();
        let (mut is_wanted, mut row) = (true, Vec::new());
        for token in tokens(text)? {
            match token {
                "&" if !is_wanted => return Err("what must be there comes before the first `!`".to_owned()),
                "&" | "!" => {
                    rows.push((is_wanted, std::mem::take(&mut row)));
                    is_wanted = token == "&";
                }
                token => row.push(token),
            }
        }
        rows.push((is_wanted, row));
        if rows.len() > MOST_ROWS {
            return Err(format!("it has more than {MOST_ROWS} rows"));
        }
        let (mut wanted, mut unwanted, mut question) = (Vec::new(), Vec::new(), None);
        for (is_wanted, tokens) in rows {
            if tokens == ["?"] {
                question = Some(is_wanted);
                continue;
            }
            let rows = if is_wanted { &mut wanted } else { &mut unwanted };
            rows.push(Row::parse(&tokens, lists)?);
        }
        if wanted.is_empty() {
            return Err("there is no word in it".to_owned());
        }
        Ok(Self { text: text.split_whitespace().collect::<Vec<_>>().join(" "), wanted, unwanted, question })
    }

    /// Returns it as it is written.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Returns how many rows must stand there.
    pub(super) fn rows(&self) -> usize {
        self.wanted.len()
    }

    /// Whether the rows have to stand in one sentence; else there is one row, which may reach over several.
    pub(super) fn is_joined(&self) -> bool {
        self.wanted.len() > 1 || !self.unwanted.is_empty() || self.question.is_some()
    }

    /// Returns the words that a row can start with, and the starts of such words.
    pub(super) fn first_words(&self, row: usize) -> impl Iterator<Item = (&str, bool)> {
        let words: Vec<&Word> = match self.wanted[row].0.first() {
            Some(Element::One(word)) => vec![word],
            Some(Element::Either(choices)) => choices.rows.iter().filter_map(|row| row.first()).collect(),
            Some(Element::Any(..)) | None => Vec::new(),
        };
        words.into_iter().map(|word| match word {
            Word::Whole(word) => (word.as_str(), true),
            Word::Start(start) => (start.as_str(), false),
        })
    }

    /// Returns the words that a row stands for from `start` on; of several ends the first.
    pub(super) fn at(&self, row: usize, text: &Text, start: usize) -> Option<Range<usize>> {
        let found = self.wanted[row].at(text, start)?;
        let one_sentence = !self.is_joined() || text.words[found.end - 1].sentence == text.words[start].sentence;
        one_sentence.then_some(found)
    }

    /// Returns where in a sentence the rows stand together, from the first to the last; of a row that stands there several times
    /// the last so far counts.
    pub(super) fn together(&self, text: &Text, sentence: Range<usize>) -> Vec<Range<usize>> {
        let mut rows: Vec<Option<Range<usize>>> = vec![None; self.wanted.len()];
        let mut places = Vec::new();
        for start in sentence.clone() {
            for row in 0..rows.len() {
                let Some(words) = self.at(row, text, start) else { continue };
                rows[row] = Some(words);
                let first = rows.iter().map(|row| row.as_ref().map(|words| words.start)).min().flatten();
                let last = rows.iter().filter_map(|row| row.as_ref().map(|words| words.end)).max();
                if let (Some(first), Some(last)) = (first, last)
                    && last - first <= CLOSE
                {
                    places.push(first..last);
                }
            }
        }
        if !places.is_empty() && self.is_spoilt(text, &sentence) {
            places.clear();
        }
        places
    }

    /// Returns whether a sentence is a question or not as asked for, or holds something that it must not.
    fn is_spoilt(&self, text: &Text, sentence: &Range<usize>) -> bool {
        if self.question.is_some_and(|question| question != text.is_question(sentence.start)) {
            return true;
        }
        let stands = |row: &Row| {
            sentence.clone().any(|start| row.at(text, start).is_some_and(|found| found.end <= sentence.end))
        };
        self.unwanted.iter().any(stands)
    }
}

impl Row {
    fn parse(tokens: &[&str], lists: &Lists) -> Result<Self, String> {
        let mut elements = Vec::new();
        for &token in tokens {
            match token {
                "*" => elements.push(Element::Any(1, 1)),
                "**" => elements.push(Element::Any(0, WIDEST)),
                _ if token.starts_with('(') => {
                    let rows = token[1..token.len() - 1].split('|');
                    let choices = choices(rows, lists).map_err(|(_, why)| why)?;
                    elements.push(Element::Either(Arc::new(choices)));
                }
                _ => match token.strip_prefix('@') {
                    Some(name) => elements.push(Element::Either(Arc::clone(lists.get(name)?))),
                    None => elements.extend(row_of_words(token)?.into_iter().map(Element::One)),
                },
            }
        }
        let firm = |element: Option<&Element>| match element {
            Some(Element::One(_)) => true,
            Some(Element::Either(choices)) => !choices.optional,
            Some(Element::Any(..)) | None => false,
        };
        if elements.is_empty() {
            return Err("there is no word in it".to_owned());
        }
        if !firm(elements.first()) || !firm(elements.last()) {
            return Err("a phrase starts and ends with a word, or with alternatives of which none is empty".to_owned());
        }
        let longest = |element: &Element| match element {
            Element::One(_) => 1,
            Element::Any(_, most) => *most,
            Element::Either(choices) => choices.rows.iter().map(Vec::len).max().unwrap_or(0),
        };
        if elements.iter().map(longest).sum::<usize>() > LONGEST {
            return Err(format!("it could span more than {LONGEST} words"));
        }
        Ok(Self(elements))
    }

    fn at(&self, text: &Text, start: usize) -> Option<Range<usize>> {
        // Most rows start with words, and most texts do not have the second.
        let mut plain = start;
        let mut rest = self.0.as_slice();
        while let Some((Element::One(word), after)) = rest.split_first() {
            if !(is_in_block(text, start, plain) && word.fits(text.folded(plain))) {
                return None;
            }
            plain += 1;
            rest = after;
        }
        if let Some(Element::Either(choices)) = rest.first()
            && !choices.may_start(text, plain)
        {
            return None;
        }
        // Every place that the elements so far can lead to.
        let mut ends = vec![plain];
        for element in rest {
            let mut next = Vec::new();
            for &end in &ends {
                match element {
                    Element::One(word) => {
                        if is_in_block(text, start, end) && word.fits(text.folded(end)) {
                            next.push(end + 1);
                        }
                    }
                    Element::Any(least, most) => {
                        next.extend((*least..=*most).map(|count| end + count).filter(|&to| to <= text.words.len()));
                    }
                    Element::Either(choices) => choices.ends(text, end, &mut next),
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

/// Cuts a phrase at blanks outside brackets; brackets are tokens of their own.
fn tokens(text: &str) -> Result<Vec<&str>, String> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let len = if first == '(' {
            rest.find(')').ok_or("a bracket is not closed")? + 1
        } else {
            rest.find(|c: char| c.is_whitespace() || c == '(').unwrap_or(rest.len())
        };
        tokens.push(&rest[..len]);
        rest = rest[len..].trim_start();
    }
    Ok(tokens)
}

/// Whether a word is there and in the same block as the first.
pub(super) fn is_in_block(text: &Text, start: usize, at: usize) -> bool {
    text.words.get(at).is_some_and(|word| word.block == text.words[start].block)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lists() -> Lists {
        let rows = |rows: &[&str]| rows.iter().map(|row| (*row).to_owned()).collect::<Vec<_>>();
        let mut lists = Lists::default();
        lists.add("asking", &rows(&["tell me", "let me know", "wonder~"])).expect("a list");
        lists.add("more", &rows(&["@asking", "say"])).expect("a list");
        lists
    }

    fn found(phrase: &str, text: &str) -> Vec<String> {
        let phrase = Phrase::parse(phrase, &lists()).expect("a phrase");
        let cut = Text::new(text, &["dr".to_owned()]);
        (0..cut.words.len())
            .filter_map(|start| phrase.at(0, &cut, start))
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
        assert_eq!(found("(two three|two)", "one two\n\nthree"), ["two"]);
        assert_eq!(found("h-1b", "my H-1B"), ["H-1B"]);
        assert_eq!(found("certif~ by", "certified by, certificate by, a cert by"), ["certified by", "certificate by"]);
        assert_eq!(found("@asking when", "Tell me when, wondering when, say when"), ["Tell me when", "wondering when"]);
        assert_eq!(found("(@more|ask) when", "say when, let me know when"), ["say when", "let me know when"]);
    }

    #[test]
    fn a_sentence_ends_at_its_sign() {
        let sentence = |text: &str| {
            let text = Text::new(text, &["dr".to_owned()]);
            text.words.iter().map(|word| word.sentence).collect::<Vec<_>>()
        };
        assert_eq!(sentence("One. Two? three! (Four.) \"Five.\" Six"), [0, 1, 1, 2, 3, 4]);
        assert_eq!(sentence("Dr. Ada F. Winter"), [0, 0, 0, 0]);
        assert_eq!(sentence("a.b c... d ... E"), [0, 0, 0, 0, 1]);
        assert_eq!(sentence("One\ntwo\n\nthree"), [0, 0, 1]);
        assert_eq!(sentence("Is it #1? 2 of them"), [0, 0, 0, 1, 1, 1]);
        let long = sentence(&"on and on ".repeat(70));
        assert_eq!((long[99], long[100], long[200], long.len()), (0, 1, 2, 210));
    }

    #[test]
    fn faults_are_told() {
        let faulty = [
            "",
            "* a",
            "a **",
            "(a|b",
            "a|b",
            "(a|) b",
            "a* b",
            "(a *) b",
            "...",
            "b (c|)",
            "a & ",
            "& a",
            "! a",
            "a ! b & c",
            "a !",
            "@none",
            "(a|@none)",
            "ab~",
            "certif~x",
            "a&b",
            "x@asking",
            "(a (b) c)",
            "a)",
        ];
        for phrase in faulty {
            assert!(Phrase::parse(phrase, &lists()).is_err(), "{phrase}");
        }
        let parse = |phrase: &str| Phrase::parse(phrase, &lists());
        assert!(parse(&format!("a {}z", "** ".repeat(11))).is_ok(), "57 words");
        assert!(parse(&format!("a {}z", "** ".repeat(12))).is_err(), "62 words");
        assert!(parse(&format!("a{} z", " (b c d|)".repeat(20))).is_err(), "62 words");
        assert!(parse("a & b & c & d & e & f & g & h").is_ok());
        assert!(parse("a & b & c & d & e & f & g & h ! i").is_err(), "nine rows");
        let row = |row: &str| Lists::default().add("x", &[String::from("a"), row.to_owned()]);
        assert_eq!(row("@x").expect_err("a fault").0, 1);
        assert_eq!(row("...").expect_err("a fault").0, 1);
    }
}
