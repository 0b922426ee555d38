//! Names of other targets in a message.

use std::collections::BTreeMap;

use super::{Planned, Row, Sent, rules};
use crate::message::finding::{Finding, Part};
use crate::message::text::{Text, words};

/// Names of targets by their first word.
pub(super) struct Names {
    by_word: BTreeMap<String, Vec<Vec<String>>>,
}

impl Names {
    pub(super) fn new(planned: &[Planned<'_>], others: &[String], log: &[Sent]) -> Self {
        let mut by_word: BTreeMap<String, Vec<Vec<String>>> = BTreeMap::new();
        let all = planned.iter().map(|planned| planned.target).chain(log.iter().map(|sent| sent.target.as_str()));
        let all = all.chain(others.iter().map(String::as_str));
        for name in all.map(words) {
            let Some(first) = name.first() else { continue };
            let names = by_word.entry(first.clone()).or_default();
            if !names.contains(&name) {
                names.push(name);
            }
        }
        Self { by_word }
    }

    pub(super) fn check(&self, row: &Row<'_>, found: &mut Vec<Finding>) {
        let draft = row.planned.draft;
        let own = words(row.planned.target);
        if own.is_empty() {
            return;
        }
        for (part, written) in [(Part::Subject, &draft.subject), (Part::Body, &draft.body)] {
            let text = Text::new(&written.text, &[]);
            let mut at = 0;
            while at < text.words.len() {
                // Its own name may hold another's.
                if text.stands_at(&own, at) {
                    at += own.len();
                    continue;
                }
                let names = self.by_word.get(text.folded(at)).map_or(&[][..], Vec::as_slice);
                let other =
                    names.iter().filter(|name| **name != own && text.stands_at(name, at)).max_by_key(|name| name.len());
                match other {
                    Some(name) => {
                        let range = text.range(at..at + name.len());
                        let message = format!("`{}` is another one's name", &written.text[range.clone()]);
                        let finding = row.rules.built_in(&rules::OTHER_TARGET, message);
                        found.extend(finding.map(|finding| Finding { part, range, ..finding }));
                        at += name.len();
                    }
                    None => at += 1,
                }
            }
        }
    }
}
