//! What is saved from the workspace, as independent readers see it, and what is refused when it is brought back.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};

use serde_json::{Value, json};

use super::super::exports::read_by;
use super::super::server::Server;
use super::clicks::{BODY, SUBJECT};
use super::{Desk, program, season};

/// A season with drafts: one that is ready, one with gaps, and one that has a word in it that should not be there.
fn drafted() -> Value {
    let mut notebook = season(30);
    notebook["drafts"]["n0"] = json!({ "thank-you-interviewer": {
        "interviewer_name": "Dr. Reyes", "discussion_topic": "the evening clinic for patients who work",
        "why_it_matters": "I saw at home how many patients come late"
    } });
    notebook["drafts"]["n3"] = json!({ "update-letter": {
        "headline": "Zoë; \"two\", =1+1", "readiness_effect": "I know the wards of Saltfern Internal Medicine"
    } });
    // What is not a draft: nothing was typed.
    notebook["drafts"]["n5"] = json!({ "visa-inquiry": { "questions": [""] } });
    notebook
}

/// Saves all drafts and returns the entries of the file.
async fn saved(desk: &Desk, format: &str) -> BTreeMap<String, Vec<u8>> {
    desk.browser.click(&format!(".radio:has(#ws-format-{format})")).await;
    desk.browser.click_words(".ws-files", "Save them").await;
    let (name, bytes) = desk.browser.downloaded("zip");
    assert_eq!(name, "drafts.zip");
    let names = read_by("check-zip.js", "drafts.zip", &bytes);
    let names: Vec<&str> = names.as_array().expect("entries").iter().filter_map(|entry| entry[0].as_str()).collect();
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip file");
    let entries: BTreeMap<String, Vec<u8>> = (0..archive.len())
        .map(|index| {
            let mut entry = archive.by_index(index).expect("an entry");
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes).expect("bytes");
            (entry.name().expect("a name").into_owned(), bytes)
        })
        .collect();
    assert_eq!(entries.len(), names.len());
    assert!(names.iter().all(|name| entries.contains_key(*name)), "{names:?}");
    entries
}

fn table(bytes: &[u8]) -> Vec<Vec<String>> {
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").expect("a mark that tells the encoding");
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text);
    reader.records().map(|row| row.expect("a row").iter().map(str::to_owned).collect()).collect()
}

/// Returns subject and text of each letter as its form shows it.
async fn shown(desk: &Desk) -> Vec<(String, String)> {
    let mut shown = Vec::new();
    for view in ["write/n3/update-letter", "write/n0/thank-you-interviewer", "write/n1/update-letter"] {
        desk.go(view).await;
        let letter = "return ['.email-subject dd', '.email-body'].map((css) => document.querySelector(css).innerText.replace(/\\n{2,}/g, '\\n\\n'));";
        shown.push(serde_json::from_value(desk.browser.run(letter).await).expect("texts"));
    }
    shown
}

