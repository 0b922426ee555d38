//! Checks of messages in the browser: what Rust finds, `theme/js/core/checker.js` finds as well, in the same order and words.

mod batches;
mod random;

use std::fs;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use kbgen::batch::{self, Letter};
use kbgen::build;
use kbgen::config::Overrides;
use kbgen::diag::{self, Diagnostics, Format};
use kbgen::lang::{self, Bindings, Parameter, Renderer, Role};
use kbgen::load;
use kbgen::message::Sent;
use kbgen::model::KnowledgeBase;
use kbgen::source::Sources;
use serde_json::json;

use super::browser::Browser;
use super::harness::Harness;
use super::shared::bytes::Bytes;
use super::shared::cases::{Case, bindings, cases};
use super::shared::letters::{Settings, corpus, find, settings};
use crate::random::bytes;
use batches::{Batches, Message, Setting, Source};

fn knowledge_base(root: &Path) -> KnowledgeBase {
    let overrides = Overrides { today: "2026-11-22".parse().expect("a date"), drafts: false, base_url: None };
    let (kb, found) = build::open(&load::read(root).expect("readable files"), overrides);
    let printed = diag::print(&found, &kb.sources, Format::Human, false);
    assert!(!kb.rules.templates.is_empty(), "{printed}");
    kb
}

/// Reads the knowledge base of the corpus.
fn gardens() -> KnowledgeBase {
    knowledge_base(&corpus().join("kb"))
}

/// Reads the knowledge base of this repository.
pub(crate) fn own() -> KnowledgeBase {
    knowledge_base(Path::new(env!("CARGO_MANIFEST_DIR")))
}

/// Adds a case of the corpus.
fn add_case(batches: &mut Batches<'_>, name: String, case: &Case, kb: &KnowledgeBase) {
    let Settings { scenario, template, today, to, attachments } = settings(case);
    let values = bindings(case.parts.get("values").map_or("", String::as_str));
    let mut sources = Sources::default();
    let mut faults = Diagnostics::default();
    let log: Option<Vec<Sent>> =
        case.parts.get("log").map(|text| batch::log("log.csv", text.as_bytes(), &kb.rules, &mut sources, &mut faults));
    let Some(template_name) = template else {
        let letter = Letter::from_text(&case.parts["message"]);
        let parameters: Vec<&Parameter> = kb.parameters.rows().iter().map(|parameter| &parameter.definition).collect();
        let budget = scenario.as_deref().and_then(|scenario| batch::budget(kb, scenario));
        let mut message = Message {
            subject: Source::Text(letter.subject),
            body: Source::Text(letter.body),
            values,
            scenario,
            budget,
            recipients: to,
            attachments,
            target: String::new(),
            template: String::new(),
        };
        let target = message.draft(&parameters).role(Role::TargetName).map(str::to_owned);
        message.target = target.unwrap_or_default();
        batches.add(name, 0, &parameters, &[message], &Setting { others: Vec::new(), log, today });
        return;
    };
    let id = find(kb, &template_name);
    let parameters = batch::parameters(kb, &kb.templates[id]);
    let targets = case.parts.get("targets").map_or_else(Vec::new, |text| {
        batch::targets("targets.csv", text.as_bytes(), &parameters, &mut sources, &mut faults)
    });
    let template = &kb.templates[id];
    let scenario = &kb.pages[kb.scenarios[template.scenario].page].name;
    let messages: Vec<Message> = batch::fill(kb, id, &values, &targets, log.as_deref(), today)
        .into_iter()
        .map(|filled| Message {
            subject: Source::Segments(filled.subject),
            body: Source::Segments(filled.body),
            values: filled.values,
            scenario: Some(scenario.clone()),
            budget: template.words.map(|words| words.value),
            recipients: Vec::new(),
            attachments: Vec::new(),
            target: filled.target,
            template: template_name.clone(),
        })
        .collect();
    batches.add(name, 0, &parameters, &messages, &Setting { others: Vec::new(), log, today });
}

/// Returns the files of the corpus with their cases.
fn corpus_cases() -> Vec<(String, Vec<Case>)> {
    let entries = fs::read_dir(corpus()).expect("the corpus").map(|entry| entry.expect("an entry").path());
    let mut files: Vec<PathBuf> =
        entries.filter(|path| path.extension().is_some_and(|suffix| suffix == "txt")).collect();
    files.sort();
    files
        .into_iter()
        .map(|path| {
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            (name, cases(&fs::read_to_string(path).expect("a text")))
        })
        .collect()
}

#[tokio::test(flavor = "current_thread")]
async fn the_browser_finds_in_the_corpus_what_rust_does() {
    let kb = gardens();
    let mut batches = Batches::new(vec![&kb.rules]);
    for (file, cases) in corpus_cases() {
        for case in cases {
            add_case(&mut batches, format!("{file}: {}", case.name), &case, &kb);
        }
    }
    assert!(batches.names.len() >= 300, "only {} cases", batches.names.len());
    for rule in kbgen::message::rules() {
        assert!(batches.found.contains_key(rule.name), "{} is never found", rule.name);
    }
    batches.agree().await;
}

const TARGETS: [&str; 5] = ["Lakeview", "Lakeview Hospital", "St. Elm's", "Ärztehaus \u{130}zmir", ""];

