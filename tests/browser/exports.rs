//! What a message becomes in the browser: byte for byte what Rust writes, and what independent programs read in it.

mod documents;
mod tables;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use base64::prelude::{BASE64_STANDARD, Engine as _};
use kbgen::pack::{Calendar, Event, Mail, Mailbox, render_eml, render_ics};
use serde::Serialize;
use serde_json::json;

use super::browser::Browser;
use super::harness::Harness;
use super::shared::bytes::{Bytes, HOSTILE};

/// How many random messages, events, tables and so on there are.
const MANY: u32 = 300;

/// Texts that mean something to a format here.
const PIECES: [&str; 31] = [
    "Dear Ada,",
    "\n\n",
    "\n- ",
    "- ",
    "-",
    " ",
    " ",
    "  \n",
    "=",
    "=_kbgen",
    "--=_kbgen--",
    "~~",
    "שלום",
    "\u{200F}",
    "👩🏽‍🌾",
    "e\u{301}",
    "\"",
    "\"\"",
    "'",
    ",",
    ";",
    "\\",
    "_?=",
    "&amp;",
    "{body}{title}",
    "END:VEVENT",
    "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklmnop",
    "\u{FFFE}",
    "＋1",
    "－1",
    "＠x",
];

fn random(seed: u32) -> Vec<u8> {
    let mut bytes = vec![0; 600];
    blake3::Hasher::new().update(&seed.to_le_bytes()).finalize_xof().fill(&mut bytes);
    bytes
}

fn text(bytes: &mut Bytes<'_>, most: usize) -> String {
    let pieces: Vec<&str> = PIECES.into_iter().chain(HOSTILE).collect();
    bytes.soup(&pieces, most)
}

/// Makes one of each item in the browser, and closes it.
async fn made(lists: &impl Serialize) -> serde_json::Value {
    let harness = Harness::start();
    let browser = Browser::start().await;
    let made = harness.evaluate(&browser, include_str!("exports.js"), lists).await;
    browser.close().await;
    made
}

/// Compares what was made of each item with what Rust makes of it.
fn assert_all<T: Serialize, M>(items: &[T], made: &serde_json::Value, expected: impl Fn(&T) -> M)
where
    M: Serialize,
{
    let made = made.as_array().expect("a list");
    assert_eq!(made.len(), items.len());
    for (item, made) in items.iter().zip(made) {
        let expected = serde_json::to_value(expected(item)).expect("JSON");
        assert!(*made == expected, "{}\nmade     {made}\nexpected {expected}", json!(item));
    }
}

fn bytes(made: &serde_json::Value) -> Vec<u8> {
    let text = made.as_str().expect("a text");
    // The pieces are padded each.
    let pieces = text.as_bytes().chunks(9999_usize.div_ceil(3) * 4);
    pieces.flat_map(|piece| BASE64_STANDARD.decode(piece).expect("base64")).collect()
}

/// Writes a file and returns what a reader among the tools prints about it.
pub(crate) fn read_by(script: &str, name: &str, bytes: &[u8]) -> serde_json::Value {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(name);
    fs::write(&path, bytes).expect("written");
    let tools = std::env::var_os("KBGEN_TEST_TOOLS")
        .map(PathBuf::from)
        .expect("run this test through `tests/run`, which installs what it needs");
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tools").join(script);
    let node = Command::new("node").arg(script).arg(&path).env("NODE_PATH", tools.join("node_modules")).output();
    let output = node.expect("node");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("JSON")
}

#[derive(Debug, Clone, Default, Serialize)]
struct Sender {
    name: String,
    address: String,
}

impl Sender {
    fn new(name: &str, address: &str) -> Self {
        Self { name: name.to_owned(), address: address.to_owned() }
    }

    fn mailbox(&self) -> Mailbox<'_> {
        Mailbox { name: &self.name, address: &self.address }
    }
}

#[derive(Debug, Clone, Default, Serialize)]
struct Draft {
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<Sender>,
    to: Vec<Sender>,
    cc: Vec<Sender>,
    subject: String,
    body: String,
}

impl Draft {
    fn eml(&self) -> String {
        let mail = Mail {
            from: self.from.as_ref().map(Sender::mailbox),
            to: self.to.iter().map(Sender::mailbox).collect(),
            cc: self.cc.iter().map(Sender::mailbox).collect(),
            subject: &self.subject,
            body: &self.body,
        };
        String::from_utf8(render_eml(&mail)).expect("ASCII")
    }
}

