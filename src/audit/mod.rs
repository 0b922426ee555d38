//! A finished site, read back: what a browser would fetch from elsewhere without being asked to, and policies that let it.
//!
//! ```text
//! html    elements and attributes      policy   what a page lets through
//! css js  what they fetch themselves   url      where a URL leads
//! ```
//!
//! Entry points: [`look`] at each file, then [`report`]. Pure: the caller reads the files. Who made the site does not matter;
//! nothing here knows what a build writes.

mod css;
mod faults;
mod html;
mod js;
mod pack;
mod policy;
mod url;

use std::collections::BTreeSet;
use std::ops::Range;

use crate::diag::{Diagnostic, Diagnostics, Rule};
use crate::source::{Sources, Span};

pub(crate) use faults::RULES;

/// A file in which something was found.
#[derive(Debug, Clone)]
pub struct File {
    /// Path in the site; of a file in a zip, behind that of the zip.
    path: String,
    text: String,
    packed: bool,
    faults: Faults,
}

impl File {
    /// Returns whether it was found in a zip, or is one.
    #[must_use]
    pub fn is_packed(&self) -> bool {
        self.packed
    }
}

/// Something wrong at some bytes of a file.
#[derive(Debug, Clone)]
struct Fault {
    rule: &'static Rule,
    range: Range<usize>,
    message: String,
    help: Option<String>,
}

type Faults = Vec<Fault>;

impl Fault {
    fn new(rule: &'static Rule, range: Range<usize>, message: impl Into<String>) -> Self {
        Self { rule, range, message: message.into(), help: None }
    }

    fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// Returns whether a file of this name is one that is looked at.
#[must_use]
pub fn is_looked_at(path: &str) -> bool {
    matches!(suffix(path).as_str(), "html" | "htm" | "xhtml" | "svg" | "css" | "js" | "mjs" | "zip")
}

fn suffix(path: &str) -> String {
    path.rsplit_once('.').map_or_else(String::new, |(_, suffix)| suffix.to_ascii_lowercase())
}

/// Looks at a file, and at each file of a zip; returns those in which something was found.
#[must_use]
pub fn look(path: &str, bytes: &[u8]) -> Vec<File> {
    if suffix(path) == "zip" { pack::look(path, bytes) } else { look_at(path, bytes).into_iter().collect() }
}

fn look_at(path: &str, bytes: &[u8]) -> Option<File> {
    let text = String::from_utf8_lossy(bytes);
    // Browsers read other line ends as line feeds before anything else, and hash them so.
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(&text).replace("\r\n", "\n").replace('\r', "\n");
    let mut faults = Faults::new();
    match suffix(path).as_str() {
        "html" | "htm" | "xhtml" => html::look(&text, true, &mut faults),
        "svg" => html::look(&text, false, &mut faults),
        "css" => css::look(&text, 0, &mut faults),
        "js" | "mjs" => js::look(&text, 0, &mut faults),
        _ => {}
    }
    (!faults.is_empty()).then(|| File { path: path.to_owned(), text, packed: false, faults })
}

/// Returns what was found in files, by path and place. A file that another one equals is told once, the first time.
#[must_use]
pub fn report(files: Vec<File>) -> (Sources, Diagnostics) {
    let (mut sources, mut found) = (Sources::default(), Diagnostics::default());
    let mut told: BTreeSet<[u8; 32]> = BTreeSet::new();
    for File { path, text, faults, .. } in files {
        // An unreadable pack has no text, and is itself the fault.
        if !text.is_empty() && !told.insert(*blake3::hash(text.as_bytes()).as_bytes()) {
            continue;
        }
        let source = sources.add(path, text);
        for fault in faults {
            let finding = Diagnostic::new(fault.rule, source.place(Span::at(0, fault.range)), fault.message);
            found.push(match fault.help {
                Some(help) => finding.help(help),
                None => finding,
            });
        }
    }
    found.sort(&sources);
    (sources, found)
}
