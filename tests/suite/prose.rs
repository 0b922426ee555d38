//! The spelling and grammar of every word that readers see: guidance, what forms ask, and every message that the
//! templates can produce.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use kbgen::lang::{self, Code, Renderer};
use kbgen::model::{KnowledgeBase, PageKind};
use serde::Deserialize;
use serde_json::json;

use super::formats::tools;
use super::passages::{Kind, knowledge_base, passages, sentences};

/// What the checker found.
#[derive(Debug, Deserialize)]
struct Finding {
    r#where: String,
    rule: String,
    found: String,
    message: String,
    text: String,
}

/// Texts to read, each once: where it stands first, and whether it is no more than a part of a sentence.
#[derive(Debug, Default)]
struct Texts(BTreeMap<(String, bool), String>);

impl Texts {
    fn add(&mut self, place: impl FnOnce() -> String, text: &str, fragment: bool) {
        let text = text.trim();
        if !text.is_empty() {
            self.0.entry((text.to_owned(), fragment)).or_insert_with(place);
        }
    }

    /// Returns what the checker finds, by place.
    fn read(&self, words: &BTreeSet<String>) -> Vec<Finding> {
        let texts: Vec<serde_json::Value> = self
            .0
            .iter()
            .map(|((text, fragment), place)| json!({ "where": place, "text": text, "fragment": fragment }))
            .collect();
        let input = json!({ "words": words, "texts": texts }).to_string();
        let mut node = Command::new("node")
            .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tools/check-prose.js"))
            .env("NODE_PATH", tools())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("node");
        node.stdin.take().expect("a pipe").write_all(input.as_bytes()).expect("written");
        let output = node.wait_with_output().expect("an end");
        assert!(output.status.success(), "the checker failed");
        let mut found: Vec<Finding> = serde_json::from_slice(&output.stdout).expect("findings");
        found.sort_by(|a, b| (&a.r#where, &a.text).cmp(&(&b.r#where, &b.text)));
        found
    }
}

/// Words of this field that neither a general dictionary nor the glossary has: sorted, one a line.
const WORDS: &str = include_str!("../words.txt");

/// Returns the words that the knowledge base brings along: the listed ones, the glossary's, and names, which are words
/// with a capital letter or a digit in the values of examples and invented applicants, and in titles of sources. Each
/// also in the plural and in the genitive.
fn known_words(kb: &KnowledgeBase) -> BTreeSet<String> {
    let mut known = BTreeSet::new();
    let mut add = |text: &str, all: bool| {
        let wanted = |word: &&str| all || word.contains(|c: char| c.is_uppercase() || c.is_ascii_digit());
        for word in text.split_whitespace().filter(wanted) {
            let parts = word.split(|c: char| !c.is_alphanumeric() && c != '\'').filter(|part| !part.is_empty());
            known.extend(parts.flat_map(|part| [part.to_owned(), format!("{part}s"), format!("{part}'s")]));
        }
    };
    WORDS.lines().for_each(|word| add(word, true));
    for term in kb.terms.rows() {
        add(&kb.pages[term.page].meta.title.value, true);
        term.also.iter().for_each(|also| add(&also.value, true));
    }
    for template in kb.templates.rows() {
        let parameters = kb.parameters_of(template);
        let examples = parameters.iter().filter_map(|parameter| parameter.example.clone()?.settled());
        let personas = kb.personas.iter().flat_map(|persona| persona.bindings(&parameters).into_values());
        examples.chain(personas).for_each(|value| add(&value.to_text(), false));
    }
    for source in kb.pages.rows().iter().flat_map(|page| &page.meta.sources) {
        add(&source.value.title, false);
        add(source.value.publisher.as_ref().map_or("", |publisher| &publisher.value), false);
    }
    // The sign at the end of a sentence that ends in H-1B.
    known.insert("B.".to_owned());
    known
}

/// Fails with every finding, where it is and what it is about.
fn assert_none(found: &[Finding]) {
    let lines: Vec<String> = found
        .iter()
        .map(|one| format!("{}: {}: `{}`: {}\n    {}", one.r#where, one.rule, one.found, one.message, one.text))
        .collect();
    assert!(lines.is_empty(), "{} findings\n{}", lines.len(), lines.join("\n"));
}

/// What pages say, but for quoted examples of what not to write.
fn guidance(kb: &KnowledgeBase, texts: &mut Texts) {
    for (_, page) in kb.pages.iter() {
        let source = &kb.sources[page.source];
        texts.add(|| format!("{}: title", source.path), &page.meta.title.value, true);
        texts.add(|| format!("{}: description", source.path), &page.meta.description.value, false);
        if matches!(page.kind, PageKind::Template(_)) {
            continue;
        }
        for passage in passages(&source.text, page.body.range().start) {
            if !matches!(passage.kind, Kind::Weak | Kind::Note) {
                let fragment = matches!(passage.kind, Kind::Item | Kind::Cell | Kind::Heading);
                texts.add(|| format!("{}:{}", source.path, passage.line), &passage.text, fragment);
            }
        }
    }
}

/// What forms and the calendar say.
fn labels(kb: &KnowledgeBase, texts: &mut Texts) {
    for (_, anchor) in kb.season.anchors.iter() {
        let place = || format!("anchor {}", anchor.name.value);
        texts.add(place, &anchor.label.value, true);
        texts.add(place, anchor.description.as_ref().map_or("", |description| &description.value), false);
    }
    let locals = kb.templates.rows().iter().flat_map(|template| &template.locals);
    for parameter in kb.parameters.rows().iter().chain(locals) {
        let definition = &parameter.definition;
        let place = || format!("parameter {}", definition.name);
        texts.add(place, &definition.label, true);
        texts.add(place, &definition.help, false);
    }
}

/// Every sentence of every message: combinations of choices with the examples, and each invented applicant.
fn messages(kb: &KnowledgeBase, texts: &mut Texts) {
    for (_, template) in kb.templates.iter() {
        let parameters = kb.parameters_of(template);
        let renderer = Renderer::new(parameters.iter().copied(), &kb.settings.dates);
        let codes: [&Code; 2] = [&template.subject, &template.body];
        let personas = kb.personas.iter().map(|persona| persona.bindings(&parameters));
        for values in lang::variants(&codes, &parameters, 1024).list.into_iter().chain(personas) {
            for (part, code) in ["subject", "body"].iter().zip(codes) {
                let text = lang::joined(&renderer.filled(code, &values));
                let place = || format!("{}, {part}", kb.sources[kb.pages[template.page].source].path);
                for line in text.lines() {
                    let item = line.strip_prefix("- ");
                    for sentence in sentences(item.unwrap_or(line)) {
                        texts.add(place, sentence, item.is_some() || *part == "subject");
                    }
                }
            }
        }
    }
}

#[test]
fn guidance_is_proofread() {
    let kb = knowledge_base();
    let mut texts = Texts::default();
    guidance(&kb, &mut texts);
    labels(&kb, &mut texts);
    assert_none(&texts.read(&known_words(&kb)));
}

#[test]
fn every_message_is_proofread() {
    let kb = knowledge_base();
    let mut texts = Texts::default();
    messages(&kb, &mut texts);
    assert_none(&texts.read(&known_words(&kb)));
}

#[test]
fn the_proofreader_finds_faults() {
    let mut texts = Texts::default();
    texts.add(|| "a".to_owned(), "this is an test of ECFMG and of speling.", true);
    let found: BTreeSet<String> =
        texts.read(&BTreeSet::from(["ECFMG".to_owned()])).into_iter().map(|one| one.found).collect();
    assert_eq!(found, BTreeSet::from(["an".to_owned(), "speling".to_owned()]));
}

#[test]
fn known_words_are_sorted() {
    let words: Vec<&str> = WORDS.lines().collect();
    let mut sorted = words.clone();
    sorted.sort_unstable();
    sorted.dedup();
    assert_eq!(words, sorted);
}
