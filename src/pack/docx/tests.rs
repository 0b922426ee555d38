//! Documents, part by part.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};

use proptest::prelude::*;
use roxmltree::{Document, Node};

use super::{Letter, WORDPROCESSING, render_docx};
use crate::lang::{Choice, Parameter, Segment, SegmentKind};
use crate::pack::hostile::hostile;
use crate::pack::samples::{parameters, segments};
use crate::pack::words::Words;

const W: &str = WORDPROCESSING;

/// The parts by path.
fn parts(bytes: &[u8]) -> BTreeMap<String, String> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip");
    let mut parts = BTreeMap::new();
    for index in 0..zip.len() {
        let mut entry = zip.by_index(index).expect("an entry");
        let mut text = String::new();
        entry.read_to_string(&mut text).expect("text");
        parts.insert(entry.name().expect("a name").into_owned(), text);
    }
    parts
}

fn letter(subject: &[Segment], body: &[Segment], parameters: &[Parameter]) -> BTreeMap<String, String> {
    let parameters: Vec<&Parameter> = parameters.iter().collect();
    let items = ["Read it aloud".to_owned(), "Names & numbers".to_owned()];
    parts(&render_docx(&Letter {
        language: "en",
        title: "Thanks <you>",
        subject,
        body,
        parameters: &parameters,
        checklist: Some(("Before you send", &items)),
        words: &Words::default(),
    }))
}

fn sample() -> BTreeMap<String, String> {
    let body =
        "Dear {{name}},\n\nwe meet on {{day}}.\nI bring {{drink}}\tand:\n- {{gifts}}\n- love\n\n{{story}}\n\n{{name}}";
    letter(&segments("Thanks, {{name}}"), &segments(body), &parameters())
}

fn all<'a>(document: &'a Document<'_>, name: &str) -> Vec<Node<'a, 'a>> {
    document.descendants().filter(|node| node.has_tag_name((W, name))).collect()
}

fn val<'a>(node: Node<'a, 'a>, name: &str) -> &'a str {
    let child = node.descendants().find(|child| child.has_tag_name((W, name)));
    child.and_then(|child| child.attribute((W, "val"))).unwrap_or_default()
}

fn text(node: Node<'_, '_>) -> String {
    let piece = |node: Node<'_, '_>| match node.tag_name().name() {
        "t" => node.text().unwrap_or_default().to_owned(),
        "br" => "\n".to_owned(),
        "tab" if node.parent().is_some_and(|parent| parent.has_tag_name((W, "r"))) => "\t".to_owned(),
        _ => String::new(),
    };
    node.descendants().map(piece).collect()
}

#[test]
fn every_part_is_well_formed_and_related() {
    are_well_formed_and_related(&sample());
    let bare = letter(&[], &segments("Hello"), &[]);
    are_well_formed_and_related(&bare);
    assert!(!bare.keys().any(|path| path.starts_with("customXml") || path.contains("glossary")));
}

fn are_well_formed_and_related(parts: &BTreeMap<String, String>) {
    for (path, xml) in parts {
        Document::parse(xml).unwrap_or_else(|err| panic!("{path}: {err}"));
    }
    let types = Document::parse(&parts["[Content_Types].xml"]).expect("XML");
    for part in types.descendants().filter_map(|node| node.attribute("PartName")) {
        assert!(parts.contains_key(&part[1..]), "{part}");
    }
    for (path, xml) in parts.iter().filter(|(path, _)| path.ends_with(".rels")) {
        let folder = path.split("_rels/").next().expect("a folder");
        for target in Document::parse(xml).expect("XML").descendants().filter_map(|node| node.attribute("Target")) {
            let target = match target.strip_prefix("../") {
                Some(rest) => rest.to_owned(),
                None => format!("{folder}{target}"),
            };
            assert!(parts.contains_key(&target), "{path}: {target}");
        }
    }
}

