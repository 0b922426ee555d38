//! How well the real knowledge base sees what is wrong with letters that nobody wrote its detectors for.
//!
//! `tests/letters/` holds 150 clean and 150 faulty letters, written before the detectors were tuned: half of them, `known.txt`,
//! was looked at while tuning, the other half, `fresh.txt`, never.
//!
//! ```text
//! == clean: a few words           nothing of severity block or warn is to be found
//! == faulty: a few words
//! -- settings, values, message    as in tests/messages/
//! -- pitfalls                     what is wrong with it, parted by blanks
//! ```

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use kbgen::batch::{self, Letter};
use kbgen::build;
use kbgen::config::Overrides;
use kbgen::lang::Parameter;
use kbgen::load::Files;
use kbgen::message::{Checker, Draft, Finding, Severity, Written};
use kbgen::model::KnowledgeBase;

use super::seeded::real;
use crate::shared::cases::{Case, bindings, cases};
use crate::shared::letters::settings;

/// What is found in one half of the letters.
#[derive(Default)]
struct Score {
    /// Of each pitfall how many faults are found, and how many there are.
    pitfalls: BTreeMap<String, (usize, usize)>,
    clean: usize,
    /// Clean letters in which something is found, with that.
    alarms: Vec<String>,
    missed: Vec<String>,
}

impl Score {
    /// Returns how many faults are found, and how many there are.
    fn faults(&self) -> (usize, usize) {
        self.pitfalls.values().fold((0, 0), |all, one| (all.0 + one.0, all.1 + one.1))
    }
}

fn check(case: &Case, kb: &KnowledgeBase, checker: &Checker<'_>) -> Vec<Finding> {
    let settings = settings(case);
    let values = bindings(case.parts.get("values").map_or("", String::as_str));
    let letter = Letter::from_text(&case.parts["message"]);
    let parameters: Vec<&Parameter> = kb.parameters.rows().iter().map(|parameter| &parameter.definition).collect();
    checker.check(&Draft {
        subject: Written::from_text(letter.subject.as_str()),
        body: Written::from_text(letter.body.as_str()),
        parameters: &parameters,
        values: &values,
        scenario: settings.scenario.as_deref(),
        budget: settings.scenario.as_deref().and_then(|scenario| batch::budget(kb, scenario)),
        recipients: &settings.to,
        attachments: &settings.attachments,
    })
}

fn score(half: &str, kb: &KnowledgeBase) -> Score {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/letters").join(half);
    let checker = kb.rules.checker();
    let mut score = Score::default();
    for case in cases(&fs::read_to_string(path).expect("letters")) {
        let found = check(&case, kb, &checker);
        if case.kind == "clean" {
            score.clean += 1;
            if let Some(alarm) = found.iter().find(|finding| finding.severity < Severity::Note) {
                score.alarms.push(format!("{}: {} {:?}", case.name, alarm.rule, alarm.pitfall));
            }
            continue;
        }
        for pitfall in case.parts["pitfalls"].split_whitespace() {
            let (hits, all) = score.pitfalls.entry(pitfall.to_owned()).or_default();
            *all += 1;
            if found.iter().any(|finding| finding.pitfall.as_deref() == Some(pitfall)) {
                *hits += 1;
            } else {
                score.missed.push(format!("{}: {pitfall}", case.name));
            }
        }
    }
    score
}

/// Shows the table of one half, and returns its score.
#[expect(clippy::print_stdout, reason = "the table is for people who run the test by itself")]
fn tell(half: &str, kb: &KnowledgeBase, details: bool) -> Score {
    let score = score(half, kb);
    let (hits, all) = score.faults();
    println!("{half}: {hits} of {all} faults found, alarms in {} of {} clean letters", score.alarms.len(), score.clean);
    if details {
        let missed = score.pitfalls.iter().filter(|(_, (hits, all))| hits < all);
        missed.for_each(|(pitfall, (hits, all))| println!("  {pitfall}: {hits} of {all}"));
        score.missed.iter().for_each(|missed| println!("  missed: {missed}"));
        score.alarms.iter().for_each(|alarm| println!("  alarm: {alarm}"));
    }
    assert!(score.clean >= 75 && all >= 75, "{half}: {} clean letters, {all} faults", score.clean);
    score
}

/// The floors are what is reached today; a change that falls below them has lost something.
#[test]
fn detectors_see_what_they_were_not_written_for() {
    let tree = real();
    let files = Files::from_texts(tree.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice())));
    let today = "2026-11-22".parse().expect("a date");
    let kb = build::analyse(&files, Overrides { today, drafts: false, base_url: None }).kb;
    // Only numbers are told of the letters that stay unseen.
    let (known, fresh) = (tell("known.txt", &kb, true), tell("fresh.txt", &kb, false));
    for (score, least, most) in [(&known, 0.95, 1), (&fresh, 0.6, 7)] {
        let (hits, all) = score.faults();
        let recall = f64::from(u32::try_from(hits).expect("few")) / f64::from(u32::try_from(all).expect("few"));
        assert!(recall >= least, "{hits} of {all} faults found");
        assert!(score.alarms.len() <= most, "{:?}", score.alarms.len());
    }
}