fn good_draft() -> Draft {
    Draft {
        from: Some(Sender::new("Zoë Brook", "zoe@example.org")),
        to: vec![
            Sender::new("Hill, Ada \"The Rake\"", "ada.hill@gardens.example.com"),
            Sender::new("", "b@example.com"),
        ],
        cc: vec![Sender::new("Not Mail", "zoë@example.com"), Sender::new("Ann Lee", "ann@example.com")],
        subject:
            "Spring: sowing, pruning and the long list of everything else that Zoë needs — 日本語\r\nBcc: eve@x.example"
                .to_owned(),
        body: "Dear Ada,\n\nthanks = for the <rake> & more.  \nשלום 👩🏽‍🌾\n\n- one\n- two é\n\nYours,\nZoë".to_owned(),
    }
}

fn drafts() -> Vec<Draft> {
    let addresses =
        ["a@b.example", "", "zoë@b.example", "a@b.example>\r\nBcc: x@y.example", "a b@c.de", "o'neil+x@b.co"];
    let mut drafts = vec![good_draft(), Draft::default()];
    for subject in
        ["x", "=?x?Q?y?=", "a b ", "日本", "é", "—", &"word ".repeat(40), &"x".repeat(300), &"é a".repeat(90)]
    {
        drafts.push(Draft { subject: subject.to_owned(), ..good_draft() });
    }
    // Around the places where a line may have to be broken.
    for length in 70..81 {
        for end in ["", "=", "é", " ", "日", "=y"] {
            let line = format!("{}{end}", "x".repeat(length));
            drafts.push(Draft { subject: line.clone(), body: format!("{line}\n{line}z"), ..Draft::default() });
        }
    }
    for length in 30..70 {
        let name = "n".repeat(length);
        let list = vec![Sender::new(&name, "a@b.example"), Sender::new(&format!("{name},"), "c@d.example")];
        drafts.push(Draft { to: list, subject: format!("é{name}"), ..Draft::default() });
    }
    for seed in 0..MANY {
        let source = random(seed);
        let source = &mut Bytes::new(&source);
        let mut boxes = |most| -> Vec<Sender> {
            let count = source.below(most);
            (0..count).map(|_| Sender::new(&text(source, 4), source.pick(&addresses))).collect()
        };
        let (from, to, cc) = (boxes(2).pop(), boxes(4), boxes(3));
        drafts.push(Draft { from, to, cc, subject: text(source, 9), body: text(source, 60) });
    }
    drafts
}

#[tokio::test(flavor = "current_thread")]
async fn drafts_are_as_rust_writes_them() {
    let drafts = drafts();
    let made = made(&json!({ "eml": drafts })).await;
    assert_all(&drafts, &made["eml"], Draft::eml);
    let read = read_by("check-drafts.js", "drafts.json", made["eml"].to_string().as_bytes());
    let draft = good_draft();
    let subject = draft.subject.replace("\r\n", " ");
    assert_eq!(
        read[0],
        json!({
            "headers": ["mime-version", "x-unsent", "from", "to", "cc", "subject", "content-type"],
            "from": [{ "name": "Zoë Brook", "address": "zoe@example.org" }],
            "to": [
                { "name": "Hill, Ada \"The Rake\"", "address": "ada.hill@gardens.example.com" },
                { "name": "", "address": "b@example.com" }
            ],
            "cc": [{ "name": "Ann Lee", "address": "ann@example.com" }],
            "subject": subject,
            "text": draft.body,
            "attachments": 0
        })
    );
    let known = ["mime-version", "x-unsent", "from", "to", "cc", "subject", "content-type"];
    for (draft, read) in drafts.iter().zip(read.as_array().expect("a list")) {
        let mut rest = known.iter();
        let headers = read["headers"].as_array().expect("a list");
        assert!(headers.iter().all(|header| rest.any(|known| header == known)), "{draft:?}: {headers:?}");
        assert_eq!(read["attachments"], 0, "{draft:?}");
    }
}

#[tokio::test(flavor = "current_thread")]
async fn a_long_message_is_written() {
    let body = "A line with = and é, and 日本 in it.\n".repeat(30_000);
    let draft = Draft { body, ..good_draft() };
    let made = made(&json!({ "eml": [draft], "zip": [[["a.txt", draft.body]]] })).await;
    assert_all(&[&draft], &made["eml"], |draft| draft.eml());
    assert!(draft.body.len() > 1_000_000);
    assert_eq!(documents::unpacked(&bytes(&made["zip"][0])), [("a.txt".to_owned(), draft.body)]);
}

