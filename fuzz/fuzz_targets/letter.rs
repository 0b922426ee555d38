//! Reads bytes as a message, and checks what is read.

#![no_main]

use kbgen::batch::Letter;
use kbgen::lang::Bindings;
use kbgen::message::{Draft, Part, Rules, Written};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let text = Letter::from_text(&String::from_utf8_lossy(bytes));
    for letter in [Some(text), Letter::from_eml(bytes)].into_iter().flatten() {
        let values = Bindings::new();
        let draft = Draft {
            subject: Written::from_text(letter.subject),
            body: Written::from_text(letter.body),
            parameters: &[],
            values: &values,
            scenario: None,
            budget: None,
            recipients: &letter.recipients,
            attachments: &letter.attachments,
        };
        let rules = Rules::default();
        for finding in rules.checker().check(&draft) {
            let text = match finding.part {
                Part::Subject => &draft.subject.text,
                Part::Body => &draft.body.text,
            };
            assert!(text.get(finding.range.clone()).is_some(), "{finding:?}");
        }
    }
});
