//! Random histories of two knowledge bases, as files that people bring along, with what the model finds in them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use kbgen::batch::{self, Target};
use kbgen::build;
use kbgen::config::Overrides;
use kbgen::diag::{self, Diagnostics, Format};
use kbgen::lang::Parameter;
use kbgen::load;
use kbgen::message::{Finding, Sent};
use kbgen::model::{EmailTemplate, Id, KnowledgeBase};
use kbgen::source::Sources;

use super::history::{Case, KINDS, Touch, Verdict, World};
use super::letters::{corpus, find};

/// How many histories there are of each knowledge base.
const EACH: u64 = 500;

/// A knowledge base, and histories of it.
pub(crate) struct Base {
    pub(crate) root: PathBuf,
    pub(crate) kb: KnowledgeBase,
    pub(crate) world: World,
    pub(crate) cases: Vec<Case>,
    _folder: Option<tempfile::TempDir>,
}

/// A case as the program takes it.
pub(crate) struct Files {
    pub(crate) targets: String,
    pub(crate) log: Option<String>,
}

/// A case as the library reads it.
pub(crate) struct Read<'k> {
    pub(crate) template: Id<EmailTemplate>,
    #[allow(dead_code, reason = "only the browser asks for them")]
    pub(crate) parameters: Vec<&'k Parameter>,
    pub(crate) targets: Vec<Target>,
    pub(crate) log: Option<Vec<Sent>>,
    pub(crate) today: Date,
}

/// Returns this repository's knowledge base, and the one of the corpus with more rules.
pub(crate) fn bases() -> Vec<Base> {
    let folder = tempfile::tempdir().expect("a folder");
    copy(&corpus().join("kb"), folder.path());
    let rules = folder.path().join("content/rules.toml");
    let text = fs::read_to_string(&rules).expect("rules");
    fs::write(&rules, text + include_str!("history/more-rules.toml")).expect("a written file");
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf();
    vec![Base::open(own, None), Base::open(folder.path().to_path_buf(), Some(folder))]
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a new folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let path = entry.expect("an entry").path();
        let to = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            copy(&path, &to);
        } else {
            fs::copy(&path, &to).expect("a copy");
        }
    }
}

impl Base {
    fn open(root: PathBuf, folder: Option<tempfile::TempDir>) -> Self {
        let overrides = Overrides { today: "2026-11-22".parse().expect("a date"), drafts: false, base_url: None };
        let (kb, found) = build::open(&load::read(&root).expect("readable files"), overrides);
        let printed = diag::print(&found, &kb.sources, Format::Human, false);
        assert!(!found.has_errors(), "{printed}");
        let world = World::read(&root);
        let cases = (0..EACH).map(|number| world.random(number)).collect();
        Self { root, kb, world, cases, _folder: folder }
    }

    /// Writes a case as tables.
    pub(crate) fn files(&self, case: &Case) -> Files {
        let values = case.messages.iter().flat_map(|message| message.values.keys());
        let columns: BTreeSet<&str> = values.map(String::as_str).collect();
        let head: Vec<&str> = [self.world.name.as_str()].into_iter().chain(columns.iter().copied()).collect();
        let mut targets = csv::Writer::from_writer(Vec::new());
        targets.write_record(&head).expect("a row");
        for message in &case.messages {
            let cells = columns.iter().map(|name| message.values.get(*name).map_or("", String::as_str));
            targets.write_record([message.target.as_str()].into_iter().chain(cells)).expect("a row");
        }
        let text =
            |writer: csv::Writer<Vec<u8>>| String::from_utf8(writer.into_inner().expect("bytes")).expect("UTF-8");
        let log = case.log.as_ref().map(|log| {
            let mut rows = csv::Writer::from_writer(Vec::new());
            rows.write_record(["target", "template", "date"]).expect("a row");
            for entry in log {
                rows.write_record([&entry.target, &entry.template, &entry.date.to_string()]).expect("a row");
            }
            text(rows)
        });
        Files { targets: text(targets), log }
    }

    /// Reads a case as the program does; nothing in it is at fault.
    pub(crate) fn read(&self, case: &Case) -> Read<'_> {
        let Files { targets, log } = self.files(case);
        let template = find(&self.kb, &case.template);
        let parameters = batch::parameters(&self.kb, &self.kb.templates[template]);
        let mut sources = Sources::default();
        let mut found = Diagnostics::default();
        let targets = batch::targets("targets.csv", targets.as_bytes(), &parameters, &mut sources, &mut found);
        let log = log.map(|log| batch::log("log.csv", log.as_bytes(), &self.kb.rules, &mut sources, &mut found));
        assert!(found.is_empty(), "{}", diag::print(&found, &sources, Format::Human, false));
        Read { template, parameters, targets, log, today: case.today }
    }

    /// Asserts that each rule is met, and closely missed, so often.
    pub(crate) fn assert_all_touched(&self, least: usize) {
        let mut counts: BTreeMap<&str, [usize; 2]> = BTreeMap::new();
        for case in &self.cases {
            for (meta, touch) in self.world.touches(case).into_iter().flatten() {
                let [near, hit] = counts.entry(&meta.name).or_default();
                *near += usize::from(touch == Touch::Near);
                *hit += usize::from(touch == Touch::Hit);
            }
        }
        let rare: Vec<_> = counts.iter().filter(|(_, both)| both.iter().any(|count| *count < least)).collect();
        assert!(rare.is_empty(), "seldom missed, or met: {rare:?}");
    }
}

/// Returns the verdict that a finding is, if the model knows its kind.
pub(crate) fn verdict(rule: &str, id: Option<&str>, severity: &str, pitfall: Option<&str>) -> Option<Verdict> {
    let name = id.map_or_else(|| rule.to_owned(), |id| format!("{rule}/{id}"));
    KINDS.contains(&rule).then(|| (name, severity.to_owned(), pitfall.unwrap_or_default().to_owned()))
}

/// Returns the verdicts that findings are.
pub(crate) fn verdicts(findings: &[Finding]) -> Vec<Verdict> {
    let known = findings
        .iter()
        .filter_map(|one| verdict(one.rule, one.id.as_deref(), one.severity.name(), one.pitfall.as_deref()));
    let mut known: Vec<Verdict> = known.collect();
    known.sort();
    known
}

/// Returns what differs between what the model finds in the messages of a case and what the program does; `None` if nothing.
pub(crate) fn difference(base: &Base, case: &Case, found: &[Vec<Verdict>]) -> Option<String> {
    let expected: Vec<Vec<Verdict>> =
        base.world.verdicts(case).into_iter().map(|all| all.into_iter().collect()).collect();
    if expected == found {
        return None;
    }
    let mut text = format!("{} on {}\n", case.template, case.today);
    for (message, (expected, found)) in case.messages.iter().zip(expected.iter().zip(found)) {
        text += &format!("  to {:?} {:?}\n", message.target, message.values);
        for one in expected.iter().filter(|one| !found.contains(one)) {
            text += &format!("    only in the model: {one:?}\n");
        }
        for one in found.iter().filter(|one| !expected.contains(one)) {
            text += &format!("    only in the program: {one:?}\n");
        }
    }
    for entry in case.log.iter().flatten() {
        text += &format!("  sent {} {} {:?}\n", entry.date, entry.template, entry.target);
    }
    Some(text + if case.log.is_none() { "  no log\n" } else { "" })
}
