//! Rules across messages against a model of them: the same verdicts on random histories.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::process::Command;

use kbgen::batch;
use rayon::prelude::*;

use super::project::KBGEN;
use crate::shared::histories::{Base, bases, difference, verdict, verdicts};
use crate::shared::history::{Case, Message, Verdict};

#[test]
fn random_histories_come_close_to_every_rule() {
    for base in bases() {
        base.assert_all_touched(8);
    }
}

#[test]
fn random_histories_are_judged_as_by_the_model() {
    let bases = bases();
    let cases: Vec<(&Base, &Case)> =
        bases.iter().flat_map(|base| base.cases.iter().map(move |case| (base, case))).collect();
    assert_eq!(cases.len(), 1_000);
    let judge = |(base, case): &(&Base, &Case)| {
        let read = base.read(case);
        let filled = batch::fill(
            &base.kb,
            read.template,
            &BTreeMap::new(),
            &read.targets,
            read.log.as_deref(),
            Some(read.today),
        );
        let found: Vec<Vec<Verdict>> = filled.iter().map(|one| verdicts(&one.findings)).collect();
        difference(base, case, &found)
    };
    let faults: Vec<String> = cases.par_iter().filter_map(judge).collect();
    assert!(faults.is_empty(), "{} of {}\n{}", faults.len(), cases.len(), faults[..faults.len().min(5)].join("\n"));
}

/// Returns the verdicts of a run by the target's name.
fn told(printed: &str) -> Vec<(String, Verdict)> {
    let mut list = Vec::new();
    let lines: Vec<&str> = printed.lines().collect();
    let heads = lines.iter().enumerate().filter_map(|(at, line)| {
        let (severity, rest) = line.split_once('[')?;
        let (rule, _) = rest.split_once("]: ")?;
        ["block", "warn", "note"].contains(&severity).then_some((at, severity, rule))
    });
    for (at, severity, rule) in heads {
        let place = lines[at + 1].trim_start().strip_prefix("--> ").expect("a place");
        let name = place.rsplit_once(": ").map_or("", |(name, _)| name);
        let mut about = lines[at..].iter().take_while(|line| !line.is_empty());
        let pitfall = about.find_map(|line| line.split_once("(pitfalls/")?.1.split_once("/)"));
        let (kind, id) = rule.split_once('/').map_or((rule, None), |(kind, id)| (kind, Some(id)));
        list.extend(verdict(kind, id, severity, pitfall.map(|(id, _)| id)).map(|verdict| (name.to_owned(), verdict)));
    }
    list.sort();
    list
}

/// Runs the program on a case.
fn run(base: &Base, case: &Case) -> Vec<(String, Verdict)> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name);
    let files = base.files(case);
    fs::write(path("targets.csv"), files.targets).expect("a written file");
    let mut command = Command::new(KBGEN);
    command.current_dir(folder.path()).args(["fill", &case.template, "--targets", "targets.csv", "--out", "letters"]);
    command.arg("--folder").arg(&base.root).args(["--today", &case.today.to_string()]);
    if let Some(log) = files.log {
        fs::write(path("log.csv"), log).expect("a written file");
        command.args(["--log", "log.csv"]);
    }
    let output = command.output().expect("a run");
    let printed = String::from_utf8(output.stderr).expect("UTF-8");
    assert!(!printed.contains("nothing was filled in"), "{printed}");
    told(&printed)
}

#[test]
fn the_command_line_judges_random_histories_as_the_model_does() {
    let bases = bases();
    let cases: Vec<(&Base, &Case)> =
        bases.iter().flat_map(|base| base.cases.iter().map(move |case| (base, case))).collect();
    assert_eq!(cases.len(), 1_000);
    let judge = |(base, case): &(&Base, &Case)| {
        let found = run(base, case);
        let verdicts = case.messages.iter().zip(base.world.verdicts(case));
        let named = |(message, verdicts): (&Message, BTreeSet<Verdict>)| {
            let name = message.target.trim().to_owned();
            verdicts.into_iter().map(move |verdict| (name.clone(), verdict))
        };
        let mut expected: Vec<(String, Verdict)> = verdicts.flat_map(named).collect();
        expected.sort();
        (found != expected).then(|| format!("{case:?}\nexpected {expected:#?}\nfound {found:#?}"))
    };
    let faults: Vec<String> = cases.par_iter().filter_map(judge).collect();
    assert!(faults.is_empty(), "{} of {}\n{}", faults.len(), cases.len(), faults[..faults.len().min(2)].join("\n"));
}