#[tokio::test(flavor = "current_thread")]
async fn all_drafts_are_read_back_by_others() {
    let server = Server::start();
    let desk = Desk::start(&server).await;
    desk.open_with(&drafted().to_string(), "files").await;
    assert_eq!(desk.words(".ws-choices li").await, [program(3), program(0), program(1)], "by name");
    let names = [
        "Ebbingford-Internal-Medicine-Update-letter",
        "Lakeview-Internal-Medicine-Thank-you-to-one-interviewer",
        "Saltfern-Internal-Medicine-Update-letter",
    ];
    let letters = shown(&desk).await;
    desk.go("files").await;
    let mut tables = Vec::new();
    for format in ["eml", "txt", "docx"] {
        let mut entries = saved(&desk, format).await;
        let contents = table(&entries.remove("contents.csv").expect("a table"));
        let files: Vec<&str> = entries.keys().map(String::as_str).collect();
        assert_eq!(files, names.map(|name| format!("{name}.{format}")));
        assert_eq!(contents.iter().skip(1).map(|row| row[0].as_str()).collect::<Vec<_>>(), files);
        for ((name, bytes), (subject, body)) in entries.iter().zip(&letters) {
            let squeezed = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
            match format {
                "eml" => {
                    let mail = read_by("check-eml.js", "message.eml", bytes);
                    let read = |key: &str| squeezed(mail[key].as_str().expect("a text"));
                    assert_eq!((read("subject"), read("text")), (squeezed(subject), squeezed(body)), "{name}");
                    assert_eq!(mail["from"], json!([{ "name": "Amara Osei", "address": "amara.osei@example.org" }]));
                    assert_eq!((&mail["unsent"], &mail["attachments"]), (&json!("1"), &json!(0)));
                }
                "txt" => {
                    let text = std::str::from_utf8(bytes).expect("UTF-8");
                    assert_eq!(squeezed(text), squeezed(&format!("Subject: {subject} {body}")), "{name}");
                }
                _ => {
                    let document = read_by("check-docx.js", "message.docx", bytes);
                    assert_eq!(document["messages"], json!([]));
                    let html = document["html"].as_str().expect("HTML").replace("<br />", " ").replace("</p>", "</p> ");
                    let text = scraper::Html::parse_fragment(&html).root_element().text().collect::<String>();
                    let plain = |text: &str| squeezed(text).replace("- ", "");
                    assert!(plain(&text).replace("</li>", "").contains(&plain(subject)), "{text}");
                    let first = body.split("\n\n").next().expect("a paragraph");
                    assert!(plain(&text).contains(&plain(first)), "{name}: {text}");
                }
            }
        }
        if format == "txt" {
            let text = String::from_utf8(entries[&format!("{}.txt", names[1])].clone());
            assert_eq!(text, Ok(format!("Subject: {SUBJECT}\n\n{BODY}\n")));
        }
        tables.push(contents.into_iter().map(|mut row| row.split_off(1)).collect::<Vec<_>>());
    }
    assert_eq!((&tables[1], &tables[2]), (&tables[0], &tables[0]), "in each format the same table");

    // What is missing and wrong in each stands in the table; no cell is run by a spreadsheet.
    let [head, other, thanks, update] = &tables[0][..] else { panic!("{tables:#?}") };
    assert_eq!(head.len(), 6, "without the file's name");
    assert_eq!((thanks[3].as_str(), thanks[4].as_str(), thanks[5].as_str()), (SUBJECT, "", ""));
    assert!(update[4].contains("Why this program"), "{update:?}");
    assert!(other[5].contains("“Saltfern Internal Medicine” is another one's name."), "{other:?}");
    assert!(other[5].contains("Leave at least ten days"), "{other:?}");

    // Only what is chosen.
    desk.browser.click_words(".ws-files", "Choose none").await;
    assert_eq!(desk.browser.run("return [...document.querySelectorAll('.ws-files button')].find((node) => node.textContent === 'Save them').disabled;").await, true);
    desk.browser.click(".ws-choices li:nth-child(2) label").await;
    let entries = saved(&desk, "txt").await;
    assert_eq!(entries.keys().collect::<Vec<_>>(), [&format!("{}.txt", names[1]), "contents.csv"]);
    desk.end(&server).await;
}

/// Returns the events of the calendar by their names.
async fn calendar(desk: &Desk) -> BTreeMap<String, Value> {
    desk.go("files").await;
    desk.browser.click_words(".ws-files", "Save the calendar").await;
    let (name, bytes) = desk.browser.downloaded("ics");
    assert_eq!(name, "my-season.ics");
    let read = read_by("check-ics.js", "own.ics", &bytes);
    let events = read["events"].as_array().expect("events");
    let by_name: BTreeMap<String, Value> =
        events.iter().map(|event| (event["uid"].as_str().expect("a name").to_owned(), event.clone())).collect();
    assert_eq!(by_name.len(), events.len(), "each has a name of its own");
    by_name
}

#[tokio::test(flavor = "current_thread")]
async fn events_of_the_own_calendar_keep_their_names() {
    let server = Server::start();
    let desk = Desk::start(&server).await;
    desk.open_with(&season(30).to_string(), "files").await;
    let first = calendar(&desk).await;
    let of = |events: &BTreeMap<String, Value>, start: &str| -> Value {
        let found =
            events.iter().find(|(name, _)| name.starts_with(start)).unwrap_or_else(|| panic!("{start}: {events:#?}"));
        found.1.clone()
    };
    let days = |event: &Value| (event["start"].as_str().map(str::to_owned), event["end"].as_str().map(str::to_owned));
    let pair = |start: &str, end: &str| (Some(start.to_owned()), Some(end.to_owned()));
    assert_eq!(days(&of(&first, "interview-date-n0@")), pair("2026-11-21", "2026-11-22"));
    // Ends are the day after the last one.
    assert_eq!(days(&of(&first, "post-interview-48h-n0@")), pair("2026-11-21", "2026-11-24"));
    assert_eq!(days(&of(&first, "post-interview-2w-n0@")), pair("2026-11-22", "2026-12-06"));
    assert_eq!(days(&of(&first, "interview-date-n4@")), pair("2026-12-01", "2026-12-02"));
    assert_eq!(first.len(), 6, "{first:#?}");
    assert!(of(&first, "interview-date-n0@")["summary"].as_str().is_some_and(|text| text.contains(&program(0))));

    // The same day: nothing falls. Another day, another date: the same names, higher numbers, new days.
    let check = |later: &BTreeMap<String, Value>, is_higher: bool| {
        assert_eq!(later.keys().collect::<Vec<_>>(), first.keys().collect::<Vec<_>>());
        for (name, event) in later {
            let (before, after) = (first[name]["sequence"].as_i64(), event["sequence"].as_i64());
            assert!(if is_higher { after > before } else { after >= before }, "{name}: {before:?}, {after:?}");
        }
    };
    desk.go("target/n0").await;
    desk.browser.type_into("#ws-target-interview_date", "11242026").await;
    check(&calendar(&desk).await, false);
    desk.turn("2026-11-23").await;
    desk.go("target/n0").await;
    desk.browser.type_into("#ws-target-interview_date", "11252026").await;
    // A program's name is no part of an event's.
    desk.browser.type_into("#ws-target-program_name", "Lakeview General").await;
    let later = calendar(&desk).await;
    check(&later, true);
    assert_eq!(days(&of(&later, "interview-date-n0@")), pair("2026-11-25", "2026-11-26"));
    assert_eq!(days(&of(&later, "post-interview-48h-n0@")), pair("2026-11-25", "2026-11-28"));
    assert_eq!(days(&of(&later, "interview-date-n4@")), pair("2026-12-01", "2026-12-02"));
    desk.end(&server).await;
}

