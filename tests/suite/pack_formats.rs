//! What independent programs read in the files that people download.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use jiff::civil::date;
use kbgen::lang::{Choice, Parameter, Segment, SegmentKind, Type, Value};
use kbgen::output::{Artifact, OutputPath};
use kbgen::pack::{
    About, Calendar, Event, Letter, Mail, Mailbox, Manifest, Verified, Words, pack, params_csv, render_docx,
    render_eml, render_ics, values_toml, verify,
};
use serde_json::json;

use super::formats::tools;

/// Writes a file into a folder and returns what a reader among the tools prints about it.
fn read_by(script: &str, folder: &Path, name: &str, bytes: &[u8]) -> serde_json::Value {
    let path = folder.join(name);
    fs::write(&path, bytes).expect("written");
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tools").join(script);
    let output = Command::new("node").arg(script).arg(&path).env("NODE_PATH", tools()).output().expect("node");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("JSON")
}

fn run(command: &mut Command) -> (bool, String) {
    let output = command.output().expect("a command");
    (output.status.success(), String::from_utf8_lossy(&output.stdout).into_owned())
}

#[test]
fn a_mail_program_reads_the_draft() {
    let folder = tempfile::tempdir().expect("a folder");
    let long =
        "Spring: sowing, pruning and the long list of everything else that the garden of Zoë Brook needs — 日本語";
    let body = "Dear Ada,\n\nthanks = for the <rake> & more: https://example.org/a?b=c.\n\n- one\n- two é\n\n\
                Yours,\nZoë Brook\n+1 555 0100";
    let mail = Mail {
        from: Some(Mailbox { name: "Zoë Brook", address: "zoe@example.org" }),
        to: vec![
            Mailbox { name: "Hill, Ada \"The Rake\"", address: "ada.hill@gardens.example.com" },
            Mailbox {
                name: "Gartenbüro für alle Fragen rund um Beete, Wege, Hecken und Zäune",
                address: "office@example.com",
            },
            Mailbox { name: "Not Mail", address: "zoë@example.com" },
        ],
        cc: vec![Mailbox { name: "", address: "copy@example.com" }],
        subject: long,
        body,
    };
    let found = read_by("check-eml.js", folder.path(), "draft.eml", &render_eml(&mail));
    assert_eq!(
        found,
        json!({
            "headers": ["mime-version", "x-unsent", "from", "to", "cc", "subject", "content-type"],
            "unsent": "1",
            "from": [{ "name": "Zoë Brook", "address": "zoe@example.org" }],
            "to": [
                { "name": "Hill, Ada \"The Rake\"", "address": "ada.hill@gardens.example.com" },
                {
                    "name": "Gartenbüro für alle Fragen rund um Beete, Wege, Hecken und Zäune",
                    "address": "office@example.com"
                }
            ],
            "cc": [{ "name": "", "address": "copy@example.com" }],
            "subject": long,
            "text": body,
            "html": "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"></head>\
                     <body style=\"font-family: Calibri, Helvetica, Arial, sans-serif; font-size: 11pt\">\n<p>Dear Ada,</p>\n\
                     <p>thanks = for the &lt;rake&gt; &amp; more: https://example.org/a?b=c.</p>\n\
                     <ul>\n<li>one</li>\n<li>two é</li>\n</ul>\n\
                     <p>Yours,<br>\nZoë Brook<br>\n+1 555 0100</p>\n</body></html>\n",
            "attachments": 0
        })
    );
}

#[test]
fn a_calendar_program_reads_the_events() {
    let folder = tempfile::tempdir().expect("a folder");
    let summary = "Sowing; pruning, und Gießen: ".to_owned() + &"日本🙂".repeat(20);
    let event = |uid, start, last, alarm_days_before| Event {
        uid,
        summary: &summary,
        description: "One\\n,\ntwo",
        start,
        last,
        sequence: 3,
        stamp: date(2026, 1, 2),
        alarm_days_before,
        url: Some("https://example.org/a,b;c"),
    };
    let calendar = Calendar {
        // The reader does not unescape this property, which it does not know.
        name: "Garden 2026",
        events: vec![
            event("a@example.org", date(2026, 2, 27), date(2026, 3, 1), Some(2)),
            event("b@example.org", date(2028, 2, 29), date(2028, 2, 29), None),
        ],
    };
    let found = read_by("check-ics.js", folder.path(), "year.ics", &render_ics(&calendar));
    let expected = |uid: &str, start: &str, end: &str, days: u32, alarms: serde_json::Value| {
        json!({
            "uid": uid, "summary": summary, "description": "One\\n,\ntwo", "start": start, "end": end, "days": days,
            "stamp": "2026-01-02T00:00:00Z", "sequence": 3, "url": "https://example.org/a,b;c", "alarms": alarms
        })
    };
    let alarm = json!([{ "uid": "alarm-2-a@example.org", "at": "2026-02-25T09:00:00" }]);
    assert_eq!(
        found,
        json!({
            "name": "Garden 2026",
            "events": [
                expected("a@example.org", "2026-02-27", "2026-03-02", 3, alarm),
                expected("b@example.org", "2028-02-29", "2028-03-01", 1, json!([])),
            ]
        })
    );
}

