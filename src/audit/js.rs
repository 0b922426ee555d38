//! What a script fetches by a name that stands in it.

use super::faults::FOREIGN_REQUEST;
use super::url::is_elsewhere;
use super::{Fault, Faults};
use crate::script::{Kind, imports, tokens};

/// Functions and classes whose first argument is fetched, or sent to.
const FETCHING: [&str; 9] = [
    "fetch",
    "import",
    "importScripts",
    "sendBeacon",
    "Worker",
    "SharedWorker",
    "WebSocket",
    "EventSource",
    "register",
];

/// Finds URLs in a script that lead elsewhere; `base` is where it starts.
pub(super) fn look(text: &str, base: usize, faults: &mut Faults) {
    let mut report = |what: &str, url: &str, range: std::ops::Range<usize>| {
        if is_elsewhere(url) {
            let range = base + range.start..base + range.end;
            faults.push(Fault::new(&FOREIGN_REQUEST, range, format!("the script {what} `{url}`")));
        }
    };
    for import in imports(text).into_iter().filter(|import| !import.dynamic) {
        report("imports", import.specifier, import.range);
    }
    let tokens: Vec<_> = tokens(text).into_iter().filter(|token| token.kind != Kind::Comment).collect();
    let word = |at: usize| tokens.get(at).map_or("", |token| &text[token.range.clone()]);
    // A literal that starts with a URL is one, whatever its end comes from.
    let literal = |at: usize| {
        let token = tokens.get(at).filter(|token| matches!(token.kind, Kind::String | Kind::Template))?;
        let inner = text[token.range.clone()].trim_start_matches(['\'', '"', '`']);
        let inner = inner.trim_end_matches("${").trim_end_matches(['\'', '"', '`']);
        let start = token.range.end - text[token.range.clone()].trim_start_matches(['\'', '"', '`']).len();
        Some((inner, start..start + inner.len()))
    };
    for at in 0..tokens.len() {
        let place = match word(at) {
            name if FETCHING.contains(&name) && word(at + 1) == "(" => at + 2,
            // A request's second argument.
            "open" if word(at + 1) == "(" && word(at + 3) == "," => at + 4,
            "src" if word(at + 1) == "=" => at + 2,
            _ => continue,
        };
        if let Some((url, range)) = literal(place) {
            let what = if word(at) == "import" { "imports" } else { "fetches" };
            report(what, url, range);
        }
    }
}
