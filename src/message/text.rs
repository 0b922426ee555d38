//! A text as words in blocks and sentences, as every check sees it.

use std::ops::Range;

/// A word: a run of letters, digits and `#`, with letter case folded and apostrophes dropped.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Word {
    /// First byte.
    pub(crate) start: usize,
    /// One past the last byte.
    pub(crate) end: usize,
    /// Number of the paragraph or list item that it stands in.
    pub(crate) block: usize,
    /// Number of the sentence that it stands in.
    pub(crate) sentence: usize,
    /// Where its folded form is.
    folded: (usize, usize),
}

/// A text cut into words.
#[derive(Debug, Clone, Default)]
pub(crate) struct Text {
    pub(crate) words: Vec<Word>,
    /// By number, whether a sentence ends with a question mark.
    questions: Vec<bool>,
    folds: String,
}

/// Most words of a sentence, so that a search in one stays short.
const LONGEST_SENTENCE: usize = 100;

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{02BC}')
}

fn is_part(c: char) -> bool {
    // One of the apostrophes counts as a letter.
    (c.is_alphanumeric() || c == '#') && !is_apostrophe(c)
}

/// Cuts a text into words and adds the folded form of each to `folds`; `found` is told the word's bytes and where that starts.
fn cut(text: &str, folds: &mut String, mut found: impl FnMut(Range<usize>, usize, &mut String)) {
    let mut open: Option<(usize, usize)> = None;
    let mut at = 0;
    while let Some(&byte) = text.as_bytes().get(at) {
        // Most of most texts is ASCII, of which a byte tells all.
        let c = if byte.is_ascii() { char::from(byte) } else { text[at..].chars().next().unwrap_or_default() };
        let next = at + c.len_utf8();
        if is_part(c) {
            open.get_or_insert((at, folds.len()));
            if c.is_ascii() {
                folds.push(c.to_ascii_lowercase());
            } else {
                folds.extend(c.to_lowercase());
            }
        } else if !(open.is_some() && is_apostrophe(c) && text[next..].starts_with(is_part))
            && let Some((start, folded)) = open.take()
        {
            found(start..at, folded, folds);
        }
        at = next;
    }
    if let Some((start, folded)) = open {
        found(start..text.len(), folded, folds);
    }
}

/// Tells every word of a text in its folded form.
pub(crate) fn each_word(text: &str, mut tell: impl FnMut(&str)) {
    let mut folds = String::new();
    cut(text, &mut folds, |_, _, folds| {
        tell(folds);
        folds.clear();
    });
}

impl Text {
    /// Cuts a text; a full stop after an abbreviation does not end a sentence.
    pub(crate) fn new(text: &str, abbreviations: &[String]) -> Self {
        let mut found = Self {
            words: Vec::with_capacity(text.len() / 6),
            questions: Vec::new(),
            folds: String::with_capacity(text.len()),
        };
        let mut block = 0;
        let mut blank = false;
        let mut offset = 0;
        for line in text.split_inclusive('\n') {
            let empty = line.trim().is_empty();
            if (blank && !empty) || line.starts_with("- ") {
                block += 1;
            }
            blank = empty;
            found.line(line, offset, block);
            offset += line.len();
        }
        found.sentences(text, abbreviations);
        found
    }

    /// Numbers the sentences: one ends with its block, with a sign and white space before a word that is not small, or when
    /// it is as long as a sentence may be.
    fn sentences(&mut self, text: &str, abbreviations: &[String]) {
        let mut first = 0;
        for next in 1..self.words.len() {
            let (a, b) = (self.words[next - 1], self.words[next]);
            let between = &text[a.end..b.start];
            let ends = a.block != b.block
                || next - first >= LONGEST_SENTENCE
                || (ends_sentence(between)
                    && !text[b.start..].starts_with(char::is_lowercase)
                    && !(between.starts_with('.') && self.is_short(next - 1, abbreviations)));
            self.words[next].sentence = a.sentence + usize::from(ends);
            if ends {
                first = next;
                self.questions.push(between.contains('?'));
            }
        }
        if let Some(last) = self.words.last() {
            self.questions.push(text[last.end..].contains('?'));
        }
    }

    /// Returns the words of the sentence that a word stands in.
    pub(crate) fn sentence_of(&self, word: usize) -> Range<usize> {
        let number = self.words[word].sentence;
        let first = self.words.partition_point(|word| word.sentence < number);
        first..self.words.partition_point(|word| word.sentence <= number)
    }

