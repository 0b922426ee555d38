//! What `kbgen.toml` says about messages: how dates are written, words and limits of the built-in rules, their levels.

use crate::diag::Diagnostic;
use crate::fields::{self, FromToml, Reader, Value, one_of};
use crate::lang::Dates;
use crate::message::{self, Lexicon, Limits};

/// What a built-in rule for messages is here.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct MessageLevel(pub(super) Option<message::Severity>);

impl FromToml for MessageLevel {
    fn from_toml(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        use message::Severity::{Block, Note, Warn};
        let levels = [("off", None), ("note", Some(Note)), ("warn", Some(Warn)), ("block", Some(Block))];
        one_of(value, reader, &levels).map(Self)
    }
}

impl FromToml for Lexicon {
    fn from_toml(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let default = Self::default();
        let fold = |list: Vec<String>| list.into_iter().map(|word| word.to_lowercase()).collect();
        reader.table(value, |table| Self {
            salutations: table.optional("salutations").map_or(default.salutations, fold),
            closings: table.optional("closings").map_or(default.closings, fold),
            urgent: table.optional("urgent").map_or(default.urgent, fold),
            attachments: table.optional("attachments").map_or(default.attachments, fold),
            not_attachments: table.optional("not_attachments").map_or(default.not_attachments, fold),
            negations: table.optional("negations").map_or(default.negations, fold),
            requests: table.optional("requests").map_or(default.requests, fold),
            placeholders: table.optional("placeholders").map_or(default.placeholders, fold),
            doubles: table.optional("doubles").map_or(default.doubles, fold),
            abbreviations: table.optional("abbreviations").map_or(default.abbreviations, fold),
            acronyms: table.optional("acronyms").map_or(default.acronyms, fold),
            short_links: table.optional("short_links").map_or(default.short_links, fold),
        })
    }
}

impl FromToml for Limits {
    fn from_toml(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let default = Self::default();
        let place = reader.place(reader.span(value));
        let (subject, limits) = reader.table(value, |table| {
            let limits = Self {
                words: table.optional("words").unwrap_or(default.words),
                paragraph_words: table.optional("paragraph_words").unwrap_or(default.paragraph_words),
                sentence_words: table.optional("sentence_words").unwrap_or(default.sentence_words),
                links: table.optional("links").unwrap_or(default.links),
                ..default
            };
            (table.optional::<Vec<u32>>("subject"), limits)
        })?;
        match subject.as_deref() {
            None => Some(limits),
            Some([least, most]) if least <= most => Some(Self { subject_least: *least, subject_most: *most, ..limits }),
            Some(_) => {
                let message = "expected `subject = [least, most]` with least <= most";
                reader.report(Diagnostic::new(&fields::WRONG_TYPE, place, message));
                None
            }
        }
    }
}

impl FromToml for Dates {
    fn from_toml(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let place = reader.place(reader.span(value));
        let default = Self::default();
        let dates = reader.table(value, |table| Self {
            months: table.optional("months").unwrap_or(default.months),
            long: table.optional("long").unwrap_or(default.long),
            month: table.optional("month").unwrap_or(default.month),
        })?;
        if dates.months.len() != 12 {
            let message = format!("expected twelve names of months, found {}", dates.months.len());
            reader.report(Diagnostic::new(&fields::WRONG_TYPE, place, message));
            return None;
        }
        Some(dates)
    }
}
