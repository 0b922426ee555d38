//! Values that try to be more than text, in every field that there is.

use std::collections::BTreeSet;
use std::io::{Cursor, Read as _};

use base64::prelude::{BASE64_STANDARD, Engine as _};
use serde::Deserialize;
use serde_json::json;

use super::browser::Browser;
use super::exports::read_by;
use super::server::Server;

/// Each a text, or a text and how often it is repeated. JSON can write half a pair of surrogates, Rust can't.
pub(crate) const VALUES: &str = include_str!("hostile.json");
/// What a text of 100,000 characters may take, with all that is made of it.
const MOST_MS: f64 = 5000.0;
const SCRIPT: &str = include_str!("hostile.js");

/// What came of some values.
#[derive(Debug, Deserialize)]
struct Outcome {
    faults: Vec<String>,
    taken: Vec<Taken>,
    /// Milliseconds, and for what.
    slowest: (f64, String),
}

/// A message as it is taken along.
#[derive(Debug, Deserialize)]
struct Taken {
    /// Media type and base64.
    files: Vec<(String, String)>,
    links: Vec<String>,
}

/// Returns the values as JSON.
pub(crate) fn values() -> Vec<&'static str> {
    let values: Vec<&str> = VALUES
        .lines()
        .map(|line| line.trim().trim_end_matches(','))
        .filter(|line| line.starts_with('"') || (line.starts_with('[') && line.len() > 1))
        .collect();
    assert!(values.len() > 200, "{}", values.len());
    values
}

/// Puts all values into the fields of the page that is open.
async fn put_all(browser: &Browser) -> Vec<Outcome> {
    let mut outcomes = Vec::new();
    for some in values().chunks(16) {
        let script = SCRIPT.replace("/* values */", &some.join(", "));
        outcomes.push(serde_json::from_value(browser.run(&script).await).expect("an outcome"));
    }
    outcomes
}

/// Says what is wrong with a file, or nothing.
fn fault(kind: &str, bytes: &[u8]) -> Option<String> {
    match kind.split(';').next()? {
        "text/plain" => {
            let text = std::str::from_utf8(bytes).ok().filter(|text| text.starts_with("Subject: "));
            text.is_none().then(|| "no text".to_owned())
        }
        "message/rfc822" => {
            let lines = bytes.strip_suffix(b"\r\n")?.split(|byte| *byte == b'\n');
            let is_odd = |line: &[u8]| {
                let line = line.strip_suffix(b"\r").unwrap_or(line);
                line.len() > 998 || line.iter().any(|byte| !(b' '..=b'~').contains(byte) && *byte != b'\t')
            };
            lines.into_iter().find(|line| is_odd(line)).map(|line| String::from_utf8_lossy(line).into_owned())
        }
        _ => {
            let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
            (0..archive.len()).find_map(|index| {
                let mut text = String::new();
                archive.by_index(index).ok()?.read_to_string(&mut text).ok()?;
                roxmltree::Document::parse(&text).err().map(|error| error.to_string())
            })
        }
    }
}

/// Looks at every file and link that was made.
fn check_exports(taken: &[Taken]) {
    let mut mails = Vec::new();
    for (kind, bytes) in taken.iter().flat_map(|taken| &taken.files) {
        let bytes = BASE64_STANDARD.decode(bytes).expect("base64");
        assert!(bytes.len() > 100 || kind.starts_with("text/plain"), "{kind}: {} bytes", bytes.len());
        assert_eq!(fault(kind, &bytes), None, "{kind}: {}", String::from_utf8_lossy(&bytes));
        if kind == "message/rfc822" {
            mails.push(String::from_utf8(bytes).expect("ASCII"));
        }
    }
    assert!(mails.len() > 400, "{} mails", mails.len());
    let read = read_by("check-drafts.js", "mails.json", json!(mails).to_string().as_bytes());
    let known: BTreeSet<&str> =
        ["from", "to", "subject", "date", "message-id", "mime-version", "content-type", "x-unsent"].into();
    for (mail, text) in read.as_array().expect("mails").iter().zip(&mails) {
        let headers = mail["headers"].as_array().expect("headers").iter();
        let more: Vec<_> = headers.filter_map(|name| name.as_str().filter(|name| !known.contains(name))).collect();
        let receivers = mail["to"].as_array().expect("a list").len();
        assert!(more.is_empty() && receivers <= 1 && mail["attachments"] == 0, "{mail}\n{text}");
    }
    for link in taken.iter().flat_map(|taken| &taken.links) {
        let link: url::Url = link.parse().expect("an address");
        let odd = link
            .query_pairs()
            .find(|(name, _)| !["subject", "su", "body", "to", "view", "fs"].contains(&name.as_ref()));
        assert!(odd.is_none() && link.path().matches('@').count() <= 1 && !link.path().contains("%2C"), "{link}");
    }
}

/// Returns how often the server was asked.
async fn asked(browser: &Browser, server: &Server) -> usize {
    // What was begun before is to be over.
    browser.run("return new Promise((done) => setTimeout(done, 300));").await;
    server.requests().len()
}

