//! The built-in rules across messages.

use crate::message::finding::{Authority, Severity};
use crate::message::rule::Rule;

/// Every built-in rule across messages.
pub(in crate::message) static RULES: &[&Rule] = &[
    &CLOSED_WINDOW,
    &DRIFTING_FACT,
    &EXCLUSIVE_SCENARIO,
    &MAX_PER_TARGET,
    &NEAR_IDENTICAL,
    &OTHER_TARGET,
    &OUT_OF_ORDER,
    &REPEATED_VALUE,
];

macro_rules! across {
    ($(#[doc = $doc:literal])+ $name:ident = $kebab:literal, $severity:ident $authority:ident, $help:literal;) => {
        $(#[doc = $doc])+
        pub(super) static $name: Rule = Rule {
            name: $kebab,
            severity: Severity::$severity,
            authority: Authority::$authority,
            help: $help,
            page: concat!($($doc, "\n"),+),
            check: None,
        };
    };
}

across! {
    /// ## What it does
    /// Finds messages that are written before their template's window opens, or after it closed.
    ///
    /// ## Why is this bad?
    /// The same letter that helps in its time is a nuisance out of it.
    ///
    /// ## Example
    /// ```text
    /// A thank-you three weeks after the visit.
    /// ```
    ///
    /// Use instead:
    /// ```text
    /// A thank-you on the day after the visit.
    /// ```
    CLOSED_WINDOW = "closed-window", Warn Guidance, "see when it belongs, and whether it still does";
}

across! {
    /// ## What it does
    /// Finds facts about the sender that differ between two messages.
    ///
    /// ## Why is this bad?
    /// Readers compare, and a fact that changes puts every other one in doubt.
    ///
    /// ## Example
    /// ```text
    /// "two years of practice" to one, "four years" to another
    /// ```
    ///
    /// Use instead:
    /// ```text
    /// the same fact in every message
    /// ```
    DRIFTING_FACT = "drifting-fact", Block Rule, "give the same fact everywhere";
}

across! {
    /// ## What it does
    /// Finds a message of an exclusive scenario to a second target.
    ///
    /// ## Why is this bad?
    /// What such a message says can be true for one only.
    ///
    /// ## Example
    /// ```text
    /// "you are my first choice" to two gardens
    /// ```
    ///
    /// Use instead:
    /// ```text
    /// "you are my first choice" to one garden
    /// ```
    EXCLUSIVE_SCENARIO = "exclusive-scenario", Block Rule, "send it to one only";
}

across! {
    /// ## What it does
    /// Finds more messages of a scenario to one target than the scenario allows.
    ///
    /// ## Why is this bad?
    /// Repeated mail is remembered, and not kindly.
    ///
    /// ## Example
    /// ```text
    /// a second first letter
    /// ```
    ///
    /// Use instead:
    /// ```text
    /// an update, once there is news
    /// ```
    MAX_PER_TARGET = "max-per-target", Warn Guidance, "wait until there is something new to say";
}

across! {
    /// ## What it does
    /// Finds messages to different targets in which the writer's own words are nearly the same.
    ///
    /// ## Why is this bad?
    /// It reads like a mass mailing, and the readers may compare.
    ///
    /// ## Example
    /// ```text
    /// the same reason for twenty gardens
    /// ```
    ///
    /// Use instead:
    /// ```text
    /// for each a reason that is true of it only
    /// ```
    NEAR_IDENTICAL = "near-identical", Block Guidance, "write what is true of this one only";
}

across! {
    /// ## What it does
    /// Finds the name of another target in a message.
    ///
    /// ## Why is this bad?
    /// It tells the reader that the letter was meant for somebody else.
    ///
    /// ## Example
    /// ```text
    /// To Linden Garden: "I have long admired Elm Garden."
    /// ```
    ///
    /// Use instead:
    /// ```text
    /// To Linden Garden: "I have long admired Linden Garden."
    /// ```
    OTHER_TARGET = "other-target", Block Guidance, "put in the right name";
}

across! {
    /// ## What it does
    /// Finds messages of a scenario that follows others, to a target that got none of them.
    ///
    /// ## Why is this bad?
    /// The message speaks of something that the reader does not know.
    ///
    /// ## Example
    /// ```text
    /// a follow-up without a first letter
    /// ```
    ///
    /// Use instead:
    /// ```text
    /// the first letter first; and a log that holds it
    /// ```
    OUT_OF_ORDER = "out-of-order", Note Guidance, "send the earlier one first, or write down in the log that you did";
}

across! {
    /// ## What it does
    /// Finds a value that must differ from target to target but was used for another one.
    ///
    /// ## Why is this bad?
    /// What fits two fits any, and shows that the writer did not look.
    ///
    /// ## Example
    /// ```text
    /// "your friendly community" as the reason for two gardens
    /// ```
    ///
    /// Use instead:
    /// ```text
    /// "the seed library" for one, "the school plots" for the other
    /// ```
    REPEATED_VALUE = "repeated-value", Block Guidance, "say what is true of this one only";
}
