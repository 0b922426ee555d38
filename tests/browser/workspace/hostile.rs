//! Files and fields whose texts try to be more than text.

use std::io::{Cursor, Read as _};

use base64::prelude::{BASE64_STANDARD, Engine as _};
use serde::Deserialize;

use super::super::exports::read_by;
use super::super::hostile::values;
use super::super::server::Server;
use super::Desk;

/// So many programs are in a file at a time.
const AT_ONCE: usize = 32;

#[derive(Debug, Deserialize)]
struct Outcome {
    faults: Vec<String>,
    /// What was saved, in base64.
    eml: String,
    docx: String,
    ics: String,
}

fn bytes(text: &str) -> Vec<u8> {
    BASE64_STANDARD.decode(text).expect("base64")
}

/// Looks at what all drafts became.
fn check_zip(zip: &[u8], suffix: &str) {
    let mut archive = zip::ZipArchive::new(Cursor::new(zip)).expect("a zip file");
    assert!(archive.len() > 10, "{}", archive.len());
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).expect("an entry");
        let name = entry.name().expect("a name").into_owned();
        let is_plain = name.chars().all(|c| c.is_alphanumeric() || "-_.".contains(c))
            && !name.starts_with(['.', '-'])
            && name.len() < 200;
        assert!(is_plain, "{name:?}");
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).expect("bytes");
        if name == "contents.csv" {
            let text = bytes.strip_prefix(b"\xEF\xBB\xBF").expect("a mark");
            let mut rows = csv::ReaderBuilder::new().has_headers(false).from_reader(text);
            for row in rows.records().map(|row| row.expect("a row")) {
                assert_eq!(row.len(), 7, "{row:?}");
                let live =
                    row.iter().find(|cell| cell.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']));
                assert_eq!(live, None, "{row:?}");
            }
        } else {
            assert!(name.ends_with(suffix), "{name}");
            if suffix == ".eml" {
                let is_odd = |byte: &u8| !(b' '..=b'~').contains(byte) && !b"\t\r\n".contains(byte);
                assert!(!bytes.iter().any(is_odd), "{name}");
                let headers = bytes.split(|byte| *byte == b'\n').take_while(|line| *line != b"\r");
                let known = ["MIME-Version", "X-Unsent", "From", "To", "Subject", "Content-Type"];
                for line in headers.filter(|line| !line.starts_with(b" ") && !line.starts_with(b"\t")) {
                    let line = String::from_utf8_lossy(line);
                    assert!(known.iter().any(|known| line.starts_with(known)), "{name}: {line}");
                }
            }
        }
    }
}

#[tokio::test(flavor = "current_thread")]
async fn texts_of_a_notebook_stay_texts() {
    let server = Server::start();
    let desk = Desk::start(&server).await;
    desk.open("files").await;
    for some in values().chunks(AT_ONCE) {
        let script = include_str!("hostile.js").replace("/* values */", &some.join(", "));
        let outcome: Outcome = serde_json::from_value(desk.browser.run(&script).await).expect("an outcome");
        assert!(outcome.faults.is_empty(), "{} faults: {:#?}", outcome.faults.len(), outcome.faults);
        check_zip(&bytes(&outcome.eml), ".eml");
        check_zip(&bytes(&outcome.docx), ".docx");
        if !outcome.ics.is_empty() {
            read_by("check-ics.js", "own.ics", &bytes(&outcome.ics));
        }
    }
    // The browser says so when a text is put into a field for dates.
    let log: Vec<String> =
        desk.browser.log().await.into_iter().filter(|line| !line.contains("does not conform")).collect();
    assert_eq!(log, [""; 0]);
    desk.end(&server).await;
}
