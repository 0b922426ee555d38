//! Detectors of pitfalls: phrases, conditions, what a message lacks, or several of these.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use serde::Serialize;

use super::draft::Draft;
use super::finding::{Authority, Finding, Part, Severity};
use super::lexicon::Lexicon;
use super::phrase::Phrase;
use super::text::Text;
use super::view::View;
use crate::lang::{Condition, Dates, Renderer};

/// The part of a message that a detector looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "the words are the documentation")]
pub enum Region {
    Subject,
    FirstLine,
    Body,
    #[default]
    Anywhere,
}

/// A way to see a pitfall in a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Detector {
    /// Id of the pitfall.
    pub pitfall: String,
    /// The pitfall's title.
    pub title: String,
    /// What to do instead, in a sentence; may be empty.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub help: String,
    /// How bad it is; taste never blocks.
    pub severity: Severity,
    /// What it rests on.
    pub authority: Authority,
    /// Where that stands; may be empty.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub source: String,
    /// Phrases to look for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub phrases: Vec<Phrase>,
    /// Phrases none of which stands where it looks.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub lacks: Vec<Phrase>,
    /// A condition on the message's values.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub when: Option<Condition>,
    /// Where to look.
    #[serde(rename = "in")]
    pub region: Region,
    /// Ids of the scenarios in which it counts; absent for every one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scenarios: Option<Vec<String>>,
    /// Ids of scenarios in which it does not count.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub except: Vec<String>,
}

impl Detector {
    /// Returns whether it counts for a message.
    fn counts(&self, draft: &Draft<'_>) -> bool {
        draft.scenario.is_none_or(|scenario| self.counts_in(scenario))
    }

    /// Returns whether it counts in a scenario.
    pub(super) fn counts_in(&self, scenario: &str) -> bool {
        let named = |list: &[String]| list.iter().any(|id| id == scenario);
        self.scenarios.as_deref().is_none_or(named) && !named(&self.except)
    }

    fn finding(&self, part: Part, range: Range<usize>) -> Finding {
        Finding {
            severity: self.severity,
            rule: "detector",
            id: Some(self.pitfall.clone()),
            pitfall: Some(self.pitfall.clone()),
            authority: self.authority,
            source: self.source.clone(),
            part,
            range,
            text: self.title.clone(),
            help: self.help.clone(),
        }
    }

    /// Returns whether the text of a message matters to it, and not only what is known of it.
    #[must_use]
    pub fn reads_text(&self) -> bool {
        !(self.phrases.is_empty() && self.lacks.is_empty())
    }

    /// Returns whether it finds something in a text, taken for the whole of what it looks at.
    #[must_use]
    pub fn finds(&self, text: &str, lexicon: &Lexicon) -> bool {
        let text = Text::new(text, &lexicon.abbreviations);
        let index = Index::new(std::slice::from_ref(self));
        let finds_phrase = || !index.places(std::slice::from_ref(self), &[true], &text).is_empty();
        (self.phrases.is_empty() || finds_phrase())
            && !self.lacks.iter().any(|phrase| stands(phrase, &text, 0..usize::MAX))
    }

    /// Returns whether nothing of what it says a message lacks stands where it looks.
    fn is_lacking(&self, view: &View<'_>) -> bool {
        // Without a scenario it is not known whether that should stand there.
        if self.lacks.is_empty() || (view.draft.scenario.is_none() && self.scenarios.is_some()) {
            return self.lacks.is_empty();
        }
        [(Part::Subject, &view.subject), (Part::Body, &view.body)].into_iter().all(|(part, text)| {
            let bytes = self.region.bytes(part, view);
            bytes.is_empty() || !self.lacks.iter().any(|phrase| stands(phrase, text, bytes.clone()))
        })
    }
}

impl Region {
    /// Returns the bytes of a part that it means; none if it means another part.
    fn bytes(self, part: Part, view: &View<'_>) -> Range<usize> {
        match (self, part) {
            (Self::Anywhere, _) | (Self::Subject, Part::Subject) | (Self::Body, Part::Body) => 0..usize::MAX,
            (Self::FirstLine, Part::Body) => 0..view.first_line.as_ref().map_or(0, |line| line.end),
            _ => 0..0,
        }
    }
}

/// Whether a phrase stands among these bytes of a text.
fn stands(phrase: &Phrase, text: &Text, bytes: Range<usize>) -> bool {
    let is_inside = |words: &Range<usize>| text.words[words.end - 1].end <= bytes.end;
    (0..text.words.len()).any(|start| {
        if !phrase.is_joined() {
            return phrase.at(0, text, start).is_some_and(|words| is_inside(&words));
        }
        let sentence = text.sentence_of(start);
        sentence.start == start && phrase.together(text, sentence).iter().any(is_inside)
    })
}

/// A phrase of a detector, by their numbers.
type Entry = (usize, usize);

/// Fewest letters that a word is looked up by, if only its start is known.
const START: usize = 3;

