//! How hard the guidance is to read: its readers are short of time, and English is rarely their first language.

use std::fmt::Write as _;

use kbgen::markdown::Terms;
use kbgen::model::{KnowledgeBase, PageKind};

use super::passages::{Kind, knowledge_base, passages, sentences};

/// The highest grade of a page.
const GRADE: f64 = 10.0;
/// The most words of a page's sentences on average.
const SENTENCE: f64 = 24.0;
/// The most words of a paragraph.
const PARAGRAPH: usize = 90;

/// What is counted of a page.
#[derive(Debug, Default)]
struct Measure {
    words: usize,
    sentences: usize,
    /// Words of everyday English, and their syllables.
    plain: usize,
    syllables: usize,
    /// Words of the longest paragraph, and its start.
    longest: (usize, String),
}

impl Measure {
    #[expect(clippy::cast_precision_loss, reason = "a page has few words")]
    fn sentence(&self) -> f64 {
        self.words as f64 / self.sentences.max(1) as f64
    }

    /// The grade of Flesch and Kincaid: 0.39 words a sentence + 11.8 syllables a word - 15.59. Source: Kincaid,
    /// Fishburne, Rogers, Chissom: Derivation of new readability formulas for Navy enlisted personnel, Research Branch
    /// Report 8-75, 1975.
    ///
    /// Terms of the field are left out of the syllables a word, and of nothing else: the reader has to know them, the
    /// page explains them where they first appear, and they are no sign of how a page is written. Terms are the titles
    /// and other spellings of the glossary's entries, also in the plural, and words with two capital letters or with a
    /// digit. In the length of a sentence they count as words like any other.
    #[expect(clippy::cast_precision_loss, reason = "a page has few words")]
    fn grade(&self) -> f64 {
        0.39 * self.sentence() + 11.8 * (self.syllables as f64 / self.plain.max(1) as f64) - 15.59
    }

    fn add(&mut self, kind: Kind, text: &str, terms: &Terms) {
        let count = words(text).count();
        if matches!(kind, Kind::Paragraph | Kind::Item) && count > self.longest.0 {
            self.longest = (count, text.chars().take(60).collect());
        }
        // Fragments, as in many lists and tables, would make the page look easier than it is.
        let whole = text.trim_end_matches(['"', ')']).ends_with(['.', '!', '?']);
        if !matches!(kind, Kind::Paragraph | Kind::Item) || !whole {
            return;
        }
        self.sentences += sentences(text).len();
        self.words += count;
        let known: Vec<_> = terms.find(text).map(|(_, range)| range).collect();
        for (at, word) in words(text) {
            let capitals = word.chars().filter(|c| c.is_uppercase()).count();
            let term = known.iter().any(|range| range.contains(&at));
            if !term && capitals < 2 && !word.contains(|c: char| c.is_ascii_digit()) {
                self.plain += 1;
                self.syllables += syllables(word);
            }
        }
    }
}

/// The words of a text with their bytes: what stands between blanks and dashes and holds a letter or a digit.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let part = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '\u{2019}' | '-' | '.' | '%');
    text.split(move |c| !part(c))
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
        .filter(|word| !word.is_empty())
        .map(move |word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
}

/// Counts the syllables of an English word: groups of vowels, without a silent `e`, and one more where two vowels side
/// by side are spoken apart.
///
/// Right for 97 of 100 words of this knowledge base, by a dictionary of pronunciations.
fn syllables(word: &str) -> usize {
    word.split('-').filter(|part| !part.is_empty()).map(syllables_of_part).sum()
}

fn is_vowel(c: u8) -> bool {
    matches!(c, b'a' | b'e' | b'i' | b'o' | b'u' | b'y')
}

fn syllables_of_part(part: &str) -> usize {
    let word: String = part.chars().filter(char::is_ascii_alphabetic).map(|c| c.to_ascii_lowercase()).collect();
    let stem = without_silent_e(&word);
    let letters = stem.as_bytes();
    let (mut groups, mut before) = (0, false);
    for (at, &letter) in letters.iter().enumerate() {
        // A `y` is a consonant at the start and between vowels: `year`, `beyond`.
        let next = letters.get(at + 1).is_some_and(|&next| is_vowel(next));
        let vowel = is_vowel(letter) && !(letter == b'y' && next && (at == 0 || before));
        groups += usize::from(vowel && !before);
        before = vowel;
    }
    (groups + apart(&word)).max(1)
}

/// Returns a word without an `e` that is not spoken: after a consonant at the end, or before an ending.
fn without_silent_e(word: &str) -> String {
    for ending in ["ly", "ment", "ments", "ful", "fully", "less", "thing", "where", "one", "times", "line", "lines"] {
        if let Some(stem) = word.strip_suffix(ending).and_then(|stem| stem.strip_suffix('e'))
            && stem.len() > 1
            && !stem.ends_with(|c: char| is_vowel(c as u8))
        {
            return format!("{stem}{}", without_silent_e(ending));
        }
    }
    let ends = |word: &str, letters: &str| word.ends_with(|c: char| letters.contains(c));
    // `table`, but not `rule`.
    let spoken = |stem: &str| stem.ends_with('l') && !ends(&stem[..stem.len() - 1], "aeiouyrlw");
    let Some((stem, loud)) = (match word.strip_suffix("es") {
        Some(stem) => Some((stem, ends(stem, "sxzcg") || stem.ends_with("ch") || stem.ends_with("sh"))),
        None => match word.strip_suffix("ed") {
            Some(stem) => Some((stem, ends(stem, "td"))),
            None => word.strip_suffix('e').map(|stem| (stem, false)),
        },
    }) else {
        return word.to_owned();
    };
    if loud || stem.len() < 2 || ends(stem, "aeiouy") || spoken(stem) || !stem.bytes().any(is_vowel) {
        word.to_owned()
    } else {
        stem.to_owned()
    }
}

