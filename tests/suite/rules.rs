//! Every rule against its corpus in `tests/rules/`: what must be found, where and in which words, and what must not.
//!
//! A corpus is a text of cases. A case overlays `tests/rules/base/`, a small clean knowledge base, with files of its
//! own; all findings of the run must be those that it lists.
//!
//! ```text
//! == fail: a few words
//! -- path/of/a/file.md
//! its text
//! -- another.md (crlf)            line ends become CRLF; (bom) adds a byte order mark, (bytes) reads \xE9, (gone) removes it
//! -- edited: theme/some/file      the built-in file: lines to find, each with `+ ` lines to add and `- ` lines to drop after it
//! >> path/of/a/file.md:3:10 rule-name: message
//! >>   a line of help
//! == pass: a few words
//! ```

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use kbgen::build::{self, Outcome};
use kbgen::config::Overrides;
use kbgen::emit::Memory;
use kbgen::load::Files;
use kbgen::source::LineIndex;

pub(crate) type Tree = BTreeMap<String, Vec<u8>>;

fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rules")
}

/// Reads a folder as paths and bytes.
pub(crate) fn read_tree(root: &Path) -> Tree {
    walkdir::WalkDir::new(root)
        .into_iter()
        .map(|entry| entry.expect("a readable folder"))
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let path = entry.path().strip_prefix(root).expect("inside").to_str().expect("UTF-8").replace('\\', "/");
            (path, fs::read(entry.path()).expect("a readable file"))
        })
        .collect()
}

/// Returns the findings of a knowledge base, a line each, help lines indented.
pub(crate) fn findings(tree: &Tree) -> String {
    let files = Files::from_texts(tree.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice())));
    let overrides = Overrides { today: "2026-11-22".parse().expect("a date"), drafts: false, base_url: None };
    let mut analysis = build::analyse(&files, overrides);
    if !analysis.found.has_errors() {
        let outcome = build::write(&analysis, &|_: &str| Ok(Vec::new()), &|_, _| {}, Memory::default());
        if let Outcome::Faulty(found) = outcome.expect("a site in memory") {
            analysis.found.extend(found);
        }
    }
    let mut text = String::new();
    for finding in analysis.found.iter() {
        let source = &analysis.kb.sources[finding.place.source];
        let at = LineIndex::new(&source.text).locate(finding.place.span.start);
        writeln!(text, "{}:{}:{} {}: {}", source.path, at.line, at.column, finding.rule.name, finding.message)
            .expect("memory");
        for help in &finding.help {
            writeln!(text, "  {help}").expect("memory");
        }
    }
    text
}

struct Case {
    name: String,
    must_fail: bool,
    overlay: Vec<(String, Option<Vec<u8>>)>,
    expected: String,
}

fn parse(text: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let mut file: Option<(String, String, String)> = None;
    let finish = |file: &mut Option<(String, String, String)>, cases: &mut Vec<Case>| {
        if let Some((path, flag, text)) = file.take() {
            let text = text.trim_end_matches('\n').to_owned() + "\n";
            let bytes = match flag.as_str() {
                "crlf" => Some(text.replace('\n', "\r\n").into_bytes()),
                "bom" => Some([b"\xEF\xBB\xBF", text.as_bytes()].concat()),
                "bytes" => Some(unescape(&text)),
                "gone" => None,
                "edited" => Some(edited(&path, &text).into_bytes()),
                "" => Some(text.into_bytes()),
                other => panic!("unknown flag `{other}`"),
            };
            cases.last_mut().expect("a file belongs to a case").overlay.push((path, bytes));
        }
    };
    for line in text.lines() {
        if let Some(head) = line.strip_prefix("== ") {
            finish(&mut file, &mut cases);
            let (kind, name) = head.split_once(": ").expect("`fail: name` or `pass: name`");
            let must_fail = match kind {
                "fail" => true,
                "pass" => false,
                other => panic!("unknown kind `{other}`"),
            };
            cases.push(Case { name: name.to_owned(), must_fail, overlay: Vec::new(), expected: String::new() });
        } else if let Some(head) = line.strip_prefix("-- ") {
            finish(&mut file, &mut cases);
            let (path, flag) = match head.strip_prefix("edited: ") {
                Some(path) => (path, "edited"),
                None => head.split_once(" (").map_or((head, ""), |(path, flag)| (path, flag.trim_end_matches(')'))),
            };
            file = Some((path.to_owned(), flag.to_owned(), String::new()));
        } else if let Some(expected) = line.strip_prefix(">> ") {
            finish(&mut file, &mut cases);
            let case = cases.last_mut().expect("an expectation belongs to a case");
            case.expected.push_str(expected);
            case.expected.push('\n');
        } else if let Some((_, _, text)) = &mut file {
            text.push_str(line);
            text.push('\n');
        }
    }
    finish(&mut file, &mut cases);
    cases
}

