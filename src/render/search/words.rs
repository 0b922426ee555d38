//! The words of all sections: which stand where, and how much each counts there.

use std::cmp::Ordering;
use std::collections::{BTreeMap, HashMap};
use std::hash::{BuildHasherDefault, Hasher};

use rayon::prelude::*;

use super::entries::{self, Entry};
use crate::message::each_word;

/// Most sections that are told of a word: those where it counts most.
const MOST: usize = 1500;

/// Numbers as text, six bits a sign.
pub(super) const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// What a section consists of.
pub(super) struct Fields<'s> {
    pub(super) title: &'s str,
    /// Whether it is the first of its page, which is what the title stands over.
    pub(super) is_head: bool,
    pub(super) heading: &'s str,
    /// The page in a sentence.
    pub(super) description: &'s str,
    /// Further names.
    pub(super) more: &'s [&'s str],
    pub(super) text: &'s str,
    pub(super) notes: &'s str,
}

/// How a field counts.
struct Weight {
    /// What one mention counts.
    mention: f32,
    /// How many words it usually has.
    usual: f32,
    /// How much more or less it counts where it has fewer or more words than that, from 0 to 1.
    by_length: f32,
}

/// Title of a head, title of another section, heading and further names, description, text.
const WEIGHTS: [Weight; 5] = [
    Weight { mention: 6.0, usual: 5.0, by_length: 0.5 },
    Weight { mention: 0.4, usual: 5.0, by_length: 0.3 },
    Weight { mention: 2.5, usual: 4.0, by_length: 0.3 },
    Weight { mention: 2.0, usual: 20.0, by_length: 0.5 },
    Weight { mention: 1.0, usual: 90.0, by_length: 0.8 },
];
/// How fast further mentions stop to count.
const SATURATION: f32 = 3.0;

/// The words of some sections.
#[derive(Debug, Default)]
pub(super) struct Words {
    ids: HashMap<Box<str>, u32, BuildHasherDefault<Multiply>>,
    /// By id.
    terms: Vec<Term>,
    /// The words of the section that is being read.
    open: Vec<Open>,
    /// Number of that section, counted from one.
    sections: u32,
}

#[derive(Debug, Default)]
struct Term {
    /// Number of a section, and in the lowest six bits how much the word counts there.
    postings: Vec<u32>,
    /// Section in which it was last seen, and its index in `open`.
    seen: (u32, u32),
}

#[derive(Debug)]
struct Open {
    id: u32,
    counts: [u16; WEIGHTS.len()],
}

/// A word as it is told.
#[derive(Debug)]
pub(super) struct Listed {
    pub(super) word: Box<str>,
    /// In how many sections it stands.
    pub(super) sections: usize,
    /// In which, and how much it counts there: see [`encode`].
    pub(super) postings: String,
}

impl Words {
    /// Adds the words of a section.
    pub(super) fn add(&mut self, number: usize, fields: &Fields<'_>) {
        self.sections += 1;
        let mut lengths = [0_u16; WEIGHTS.len()];
        self.read(fields.title, usize::from(!fields.is_head), &mut lengths);
        self.read(fields.heading, 2, &mut lengths);
        for name in fields.more {
            self.read(name, 2, &mut lengths);
        }
        self.read(fields.description, 3, &mut lengths);
        self.read(fields.text, 4, &mut lengths);
        self.read(fields.notes, 4, &mut lengths);
        let weights: [f32; WEIGHTS.len()] = std::array::from_fn(|field| {
            let Weight { mention, usual, by_length } = WEIGHTS[field];
            mention / (1.0 - by_length + by_length * f32::from(lengths[field]) / usual)
        });
        let number = u32::try_from(number).expect("a group has few sections");
        for Open { id, counts } in self.open.drain(..) {
            let sum: f32 = counts.iter().zip(weights).map(|(count, weight)| f32::from(*count) * weight).sum();
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is from 0 to 63")]
            let counts_for = ((sum / (sum + SATURATION) * 64.0) as u32).min(63);
            self.terms[id as usize].postings.push(number << 6 | counts_for);
        }
    }

    fn read(&mut self, text: &str, field: usize, lengths: &mut [u16; WEIGHTS.len()]) {
        let Self { ids, terms, open, sections } = self;
        each_word(text, |word| {
            let id = ids.get(word).copied().unwrap_or_else(|| {
                let id = u32::try_from(terms.len()).expect("fewer than 2^32 words");
                ids.insert(word.into(), id);
                terms.push(Term::default());
                id
            });
            let term = &mut terms[id as usize];
            if term.seen.0 != *sections {
                term.seen = (*sections, u32::try_from(open.len()).expect("fewer than 2^32 words"));
                open.push(Open { id, counts: [0; WEIGHTS.len()] });
            }
            let count = &mut open[term.seen.1 as usize].counts[field];
            *count = count.saturating_add(1);
            lengths[field] = lengths[field].saturating_add(1);
        });
    }
}

/// Compares words as JavaScript does, by their UTF-16 code units.
pub(super) fn compare(a: &str, b: &str) -> Ordering {
    if a.is_ascii() || b.is_ascii() { a.cmp(b) } else { a.encode_utf16().cmp(b.encode_utf16()) }
}