/// Phrases of detectors by the words that they can start with; joined ones by those of their most telling row.
#[derive(Debug, Clone, Default)]
pub(super) struct Index {
    by_word: HashMap<String, Vec<Entry>>,
    /// By their first letters, the starts of words.
    by_start: HashMap<String, Vec<(String, Entry)>>,
    /// Of each detector's phrases the row that they are looked up by.
    rows: Vec<Vec<usize>>,
}

impl Index {
    pub(super) fn new(detectors: &[Detector]) -> Self {
        let phrases = || detectors.iter().flat_map(|detector| &detector.phrases);
        // A word that many rows start with says little.
        let mut counts: HashMap<(&str, bool), usize> = HashMap::new();
        for phrase in phrases() {
            for word in (0..phrase.rows()).flat_map(|row| phrase.first_words(row)) {
                *counts.entry(word).or_default() += 1;
            }
        }
        let commonness = |phrase: &Phrase, row: usize| -> usize {
            phrase.first_words(row).map(|word| counts.get(&word).copied().unwrap_or_default()).sum()
        };
        let mut index = Self::default();
        for (number, detector) in detectors.iter().enumerate() {
            let mut rows = Vec::with_capacity(detector.phrases.len());
            for (phrase_number, phrase) in detector.phrases.iter().enumerate() {
                let entry = (number, phrase_number);
                let telling = (0..phrase.rows()).min_by_key(|&row| commonness(phrase, row)).unwrap_or_default();
                rows.push(telling);
                for (word, is_whole) in phrase.first_words(telling) {
                    if is_whole {
                        index.by_word.entry(word.to_owned()).or_default().push(entry);
                    } else {
                        let key = word.chars().take(START).collect();
                        index.by_start.entry(key).or_default().push((word.to_owned(), entry));
                    }
                }
            }
            index.rows.push(rows);
        }
        // Two alternatives can start with one word.
        index.by_word.values_mut().for_each(Vec::dedup);
        index
    }

    /// Returns the phrases that can start with a word.
    fn entries<'i>(&'i self, word: &'i str) -> impl Iterator<Item = Entry> + 'i {
        let start = word.char_indices().nth(START - 1).map_or("", |(at, c)| &word[..at + c.len_utf8()]);
        let by_start = self.by_start.get(start).map_or(&[][..], Vec::as_slice);
        let by_start = by_start.iter().filter(|(start, _)| word.starts_with(start.as_str())).map(|(_, entry)| *entry);
        self.by_word.get(word).map_or(&[][..], Vec::as_slice).iter().copied().chain(by_start)
    }

    /// Returns where the phrases of each active detector stand.
    fn places(&self, detectors: &[Detector], active: &[bool], text: &Text) -> Vec<(usize, Range<usize>)> {
        let mut places: Vec<(usize, Range<usize>)> = Vec::new();
        // Joined phrases that were looked for in this sentence.
        let mut done: HashSet<Entry> = HashSet::new();
        let mut sentence = 0..0;
        for start in 0..text.words.len() {
            if start >= sentence.end {
                sentence = text.sentence_of(start);
                done.clear();
            }
            for (number, phrase_number) in self.entries(text.folded(start)).filter(|entry| active[entry.0]) {
                let phrase = &detectors[number].phrases[phrase_number];
                let Some(words) = phrase.at(self.rows[number][phrase_number], text, start) else { continue };
                if !phrase.is_joined() {
                    places.push((number, words));
                } else if done.insert((number, phrase_number)) {
                    let together = phrase.together(text, sentence.clone());
                    places.extend(together.into_iter().map(|words| (number, words)));
                }
            }
        }
        places
    }
}

/// Drops places that overlap an earlier one of the same detector; of those that start together the longest stays.
fn settle(places: &mut Vec<(usize, Range<usize>)>) {
    places.sort_by_key(|(number, words)| (*number, words.start, std::cmp::Reverse(words.end)));
    let mut last = (usize::MAX, 0);
    places.retain(|(number, words)| {
        let stays = *number != last.0 || words.start >= last.1;
        if stays {
            last = (*number, words.end);
        }
        stays
    });
}

/// Runs every detector that counts.
pub(super) fn run(detectors: &[Detector], index: &Index, dates: &Dates, view: &View<'_>, found: &mut Vec<Finding>) {
    let draft = view.draft;
    let renderer = Renderer::new(draft.parameters.iter().copied(), dates);
    let active: Vec<bool> = detectors
        .iter()
        .map(|detector| {
            let holds = |condition| renderer.holds(condition, draft.values);
            detector.counts(draft) && detector.when.as_ref().is_none_or(holds) && detector.is_lacking(view)
        })
        .collect();
    for (detector, active) in detectors.iter().zip(&active) {
        if *active && detector.phrases.is_empty() {
            found.push(detector.finding(Part::Subject, 0..0));
        }
    }
    for (part, text) in [(Part::Subject, &view.subject), (Part::Body, &view.body)] {
        let mut places = index.places(detectors, &active, text);
        places
            .retain(|(number, words)| text.words[words.end - 1].end <= detectors[*number].region.bytes(part, view).end);
        settle(&mut places);
        let findings = places.into_iter().map(|(number, words)| detectors[number].finding(part, text.range(words)));
        found.extend(findings);
    }
}