const DAMAGED: &str = "This file is damaged, so nothing was taken from it.";
const FOREIGN: &str = "This file was not saved by this page, so nothing was taken from it.";
const NEWER: &str = "This file was saved by a newer version of this page. Load the page again, then try once more. Nothing was taken from it.";

#[tokio::test(flavor = "current_thread")]
async fn a_file_that_is_no_copy_is_refused_with_the_reason() {
    let server = Server::start();
    let desk = Desk::start(&server).await;
    let before = season(3);
    desk.open_with(&before.to_string(), "files").await;
    let whole = season(2).to_string();
    let with = |pointer: &str, value: Value| {
        let mut notebook = season(2);
        *notebook.pointer_mut(pointer).expect("a place") = value;
        notebook.to_string().into_bytes()
    };
    for (bytes, reason) in [
        (whole.as_bytes()[..whole.len() / 2].to_vec(), DAMAGED.to_owned()),
        (Vec::from("\u{0}\u{1}PK"), DAMAGED.to_owned()),
        (b"\xFF\xD8\xFF\xE0".to_vec(), DAMAGED.to_owned()),
        (with("/targets/n1", json!({ "notes": "x" })), format!("{DAMAGED} targets.n1.values")),
        (
            with("/targets/n1/values", json!({ "program_name": { "x": 1 } })),
            format!("{DAMAGED} targets.n1.values.program_name"),
        ),
        (with("/targets", json!([])), format!("{DAMAGED} targets")),
        (with("/you", json!("Amara")), format!("{DAMAGED} you")),
        (with("/log/l1/date", json!("2026-02-30")), format!("{DAMAGED} log.l1.date")),
        (with("/drafts", json!({ "n0": { "update-letter": 3 } })), format!("{DAMAGED} drafts.n0.update-letter")),
        (b"[]".to_vec(), FOREIGN.to_owned()),
        (b"null".to_vec(), FOREIGN.to_owned()),
        (b"{\"name\":\"something else\"}".to_vec(), FOREIGN.to_owned()),
        (with("/version", json!("2")), FOREIGN.to_owned()),
        (with("/version", json!(0)), FOREIGN.to_owned()),
        (with("/version", json!(3)), NEWER.to_owned()),
    ] {
        desk.browser.choose_file("#ws-import", "copy.json", &bytes).await;
        desk.says(".ws-import .fault", &reason).await;
        assert_eq!(desk.notebook().await, before);
    }
    assert_eq!(desk.kept().await, before);

    // A good one asks first; nothing changes before a yes, and the yes can be taken back.
    desk.browser.choose_file("#ws-import", "copy.json", whole.as_bytes()).await;
    desk.says(
        ".ws-import p",
        "The file holds 2 programs and 3 sent. It takes the place of everything that is here now.",
    )
    .await;
    desk.browser.click_words(".ws-import", "Leave everything as it is").await;
    assert_eq!(desk.kept().await, before);
    desk.import(whole.as_bytes()).await;
    assert_eq!(desk.kept().await, season(2));
    desk.browser.click_words(".ws-told", "Undo").await;
    assert_eq!(desk.kept().await, before);

    // One of the first version, which had no list, with a mark that some programs put before a text.
    let old = "\u{FEFF}{\"version\":1,\"you\":{\"applicant_name\":\"Amara Osei\"},\"target\":{\"program_name\":\"Lakeview\"},\"messages\":{}}";
    desk.import(old.as_bytes()).await;
    let expected = json!({
        "version": 2, "you": { "applicant_name": "Amara Osei" }, "target": { "program_name": "Lakeview" },
        "messages": {}, "targets": {}, "drafts": {}, "log": {}
    });
    assert_eq!(desk.kept().await, expected);
    desk.end(&server).await;
}
