//! Phrases of detectors: any text is one or has a fault; letter case, apostrophes and white space make no difference; rows
//! joined in a sentence agree with a plain search for words.

use kbgen::message::{Authority, Detector, Lexicon, Lists, Phrase, Region, Severity};
use proptest::prop_assert_eq;

use super::check;
use crate::shared::bytes::Bytes;

const PIECES: [&str; 26] = [
    " & ", " ! ", "@list", "~", "cho~", "#", "(", ")", "|", "*", "**", " ", " ", "first", "choice", "my", "don't",
    "h-1b", "#1", "'", "\u{2019}", "\n", "\n\n", "- ", "É", ".",
];
const WORDS: [&str; 8] = ["my", "first", "choice", "don't", "h-1b", "#1", "été", "o'neil's"];

fn lists() -> Lists {
    let mut lists = Lists::default();
    lists.add("list", &["my first".to_owned(), "cho~".to_owned()]).expect("a list");
    lists
}

fn finds(phrase: &Phrase, text: &str) -> bool {
    let detector = Detector {
        pitfall: String::new(),
        title: String::new(),
        help: String::new(),
        severity: Severity::Warn,
        authority: Authority::Guidance,
        source: String::new(),
        phrases: vec![phrase.clone()],
        lacks: Vec::new(),
        when: None,
        region: Region::Anywhere,
        scenarios: None,
        except: Vec::new(),
    };
    detector.finds(text, &Lexicon::default())
}

#[test]
fn any_text_is_a_phrase_or_has_a_fault() {
    check(3_000, 0..=120, |bytes| {
        let (phrase, text) = (bytes.soup(&PIECES, 12), bytes.soup(&PIECES, 40));
        if let Ok(phrase) = Phrase::parse(&phrase, &lists()) {
            finds(&phrase, &text);
        }
        Ok(())
    });
}

/// Returns a phrase of the words with some in brackets, and some left open.
fn phrase(bytes: &mut Bytes<'_>) -> String {
    let mut phrase = bytes.pick(&WORDS).to_owned();
    for _ in 0..bytes.below(3) {
        phrase.push_str(bytes.pick(&[" ", " * ", " ** ", " (very|) ", " (my|h-1b) "]));
        phrase.push_str(bytes.pick(&WORDS));
    }
    phrase
}

#[test]
fn case_apostrophes_and_white_space_make_no_difference() {
    let mut hits = std::cell::Cell::new(0);
    check(3_000, 4..=60, |bytes| {
        let written = phrase(bytes);
        let phrase = Phrase::parse(&written, &lists()).expect("a phrase");
        let words: Vec<&str> = (0..=bytes.below(12)).map(|_| bytes.pick(&WORDS)).collect();
        let text = words.join(" ");
        let found = finds(&phrase, &text);
        hits.set(hits.get() + u32::from(found));
        let mut other = String::new();
        for word in words {
            let word = match bytes.below(3) {
                0 => word.to_owned(),
                1 => word.to_uppercase(),
                _ => word.replace('\'', bytes.pick(&["\u{2019}", "\u{2BC}"])),
            };
            other.push_str(&word);
            other.push_str(bytes.pick(&[" ", "  ", "\n", "\t", "\r\n", "\u{A0}", ", ", ".\n"]));
        }
        prop_assert_eq!(finds(&phrase, &other), found, "{:?} in {:?}", written, other);
        Ok(())
    });
    assert!(*hits.get_mut() > 500, "only {} of the texts held the phrase", hits.get());
}

/// Whether each of the words, and none of the others, stands in one sentence of a text without signs but full stops.
fn stand_together(wanted: &[&str], unwanted: &[&str], text: &str) -> bool {
    text.split(". ").any(|sentence| {
        let holds = |word: &&&str| sentence.split(' ').any(|other| other.eq_ignore_ascii_case(word));
        wanted.iter().all(|word| holds(&word)) && !unwanted.iter().any(|word| holds(&word))
    })
}

#[test]
fn joined_rows_stand_in_one_sentence() {
    const PLAIN: [&str; 6] = ["oak", "elm", "ash", "yew", "fir", "bay"];
    let hits = std::cell::Cell::new(0);
    check(3_000, 12..=80, |bytes| {
        let wanted: Vec<&str> = (0..=bytes.below(3)).map(|_| bytes.pick(&PLAIN)).collect();
        let unwanted: Vec<&str> = (0..bytes.below(3)).map(|_| bytes.pick(&PLAIN)).collect();
        let written =
            [&[wanted.join(" & ")], unwanted.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>().as_slice()]
                .concat()
                .join(" ! ");
        let phrase = Phrase::parse(&written, &lists()).expect("a phrase");
        let sentences: Vec<String> = (0..=bytes.below(3))
            .map(|_| format!("In {}", (0..=bytes.below(5)).map(|_| bytes.pick(&PLAIN)).collect::<Vec<_>>().join(" ")))
            .collect();
        let text = sentences.join(". ");
        let found = finds(&phrase, &text);
        hits.set(hits.get() + u32::from(found));
        prop_assert_eq!(found, stand_together(&wanted, &unwanted, &text), "{:?} in {:?}", written, text);
        Ok(())
    });
    assert!((500..2_500).contains(&hits.get()), "{} of the texts held the phrase", hits.get());
}
