//! Batches of messages, checked by Rust and in the browser.

use std::collections::BTreeMap;
use std::ops::Range;

use jiff::civil::Date;
use kbgen::lang::{Bindings, Parameter, Segment};
use kbgen::message::{Checker, Draft, Finding, Part, Planned, Rules, Sent, WordBudget, Written};
use serde_json::{Value, json};

use crate::browser::Browser;
use crate::harness::Harness;

/// A subject or a body, as a template wrote it or from elsewhere.
#[derive(Clone)]
pub(super) enum Source {
    Segments(Vec<Segment>),
    Text(String),
}

impl Source {
    pub(super) fn written(&self) -> Written {
        match self {
            Self::Segments(segments) => Written::from_segments(segments),
            Self::Text(text) => Written::from_text(text.as_str()),
        }
    }

    pub(super) fn json(&self) -> Value {
        match self {
            Self::Segments(segments) => json!(segments),
            Self::Text(text) => json!(text),
        }
    }
}

/// A message to check, with all that is known of it.
pub(super) struct Message {
    pub(super) subject: Source,
    pub(super) body: Source,
    pub(super) values: Bindings,
    pub(super) scenario: Option<String>,
    pub(super) budget: Option<WordBudget>,
    pub(super) recipients: Vec<String>,
    pub(super) attachments: Vec<String>,
    pub(super) target: String,
    pub(super) template: String,
}

impl Message {
    pub(super) fn draft<'m>(&'m self, parameters: &'m [&'m Parameter]) -> Draft<'m> {
        Draft {
            subject: self.subject.written(),
            body: self.body.written(),
            parameters,
            values: &self.values,
            scenario: self.scenario.as_deref(),
            budget: self.budget,
            recipients: &self.recipients,
            attachments: &self.attachments,
        }
    }

    pub(super) fn json(&self, parameters: usize) -> Value {
        json!({
            "draft": {
                "subject": self.subject.json(),
                "body": self.body.json(),
                "parameters": parameters,
                "values": self.values,
                "scenario": self.scenario,
                "budget": self.budget,
                "recipients": self.recipients,
                "attachments": self.attachments,
            },
            "target": self.target,
            "template": self.template,
        })
    }
}

/// What surrounds the messages of a batch.
#[derive(Default)]
pub(super) struct Setting {
    pub(super) others: Vec<String>,
    pub(super) log: Option<Vec<Sent>>,
    pub(super) today: Option<Date>,
}

/// Batches of messages, and what Rust finds in them.
pub(super) struct Batches<'r> {
    rules: Vec<&'r Rules>,
    checkers: Vec<Checker<'r>>,
    parameters: Vec<Value>,
    input: Vec<Value>,
    pub(super) names: Vec<String>,
    expected: Vec<Value>,
    /// How often each rule was found.
    pub(super) found: BTreeMap<String, usize>,
}

impl<'r> Batches<'r> {
    pub(super) fn new(rules: Vec<&'r Rules>) -> Self {
        let checkers = rules.iter().map(|rules| rules.checker()).collect();
        Self {
            rules,
            checkers,
            parameters: Vec::new(),
            input: Vec::new(),
            names: Vec::new(),
            expected: Vec::new(),
            found: BTreeMap::new(),
        }
    }

    /// Adds a batch that is checked by the rules of a number.
    pub(super) fn add(
        &mut self,
        name: String,
        rules: usize,
        parameters: &[&Parameter],
        messages: &[Message],
        setting: &Setting,
    ) {
        let drafts: Vec<Draft<'_>> = messages.iter().map(|message| message.draft(parameters)).collect();
        let planned: Vec<Planned<'_>> = drafts
            .iter()
            .zip(messages)
            .map(|(draft, message)| Planned { draft, target: &message.target, template: &message.template })
            .collect();
        let Setting { others, log, today } = setting;
        let found = self.checkers[rules].check_all(&planned, others, log.as_deref(), *today);
        for finding in found.iter().flatten() {
            *self.found.entry(finding.rule.to_owned()).or_default() += 1;
        }
        let shown = |(draft, list): (&Draft<'_>, &Vec<Finding>)| {
            list.iter().map(|finding| finding_json(finding, draft)).collect::<Value>()
        };
        self.expected.push(drafts.iter().zip(&found).map(shown).collect());
        let parameters = json!(parameters);
        let known = self.parameters.iter().position(|old| *old == parameters);
        let number = known.unwrap_or_else(|| {
            self.parameters.push(parameters);
            self.parameters.len() - 1
        });
        let sent = |sent: &Sent| json!({ "target": sent.target, "template": sent.template, "date": sent.date });
        self.input.push(json!({
            "rules": rules,
            "planned": messages.iter().map(|message| message.json(number)).collect::<Vec<_>>(),
            "others": others,
            "log": log.as_ref().map(|log| log.iter().map(sent).collect::<Vec<_>>()),
            "today": today,
        }));
        self.names.push(name);
    }

    /// Checks them all in the browser.
    pub(super) async fn agree(&self) {
        let input = json!({ "rules": self.rules, "parameters": self.parameters, "batches": self.input });
        let browser = Browser::start().await;
        let found = Harness::start().evaluate(&browser, include_str!("../messages.js"), &input).await;
        browser.close().await;
        let found = found.as_array().expect("a list");
        assert_eq!(found.len(), self.expected.len());
        let mut faults = Vec::new();
        for (index, (expected, found)) in self.expected.iter().zip(found).enumerate() {
            if expected != found {
                let (name, batch) = (&self.names[index], &self.input[index]["planned"]);
                let lists = |value: &Value| value.as_array().cloned().unwrap_or_default();
                let (expected, found) = (lists(expected), lists(found));
                let at = (0..expected.len()).find(|&at| expected.get(at) != found.get(at)).unwrap_or_default();
                let only = |list: &Value, other: &Value| {
                    let other = lists(other);
                    let lines = lists(list).into_iter().filter(|one| !other.contains(one));
                    lines.map(|one| one.to_string()).collect::<Vec<_>>().join("\n")
                };
                let nothing = Value::Null;
                let (one, other) = (&expected[at], found.get(at).unwrap_or(&nothing));
                let draft = &batch[at]["draft"];
                faults.push(format!(
                    "{name}, message {at}\nsubject: {}\nbody: {}\nonly in Rust:\n{}\nonly in the browser:\n{}",
                    draft["subject"],
                    draft["body"],
                    only(one, other),
                    only(other, one)
                ));
            }
        }
        let shown = faults[..faults.len().min(5)].join("\n\n");
        assert!(faults.is_empty(), "{} of {}\n{shown}", faults.len(), self.expected.len());
    }
}

fn finding_json(finding: &Finding, draft: &Draft<'_>) -> Value {
    let text = match finding.part {
        Part::Subject => &draft.subject.text,
        Part::Body => &draft.body.text,
    };
    // The browser counts in UTF-16.
    let units = |byte: usize| text[..byte].encode_utf16().count();
    let Range { start, end } = finding.range;
    let mut shown = json!({
        "severity": finding.severity,
        "rule": finding.rule,
        "authority": finding.authority,
        "source": finding.source,
        "part": finding.part,
        "range": [units(start), units(end)],
        "text": finding.text,
        "help": finding.help,
    });
    for (key, value) in [("id", &finding.id), ("pitfall", &finding.pitfall)] {
        if let Some(value) = value {
            shown[key] = json!(value);
        }
    }
    shown
}
