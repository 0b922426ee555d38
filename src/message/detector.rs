//! Detectors of pitfalls: phrases, conditions, or both.

use std::collections::{BTreeMap, HashMap};

use serde::Serialize;

use super::draft::Draft;
use super::finding::{Authority, Finding, Part, Severity};
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
        let Some(scenario) = draft.scenario else { return true };
        let named = |list: &[String]| list.iter().any(|id| id == scenario);
        self.scenarios.as_deref().is_none_or(named) && !named(&self.except)
    }

    fn finding(&self, part: Part, range: std::ops::Range<usize>) -> Finding {
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

    /// Returns whether a phrase stands anywhere in a text, taken for the whole of what the detector looks at.
    #[must_use]
    pub fn finds(&self, text: &str) -> bool {
        let text = Text::new(text);
        (0..text.words.len()).any(|start| self.phrases.iter().any(|phrase| phrase.at(&text, start).is_some()))
    }
}

/// Detectors by the words that their phrases can start with.
#[derive(Debug, Clone, Default)]
pub(super) struct Index {
    by_word: HashMap<String, Vec<(usize, usize)>>,
}

impl Index {
    pub(super) fn new(detectors: &[Detector]) -> Self {
        let mut by_word: HashMap<String, Vec<(usize, usize)>> = HashMap::new();
        for (index, detector) in detectors.iter().enumerate() {
            for (number, phrase) in detector.phrases.iter().enumerate() {
                for word in phrase.first_words() {
                    by_word.entry(word.to_owned()).or_default().push((index, number));
                }
            }
        }
        Self { by_word }
    }
}

/// Runs every detector that counts.
pub(super) fn run(detectors: &[Detector], index: &Index, dates: &Dates, view: &View<'_>, found: &mut Vec<Finding>) {
    let draft = view.draft;
    let renderer = Renderer::new(draft.parameters.iter().copied(), dates);
    let active: Vec<bool> = detectors
        .iter()
        .map(|detector| {
            let holds = |condition| renderer.holds(condition, draft.values);
            detector.counts(draft) && detector.when.as_ref().is_none_or(holds)
        })
        .collect();
    for (detector, active) in detectors.iter().zip(&active) {
        if *active && detector.phrases.is_empty() {
            found.push(detector.finding(Part::Subject, 0..0));
        }
    }
    let first_line_end = view.first_line.clone().map_or(0, |range| range.end);
    for (part, text) in [(Part::Subject, &view.subject), (Part::Body, &view.body)] {
        // Where the last finding of each detector ends.
        let mut told: BTreeMap<usize, usize> = BTreeMap::new();
        for start in 0..text.words.len() {
            let Some(entries) = index.by_word.get(text.folded(start)) else { continue };
            let mut hits: Vec<(usize, std::ops::Range<usize>)> = Vec::new();
            for &(number, phrase) in entries.iter().filter(|(number, _)| active[*number]) {
                let detector = &detectors[number];
                if told.get(&number).is_some_and(|&end| start < end) {
                    continue;
                }
                let Some(words) = detector.phrases[phrase].at(text, start) else { continue };
                let range = text.range(words.clone());
                let looked_at = match detector.region {
                    Region::Anywhere => true,
                    Region::Subject => part == Part::Subject,
                    Region::Body => part == Part::Body,
                    Region::FirstLine => part == Part::Body && range.end <= first_line_end,
                };
                if looked_at {
                    hits.push((number, words));
                }
            }
            // Of several phrases of one detector from here on, the longest.
            hits.sort_by_key(|(number, words)| (*number, std::cmp::Reverse(words.end)));
            hits.dedup_by_key(|(number, _)| *number);
            for (number, words) in hits {
                told.insert(number, words.end);
                found.push(detectors[number].finding(part, text.range(words)));
            }
        }
    }
}
