//! Findings in messages, for people and as JSON.

use serde::Serialize;

use super::input::colored;
use super::tell;
use crate::diag::{self, Diagnostics, Excerpt, Format};
use crate::message::{Authority, Finding, Part, Severity};
use crate::model::KnowledgeBase;
use crate::source::Sources;

/// A message whose findings are told.
pub(super) struct Told<'a> {
    /// The target's name; may be empty.
    pub(super) name: &'a str,
    pub(super) subject: &'a str,
    pub(super) body: &'a str,
}

impl Told<'_> {
    fn text(&self, part: Part) -> &str {
        match part {
            Part::Subject => self.subject,
            Part::Body => self.body,
        }
    }
}

/// Tells what is wrong with the files that were brought along.
pub(super) fn faults(found: &Diagnostics, sources: &Sources) {
    tell(&diag::print(found, sources, Format::Human, colored()));
}

/// Returns the name of a finding's rule: `rule`, or `kind/id` for one of the knowledge base.
fn rule_name(finding: &Finding) -> String {
    finding.id.as_ref().map_or_else(|| finding.rule.to_owned(), |id| format!("{}/{id}", finding.rule))
}

/// Tells the findings of a message, each with the words that it is about.
pub(super) fn tell_all(subject: &Told<'_>, findings: &[Finding], kb: &KnowledgeBase) {
    let mut text = String::new();
    for finding in findings {
        let part = match finding.part {
            Part::Subject => "subject",
            Part::Body => "body",
        };
        let path = if subject.name.is_empty() { part.to_owned() } else { format!("{}: {part}", subject.name) };
        let mut help: Vec<String> = Vec::new();
        if !finding.help.is_empty() {
            help.push(finding.help.clone());
        }
        if let Some(page) = pitfall(finding, kb) {
            help.push(format!("see \"{}\" ({})", page.1, page.0));
        }
        if !finding.source.is_empty() {
            help.push(format!("source: {}", finding.source));
        }
        text.push_str(&diag::excerpt(
            &Excerpt {
                level: match finding.severity {
                    Severity::Block => diag::Severity::Error,
                    Severity::Warn => diag::Severity::Warning,
                    Severity::Note => diag::Severity::Note,
                },
                word: finding.severity.name(),
                rule: &rule_name(finding),
                message: &finding.text,
                path: &path,
                text: subject.text(finding.part),
                range: finding.range.clone(),
                help: &help,
            },
            colored(),
        ));
    }
    tell(&text);
}

/// Returns the path from `content/` and the title of the pitfall that explains a finding.
fn pitfall<'k>(finding: &Finding, kb: &'k KnowledgeBase) -> Option<(String, &'k str)> {
    let id = finding.pitfall.as_ref()?;
    let page = kb.pitfalls.rows().iter().map(|pitfall| &kb.pages[pitfall.page]).find(|page| page.name == *id)?;
    Some((page.url.path.clone(), page.meta.title.value.as_str()))
}

/// The version of the JSON of `kbgen lint`.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct Report<'a> {
    version: u32,
    subject: &'a str,
    findings: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Entry<'a> {
    severity: Severity,
    rule: &'a str,
    id: Option<&'a str>,
    pitfall: Option<&'a str>,
    authority: Authority,
    source: &'a str,
    part: Part,
    start: usize,
    end: usize,
    excerpt: &'a str,
    text: &'a str,
    help: &'a str,
}

/// Returns the findings of a message as JSON; places are counted in characters (Unicode scalar values).
pub(super) fn json(subject: &Told<'_>, findings: &[Finding], _kb: &KnowledgeBase) -> String {
    let entries = findings.iter().map(|finding| {
        let text = subject.text(finding.part);
        let start = text[..finding.range.start].chars().count();
        let excerpt = &text[finding.range.clone()];
        Entry {
            severity: finding.severity,
            rule: finding.rule,
            id: finding.id.as_deref(),
            pitfall: finding.pitfall.as_deref(),
            authority: finding.authority,
            source: &finding.source,
            part: finding.part,
            start,
            end: start + excerpt.chars().count(),
            excerpt,
            text: &finding.text,
            help: &finding.help,
        }
    });
    let report = Report { version: VERSION, subject: subject.subject, findings: entries.collect() };
    let mut json = serde_json::to_string_pretty(&report).expect("texts and numbers are JSON");
    json.push('\n');
    json
}
