//! The knowledge base of this repository, read by others than kbgen, and held to what it promises.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use kbgen::model::{KnowledgeBase, Page, PageKind, Target};

use super::passages::{Kind, knowledge_base, passages};
use super::rules::read_tree;

/// Email templates are a subset of Tera's language, so Tera itself must be able to parse them.
#[test]
fn tera_parses_every_email_template() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
    let mut parsed = 0;
    for (path, bytes) in read_tree(&folder) {
        let text = String::from_utf8(bytes).expect("UTF-8");
        if !path.ends_with(".md") || path == "index.md" {
            continue;
        }
        let (_, rest) = text.split_once("+++\n").expect("front matter");
        let (front, body) = rest.split_once("\n+++\n").expect("an end of it");
        let front: toml::Table = toml::from_str(front).expect("TOML");
        let subject = front["subject"].as_str().expect("a subject");
        for text in [subject, body] {
            // Tera's own set has no filter for dates.
            let mut tera = tera::Tera::new();
            tera.register_filter("date", |value: &str, _: tera::Kwargs, _: &tera::State<'_>| value.to_owned());
            if let Err(error) = tera.add_raw_template(&path, text) {
                panic!("{path}: {error}");
            }
        }
        parsed += 1;
    }
    assert!(parsed >= 16, "only {parsed} templates");
}

/// Returns the sources that the sources page lists: title, and id of the heading that it stands under.
fn listed_sources(kb: &KnowledgeBase, page: &Page) -> BTreeMap<String, String> {
    let mut listed = BTreeMap::new();
    let mut heading = String::new();
    for passage in passages(&kb.sources[page.source].text, page.body.range().start) {
        match passage.kind {
            Kind::Heading => heading = passage.text,
            Kind::Cell => {
                let id = page.outline.headings.iter().find(|found| found.text == heading).expect("its heading");
                let title = passage.text.trim_end_matches(" (help page)");
                // The publisher's name stands with the title where it is not the heading's.
                let title = title.split_once(", by ").map_or(title, |(title, _)| title);
                listed.entry(title.to_owned()).or_insert_with(|| id.id.clone());
            }
            _ => {}
        }
    }
    listed
}

/// What rests on a source says so where it stands: every source of a page is cited in its text, by a link to the list
/// of sources.
#[test]
fn statements_lead_to_their_sources() {
    let kb = knowledge_base();
    let (list, page) =
        kb.pages.iter().find(|(_, page)| page.name == "rules/sources").expect("the page that lists the sources");
    let listed = listed_sources(&kb, page);
    let mut faults = Vec::new();
    for page in kb.pages.rows() {
        let source = &kb.sources[page.source];
        let mut cited = BTreeSet::new();
        for (link, target) in page.outline.links.iter().zip(&page.links) {
            let before = source.text[..link.span.range().start].trim_end_matches('(').trim_end_matches(']');
            let text = &before[before.rfind('[').map_or(0, |at| at + 1)..];
            let (Target::Page { page: to, fragment }, Some(heading)) = (target, listed.get(text)) else { continue };
            if *to != list {
                continue;
            }
            cited.insert(text);
            if fragment.as_ref() != Some(heading) {
                faults.push(format!("{}: `{text}` stands under #{heading}", source.path));
            }
        }
        let named: BTreeSet<&str> = page.meta.sources.iter().map(|source| source.value.title.as_str()).collect();
        for title in named.iter().filter(|title| !listed.contains_key(**title)) {
            faults.push(format!("{}: `{title}` is not on the list of sources", source.path));
        }
        // The text of an email is no place for sources.
        if cited != named && !matches!(page.kind, PageKind::Template(_)) {
            let odd: Vec<&&str> = cited.symmetric_difference(&named).collect();
            faults.push(format!("{}: named or cited, but not both: {odd:?}", source.path));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
