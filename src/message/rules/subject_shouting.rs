//! Subjects that shout.

use super::{Found, Part, View, rule};

rule! {
    /// ## What it does
    /// Finds exclamation marks, words in capitals and words such as "urgent" in a subject.
    ///
    /// ## Why is this bad?
    /// It reads like advertising, and filters take it for that.
    ///
    /// ## Example
    /// ```text
    /// URGENT: my application!
    /// ```
    ///
    /// Use instead:
    /// ```text
    /// Application: Ada Green
    /// ```
    "subject-shouting", Warn Guidance, "say it calmly", Some(check);
}

fn check(view: &View<'_>, found: &mut Found<'_>) {
    let subject = view.subject_text();
    let mut places = Vec::new();
    for (at, _) in subject.match_indices('!') {
        places.push((at..at + 1, "an exclamation mark"));
    }
    for word in &view.subject.words {
        let range = word.start..word.end;
        let written = &subject[range.clone()];
        if super::is_shouted(written) && written.chars().count() >= 6 && !view.is_known(&view.draft.subject, &range) {
            places.push((range, "a word in capitals"));
        }
    }
    for phrase in &view.phrases.urgent {
        for words in view.subject.find(phrase) {
            let range = view.subject.range(words);
            if !places.iter().any(|(place, _)| *place == range) && !view.draft.subject.in_value(&range) {
                places.push((range, "a word that presses"));
            }
        }
    }
    for (range, what) in places {
        found.at(Part::Subject, range, format!("the subject has {what}"));
    }
}
