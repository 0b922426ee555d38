//! Parses a phrase, the first line, and looks for it in the rest, as it is and in another case.

#![no_main]

use kbgen::message::{Authority, Detector, Lexicon, Lists, Phrase, Region, Severity};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let (phrase, rest) = text.split_once('\n').unwrap_or((text, text));
    let mut lists = Lists::default();
    lists.add("list", &["alpha beta".to_owned(), "gam~".to_owned()]).expect("words");
    let joined = phrase.contains(['&', '!']);
    let Ok(phrase) = Phrase::parse(phrase, &lists) else { return };
    let detector = Detector {
        pitfall: String::new(),
        title: String::new(),
        help: String::new(),
        severity: Severity::Warn,
        authority: Authority::Guidance,
        source: String::new(),
        phrases: vec![phrase],
        lacks: Vec::new(),
        when: None,
        region: Region::Anywhere,
        scenarios: None,
        except: Vec::new(),
    };
    let lexicon = Lexicon::default();
    let found = detector.finds(rest, &lexicon);
    // Where sentences end hangs on letter case and on quotes.
    if !joined {
        assert_eq!(detector.finds(&rest.to_ascii_uppercase(), &lexicon), found);
        assert_eq!(detector.finds(&rest.replace('\'', "\u{2019}"), &lexicon), found);
    }
});