fn parameters() -> Vec<Parameter> {
    let new = |name: &str, label: &str, kind: Type, example: &str| Parameter {
        name: name.to_owned(),
        label: label.to_owned(),
        kind,
        required: true,
        example: Some(Value::Text(example.to_owned())),
        ..Parameter::default()
    };
    let choice = |value: &str, label: &str| Choice { value: value.to_owned(), label: label.to_owned() };
    vec![
        new("name", "Your name", Type::Text, "Zoë Brook"),
        Parameter {
            choices: vec![choice("rake", "The rake"), choice("seeds", "A bag of seeds")],
            ..new("gift", "Gift", Type::Choice, "rake")
        },
        Parameter { example: Some(Value::Date(date(2026, 3, 1))), ..new("day", "Day of the visit", Type::Date, "") },
        new("story", "What it helped with", Type::LongText, "It helped.\n\nReally."),
    ]
}

fn gap(name: &str) -> Segment {
    let label = parameters().into_iter().find(|parameter| parameter.name == name).expect("a parameter").label;
    Segment { kind: SegmentKind::Missing, parameter: Some(name.to_owned()), text: format!("[{label}]") }
}

fn text(text: &str) -> Segment {
    Segment { kind: SegmentKind::Text, parameter: None, text: text.to_owned() }
}

fn document() -> Vec<u8> {
    let parameters = parameters();
    let parameters: Vec<&Parameter> = parameters.iter().collect();
    let body = [
        text("Dear host,\n\nthank you for "),
        gap("gift"),
        text(" on "),
        gap("day"),
        text(". It went like this:\n\n- "),
        gap("story"),
        text("\n- and so <on> & on\n\nYours,\n"),
        gap("name"),
    ];
    let items = ["Read it aloud".to_owned(), "Is the name spelt right?".to_owned()];
    render_docx(&Letter {
        language: "en",
        title: "Thanks after a visit",
        subject: &[text("Thank you from "), gap("name")],
        body: &body,
        parameters: &parameters,
        checklist: Some(("Before you send", &items)),
        words: &Words::default(),
    })
}

#[test]
fn a_word_processors_file_is_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let found = read_by("check-docx.js", folder.path(), "thanks.docx", &document());
    let control = |name: &str, choices: &[&str]| json!({ "tag": name, "bound": name, "choices": choices });
    assert_eq!(
        found,
        json!({
            "html": "<p class=\"title\">Thanks after a visit</p>\
                     <p class=\"hint\">Replace each text in brackets by your own. \
                     What you type once fills every place that asks for it.</p>\
                     <p class=\"subject\"><strong>Subject: </strong>Thank you from <em>[Your name]</em></p>\
                     <p>Dear host,</p>\
                     <p>thank you for <em>[Gift]</em> on <em>[Day of the visit]</em>. It went like this:</p>\
                     <ul><li><em>[What it helped with]</em></li><li>and so &lt;on&gt; &amp; on</li></ul>\
                     <p>Yours,<br /><em>[Your name]</em></p>\
                     <h1>Before you send</h1>\
                     <p class=\"item\"><input type=\"checkbox\" />\tRead it aloud</p>\
                     <p class=\"item\"><input type=\"checkbox\" />\tIs the name spelt right?</p>",
            "messages": [],
            "controls": [
                control("name", &[]),
                control("gift", &["The rake", "A bag of seeds"]),
                control("day", &[]),
                control("story", &[]),
                control("name", &[]),
            ]
        })
    );
}

fn write_pack(folder: &Path) -> (PathBuf, Manifest) {
    let parameters = parameters();
    let parameters: Vec<&Parameter> = parameters.iter().collect();
    let file = |path: &str, bytes: Vec<u8>| Artifact::new(OutputPath::new(path), bytes);
    let files = [
        file("README.txt", b"What it is.\n".to_vec()),
        file("thanks/thanks.docx", document()),
        file("thanks/params.csv", params_csv(&parameters)),
        file("thanks/values.toml", values_toml(&parameters, &Words::default()).into_bytes()),
        file("Grüße é.txt", b"x".to_vec()),
    ];
    let manifest = Manifest::new(About { id: "thanks".to_owned(), ..About::default() }, &files);
    let path = folder.join("thanks.zip");
    fs::write(&path, pack("thanks", &files, &manifest)).expect("written");
    (path, manifest)
}

#[test]
fn a_pack_unpacks_and_its_sums_are_right() {
    let folder = tempfile::tempdir().expect("a folder");
    let (path, manifest) = write_pack(folder.path());
    let bytes = fs::read(&path).expect("readable");
    assert_eq!(verify(&bytes), Ok(Verified { folder: "thanks".to_owned(), manifest, files: 7 }));
    let (tested, said) = run(Command::new("unzip").arg("-t").arg(&path));
    assert!(tested && said.contains("No errors detected"), "{said}");
    let (unpacked, said) = run(Command::new("unzip").arg("-q").arg(&path).arg("-d").arg(folder.path()));
    assert!(unpacked, "{said}");
    let inside = folder.path().join("thanks");
    let (right, said) = run(Command::new("sha256sum").args(["--strict", "-c", "SHA256SUMS"]).current_dir(&inside));
    assert!(right, "{said}");
    assert_eq!(said.lines().count(), 6);
    fs::write(inside.join("README.txt"), "Something else.\n").expect("written");
    let (right, _) = run(Command::new("sha256sum").args(["--status", "-c", "SHA256SUMS"]).current_dir(&inside));
    assert!(!right);
}

#[cfg(unix)]
#[test]
fn unpacked_files_can_be_read_by_all() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().expect("a folder");
    let (path, _) = write_pack(folder.path());
    run(Command::new("unzip").arg("-q").arg(&path).arg("-d").arg(folder.path()));
    let mode = fs::metadata(folder.path().join("thanks/SHA256SUMS")).expect("a file").permissions().mode();
    assert_eq!(mode & 0o777, 0o644);
}