#[test]
fn paragraphs_in_order() {
    let parts = sample();
    let document = Document::parse(&parts["word/document.xml"]).expect("XML");
    let found: Vec<(String, String)> =
        all(&document, "p").into_iter().map(|node| (val(node, "pStyle").to_owned(), text(node))).collect();
    let expected = [
        ("Title", "Thanks <you>"),
        ("Hint", "Replace each text in brackets by your own. What you type once fills every place that asks for it."),
        ("SubjectLine", "Subject: Thanks, [Your name]"),
        ("Normal", "Dear [Your name],"),
        ("Normal", "we meet on [Day].\nI bring [Drink]\tand:"),
        ("ListBullet", "[Gifts]"),
        ("ListBullet", "love"),
        ("Normal", "[Story]"),
        ("Normal", "[Your name]"),
        ("Heading1", "Before you send"),
        ("ChecklistItem", "\u{2610}\tRead it aloud"),
        ("ChecklistItem", "\u{2610}\tNames & numbers"),
    ];
    assert_eq!(found, expected.map(|(style, text)| (style.to_owned(), text.to_owned())));
    let styles = Document::parse(&parts["word/styles.xml"]).expect("XML");
    let ids: Vec<&str> = all(&styles, "style").iter().filter_map(|node| node.attribute((W, "styleId"))).collect();
    assert!(found.iter().all(|(style, _)| ids.contains(&style.as_str())));
}

#[test]
fn gaps_are_bound_controls() {
    let parts = sample();
    let document = Document::parse(&parts["word/document.xml"]).expect("XML");
    let data = Document::parse(&parts["customXml/item1.xml"]).expect("XML");
    let properties = Document::parse(&parts["customXml/itemProps1.xml"]).expect("XML");
    let store = properties.root_element().attributes().next().expect("an id").value();
    let names: Vec<&str> = data.root_element().children().filter_map(|node| node.attribute("name")).collect();
    let controls = all(&document, "sdt");
    let bound: Vec<_> = controls.iter().filter(|node| !val(**node, "tag").is_empty()).collect();
    let tags: Vec<&str> = bound.iter().map(|node| val(**node, "tag")).collect();
    assert_eq!(tags, ["name", "name", "day", "drink", "gifts", "story", "name"]);
    for node in &bound {
        let binding = node.descendants().find(|child| child.has_tag_name((W, "dataBinding"))).expect("a binding");
        let path = binding.attribute((W, "xpath")).expect("a path");
        let number: usize = path[path.rfind('[').expect("[") + 1..path.len() - 1].parse().expect("a number");
        assert_eq!(names[number - 1], val(**node, "tag"));
        assert_eq!(binding.attribute((W, "storeItemID")), Some(store));
        assert!(binding.attribute((W, "prefixMappings")).is_some_and(|map| map.contains(names_space(&data))));
        assert!(all_in(**node, "showingPlcHdr") == 1 && all_in(**node, "PlaceholderText") == 0);
        let placeholder =
            val(node.descendants().find(|child| child.has_tag_name((W, "placeholder"))).expect("one"), "docPart");
        assert!(parts["word/glossary/document.xml"].contains(&format!("<w:name w:val=\"{placeholder}\"/>")));
        assert_eq!(text(**node), format!("[{}]", val(**node, "alias")));
    }
    let mut ids: Vec<&str> = controls.iter().map(|node| val(*node, "id")).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), controls.len());
}

fn names_space<'a>(data: &'a Document<'_>) -> &'a str {
    data.root_element().tag_name().namespace().expect("a namespace")
}

fn all_in(node: Node<'_, '_>, name: &str) -> usize {
    node.descendants().filter(|child| child.has_tag_name((W, name))).count()
}

