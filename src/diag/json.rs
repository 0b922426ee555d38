//! Findings as one JSON document; its shape is versioned and only ever grows.

use serde::Serialize;

use super::{Diagnostics, Region, Severity, region};
use crate::source::Sources;

#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    errors: usize,
    warnings: usize,
    findings: Vec<Finding<'a>>,
}

#[derive(Serialize)]
struct Finding<'a> {
    rule: &'static str,
    severity: Severity,
    message: &'a str,
    path: &'a str,
    #[serde(flatten)]
    region: Region,
    /// Bytes in the file's text, after a byte order mark.
    span: [u32; 2],
    label: &'a str,
    help: &'a [String],
    related: Vec<Related<'a>>,
}

#[derive(Serialize)]
struct Related<'a> {
    path: &'a str,
    #[serde(flatten)]
    region: Region,
    label: &'a str,
}

pub(super) fn print(diagnostics: &Diagnostics, sources: &Sources) -> String {
    let findings = diagnostics
        .iter()
        .map(|diagnostic| Finding {
            rule: diagnostic.rule.name,
            severity: diagnostic.severity,
            message: &diagnostic.message,
            path: &sources[diagnostic.place.source].path,
            region: region(diagnostic.place, sources),
            span: [diagnostic.place.span.start, diagnostic.place.span.end],
            label: &diagnostic.label,
            help: &diagnostic.help,
            related: diagnostic
                .related
                .iter()
                .map(|(place, label)| Related {
                    path: &sources[place.source].path,
                    region: region(*place, sources),
                    label,
                })
                .collect(),
        })
        .collect();
    let document = Document {
        version: 1,
        errors: diagnostics.count(Severity::Error),
        warnings: diagnostics.count(Severity::Warning),
        findings,
    };
    let mut text = serde_json::to_string_pretty(&document).expect("the document has only string keys");
    text.push('\n');
    text
}