/// Merges the words of all groups, each of which has so many numbers of sections for itself.
pub(super) fn merge(groups: Vec<Words>, numbers: usize) -> Vec<Listed> {
    let mut all: Vec<(Box<str>, usize, Vec<u32>)> = groups
        .into_par_iter()
        .enumerate()
        .flat_map_iter(|(group, Words { ids, mut terms, .. })| {
            ids.into_iter().map(move |(word, id)| (word, group, std::mem::take(&mut terms[id as usize].postings)))
        })
        .collect();
    all.par_sort_unstable_by(|a, b| compare(&a.0, &b.0).then(a.1.cmp(&b.1)));
    all.par_chunk_by(|a, b| a.0 == b.0)
        .map(|groups| {
            let of_group = |(_, group, postings): &(Box<str>, usize, Vec<u32>)| {
                let first = group * numbers;
                postings.iter().map(move |posting| ((posting >> 6) as usize + first, posting & 63)).collect::<Vec<_>>()
            };
            let mut postings: Vec<(usize, u32)> = groups.iter().flat_map(of_group).collect();
            let sections = postings.len();
            if sections > MOST {
                postings.select_nth_unstable_by_key(MOST, |(number, counts)| (63 - counts, *number));
                postings.truncate(MOST);
                postings.sort_unstable();
            }
            Listed { word: groups[0].0.clone(), sections, postings: encode(&postings) }
        })
        .collect()
}

/// Writes of each section the distance of its number from the one before, five bits a sign from the lowest on, with the
/// sixth bit set where more follow; then a sign for how much the word counts there.
fn encode(postings: &[(usize, u32)]) -> String {
    let mut text = String::with_capacity(postings.len() * 4);
    let mut last = 0;
    let mut sign = |digit: usize| text.push(char::from(DIGITS[digit]));
    for &(number, counts) in postings {
        let mut distance = number - last;
        last = number;
        while distance > 31 {
            sign(distance & 31 | 32);
            distance >>= 5;
        }
        sign(distance);
        sign(counts as usize);
    }
    text
}

/// Groups of names that stand for each other, by the first word of each name.
pub(super) type Synonyms = BTreeMap<String, Vec<Vec<String>>>;

/// Returns the names of terms, and of what the settings say stands for each other.
pub(super) fn synonyms(entries: &[Entry<'_>], settings: &[Vec<String>]) -> Synonyms {
    let mut synonyms = Synonyms::new();
    let written = settings.iter().map(|names| entries::folded(names.iter().map(String::as_str)));
    for names in entries.iter().map(Entry::names).chain(written) {
        let mut firsts: Vec<&str> = names.iter().filter_map(|name| name.split(' ').next()).collect();
        firsts.sort_unstable();
        firsts.dedup();
        for first in firsts {
            synonyms.entry(first.to_owned()).or_default().push(names.clone());
        }
    }
    synonyms
}

/// Adds words that only synonyms hold, so that they are found as well.
pub(super) fn add(listed: &mut Vec<Listed>, synonyms: &Synonyms) {
    let missing: Vec<Listed> = synonyms
        .keys()
        .filter(|word| listed.binary_search_by(|listed| compare(&listed.word, word)).is_err())
        .map(|word| Listed { word: word.as_str().into(), sections: 0, postings: String::new() })
        .collect();
    listed.extend(missing);
    listed.sort_by(|a, b| compare(&a.word, &b.word));
}

/// A hash that is fast for short words; who writes them has nothing to gain from words that collide.
#[derive(Debug, Default)]
struct Multiply(u64);

impl Hasher for Multiply {
    fn write(&mut self, bytes: &[u8]) {
        let (eights, rest) = bytes.as_chunks::<8>();
        for eight in eights {
            self.add(u64::from_le_bytes(*eight));
        }
        let mut last = [0; 8];
        last[..rest.len()].copy_from_slice(rest);
        self.add(u64::from_le_bytes(last));
    }

    fn write_u8(&mut self, byte: u8) {
        self.add(byte.into());
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

impl Multiply {
    fn add(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(0x517c_c1b7_2722_0a95);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn merged(texts: &[&str]) -> Vec<(String, usize, String)> {
        let groups = texts.iter().map(|text| {
            let mut words = Words::default();
            for (number, text) in text.split('/').enumerate() {
                words.add(
                    number,
                    &Fields { title: "", is_head: true, heading: "", description: "", more: &[], text, notes: "" },
                );
            }
            words
        });
        let listed = merge(groups.collect(), 40).into_iter();
        listed.map(|listed| (listed.word.into(), listed.sections, listed.postings)).collect()
    }

    #[test]
    fn sections_are_told_by_their_distance() {
        let found = merged(&["b a/b", "c/a"]);
        let counts = |text: &str| text.to_owned();
        // Number 0; numbers 0 and 41, which is 9 + 32; numbers 0 and 1; number 40.
        let words: Vec<_> = found.iter().map(|(word, sections, _)| (word.as_str(), *sections)).collect();
        assert_eq!(words, [("a", 2), ("b", 2), ("c", 1)]);
        let one = found[2].2.chars().last().map(String::from).unwrap_or_default();
        assert_eq!(found[2].2, counts(&format!("oB{one}")));
        assert!(found[0].2.ends_with(&format!("pB{one}")) && found[0].2.len() == 5, "{found:?}");
        assert!(found[1].2.ends_with(&format!("B{one}")) && found[1].2.len() == 4, "{found:?}");
    }

    #[test]
    fn of_a_common_word_the_sections_count_that_it_counts_in_most() {
        let often = "x x x x";
        let texts: Vec<String> = (0..40).map(|_| vec!["x y"; 40].join("/")).collect();
        let mut texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        texts.push(often);
        let found = merged(&texts);
        assert_eq!((found[0].0.as_str(), found[0].1), ("x", 1601));
        let most = encode(&[(1, 50)]).chars().last();
        assert!(most.is_some() && found[0].2.len() < 1600 * 2 + 10);
        let last = |of: usize| found[of].2.chars().last().and_then(|c| DIGITS.iter().position(|d| char::from(*d) == c));
        assert!(last(0) > last(1), "the last section counts most");
    }
}