/// Returns some days and messages before.
fn setting(bytes: &mut Bytes<'_>, kb: &KnowledgeBase) -> Setting {
    let days = ["2026-09-01", "2026-10-20", "2026-11-22", "2027-01-15", "2027-02-20", "2027-03-20"];
    let day = |bytes: &mut Bytes<'_>| -> Date { bytes.pick(&days).parse().expect("a date") };
    let sent = |bytes: &mut Bytes<'_>| Sent {
        target: bytes.pick(&TARGETS).to_uppercase(),
        template: kb.rules.templates[bytes.below(kb.rules.templates.len())].id.clone(),
        date: day(bytes),
    };
    Setting {
        others: (0..bytes.below(3)).map(|_| bytes.pick(&["Elm Garden", "Dear", "Sincerely", ""]).to_owned()).collect(),
        log: (!bytes.one_in(4)).then(|| (0..bytes.below(12)).map(|_| sent(bytes)).collect()),
        today: (!bytes.one_in(5)).then(|| day(bytes)),
    }
}

#[tokio::test(flavor = "current_thread")]
async fn the_browser_finds_in_messages_of_templates_what_rust_does() {
    const EACH: usize = 10;
    let kb = own();
    let strict = random::strict(&kb.rules);
    let mut batches = Batches::new(vec![&kb.rules, &strict]);
    let mut count: usize = 0;
    for ((_, template), random) in kb.templates.iter().zip(bytes(kb.templates.rows().len(), 400, 500)) {
        let bytes = &mut Bytes::new(&random);
        let parameters = kb.parameters_of(template);
        let renderer = Renderer::new(parameters.iter().copied(), &kb.settings.dates);
        let variants = lang::variants(&[&template.subject, &template.body], &parameters, 256).list;
        let name = &kb.pages[template.page].name;
        let mut messages = Vec::new();
        for number in 0..EACH {
            let mut values = variants[number * (variants.len() - 1) / (EACH - 1)].clone();
            // Some with gaps, and some with odd values.
            for parameter in &parameters {
                if number % 3 == 1 && bytes.one_in(6) {
                    values.remove(&parameter.name);
                } else if number % 3 == 2 && bytes.one_in(4) {
                    values.extend(bytes.value(parameter, true).map(|value| (parameter.name.clone(), value)));
                }
            }
            messages.push(Message {
                subject: Source::Segments(renderer.partial(&template.subject, &values)),
                body: Source::Segments(renderer.partial(&template.body, &values)),
                values,
                scenario: match bytes.below(8) {
                    0 => None,
                    1 => Some(kb.rules.scenarios[bytes.below(kb.rules.scenarios.len())].id.clone()),
                    _ => Some(kb.pages[kb.scenarios[template.scenario].page].name.clone()),
                },
                budget: template.words.map(|words| words.value),
                recipients: Vec::new(),
                attachments: Vec::new(),
                target: bytes.pick(&TARGETS).to_owned(),
                template: if bytes.one_in(8) { String::new() } else { name.clone() },
            });
        }
        batches.add(name.clone(), (count / EACH) % 2, &parameters, &messages, &setting(bytes, &kb));
        count += messages.len();
    }
    assert!(count >= 100, "only {count} messages");
    batches.agree().await;
}

#[tokio::test(flavor = "current_thread")]
async fn the_browser_finds_in_pages_and_examples_what_rust_does() {
    let kbs = [gardens(), own()];
    let mut batches = Batches::new(kbs.iter().map(|kb| &kb.rules).collect());
    for (number, kb) in kbs.iter().enumerate() {
        let texts = kb.pages.rows().iter().map(|page| {
            let text = &kb.sources[page.source].text;
            // Front matter and all, for the examples of detectors.
            (page.name.clone(), text.replace("', '", "\n\n").replace("\", \"", "\n\n"))
        });
        for (index, (name, body)) in texts.enumerate() {
            let scenarios = &kb.rules.scenarios;
            let message = Message {
                subject: Source::Text(body.lines().nth(1).unwrap_or_default().to_owned()),
                body: Source::Text(body),
                values: Bindings::new(),
                scenario: (index % 3 > 0).then(|| scenarios[index % scenarios.len()].id.clone()),
                budget: None,
                recipients: Vec::new(),
                attachments: Vec::new(),
                target: String::new(),
                template: String::new(),
            };
            batches.add(name, number, &[], &[message], &Setting::default());
        }
    }
    assert!(batches.found["detector"] > 200, "only {}", batches.found["detector"]);
    batches.agree().await;
}

/// Milliseconds from a key that is pressed to what is found.
const BUDGET_MS: f64 = 16.0;

#[tokio::test(flavor = "current_thread")]
async fn a_long_message_is_checked_before_the_next_frame() {
    let kb = own();
    let parameters: Vec<&Parameter> = kb.parameters.rows().iter().map(|parameter| &parameter.definition).collect();
    let examples = |parameter: &&Parameter| Some((parameter.name.clone(), parameter.example.clone()?));
    let values: Bindings = parameters.iter().filter_map(examples).collect();
    let mut body = String::new();
    for template in kb.templates.rows() {
        let own = kb.parameters_of(template);
        let renderer = Renderer::new(own.iter().copied(), &kb.settings.dates);
        body += &lang::joined(&renderer.filled(&template.body, &values));
        body += "\n\n";
        if body.split_whitespace().count() >= 300 {
            break;
        }
    }
    assert!(body.split_whitespace().count() >= 300 && kb.rules.detectors.len() >= 50, "too little to measure");
    let input = json!({ "rules": kb.rules, "parameters": parameters, "values": values, "body": body });
    let browser = Browser::start().await;
    let took = Harness::start().evaluate(&browser, include_str!("speed.js"), &input).await;
    browser.close().await;
    assert!(took.as_f64().is_some_and(|ms| ms < BUDGET_MS), "{took} ms");
}
