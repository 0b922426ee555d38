//! Findings as SARIF 2.1.0 (OASIS Static Analysis Results Interchange Format).
//!
//! Columns count Unicode code points (section 3.14.27), from 1, with an exclusive end (section 3.30).

use serde_json::{Value, json};

use super::{Diagnostics, Rule, Severity, region};
use crate::source::{Place, Sources};

pub(super) fn print(diagnostics: &Diagnostics, sources: &Sources) -> String {
    let mut rules: Vec<&'static Rule> = diagnostics.iter().map(|diagnostic| diagnostic.rule).collect();
    rules.sort_by_key(|rule| rule.name);
    rules.dedup_by_key(|rule| rule.name);
    let results: Vec<Value> = diagnostics
        .iter()
        .map(|diagnostic| {
            let mut text = diagnostic.message.clone();
            for help in &diagnostic.help {
                text.push('\n');
                text.push_str(help);
            }
            let mut result = json!({
                "ruleId": diagnostic.rule.name,
                "ruleIndex": rules.binary_search_by_key(&diagnostic.rule.name, |rule| rule.name).expect("collected above"),
                "level": level(diagnostic.severity),
                "message": { "text": text },
                "locations": [location(diagnostic.place, None, sources)],
            });
            if !diagnostic.related.is_empty() {
                result["relatedLocations"] =
                    diagnostic.related.iter().map(|(place, label)| location(*place, Some(label), sources)).collect();
            }
            result
        })
        .collect();
    let descriptions: Vec<Value> = rules
        .iter()
        .map(|rule| {
            json!({
                "id": rule.name,
                "help": { "text": rule.page, "markdown": rule.page },
                "defaultConfiguration": { "level": level(rule.severity) },
            })
        })
        .collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": { "name": "kbgen", "version": env!("CARGO_PKG_VERSION"), "rules": descriptions } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    let mut text = serde_json::to_string_pretty(&log).expect("the log has only string keys");
    text.push('\n');
    text
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

fn location(place: Place, label: Option<&String>, sources: &Sources) -> Value {
    let region = region(place, sources);
    let path: String = percent_encoding::utf8_percent_encode(&sources[place.source].path, PATH).collect();
    let mut location = json!({
        "physicalLocation": {
            "artifactLocation": { "uri": path },
            "region": {
                "startLine": region.line,
                "startColumn": region.column,
                "endLine": region.end_line,
                "endColumn": region.end_column,
            },
        },
    });
    if let Some(label) = label {
        location["message"] = json!({ "text": label });
    }
    location
}

/// What a path in a URI reference must escape (RFC 3986, section 3.3, `:` included for the first segment).
const PATH: &percent_encoding::AsciiSet =
    &percent_encoding::NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'_').remove(b'.').remove(b'~');