#[derive(Debug, Serialize)]
struct Day {
    uid: String,
    summary: String,
    description: String,
    start: String,
    last: String,
    sequence: u32,
    stamp: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    alarm: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

impl Day {
    fn event(&self) -> Event<'_> {
        let date = |text: &str| text.parse().expect("a date");
        Event {
            uid: &self.uid,
            summary: &self.summary,
            description: &self.description,
            start: date(&self.start),
            last: date(&self.last),
            sequence: self.sequence,
            stamp: date(&self.stamp),
            alarm_days_before: self.alarm,
            url: self.url.as_deref(),
        }
    }
}

#[derive(Debug, Serialize)]
struct Days {
    name: String,
    events: Vec<Day>,
}

fn calendar(days: &Days) -> String {
    let calendar = Calendar { name: &days.name, events: days.events.iter().map(Day::event).collect() };
    String::from_utf8(render_ics(&calendar)).expect("UTF-8")
}

#[tokio::test(flavor = "current_thread")]
async fn calendars_are_as_rust_writes_them() {
    let dates = ["2026-02-28", "2028-02-29", "2026-12-31", "0001-01-01", "9999-12-31", "2026-11-22"];
    let urls = ["https://example.org/a,b;c", "", "https://x.y/\r\nATTACH:z", "https://x.y/\"", "https://x.y/é"];
    let event = |seed: u32| {
        let source = random(seed);
        let source = &mut Bytes::new(&source);
        Day {
            uid: format!("{seed}{}@example.org", text(source, 3)),
            summary: text(source, 30),
            description: text(source, 30),
            start: source.pick(&dates).to_owned(),
            last: source.pick(&dates).to_owned(),
            sequence: u32::from(source.one_in(2)),
            stamp: source.pick(&dates).to_owned(),
            alarm: [None, Some(0), Some(1), Some(2), Some(30)][source.below(5)],
            url: source.one_in(2).then(|| source.pick(&urls).to_owned()),
        }
    };
    let own = Day {
        uid: "interview-ohio@example.org".to_owned(),
        summary: "Thank Ohio; Dr. Hill, too 🙂".repeat(4),
        description: "One\\n,\ntwo".to_owned(),
        start: "2026-12-30".to_owned(),
        last: "2027-01-01".to_owned(),
        sequence: 0,
        stamp: "2026-11-22".to_owned(),
        alarm: Some(1),
        url: None,
    };
    let mut calendars = vec![
        Days { name: "Own days".to_owned(), events: vec![own] },
        Days { name: "Many".to_owned(), events: (0..MANY).map(event).collect() },
        Days { name: "-".to_owned(), events: Vec::new() },
    ];
    calendars.extend((0..20).map(|seed| Days { name: text(&mut Bytes::new(&random(seed)), 8), events: Vec::new() }));
    let made = made(&json!({ "calendar": calendars })).await;
    assert_all(&calendars, &made["calendar"], calendar);
    let read = |index: usize| {
        let text = made["calendar"][index].as_str().expect("a text");
        read_by("check-ics.js", "days.ics", text.as_bytes())
    };
    let own = &calendars[0].events[0];
    assert_eq!(
        read(0),
        json!({
            "name": "Own days",
            "events": [{
                "uid": own.uid, "summary": own.summary, "description": own.description,
                "start": "2026-12-30", "end": "2027-01-02", "days": 3, "stamp": "2026-11-22T00:00:00Z", "sequence": 0,
                "url": null, "alarms": [{ "uid": format!("alarm-1-{}", own.uid), "at": "2026-12-29T09:00:00" }]
            }]
        })
    );
    let many = read(1);
    let many = many["events"].as_array().expect("events");
    assert_eq!(many.len(), calendars[1].events.len());
    for (day, read) in calendars[1].events.iter().zip(many) {
        // The reader writes a year without its noughts.
        assert_eq!(read["start"], day.start.trim_start_matches('0'), "{day:?}");
        assert_eq!(read["alarms"].as_array().map(Vec::len), Some(usize::from(day.alarm.is_some())), "{day:?}");
    }
}
