//! Checks of messages against their corpus in `tests/messages/`: all findings of a message, or of a batch.
//!
//! ```text
//! == clean: a few words           no finding at all
//! == found: a few words
//! -- settings                     TOML: scenario, template, today, to, attachments
//! -- values                       TOML: what is known, by parameter
//! -- message                      unless there is a template
//! -- log                          CSV
//! -- targets                      CSV; findings then start with the target's name
//! -- findings
//! warn doubled-word body "the the"
//! duplicate-target: ...           what is wrong with the tables themselves comes first
//! ```
//!
//! The knowledge base of all cases is `tests/messages/kb/`.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use kbgen::batch::{self, Letter};
use kbgen::build;
use kbgen::config::Overrides;
use kbgen::diag::{self, Diagnostics, Format};
use kbgen::lang::{Bindings, Parameter, Role};
use kbgen::load::Files;
use kbgen::message::{Draft, Finding, Part, Planned, Sent, Written};
use kbgen::model::KnowledgeBase;
use kbgen::source::Sources;

use super::rules::read_tree;
use crate::shared::cases::{Case, bindings, cases};
use crate::shared::letters::{Settings, corpus, find, settings};

/// Reads the corpus's knowledge base, which is clean.
fn knowledge_base() -> KnowledgeBase {
    let tree = read_tree(&corpus().join("kb"));
    let files = Files::from_texts(tree.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice())));
    let today = "2026-11-22".parse().expect("a date");
    let analysis = build::analyse(&files, Overrides { today, drafts: false, base_url: None });
    let printed = diag::print(&analysis.found, &analysis.kb.sources, Format::Human, false);
    assert!(analysis.found.is_empty(), "{printed}");
    analysis.kb
}

fn shown(finding: &Finding, subject: &str, body: &str) -> String {
    let (part, text) = match finding.part {
        Part::Subject => ("subject", subject),
        Part::Body => ("body", body),
    };
    let name = finding.id.as_ref().map_or_else(|| finding.rule.to_owned(), |id| format!("{}:{id}", finding.rule));
    let exact = serde_json::to_string(&text[finding.range.clone()]).expect("JSON");
    format!("{} {name} {part} {exact}", finding.severity.name())
}

/// Returns what is found in a case, a line each.
fn findings(case: &Case, kb: &KnowledgeBase) -> String {
    let settings = settings(case);
    let values = bindings(case.parts.get("values").map_or("", String::as_str));
    let mut sources = Sources::default();
    let mut found = Diagnostics::default();
    let log: Option<Vec<Sent>> =
        case.parts.get("log").map(|text| batch::log("log.csv", text.as_bytes(), &kb.rules, &mut sources, &mut found));
    let mut lines: Vec<String> = Vec::new();
    if let Some(template) = &settings.template {
        let id = find(kb, template);
        let parameters = batch::parameters(kb, &kb.templates[id]);
        let targets = case.parts.get("targets").map_or_else(Vec::new, |text| {
            batch::targets("targets.csv", text.as_bytes(), &parameters, &mut sources, &mut found)
        });
        let batch = !targets.is_empty();
        for message in batch::fill(kb, id, &values, &targets, log.as_deref(), settings.today) {
            let (subject, body) = (message.subject_text(), message.body_text());
            for finding in &message.findings {
                let line = shown(finding, &subject, &body);
                lines.push(if batch { format!("{}: {line}", message.target) } else { line });
            }
        }
    } else {
        lines.extend(letter(case, kb, &settings, &values, log.as_deref()));
    }
    let faults = found.iter().map(|fault| format!("{}: {}", fault.rule.name, fault.message));
    faults.chain(lines).collect::<Vec<_>>().join("\n")
}

fn letter(
    case: &Case,
    kb: &KnowledgeBase,
    settings: &Settings,
    values: &Bindings,
    log: Option<&[Sent]>,
) -> Vec<String> {
    let letter = Letter::from_text(&case.parts["message"]);
    let parameters: Vec<&Parameter> = kb.parameters.rows().iter().map(|parameter| &parameter.definition).collect();
    let draft = Draft {
        subject: Written::from_text(letter.subject.as_str()),
        body: Written::from_text(letter.body.as_str()),
        parameters: &parameters,
        values,
        scenario: settings.scenario.as_deref(),
        budget: settings.scenario.as_deref().and_then(|scenario| batch::budget(kb, scenario)),
        recipients: &settings.to,
        attachments: &settings.attachments,
    };
    let target = draft.role(Role::TargetName).unwrap_or_default();
    let planned = [Planned { draft: &draft, target, template: "" }];
    let found = kb.rules.checker().check_all(&planned, &[], log, settings.today);
    found[0].iter().map(|finding| shown(finding, &letter.subject, &letter.body)).collect()
}

#[test]
fn the_corpus_holds() {
    let kb = knowledge_base();
    let mut all = String::new();
    let mut count = 0;
    let mut files: Vec<PathBuf> =
        fs::read_dir(corpus()).expect("the corpus").map(|entry| entry.expect("an entry").path()).collect();
    files.sort();
    for path in files.iter().filter(|path| path.extension().is_some_and(|suffix| suffix == "txt")) {
        for case in cases(&fs::read_to_string(path).expect("a text")) {
            count += 1;
            let expected = case.parts.get("findings").map_or("", String::as_str);
            assert_eq!(case.kind == "clean", expected.is_empty(), "{}", case.name);
            let found = findings(&case, &kb);
            if found != expected {
                let file = path.file_name().expect("a name").to_string_lossy();
                writeln!(all, "{file}: {}\nexpected:\n{expected}\nfound:\n{found}\n", case.name).expect("memory");
            }
        }
    }
    assert!(all.is_empty(), "{all}");
    assert!(count >= 300, "only {count} cases");
}
