//! What the code promises about itself: the direction of imports, who may do what, and what each file is.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// Modules by band, from the top; a module imports from bands above its own.
const BANDS: [&[&str]; 9] = [
    &["source", "error", "output", "diag", "fields"],
    &["lang"],
    &["message"],
    &["config", "markdown", "script"],
    &["load", "model"],
    &["prove"],
    &["check", "pack", "render", "emit", "audit"],
    &["batch"],
    &["build", "cli"],
];

/// Imports inside a band that are meant.
const WITHIN: [(&str, &str); 6] = [
    ("diag", "source"),
    ("fields", "source"),
    ("fields", "diag"),
    ("model", "load"),
    ("cli", "build"),
    ("render", "pack"),
];

/// Calls, and the only modules that may make them.
const CALLS: [(&str, &[&str]); 9] = [
    ("std::fs", &["load", "emit", "cli"]),
    ("use std::fs", &["load", "emit", "cli"]),
    ("std::env", &["cli"]),
    ("Timestamp::now", &["cli"]),
    ("std::process", &["cli", "main"]),
    ("std::io::stdout", &["cli"]),
    ("std::io::stderr", &["cli"]),
    ("thread_local!", &[]),
    ("static mut", &[]),
];

const LONGEST: usize = 500;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every file under a folder with one of these suffixes: path from the root, and text.
fn texts(folder: &str, suffixes: &[&str]) -> BTreeMap<String, String> {
    walkdir::WalkDir::new(root().join(folder))
        .into_iter()
        .map(|entry| entry.expect("a readable folder"))
        .filter(|entry| entry.path().extension().is_some_and(|suffix| suffixes.iter().any(|known| suffix == *known)))
        .map(|entry| {
            let path = entry.path().strip_prefix(root()).expect("inside").to_str().expect("UTF-8").replace('\\', "/");
            (path, fs::read_to_string(entry.path()).expect("UTF-8"))
        })
        .collect()
}

/// Returns the program's part of a source file.
fn without_tests(text: &str) -> &str {
    text.split("#[cfg(test)]").next().unwrap_or_default()
}

fn module(path: &str) -> &str {
    let rest = path.strip_prefix("src/").expect("a source file");
    rest.split('/').next().expect("a first part").trim_end_matches(".rs")
}

fn band(module: &str) -> usize {
    BANDS.iter().position(|band| band.contains(&module)).unwrap_or_else(|| panic!("`{module}` is in no band"))
}

#[test]
fn imports_go_up() {
    let mut faults = String::new();
    for (path, text) in texts("src", &["rs"]) {
        let from = module(&path);
        if matches!(from, "lib" | "main") {
            continue;
        }
        for (at, _) in without_tests(&text).match_indices("crate::") {
            let line = text[..at].lines().count();
            if text[..at].lines().last().is_some_and(|start| start.trim_start().starts_with("//")) {
                continue;
            }
            let name: String = text[at + 7..].chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            // A macro's own path, and names that the crate's root has none of.
            if name.is_empty() || name == from {
                continue;
            }
            let meant = band(&name) < band(from) || WITHIN.contains(&(from, name.as_str()));
            if !meant {
                writeln!(faults, "{path}:{line}: `{from}` imports `{name}`").expect("memory");
            }
        }
    }
    assert!(faults.is_empty(), "{faults}");
}

#[test]
fn calls_are_made_where_they_belong() {
    let mut faults = String::new();
    for (path, text) in texts("src", &["rs"]) {
        for (call, modules) in CALLS {
            if without_tests(&text).contains(call) && !modules.contains(&module(&path)) {
                writeln!(faults, "{path}: `{call}` belongs in {modules:?}").expect("memory");
            }
        }
    }
    assert!(faults.is_empty(), "{faults}");
}

#[test]
fn files_say_what_they_are_and_stay_short() {
    let mut faults = String::new();
    for (path, text) in texts("src", &["rs"]).into_iter().chain(texts("theme", &["css", "html"])) {
        if path.ends_with(".rs") && !text.starts_with("//! ") {
            writeln!(faults, "{path}: the first line does not say what the file is").expect("memory");
        }
        if text.lines().count() > LONGEST {
            writeln!(faults, "{path}: more than {LONGEST} lines").expect("memory");
        }
    }
    assert!(faults.is_empty(), "{faults}");
}

/// The program is general: no word of the first knowledge base's field is in it.
#[test]
fn no_field_of_knowledge_is_built_in() {
    let words = ["residency", "residencies", "eras", "nrmp", "ecfmg", "usmle", "imgs", "visa", "visas", "interview"];
    let mut faults = String::new();
    for (path, text) in texts("src", &["rs"]).into_iter().chain(texts("theme", &["css", "html", "toml", "js"])) {
        for (number, line) in text.lines().enumerate() {
            for word in line.to_lowercase().split(|c: char| !c.is_alphanumeric()) {
                if words.contains(&word) {
                    writeln!(faults, "{path}:{}: `{word}`", number + 1).expect("memory");
                }
            }
        }
    }
    assert!(faults.is_empty(), "{faults}");
}
