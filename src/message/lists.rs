//! Words that phrases look for: with all their letters or by their start, in rows of which one has to stand there, and in lists
//! that several phrases share by name.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use serde::{Serialize, Serializer};

use super::phrase::{Phrase, is_in_block};
use super::text::{Text, words};

/// A word to look for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Word {
    /// It is this one.
    Whole(String),
    /// It starts so.
    Start(String),
}

impl Word {
    pub(super) fn fits(&self, word: &str) -> bool {
        match self {
            Self::Whole(whole) => word == whole,
            Self::Start(start) => word.starts_with(start.as_str()),
        }
    }
}

/// Rows of words of which one has to stand there, found by their first words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Choices {
    pub(super) rows: Vec<Vec<Word>>,
    by_word: HashMap<String, Vec<usize>>,
    /// Rows whose first word is known by its start.
    by_start: Vec<usize>,
    /// Whether there is one that stands for nothing.
    pub(super) optional: bool,
}

impl Choices {
    fn add(&mut self, row: Vec<Word>) {
        match row.first() {
            None => self.optional = true,
            Some(Word::Whole(word)) => self.by_word.entry(word.clone()).or_default().push(self.rows.len()),
            Some(Word::Start(_)) => self.by_start.push(self.rows.len()),
        }
        self.rows.push(row);
    }

    /// Returns whether a row may stand from `at` on: its first word does, or it has none.
    pub(super) fn may_start(&self, text: &Text, at: usize) -> bool {
        let starts = |word: &str| {
            let by_start = || self.by_start.iter().filter_map(|&index| self.rows[index].first());
            self.by_word.contains_key(word) || by_start().any(|start| start.fits(word))
        };
        self.optional || (at < text.words.len() && starts(text.folded(at)))
    }

    /// Adds to `ends` where the rows that stand from `at` on end.
    pub(super) fn ends(&self, text: &Text, at: usize, ends: &mut Vec<usize>) {
        if self.optional {
            ends.push(at);
        }
        if at < text.words.len() {
            let whole = self.by_word.get(text.folded(at)).map_or(&[][..], Vec::as_slice);
            for &index in whole.iter().chain(&self.by_start) {
                let row = &self.rows[index];
                let fits = |(offset, word): (usize, &Word)| {
                    is_in_block(text, at, at + offset) && word.fits(text.folded(at + offset))
                };
                if row.iter().enumerate().all(fits) {
                    ends.push(at + row.len());
                }
            }
        }
    }
}

/// Word lists by name, as rows of words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lists {
    written: BTreeMap<String, Vec<String>>,
    read: BTreeMap<String, Arc<Choices>>,
}

impl Serialize for Lists {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.written.serialize(serializer)
    }
}

impl Lists {
    /// Adds a list. `@name` as a row takes in the rows of a list that was added before.
    ///
    /// # Errors
    ///
    /// The number of the first row that can't be read, and a sentence that says why.
    pub fn add(&mut self, name: &str, rows: &[String]) -> Result<(), (usize, String)> {
        let choices = choices(rows.iter().map(String::as_str), self)?;
        if choices.optional {
            let empty = choices.rows.iter().position(Vec::is_empty).unwrap_or_default();
            return Err((empty, "there is no word in it".to_owned()));
        }
        self.read.insert(name.to_owned(), Arc::new(choices));
        self.written.insert(name.to_owned(), rows.to_vec());
        Ok(())
    }

    /// Returns the names of the lists.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.written.keys().map(String::as_str)
    }

    /// Returns the lists that phrases name, and those that these take in.
    #[must_use]
    pub fn used_by<'p>(&self, phrases: impl Iterator<Item = &'p Phrase>) -> Self {
        let mut left: Vec<&str> = phrases.flat_map(|phrase| named(phrase.text())).collect();
        let mut used = Self::default();
        while let Some(name) = left.pop() {
            if let (Some(rows), Some(choices)) = (self.written.get(name), self.read.get(name))
                && used.written.insert(name.to_owned(), rows.clone()).is_none()
            {
                used.read.insert(name.to_owned(), Arc::clone(choices));
                left.extend(rows.iter().flat_map(|row| named(row)));
            }
        }
        used
    }

    pub(super) fn get(&self, name: &str) -> Result<&Arc<Choices>, String> {
        self.read.get(name).ok_or_else(|| format!("there is no word list `{name}`"))
    }
}

/// Returns the names of lists in a text.
fn named(text: &str) -> impl Iterator<Item = &str> {
    text.split([' ', '(', '|', ')']).filter_map(|token| token.trim().strip_prefix('@'))
}

/// Reads alternatives: rows of words, and `@name` for all rows of a list.
pub(super) fn choices<'t>(rows: impl Iterator<Item = &'t str>, lists: &Lists) -> Result<Choices, (usize, String)> {
    let mut choices = Choices::default();
    for (index, row) in rows.enumerate() {
        let told = |why: String| (index, why);
        if let Some(name) = row.trim().strip_prefix('@') {
            for row in &lists.get(name).map_err(told)?.rows {
                choices.add(row.clone());
            }
            continue;
        }
        let mut read = Vec::new();
        for token in row.split_whitespace() {
            read.extend(row_of_words(token).map_err(told)?);
        }
        choices.add(read);
    }
    Ok(choices)
}

/// Reads a token as words: `h-1b` is two of them, `certif~` all that start so.
pub(super) fn row_of_words(token: &str) -> Result<Vec<Word>, String> {
    if token.contains('*') {
        return Err("`*` and `**` stand alone, between blanks and outside brackets".to_owned());
    }
    if token.contains(['|', ')', '(']) {
        return Err("alternatives stand in brackets of their own: `(a|b)`".to_owned());
    }
    if token.contains(['@', '&']) || (token.contains(['!', '?']) && words(token).is_empty()) {
        return Err("`&`, `!` and `?` stand alone, between blanks and outside brackets; `@` starts the name of a list"
            .to_owned());
    }
    let (token, is_start) = token.strip_suffix('~').map_or((token, false), |start| (start, true));
    if token.contains('~') {
        return Err("`~` ends a word of which only the start counts".to_owned());
    }
    let mut read: Vec<Word> = words(token).into_iter().map(Word::Whole).collect();
    if is_start {
        match read.pop() {
            Some(Word::Whole(start)) if start.chars().count() >= 3 => read.push(Word::Start(start)),
            _ => return Err("three letters at least stand before a `~`".to_owned()),
        }
    }
    Ok(read)
}
