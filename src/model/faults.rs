//! What can be wrong between files: names that stand for nothing, dates that can't be worked out.

use crate::config::DUPLICATE_ID;
use crate::diag::{Diagnostic, Rule, rules};
use crate::source::Place;

rules! {
    /// Faults between files.
    RULES;

    /// ## What it does
    /// Finds names of windows that no file has.
    ///
    /// ## Why is this bad?
    /// An email template without its window can't say when it belongs.
    ///
    /// ## Example
    /// ```toml
    /// window = "erly-review"
    /// ```
    ///
    /// Use instead:
    /// ```toml
    /// window = "early-review"
    /// ```
    UNKNOWN_WINDOW = "unknown-window", Fixed Error;

    /// ## What it does
    /// Finds names of pitfalls that no file has.
    ///
    /// ## Why is this bad?
    /// The page that should warn the reader would not be linked.
    ///
    /// ## Example
    /// ```toml
    /// pitfalls = ["generic-prase"]
    /// ```
    ///
    /// Use instead:
    /// ```toml
    /// pitfalls = ["generic-praise"]
    /// ```
    UNKNOWN_PITFALL = "unknown-pitfall", Fixed Error;

    /// ## What it does
    /// Finds names of scenarios that no file has.
    ///
    /// ## Why is this bad?
    /// The order of messages would be lost; an email template without its scenario has no place at all.
    ///
    /// ## Example
    /// ```toml
    /// after = ["first-intrest"]
    /// ```
    ///
    /// Use instead:
    /// ```toml
    /// after = ["first-interest"]
    /// ```
    UNKNOWN_SCENARIO = "unknown-scenario", Fixed Error;

    /// ## What it does
    /// Finds names of recipients that `kbgen.toml` does not list.
    ///
    /// ## Why is this bad?
    /// The reader would not learn whom to write to.
    ///
    /// ## Example
    /// ```toml
    /// to = ["cordinator"]
    /// ```
    ///
    /// Use instead:
    /// ```toml
    /// to = ["coordinator"]
    /// ```
    UNKNOWN_RECIPIENT = "unknown-recipient", Fixed Error;

    /// ## What it does
    /// Finds detectors that have neither phrases, nor a condition, nor phrases that a message lacks.
    ///
    /// ## Why is this bad?
    /// It can never find anything.
    ///
    /// ## Example
    /// ```toml
    /// [[detect]]
    /// authority = "guidance"
    /// ```
    ///
    /// Use instead:
    /// ```toml
    /// [[detect]]
    /// authority = "guidance"
    /// phrases = ["just checking in"]
    /// ```
    EMPTY_DETECTOR = "empty-detector", Fixed Error;

    /// ## What it does
    /// Finds phrases of detectors, and rows of word lists, that can't be read. A phrase is made of
    ///
    /// - words, `certif~` for every word that starts so, `*` for one word, `**` for up to five;
    /// - alternatives in brackets, of which an empty one stands for nothing: `(a|b c|)`;
    /// - word lists of `content/rules.toml` by their names: `@asking`;
    /// - rows joined by `&`, which stand in one sentence in any order, and rows after `!`, which must not stand in it;
    /// - `?` in place of such a row: the sentence ends with a question mark.
    ///
    /// Each row starts and ends with a word and spans 60 words at most.
    ///
    /// ## Why is this bad?
    /// The detector would look for something else than its author meant.
    ///
    /// ## Example
    /// ```toml
    /// phrases = ["rank me *"]
    /// ```
    ///
    /// Use instead:
    /// ```toml
    /// phrases = ["rank me * first", "@asking & (my rank|your list) ! (garden|visit)"]
    /// ```
    BAD_PHRASE = "bad-phrase", Fixed Error;

    /// ## What it does
    /// Finds names of built-in rules for messages that do not exist.
    ///
    /// ## Why is this bad?
    /// The rule that was meant would stay as it is.
    ///
    /// ## Example
    /// ```toml
    /// rules = ["too-many-wrods"]
    /// ```
    ///
    /// Use instead:
    /// ```toml
    /// rules = ["too-many-words"]
    /// ```
    UNKNOWN_MESSAGE_RULE = "unknown-message-rule", Fixed Error;

    /// ## What it does
    /// Finds rules about statements that no email template makes.
    ///
    /// ## Why is this bad?
    /// The rule would never count anything.
    ///
    /// ## Example
    /// ```toml
    /// state = "frist-choice"
    /// ```
    ///
    /// Use instead:
    /// ```toml
    /// state = "first-choice"
    /// ```
    UNKNOWN_STATE = "unknown-state", Fixed Error;

    /// ## What it does
    /// Finds values of personas whose names no parameter has.
    ///
    /// ## Why is this bad?
    /// No template would be tried with the value.
    ///
    /// ## Example
    /// ```toml
    /// [values]
    /// aplicant_name = "Ada Green"
    /// ```
    ///
    /// Use instead:
    /// ```toml
    /// [values]
    /// applicant_name = "Ada Green"
    /// ```
    UNKNOWN_VALUE_NAME = "unknown-persona-value", Fixed Error;

    /// ## What it does
    /// Finds values of personas that do not fit their parameters, and personas without a value that every sender needs.
    ///
    /// ## Why is this bad?
    /// Templates would be tried with values that nobody can have.
    ///
    /// ## Example
    /// ```toml
    /// graduation_year = 23
    /// ```
    ///
    /// Use instead:
    /// ```toml
    /// graduation_year = 2023
    /// ```
    BAD_PERSONA_VALUE = "bad-persona-value", Fixed Error;

    /// ## What it does
    /// Finds names of checklists that no file has.
    ///
    /// ## Why is this bad?
    /// The reader would not be shown what to check.
    ///
    /// ## Example
    /// ```toml
    /// checklist = "pre-sent"
    /// ```
    ///
    /// Use instead:
    /// ```toml
    /// checklist = "pre-send"
    /// ```
    UNKNOWN_CHECKLIST = "unknown-checklist", Fixed Error;

    /// ## What it does
    /// Finds names of anchors that `content/season.toml` does not define.
    ///
    /// ## Why is this bad?
    /// The window would have no date.
    ///
    /// ## Example
    /// ```toml
    /// opens = "applications-opn"
    /// ```
    ///
    /// Use instead:
    /// ```toml
    /// opens = "applications-open"
    /// ```
    UNKNOWN_ANCHOR = "unknown-anchor", Fixed Error;

    /// ## What it does
    /// Finds names of cycles that `content/season.toml` does not define.
    ///
    /// ## Why is this bad?
    /// The calendar would have no dates to show.
    ///
    /// ## Example
    /// ```toml
    /// cycle = "2072"
    /// ```
    ///
    /// Use instead:
    /// ```toml
    /// cycle = "2027"
    /// ```
    UNKNOWN_CYCLE = "unknown-cycle", Fixed Error;

    /// ## What it does
    /// Finds names of categories that `kbgen.toml` does not list.
    ///
    /// ## Why is this bad?
    /// The pitfall would be missing from the catalogue, which is grouped by category.
    ///
    /// ## Example
    /// ```toml
    /// category = "volum"
    /// ```
    ///
    /// Use instead:
    /// ```toml
    /// category = "volume"
    /// ```
    UNKNOWN_CATEGORY = "unknown-category", Fixed Error;

    /// ## What it does
    /// Finds date rules that have none of the known forms, and rules of personal anchors.
    ///
    /// ## Why is this bad?
    /// The anchor, and every window that counts from it, would have no date.
    ///
    /// ## Example
    /// ```toml
    /// rule = "4th wednesday in september"
    /// ```
    ///
    /// Use instead:
    /// ```toml
    /// rule = "fourth wednesday of september"
    /// ```
    BAD_DATE_RULE = "bad-date-rule", Fixed Error;

    /// ## What it does
    /// Finds anchors whose date depends on itself.
    ///
    /// ## Why is this bad?
    /// None of the anchors in the circle can get a date.
    ///
    /// ## Example
    /// ```toml
    /// rule = "2 days after deadline"   # and the rule of `deadline` counts from this anchor
    /// ```
    ///
    /// Use instead:
    /// ```toml
    /// rule = "third friday of march"
    /// ```
    CIRCULAR_RULE = "circular-rule", Fixed Error;

    /// ## What it does
    /// Finds cycles that end before they start.
    ///
    /// ## Why is this bad?
    /// No date lies in such a cycle.
    ///
    /// ## Example
    /// ```toml
    /// starts = 2027-06-01
    /// ends = 2026-07-01
    /// ```
    ///
    /// Use instead:
    /// ```toml
    /// starts = 2026-06-01
    /// ends = 2027-07-01
    /// ```
    BACKWARD_CYCLE = "backward-cycle", Fixed Error;

    /// ## What it does
    /// Finds moments of windows that are not an anchor with an optional offset.
    ///
    /// ## Why is this bad?
    /// The window would have no beginning or no end.
    ///
    /// ## Example
    /// ```toml
    /// closes = "viewing-date plus two days"
    /// ```
    ///
    /// Use instead:
    /// ```toml
    /// closes = "viewing-date + 48h"
    /// ```
    BAD_BOUND = "bad-bound", Fixed Error;

    /// ## What it does
    /// Finds aliases that are not paths inside the site.
    ///
    /// ## Why is this bad?
    /// The redirect could not be written.
    ///
    /// ## Example
    /// ```toml
    /// aliases = ["https://old.example.org/lease/"]
    /// ```
    ///
    /// Use instead:
    /// ```toml
    /// aliases = ["lease/"]
    /// ```
    BAD_ALIAS = "bad-alias", Fixed Error;

    /// ## What it does
    /// Finds folders of guides without an `index.md`.
    ///
    /// ## Why is this bad?
    /// The folder would have no title and no page of its own.
    ///
    /// ## Example
    /// ```text
    /// content/guides/lease/types.md
    /// ```
    ///
    /// Use instead:
    /// ```text
    /// content/guides/lease/index.md
    /// content/guides/lease/types.md
    /// ```
    MISSING_SECTION_INDEX = "missing-section-index", Fixed Error;
}

