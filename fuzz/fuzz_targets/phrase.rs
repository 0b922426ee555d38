//! Parses a phrase, the first line, and looks for it in the rest, as it is and in another case.

#![no_main]

use kbgen::message::{Authority, Detector, Phrase, Region, Severity};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let (phrase, rest) = text.split_once('\n').unwrap_or((text, text));
    let Ok(phrase) = Phrase::parse(phrase) else { return };
    let detector = Detector {
        pitfall: String::new(),
        title: String::new(),
        help: String::new(),
        severity: Severity::Warn,
        authority: Authority::Guidance,
        source: String::new(),
        phrases: vec![phrase],
        when: None,
        region: Region::Anywhere,
        scenarios: None,
        except: Vec::new(),
    };
    let found = detector.finds(rest);
    assert_eq!(detector.finds(&rest.to_ascii_uppercase()), found);
    assert_eq!(detector.finds(&rest.replace('\'', "\u{2019}")), found);
});