/// Counts the places of a word where two vowels side by side are two syllables.
fn apart(word: &str) -> usize {
    /// Two vowels, the letters after which they are one, and what has to follow.
    const PAIRS: [(&str, &str, &[&str]); 16] = [
        ("ia", "tscg", &[""]),
        ("ciat", "", &[""]),
        ("tiat", "", &[""]),
        ("sciou", "", &[""]),
        ("io", "tscg", &[""]),
        ("iu", "", &[""]),
        ("eo", "gp", &[""]),
        ("ua", "qg", &[""]),
        ("uou", "qg", &[""]),
        ("yi", "ae", &["ng"]),
        ("oi", "", &["ng"]),
        ("ei", "", &["ng"]),
        ("ui", "gqb", &["ng", "ty"]),
        ("ea", "", &["te"]),
        ("idea", "", &[""]),
        ("ie", "tc", &["t", "nt", "r", "st"]),
    ];
    PAIRS
        .iter()
        .map(|(pair, one, after)| {
            let places = word.match_indices(pair).filter(|(at, _)| {
                let rest = &word[at + pair.len()..];
                !word[..*at].ends_with(|c: char| one.contains(c)) && after.iter().any(|after| rest.starts_with(after))
            });
            places.count()
        })
        .sum()
}

#[test]
fn syllables_are_counted() {
    let known = [
        "a the me not write rule wrote asked changed month length through pays states school I",
        "about people table pages create beyond people's asking wanted email reason doctor Friday being early hopeless",
        "director idea several company serious society's evidence agreement interview well-known-thing",
        "coordinator information application January evaluate one-by-one-by",
        "opportunity association communication university administration",
    ];
    let wrong: Vec<String> = (1..)
        .zip(known)
        .flat_map(|(count, words)| words.split(' ').map(move |word| (count, word)))
        .filter(|(count, word)| syllables(word) != *count)
        .map(|(count, word)| format!("{word}: {} for {count}", syllables(word)))
        .collect();
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn a_grade_is_that_of_the_formula() {
    let terms = Terms::new([(0, "residency")]);
    let mut measure = Measure::default();
    measure.add(Kind::Paragraph, "The doctor wrote a letter. It was short.", &terms);
    measure.add(Kind::Item, "no sentence", &terms);
    measure.add(Kind::Quote, "Not the page's own voice.", &terms);
    assert_eq!((measure.sentences, measure.words, measure.plain, measure.syllables), (2, 8, 8, 10));
    assert!((measure.grade() - (0.39 * 4.0 + 11.8 * 10.0 / 8.0 - 15.59)).abs() < 1e-9);
    measure.add(Kind::Paragraph, "A residency by ECFMG in 2027.", &terms);
    assert_eq!((measure.sentences, measure.words, measure.plain, measure.syllables), (3, 14, 11, 13));
}

/// Reads every page of a kind and returns a table of them, and the faults.
fn read_pages(kb: &KnowledgeBase, wanted: impl Fn(PageKind) -> bool) -> (String, Vec<String>) {
    let spellings = kb.terms.iter().flat_map(|(id, term)| {
        let title = kb.pages[term.page].meta.title.value.as_str();
        let also = term.also.iter().map(|also| also.value.as_str());
        std::iter::once(title).chain(also).map(move |spelling| (id.index(), spelling))
    });
    let spellings: Vec<(usize, String)> =
        spellings.flat_map(|(term, spelling)| [(term, spelling.to_owned()), (term, format!("{spelling}s"))]).collect();
    let terms = Terms::new(spellings.iter().map(|(term, spelling)| (*term, spelling.as_str())));
    let (mut table, mut faults) = (String::from("grade  sentence  paragraph  page\n"), Vec::new());
    for (_, page) in kb.pages.iter().filter(|(_, page)| wanted(page.kind)) {
        let source = &kb.sources[page.source];
        let mut measure = Measure::default();
        for passage in passages(&source.text, page.body.range().start) {
            measure.add(passage.kind, &passage.text, &terms);
        }
        let (grade, sentence) = (measure.grade(), measure.sentence());
        writeln!(table, "{grade:5.1}  {sentence:8.1}  {:9}  {}", measure.longest.0, source.path).expect("a text");
        if grade > GRADE || sentence > SENTENCE {
            faults.push(format!("{}: grade {grade:.1}, {sentence:.1} words a sentence", source.path));
        }
        if measure.longest.0 > PARAGRAPH {
            faults.push(format!("{}: {} words in `{}...`", source.path, measure.longest.0, measure.longest.1));
        }
    }
    (table, faults)
}

type Wanted = fn(PageKind) -> bool;

#[test]
#[expect(clippy::print_stderr, reason = "the table is what an author asks for with `--nocapture`")]
fn guidance_is_easy_to_read() {
    let kb = knowledge_base();
    let kinds: [(&str, Wanted); 5] = [
        ("guides", |kind| matches!(kind, PageKind::Guide(_))),
        ("scenarios", |kind| matches!(kind, PageKind::Scenario(_))),
        ("pitfalls", |kind| matches!(kind, PageKind::Pitfall(_))),
        ("questions and windows", |kind| matches!(kind, PageKind::Question(_) | PageKind::Window(_))),
        ("checklists and introductions", |kind| {
            matches!(kind, PageKind::Checklist(_) | PageKind::Introduction(_) | PageKind::Home)
        }),
    ];
    let mut all = Vec::new();
    for (name, wanted) in kinds {
        let (table, faults) = read_pages(&kb, wanted);
        eprintln!("{name}\n{table}");
        all.extend(faults);
    }
    assert!(all.is_empty(), "{}", all.join("\n"));
}