/// Returns the finding for a name that stands for nothing.
pub(super) fn unknown<'a>(
    rule: &'static Rule,
    kind: &str,
    written: &str,
    place: Place,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Diagnostic {
    Diagnostic::new(rule, place, format!("unknown {kind} `{written}`")).did_you_mean(written, candidates)
}

/// Returns the finding for a name that stands for a draft.
pub(super) fn draft_reference(rule: &'static Rule, kind: &str, written: &str, place: Place) -> Diagnostic {
    Diagnostic::new(rule, place, format!("{kind} `{written}` is a draft")).help("publish it, or build with --drafts")
}

/// Returns the finding for an id that two entries share.
pub(super) fn duplicate_id(id: &str, other: &str, place: Place, first: Place) -> Diagnostic {
    let finding =
        Diagnostic::new(&DUPLICATE_ID, place, format!("duplicate id `{id}`")).related(first, "first used here");
    if id == other { finding } else { finding.label("letter case does not count") }
}

/// Returns the finding for the name of a built-in rule for messages, if there is no such rule.
pub(crate) fn unknown_message_rule(name: &str, place: Place) -> Option<Diagnostic> {
    let rules = crate::message::rules();
    if rules.iter().any(|rule| rule.name == name) {
        return None;
    }
    let finding = unknown(&UNKNOWN_MESSAGE_RULE, "rule for messages", name, place, rules.iter().map(|rule| rule.name));
    Some(finding.help("`kbgen explain` lists them"))
}
