//! Documents, the blocks that they are made of, zip files and the names in them.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read as _};
use std::process::Command;

use kbgen::lang::{Segment, SegmentKind};
use kbgen::pack::{Letter, Page, Words, docx_frame, render_docx, render_html, unique_names};
use serde::Serialize;
use serde_json::json;

use super::super::shared::bytes::Bytes;
use super::{MANY, assert_all, bytes, made, random, read_by, text};

#[derive(Debug, Serialize)]
struct Text {
    title: String,
    subject: Vec<Segment>,
    body: Vec<Segment>,
}

fn segments(source: &mut Bytes<'_>, most: usize) -> Vec<Segment> {
    let count = source.below(most + 1);
    let kinds = [SegmentKind::Text, SegmentKind::Value, SegmentKind::Missing];
    let mut segment = || {
        let kind = kinds[source.below(3)];
        let parameter = (kind != SegmentKind::Text && !source.one_in(4)).then(|| format!("p{}", text(source, 2)));
        let mut text = text(source, 6);
        if kind == SegmentKind::Missing && source.one_in(2) {
            text = format!("[{text}]");
        }
        Segment { kind, parameter, text }
    };
    (0..count).map(|_| segment()).collect()
}

fn piece(kind: SegmentKind, text: &str) -> Segment {
    Segment { kind, parameter: None, text: text.to_owned() }
}

fn letters() -> Vec<Text> {
    let good = Text {
        title: "Thanks & more".to_owned(),
        subject: vec![piece(SegmentKind::Text, "Thank you from "), piece(SegmentKind::Value, "Zoë <Z>")],
        body: vec![
            piece(SegmentKind::Text, "Dear "),
            piece(SegmentKind::Value, "{body}"),
            piece(SegmentKind::Text, ",\n\nthank you:\n\n- a\trake\n- "),
            piece(SegmentKind::Value, "שלום & 🙂"),
            piece(SegmentKind::Text, "\n\nYours,\n"),
            piece(SegmentKind::Missing, "[Your name]"),
        ],
    };
    let random = (0..MANY).map(|seed| {
        let source = random(seed);
        let source = &mut Bytes::new(&source);
        Text { title: text(source, 4), subject: segments(source, 3), body: segments(source, 9) }
    });
    std::iter::once(good).chain(random).collect()
}

fn document(text: &Text, words: &Words) -> Vec<u8> {
    let (title, subject, body) = (text.title.as_str(), text.subject.as_slice(), text.body.as_slice());
    render_docx(&Letter { language: "en", title, subject, body, parameters: &[], checklist: None, words })
}

/// Returns names and texts of a zip file's entries.
pub(super) fn unpacked(bytes: &[u8]) -> Vec<(String, String)> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip file");
    (0..zip.len())
        .map(|index| {
            let mut entry = zip.by_index(index).expect("an entry");
            let mut text = String::new();
            entry.read_to_string(&mut text).expect("a text");
            assert_eq!(entry.last_modified().map(|time| time.to_string()), Some("1980-01-01 00:00:00".to_owned()));
            assert_eq!(entry.unix_mode(), Some(0o100_644));
            (entry.name().expect("a name").into_owned(), text)
        })
        .collect()
}

#[tokio::test(flavor = "current_thread")]
async fn documents_have_the_parts_that_rust_writes() {
    let words = Words { subject: "Betreff & <mehr>".to_owned(), ..Words::default() };
    let parts: BTreeMap<&str, String> = docx_frame("en", &words).into_iter().collect();
    let letters = letters();
    let inputs: Vec<_> = letters.iter().map(|letter| json!({ "parts": parts, "letter": letter })).collect();
    let made = made(&json!({ "parts": inputs, "docx": inputs[..1] })).await;
    assert_all(&letters, &made["parts"], |letter| unpacked(&document(letter, &words)));
    let docx = bytes(&made["docx"][0]);
    assert_eq!(unpacked(&docx), unpacked(&document(&letters[0], &words)));
    assert_eq!(
        read_by("check-docx.js", "letter.docx", &docx),
        json!({
            "html": "<p class=\"title\">Thanks &amp; more</p>\
                     <p class=\"subject\"><strong>Betreff &amp; &lt;mehr&gt;: </strong>Thank you from Zoë &lt;Z&gt;</p>\
                     <p>Dear {body},</p><p>thank you:</p><ul><li>a\trake</li><li>שלום &amp; 🙂</li></ul>\
                     <p>Yours,<br /><em>[Your name]</em></p>",
            "messages": [],
            "controls": []
        })
    );
}