#[tokio::test(flavor = "current_thread")]
async fn values_of_a_form_stay_texts() {
    let server = Server::start();
    let browser = Browser::start().await;
    browser.open(&server.url("templates/initial-interest/")).await;
    browser.settle("document.querySelector('kbgen-form[ready]')").await;
    // All that is loaded later is loaded now.
    browser.run("for (const more of document.querySelectorAll('.more')) more.click(); document.querySelector('.end .button').click();").await;
    browser.settle("document.querySelector('.consent')?.checkVisibility()").await;
    browser.run("document.querySelector('#agree').click(); document.querySelector('.consent > button').click();").await;
    browser.run("return import('kbgen/core/docx.js').then(() => import('kbgen/data/docx.js')).then(() => true);").await;
    let outcomes = hold_against_all(&browser, &server).await;

    // By keys and from the clipboard, as people do it.
    browser.allow_clipboard().await;
    browser.run("document.querySelectorAll('.tabs button')[0].click(); const field = document.querySelector('#f-program_reason'); field.value = ''; field.focus();").await;
    let typed = "<img src=x onerror=alert(1)> {{ 7*7 }} \u{1f600}";
    browser.type_keys(typed).await;
    browser.settle(&format!("document.querySelector('.letter').textContent.includes({})", json!(typed))).await;
    browser
        .run(
            "document.querySelector('#f-fit_evidence').focus();
             return navigator.clipboard.write([new ClipboardItem({
                 'text/html': new Blob(['<img src=x onerror=alert(1)><b>bold</b>'], { type: 'text/html' }),
                 'text/plain': new Blob(['- <b>one</b>\\n- <script>two</script>\\n'], { type: 'text/plain' }) })]);",
        )
        .await;
    // Chromium parses what a page puts on the clipboard as a page, and says that its policy held a handler back.
    browser.log().await;
    browser.run("document.activeElement.value = '';").await;
    browser.paste().await;
    browser.settle("document.querySelectorAll('.field-list .row').length > 1").await;
    let rows = browser.run("return [...document.querySelector('#f-fit_evidence').closest('.rows').querySelectorAll('input, textarea')].map((node) => node.value);").await;
    assert_eq!(rows.as_array().map(|rows| &rows[..2]), Some(&[json!("<b>one</b>"), json!("<script>two</script>")][..]));
    let made = browser.run("return document.querySelectorAll('kbgen-form :is(img, script, b b)').length;").await;
    assert_eq!(made, 0);
    assert_eq!(browser.log().await, [""; 0]);
    browser.close().await;

    let taken: Vec<Taken> = outcomes.into_iter().flat_map(|outcome| outcome.taken).collect();
    check_exports(&taken);
}

#[tokio::test(flavor = "current_thread")]
async fn drafts_stay_texts() {
    let server = Server::start();
    let browser = Browser::start().await;
    browser.open(&server.url("check/")).await;
    browser.settle("document.querySelector('#draft-body')").await;
    browser.run("document.querySelector('details').open = true;").await;
    hold_against_all(&browser, &server).await;
    browser.close().await;
}

/// Puts every value in: nothing but text comes of it, in time, without a request and without a word from the browser.
async fn hold_against_all(browser: &Browser, server: &Server) -> Vec<Outcome> {
    let before = asked(browser, server).await;
    let outcomes = put_all(browser).await;
    let faults: Vec<&String> = outcomes.iter().flat_map(|outcome| &outcome.faults).collect();
    assert!(faults.is_empty(), "{} faults: {faults:#?}", faults.len());
    let slow: Vec<_> = outcomes.iter().map(|outcome| &outcome.slowest).filter(|(ms, _)| *ms > MOST_MS).collect();
    assert!(slow.is_empty(), "{slow:#?}");
    assert_eq!(asked(browser, server).await, before);
    assert_eq!(browser.log().await, [""; 0]);
    outcomes
}

/// What looks at the page would see a value that became more than text.
#[tokio::test(flavor = "current_thread")]
async fn markup_in_the_page_is_noticed() {
    let server = Server::start();
    let browser = Browser::start().await;
    browser.open(&server.url("check/")).await;
    browser.settle("document.querySelector('#draft-body')").await;
    let script = SCRIPT.replace("/* values */", "'harmless'");
    let look = |outcome: serde_json::Value| serde_json::from_value::<Outcome>(outcome).expect("an outcome").faults;
    assert_eq!(look(browser.run(&script).await), [""; 0]);
    for (planted, found) in [
        (
            "const p = document.createElement('p'); p.innerHTML = '<img src=x>'; document.querySelector('.draft-state').append(p);",
            "elements came",
        ),
        (
            "document.querySelector('.draft-write').insertAdjacentHTML('beforeend', '<a href=\"javascript:alert(1)\">x</a>');",
            "href javascript:",
        ),
        ("document.querySelector('.draft-results').setAttribute('onclick', 'alert(1)');", "section onclick"),
        ("alert(1);", "something ran: alert"),
    ] {
        browser.run(planted).await;
        let faults = look(browser.run(&script).await);
        assert!(faults.iter().any(|fault| fault.contains(found)), "{found}: {faults:?}");
    }
    browser.close().await;
}
