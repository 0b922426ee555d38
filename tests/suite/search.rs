//! The index of the search, read apart from the program: what stands in a page is told of it, in small files.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use scraper::{ElementRef, Html, Node, Selector};
use serde_json::Value;

use super::project::Project;
use super::rules::Tree;

static SITE: LazyLock<Tree> = LazyLock::new(|| Project::real().build().site());

/// Returns what a script leaves behind.
fn value(bytes: &[u8]) -> Value {
    let text = std::str::from_utf8(bytes).expect("UTF-8");
    let json = text.strip_prefix("document.currentScript.data=").and_then(|rest| rest.strip_suffix(";\n"));
    let json = json.expect("a value");
    assert!(!json.contains(['<', '\u{2028}', '\u{2029}']));
    serde_json::from_str(json).expect("JSON")
}

/// An index, decoded.
struct Index {
    head: Value,
    /// The numbers of the sections that each word stands in.
    words: BTreeMap<String, BTreeSet<usize>>,
    /// Address and text of each section by its number.
    sections: BTreeMap<usize, (String, String)>,
}

impl Index {
    fn read(site: &Tree) -> Self {
        let head = value(&site["search/head.js"]);
        let folder = head["folder"].as_str().expect("a folder");
        let files = |letter: char| {
            let start = format!("{folder}{letter}");
            let of = move |(path, bytes): (&String, &Vec<u8>)| {
                let number: usize = path.strip_prefix(&start)?.strip_suffix(".js")?.parse().ok()?;
                Some((number, value(bytes)))
            };
            site.iter().filter_map(of).collect::<BTreeMap<usize, Value>>()
        };
        let mut words = BTreeMap::new();
        for (file, data) in files('w') {
            for line in data[0].as_str().expect("lines").lines() {
                let parts: Vec<&str> = line.split(' ').collect();
                let sections = decoded(parts[2]);
                assert_eq!(sections.len().to_string(), parts[1], "{line}");
                // Browsers compare code units.
                let units = |text: &str| text.encode_utf16().collect::<Vec<u16>>();
                let start = |file: usize| units(head["words"][file].as_str().unwrap_or("\u{ffff}"));
                let word = units(parts[0]);
                assert!(start(file) <= word && word < start(file + 1), "{} in file {file}", parts[0]);
                assert!(words.insert(parts[0].to_owned(), sections).is_none(), "{} twice", parts[0]);
            }
        }
        let mut sections = BTreeMap::new();
        for (file, pages) in files('p') {
            for (slot, page) in pages.as_array().expect("pages").iter().enumerate() {
                for (at, section) in page[3].as_array().expect("sections").iter().enumerate() {
                    let text = |value: &Value| value.as_str().expect("a text").to_owned();
                    let anchor = text(&section[0]);
                    let address = text(&page[2]) + if anchor.is_empty() { "" } else { "#" } + &anchor;
                    sections.insert((file * 16 + slot) * 32 + at, (address, text(&section[2])));
                }
            }
        }
        assert_eq!(head["records"].as_u64(), Some(sections.len() as u64));
        Self { head, words, sections }
    }

    /// Returns the words of each page.
    fn of_pages(&self) -> BTreeMap<&str, BTreeSet<&str>> {
        let mut pages: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for (word, numbers) in &self.words {
            for number in numbers {
                let (address, _) = &self.sections[number];
                pages.entry(address.split('#').next().unwrap_or_default()).or_default().insert(word);
            }
        }
        pages
    }
}

/// Returns the numbers of a word's sections.
fn decoded(postings: &str) -> BTreeSet<usize> {
    let digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut values = postings.chars().map(|c| digits.find(c).expect("a digit"));
    let mut numbers = BTreeSet::new();
    let mut number = 0;
    while let Some(first) = values.next() {
        let (mut value, mut shift) = (first, 0);
        loop {
            number += (value & 31) << shift;
            if value < 32 {
                break;
            }
            shift += 5;
            value = values.next().expect("more of the number");
        }
        values.next().expect("how much it counts");
        numbers.insert(number);
    }
    numbers
}

/// Returns the words that a reader sees in an element, but for what is shown of other pages and said by the theme.
fn seen(element: ElementRef<'_>) -> BTreeSet<String> {
    let mut text = String::new();
    collect(element, &mut text);
    let apart = |c: char| !(c.is_alphanumeric() || matches!(c, '#' | '\'' | '’'));
    let words = text.split(apart).map(|word| word.trim_matches(['\'', '’']).replace(['\'', '’'], "").to_lowercase());
    words.filter(|word| !word.is_empty()).collect()
}

fn collect(element: ElementRef<'_>, text: &mut String) {
    let not_own = ["card", "callout-title", "footnote-back", "entry-sources", "entry-scenarios", "see", "edit"];
    if element.value().name() == "sup" || element.value().classes().any(|class| not_own.contains(&class)) {
        return;
    }
    for child in element.children() {
        match child.value() {
            Node::Text(part) => text.push_str(part),
            Node::Element(_) => collect(ElementRef::wrap(child).expect("an element"), text),
            _ => {}
        }
    }
    if !matches!(element.value().name(), "a" | "abbr" | "em" | "strong" | "span" | "code" | "del" | "b" | "i") {
        text.push('\n');
    }
}