/// Cuts the message out of the page that Rust writes.
fn message_html(body: &[Segment]) -> String {
    let words = Words::default();
    let page = Page {
        language: "en",
        title: "",
        purpose: "",
        subject: &[],
        body,
        parameters: &[],
        checklist: &[],
        words: &words,
        form: None,
    };
    let html = render_html(&page);
    let (_, message) = html.split_once("<p class=\"subject\">").expect("a subject");
    let (_, message) = message.split_once("</p>\n").expect("an end");
    message.split_once("</section>").expect("an end").0.to_owned()
}

#[tokio::test(flavor = "current_thread")]
async fn blocks_and_names_are_as_in_rust() {
    let mut bodies: Vec<Vec<Segment>> = letters().into_iter().map(|letter| letter.body).collect();
    // A gap is never a dash, wherever pieces meet.
    bodies.push(vec![piece(SegmentKind::Missing, "- x")]);
    bodies.push(vec![piece(SegmentKind::Text, "-"), piece(SegmentKind::Missing, " x")]);
    bodies.push(vec![piece(SegmentKind::Value, "-"), piece(SegmentKind::Text, " "), piece(SegmentKind::Missing, "")]);
    let mut names: Vec<Vec<String>> = (0..MANY)
        .map(|seed| {
            let source = random(seed);
            let source = &mut Bytes::new(&source);
            (0..source.below(9)).map(|_| text(source, 5)).collect()
        })
        .collect();
    let known = [
        "Ohio",
        "ohio!",
        "OHIO",
        "ohio-2",
        "Straße",
        "strasse",
        "??",
        "",
        "con",
        "Com7",
        "lpt¹",
        "com",
        "\u{1100}\u{1161}",
        "a\u{1161}b",
    ];
    names.push(known.map(str::to_owned).to_vec());
    names.push((0..12).map(|_| "é🙂x".repeat(60)).collect());
    let made = made(&json!({ "html": bodies, "names": names })).await;
    assert_all(&bodies, &made["html"], |body| message_html(body));
    assert_all(&names, &made["names"], |names| unique_names(names.iter().map(String::as_str)));
}

#[tokio::test(flavor = "current_thread")]
async fn a_zip_file_is_read_by_others() {
    let entries = json!([
        ["Ohio/thanks.eml", "x".repeat(5000)],
        ["Université/Grüße 日本.txt", "é"],
        ["empty", ""],
        ["a.txt", "last, as given"],
    ]);
    let made = made(&json!({ "zip": [entries, []] })).await;
    let zip = bytes(&made["zip"][0]);
    assert_eq!(json!(unpacked(&zip)), entries);
    assert_eq!(read_by("check-zip.js", "drafts.zip", &zip), entries);
    assert_eq!(unpacked(&bytes(&made["zip"][1])), []);
    // Readers guess what a name is written in where it is not told. Source: PKWARE, APPNOTE.TXT, section 4.4.4.
    let heads = (0..zip.len()).filter(|at| zip[*at..].starts_with(b"PK\x01\x02"));
    assert_eq!(heads.map(|at| zip[at + 9]).collect::<Vec<_>>(), [0, 8, 0, 0]);
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("drafts.zip"), &zip).expect("written");
    let unzip = Command::new("unzip").args(["-t", "drafts.zip"]).current_dir(folder.path()).output().expect("unzip");
    assert!(unzip.status.success(), "{}", String::from_utf8_lossy(&unzip.stdout));
}