#[test]
fn controls_are_of_their_kind() {
    let parts = letter(&[], &segments("{{drink}}{{day}}{{gifts}}{{count}}"), &parameters());
    let xml = &parts["word/document.xml"];
    for part in [
        "<w:dropDownList><w:listItem w:displayText=\"A pot of tea\" w:value=\"tea\"/>\
         <w:listItem w:displayText=\"Nothing\" w:value=\"none\"/></w:dropDownList>",
        "<w:date><w:dateFormat w:val=\"MMMM d, yyyy\"/><w:lid w:val=\"en-US\"/>\
         <w:storeMappedDataAs w:val=\"date\"/><w:calendar w:val=\"gregorian\"/></w:date>",
        "<w:text w:multiLine=\"1\"/>",
        "<w:text/>",
    ] {
        assert!(xml.contains(part), "{part}");
    }
}

#[test]
fn what_word_would_call_damaged_is_avoided() {
    let choice = |value: &str, label: &str| Choice { value: value.to_owned(), label: label.to_owned() };
    let mut parameters = parameters();
    let drink = parameters.iter_mut().find(|parameter| parameter.name == "drink").expect("one");
    drink.label = "é".repeat(100);
    drink.choices =
        vec![choice("a", "Same"), choice("b", "Same"), choice("a", "Other"), choice("", "x"), choice("c", "")];
    let parts = letter(&[], &segments("{{drink}}"), &parameters);
    let document = Document::parse(&parts["word/document.xml"]).expect("XML");
    assert_eq!(all(&document, "alias")[0].attribute((W, "val")).map(|val| val.chars().count()), Some(64));
    let items: Vec<_> = all(&document, "listItem")
        .iter()
        .map(|node| (node.attribute((W, "displayText")).expect("one"), node.attribute((W, "value")).expect("one")))
        .collect();
    assert_eq!(items, [("Same", "a"), ("Same (b)", "b"), ("c", "c")]);
}

#[test]
fn values_are_runs_and_unknown_gaps_are_text() {
    let piece =
        |kind, name: &str, text: &str| Segment { kind, parameter: Some(name.to_owned()), text: text.to_owned() };
    let body = [piece(SegmentKind::Value, "name", "Zoë & \"<w:p/>\""), piece(SegmentKind::Missing, "other", "[Other]")];
    let parts = letter(&[], &body, &parameters());
    let document = Document::parse(&parts["word/document.xml"]).expect("XML");
    assert_eq!(text(all(&document, "p")[3]), "Zoë & \"<w:p/>\"[Other]");
    assert!(all(&document, "tag").is_empty());
}

#[test]
fn paper_and_language() {
    let bytes = |language: &str| {
        let words = Words::default();
        let letter =
            Letter { language, title: "t", subject: &[], body: &[], parameters: &[], checklist: None, words: &words };
        parts(&render_docx(&letter))
    };
    assert!(bytes("en")["word/document.xml"].contains("w:w=\"12240\""));
    assert!(bytes("de")["word/document.xml"].contains("w:w=\"11906\""));
    assert!(bytes("de")["word/styles.xml"].contains("<w:lang w:val=\"de\""));
    assert!(bytes("de")["docProps/core.xml"].contains("<dc:language>de</dc:language>"));
}

proptest! {
    #[test]
    fn no_value_becomes_markup(title in hostile(), body in hostile(), label in hostile(), name in hostile()) {
        let parameter = Parameter { name: name.clone(), label: label.clone(), ..Parameter::default() };
        let gap = Segment { kind: SegmentKind::Missing, parameter: Some(name), text: format!("[{label}]") };
        let words = Words::default();
        let mut body = segments(&body);
        body.push(gap);
        let letter = Letter {
            language: &title, title: &title, subject: &segments(&label), body: &body, parameters: &[&parameter],
            checklist: Some((&title, std::slice::from_ref(&label))), words: &words,
        };
        let bytes = render_docx(&letter);
        prop_assert_eq!(&bytes, &render_docx(&letter));
        for (path, xml) in parts(&bytes) {
            let document = Document::parse(&xml);
            prop_assert!(document.is_ok(), "{}: {:?}", path, document.err());
            if path == "word/document.xml" {
                let document = document.expect("checked");
                prop_assert_eq!(all(&document, "sdt").len(), 2);
            }
        }
    }
}