/// Applies a case's edits to a file of the built-in theme.
fn edited(path: &str, edits: &str) -> String {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).expect("a built-in file");
    let mut lines: Vec<&str> = text.lines().collect();
    let mut at = 0;
    for edit in edits.lines() {
        let find = |line: &str| at + lines[at..].iter().position(|own| *own == line).expect("a line of the file");
        if let Some(line) = edit.strip_prefix("+ ") {
            lines.insert(at, line);
            at += 1;
        } else if let Some(line) = edit.strip_prefix("- ") {
            at = find(line);
            lines.remove(at);
        } else {
            at = find(edit) + 1;
        }
    }
    lines.join("\n") + "\n"
}

fn unescape(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("\\x") {
        bytes.extend_from_slice(before.as_bytes());
        bytes.push(u8::from_str_radix(&after[..2], 16).expect("two hexadecimal digits"));
        rest = &after[2..];
    }
    bytes.extend_from_slice(rest.as_bytes());
    bytes
}

#[test]
fn the_base_is_clean() {
    assert_eq!(findings(&read_tree(&corpus().join("base"))), "");
}

#[test]
fn every_rule_finds_what_it_must_and_nothing_else() {
    let base = read_tree(&corpus().join("base"));
    let mut faults = String::new();
    for rule in build::rules() {
        let path = corpus().join(format!("{}.txt", rule.name));
        let Ok(text) = fs::read_to_string(&path) else {
            writeln!(faults, "tests/rules/{}.txt is missing", rule.name).expect("memory");
            continue;
        };
        let cases = parse(&text);
        for kind in [true, false] {
            if !cases.iter().any(|case| case.must_fail == kind) {
                writeln!(faults, "{}: no case that must {}", rule.name, if kind { "fail" } else { "pass" })
                    .expect("memory");
            }
        }
        for case in cases {
            let mut tree = base.clone();
            for (path, bytes) in case.overlay {
                match bytes {
                    Some(bytes) => tree.insert(path, bytes),
                    None => tree.remove(&path),
                };
            }
            let found = findings(&tree);
            let reported = found.lines().any(|line| line.contains(&format!(" {}: ", rule.name)));
            if found != case.expected || reported != case.must_fail {
                writeln!(faults, "{}: {}\nexpected:\n{}found:\n{found}", rule.name, case.name, case.expected)
                    .expect("memory");
            }
        }
    }
    assert!(faults.is_empty(), "{faults}");
}

#[test]
fn every_corpus_belongs_to_a_rule() {
    for entry in fs::read_dir(corpus()).expect("the corpus") {
        let name = entry.expect("an entry").file_name().into_string().expect("UTF-8");
        let rule = name.strip_suffix(".txt");
        assert!(
            name == "base" || rule.is_some_and(|rule| build::find_rule(rule).is_some()),
            "no rule for tests/rules/{name}"
        );
    }
}

#[test]
fn every_rule_has_a_page() {
    for rule in build::rules() {
        let mut at = 0;
        for heading in ["## What it does", "## Why is this bad?", "## Example", "Use instead:"] {
            let found = rule.page[at..].find(heading);
            at += found.unwrap_or_else(|| panic!("the page of `{}` has no `{heading}` in its place", rule.name));
        }
        assert!(
            rule.name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-'),
            "{}",
            rule.name
        );
    }
}
