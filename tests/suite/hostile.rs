//! Bytes that nobody would write: the program reports or accepts them, and never panics.

use std::path::Path;

use kbgen::build::{self, Outcome};
use kbgen::config::Overrides;
use kbgen::emit::Memory;
use kbgen::load::Files;

use super::rules::{Tree, read_tree};

/// A small generator of numbers, the same in every run.
struct Numbers(u64);

impl Numbers {
    /// Returns a number below `bound`.
    fn below(&mut self, bound: usize) -> usize {
        // SplitMix64, by Steele, Lea and Flood (2014).
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((z ^ (z >> 31)) % bound.max(1) as u64).expect("below a usize")
    }
}

/// Pieces that mean something somewhere.
const PIECES: [&str; 40] = [
    "+++\n",
    "+++",
    "\r\n",
    "\u{feff}",
    "\0",
    "[",
    "]",
    "[[",
    "{{",
    "}}",
    "{%",
    "%}",
    "{#",
    "\"",
    "'''",
    "\"\"\"",
    "= ",
    "[^1]",
    "[^1]: ",
    "](",
    "](../../../../x)",
    "<script>",
    "<!--",
    "```",
    "~~~",
    "> [!NOTE]\n> ",
    "- [ ] ",
    "| a | b |\n|-|-|\n",
    "# ",
    "#######",
    "    ",
    "\t",
    "\u{202e}",
    "e\u{301}",
    "\u{1f600}",
    "2026-02-30",
    "9999999999999999999",
    "title = \"\"\n",
    "a\n: b\n",
    "&#0;",
];

fn damage(bytes: &mut Vec<u8>, numbers: &mut Numbers) {
    for _ in 0..=numbers.below(4) {
        let at = numbers.below(bytes.len() + 1);
        match numbers.below(6) {
            0 => bytes.truncate(at),
            1 => bytes.insert(at, u8::try_from(numbers.below(256)).expect("a byte")),
            2 => {
                let end = (at + numbers.below(40)).min(bytes.len());
                bytes.drain(at..end);
            }
            3 => {
                let end = (at + numbers.below(200)).min(bytes.len());
                let copy = bytes[at..end].to_vec();
                let to = numbers.below(bytes.len() + 1);
                bytes.splice(to..to, copy);
            }
            _ => {
                let piece = PIECES[numbers.below(PIECES.len())].as_bytes();
                bytes.splice(at..at, piece.iter().copied());
            }
        }
    }
}

/// Looks at a knowledge base, prints its findings in every format, and writes its site if it may.
fn run(tree: &Tree) {
    let files = Files::from_texts(tree.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice())));
    let overrides = Overrides { today: "2026-11-22".parse().expect("a date"), drafts: true, base_url: None };
    let analysis = build::analyse(&files, overrides);
    for format in
        [kbgen::diag::Format::Human, kbgen::diag::Format::Json, kbgen::diag::Format::Github, kbgen::diag::Format::Sarif]
    {
        let _ = kbgen::diag::print(&analysis.found, &analysis.kb.sources, format, false);
    }
    if !analysis.found.has_errors() {
        let assets = |_: &str| Ok(Vec::new());
        match build::write(&analysis, &assets, &|_, _| {}, Memory::default()) {
            Ok(Outcome::Written(site)) => assert!(!site.is_empty()),
            other => panic!("a checked knowledge base was not written: {other:?}"),
        }
    }
}

#[test]
fn damaged_files_are_survived() {
    let base = read_tree(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rules/base"));
    let paths: Vec<&String> = base.keys().collect();
    let mut numbers = Numbers(2027);
    for _ in 0..1500 {
        let mut tree = base.clone();
        for _ in 0..=numbers.below(3) {
            let path = paths[numbers.below(paths.len())];
            damage(tree.get_mut(path).expect("a file of the base"), &mut numbers);
        }
        run(&tree);
    }
}

#[test]
fn real_pages_with_damage_are_survived() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let base = read_tree(&root.join("tests/rules/base"));
    let mut numbers = Numbers(7);
    for (path, bytes) in read_tree(&root.join("content/guides")) {
        for _ in 0..12 {
            let mut tree = base.clone();
            let mut bytes = bytes.clone();
            damage(&mut bytes, &mut numbers);
            tree.insert(format!("content/guides/{path}"), bytes);
            run(&tree);
        }
    }
}