/// Every word of a page leads to the page.
#[test]
fn every_word_of_a_page_is_found() {
    let index = Index::read(&SITE);
    let found = index.of_pages();
    let (mut looked_at, mut missing) = (0, Vec::new());
    let parts = Selector::parse("main h1, main .lead, main > .prose").expect("a selector");
    for (path, bytes) in SITE.iter().filter_map(|(path, bytes)| Some((path.strip_suffix("index.html")?, bytes))) {
        let kinds = ["guides/", "scenarios/", "pitfalls/", "checklists/", "windows/"];
        if !kinds.iter().any(|kind| path.starts_with(kind) && path != *kind) {
            continue;
        }
        let page = Html::parse_document(std::str::from_utf8(bytes).expect("UTF-8"));
        let words: BTreeSet<String> = page.select(&parts).flat_map(seen).collect();
        looked_at += words.len();
        let told = found.get(path).unwrap_or_else(|| panic!("{path} is not in the index"));
        missing.extend(words.iter().filter(|word| !told.contains(word.as_str())).map(|word| format!("{path}: {word}")));
    }
    assert_eq!(missing, [""; 0]);
    assert!(looked_at > 10_000, "{looked_at}");
}

/// What is shown of a section, and where it is said to be, is so in its page.
#[test]
fn every_section_leads_to_its_place() {
    let index = Index::read(&SITE);
    let mut ids: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for (address, _) in index.sections.values() {
        let (path, anchor) = address.split_once('#').unwrap_or((address, ""));
        let bytes = SITE.get(&format!("{path}index.html")).unwrap_or_else(|| panic!("{path} is no page"));
        let own = ids.entry(path).or_insert_with(|| {
            let page = Html::parse_document(std::str::from_utf8(bytes).expect("UTF-8"));
            let all = Selector::parse("[id]").expect("a selector");
            page.select(&all).filter_map(|node| node.value().attr("id").map(str::to_owned)).collect()
        });
        assert!(anchor.is_empty() || own.contains(anchor), "{address}");
    }
    for kind in
        ["guides/", "scenarios/", "templates/", "pitfalls/", "questions/#", "glossary/#", "checklists/", "windows/"]
    {
        let of_kind = index.sections.values().filter(|(address, text)| address.starts_with(kind) && !text.is_empty());
        assert!(of_kind.count() > 3, "{kind}");
    }
}

#[test]
fn each_file_is_small() {
    let folder = Index::read(&SITE).head["folder"].as_str().expect("a folder").to_owned();
    for (path, bytes) in SITE.iter().filter(|(path, _)| path.starts_with(&folder)) {
        assert!(bytes.len() < 14_000, "{path} has {} bytes", bytes.len());
    }
    assert!(SITE["search/head.js"].len() < 10_000);
    let script = SITE.iter().find(|(path, _)| path.starts_with("assets/search."));
    assert!(script.is_some_and(|(_, bytes)| bytes.len() < 40_000));
}

/// Titles and texts are data, whatever they hold, and long pages are cut into several of the same name.
#[test]
fn any_text_can_be_told() {
    let project = Project::small();
    let title = "</script><img src=x onerror=alert(1)> \u{2028} 𝒜bc \u{fb01}x";
    let headings: Vec<String> = (0..700).map(|number| format!("## Part {number}\n\nWord{number} x")).collect();
    let headings = headings.join("\n\n");
    let long = "ab".repeat(5000);
    let text = format!("+++\ntitle = \"{title}\"\n+++\n\n{long} O'Neil’s \u{1d400}\u{1d401} \u{ff21}\n\n{headings}");
    project.write("content/guides/hostile.md", text);
    let site = project.build().site();
    let index = Index::read(&site);
    let told = &index.of_pages()["guides/hostile/"];
    for word in ["word0", "word699", "oneils", "onerror", &long] {
        assert!(told.contains(word), "{word}");
    }
    assert!(
        index.sections.values().any(|(address, text)| address == "guides/hostile/#part-699" && text == "Word699 x")
    );
}

/// The folder of the index is named for what is in it.
#[test]
fn an_edit_gives_the_index_another_folder() {
    let project = Project::small();
    let folder = |project: &Project| value(&project.build().site()["search/head.js"])["folder"].clone();
    let before = folder(&project);
    assert_eq!(folder(&project), before);
    project.replace("content/guides/soil.md", "title = \"Soil\"", "title = \"Earth\"");
    assert_ne!(folder(&project), before);
}

/// Words that stand for each other are told with the file in which the first of each name stands or would stand.
#[test]
fn synonyms_are_told_at_their_first_words() {
    let project = Project::small();
    let text = std::fs::read_to_string(project.path("kbgen.toml")).expect("a text");
    project.write("kbgen.toml", format!("synonyms = [[\"Zebra grass\", \"reed\", \"Reed\"], [\"alone\"]]\n{text}"));
    let site = project.build().site();
    let index = Index::read(&site);
    assert!(index.words["zebra"].is_empty() && index.words["reed"].is_empty());
    let folder = index.head["folder"].as_str().expect("a folder");
    let also = value(&site[&format!("{folder}w0.js")])[1].clone();
    let names = serde_json::json!([["reed", "zebra grass"]]);
    assert_eq!((&also["reed"], &also["zebra"], &also["alone"]), (&names, &names, &Value::Null));
}