    /// Returns whether the sentence of a word ends with a question mark.
    pub(crate) fn is_question(&self, word: usize) -> bool {
        self.questions[self.words[word].sentence]
    }

    /// Whether a word is an initial or an abbreviation.
    fn is_short(&self, word: usize, abbreviations: &[String]) -> bool {
        let word = self.folded(word);
        let mut chars = word.chars();
        let initial = chars.next().is_some_and(char::is_alphabetic) && chars.next().is_none();
        initial || abbreviations.iter().any(|abbreviation| abbreviation == word)
    }

    fn line(&mut self, line: &str, offset: usize, block: usize) {
        let Self { words, folds, .. } = self;
        cut(line, folds, |range, folded, folds| {
            let folded = (folded, folds.len());
            words.push(Word { start: offset + range.start, end: offset + range.end, block, sentence: 0, folded });
        });
    }

    /// Returns the folded form of a word.
    pub(crate) fn folded(&self, word: usize) -> &str {
        let (start, end) = self.words[word].folded;
        &self.folds[start..end]
    }

    /// Returns the bytes from one word to another.
    pub(crate) fn range(&self, words: Range<usize>) -> Range<usize> {
        self.words[words.start].start..self.words[words.end - 1].end
    }

    /// Returns the words that make up `phrase` wherever they stand in a row, in one block.
    pub(crate) fn find<'p>(&self, phrase: &'p [String]) -> impl Iterator<Item = Range<usize>> + use<'_, 'p> {
        let last = self.words.len().saturating_sub(phrase.len().saturating_sub(1));
        (0..last)
            .filter(move |&start| !phrase.is_empty() && self.stands_at(phrase, start))
            .map(|start| start..start + phrase.len())
    }

    /// Returns whether the words of `phrase` stand from `start` on, in one block.
    pub(crate) fn stands_at(&self, phrase: &[String], start: usize) -> bool {
        start + phrase.len() <= self.words.len()
            && phrase.iter().enumerate().all(|(index, word)| self.folded(start + index) == word)
            && phrase.iter().enumerate().all(|(index, _)| self.words[start + index].block == self.words[start].block)
    }

    /// Returns the index of the first word that starts at or after a byte.
    pub(crate) fn from(&self, byte: usize) -> usize {
        self.words.partition_point(|word| word.start < byte)
    }
}

/// Whether a full stop, question or exclamation mark stands before white space, with nothing between but what closes.
fn ends_sentence(between: &str) -> bool {
    let mut after_sign = false;
    for c in between.chars() {
        match c {
            '.' | '!' | '?' => after_sign = true,
            '"' | '\'' | '\u{2019}' | '\u{201D}' | '\u{BB}' | ')' | ']' => {}
            c if c.is_whitespace() && after_sign => return true,
            _ => after_sign = false,
        }
    }
    false
}

/// Returns the folded words of a text.
pub(crate) fn words(text: &str) -> Vec<String> {
    let text = Text::new(text, &[]);
    (0..text.words.len()).map(|index| text.folded(index).to_owned()).collect()
}

/// Returns the runs of a text that hold no white space, with their bytes.
pub(crate) fn runs(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split_whitespace().map(|run| (run.as_ptr() as usize - text.as_ptr() as usize, run))
}

/// Returns the lines of a text with their first bytes, without line breaks.
pub(crate) fn lines(text: &str) -> impl DoubleEndedIterator<Item = (usize, &str)> {
    text.lines().map(|line| (line.as_ptr() as usize - text.as_ptr() as usize, line))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_folded_and_know_their_block() {
        assert_eq!(words("Don’t H-1B  it's #1 O'Neil's 'x'"), ["dont", "h", "1b", "its", "#1", "oneils", "x"]);
        assert_eq!(words("don\u{2BC}t \u{2BC}x"), ["dont", "x"]);
        let mut told = Vec::new();
        each_word("Don’t ‘É’ x' 'y'z'", |word| told.push(word.to_owned()));
        assert_eq!(told, ["dont", "é", "x", "yz"]);
        let text = Text::new("One two\nthree\n\n- four\n- five\n\nsix", &[]);
        let blocks: Vec<usize> = text.words.iter().map(|word| word.block).collect();
        assert_eq!(blocks, [0, 0, 0, 1, 2, 3]);
    }
}
