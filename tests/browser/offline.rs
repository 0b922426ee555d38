//! The offline form: one file out of a pack, opened from a folder without any network.

use std::io::{Cursor, Read as _};
use std::path::PathBuf;

use serde_json::json;

use super::browser::Browser;
use super::exports::read_by;
use super::server::Server;

/// What one file may weigh.
const MOST_BYTES: usize = 120_000;

/// Returns the forms of a pack, by name.
fn forms(pack: &str) -> Vec<(String, Vec<u8>)> {
    let bytes = Server::file(pack).expect("a pack");
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let names: Vec<String> = archive
        .file_names()
        .map(|name| name.expect("a name").into_owned())
        .filter(|name| name.ends_with(".html"))
        .collect();
    names
        .into_iter()
        .map(|name| {
            let mut bytes = Vec::new();
            archive.by_name(&name).expect("an entry").read_to_end(&mut bytes).expect("bytes");
            (name.rsplit('/').next().expect("a name").to_owned(), bytes)
        })
        .collect()
}

/// A form in a folder of its own.
struct File {
    folder: tempfile::TempDir,
    name: String,
}

impl File {
    fn new(pack: &str, name: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let (_, bytes) = forms(pack).into_iter().find(|(other, _)| other == name).expect("a form");
        std::fs::write(folder.path().join(name), bytes).expect("a written file");
        Self { folder, name: name.to_owned() }
    }

    fn url(&self) -> String {
        let path: PathBuf = self.folder.path().join(&self.name);
        url::Url::from_file_path(path).expect("a path").into()
    }
}

async fn cut_off(browser: &Browser) {
    browser.devtools("Network.enable", json!({})).await;
    let offline = json!({ "offline": true, "latency": 0, "downloadThroughput": 0, "uploadThroughput": 0 });
    browser.devtools("Network.emulateNetworkConditions", offline).await;
}

#[tokio::test(flavor = "current_thread")]
async fn a_form_works_without_any_network() {
    let file = File::new("packs/thank-you.zip", "thank-you-interviewer.html");
    let browser = Browser::start_recording().await;
    browser.open("about:blank").await;
    browser.events().await;
    cut_off(&browser).await;
    browser.allow_clipboard().await;
    browser.emulate(390, false).await;
    browser.open(&file.url()).await;
    browser.settle("document.querySelector('kbgen-form[ready] input')").await;
    let wide = browser.run("return document.documentElement.scrollWidth > document.documentElement.clientWidth").await;
    assert_eq!(wide, false);
    let style = browser.run("return getComputedStyle(document.querySelector('.field input')).minBlockSize;").await;
    assert_ne!(style, "auto", "its styles hold");

    browser
        .run(
            "const type = (name, text) => { const node = document.querySelector(`[name=${name}]`); node.value = text;
                 node.dispatchEvent(new InputEvent('input', { bubbles: true })); };
             type('applicant_name', 'Amara Osei'); type('degree', 'MBBS'); type('application_id', '10000042');
             type('reply_email', 'amara.osei@example.org'); type('program_name', 'Lakeview Community Hospital');
             type('interview_date', '2027-01-15'); type('interviewer_name', 'Dr. Reyes');
             type('discussion_topic', 'the evening clinic for patients who work');
             type('why_it_matters', 'I will rank you first if you rank me first');
             document.querySelector('#f-application_service').click();",
        )
        .await;
    browser.settle("document.querySelector('.letter').textContent.includes('the evening clinic')").await;
    browser.settle("document.querySelector('.finding.block')").await;
    // No page of the site is at hand, so that only whole addresses can lead to one.
    let links = browser
        .run("return [...document.querySelectorAll('.finding a')].map((node) => node.getAttribute('href'));")
        .await;
    let links: Vec<String> = serde_json::from_value(links).expect("addresses");
    assert!(links.iter().all(|link| link.starts_with("https://")), "{links:?}");
    browser
        .run(
            "const node = document.querySelector('[name=why_it_matters]'); node.value = 'I saw at home how many patients come late as they work';
             node.dispatchEvent(new InputEvent('input', { bubbles: true }));",
        )
        .await;
    browser.settle("!document.querySelector('.finding.block')").await;
    browser.run("document.querySelector('.end .button').click();").await;
    browser.settle("document.querySelector('.take-away')?.checkVisibility()").await;

    let letter = browser.run("return document.querySelector('.letter .email-body').textContent;").await;
    let letter = letter.as_str().expect("a letter");
    let click = |group: &str, number: usize| {
        format!(
            "document.querySelectorAll('.ways:{group} button.way')[{number}].click(); return new Promise((done) => setTimeout(done, 300));"
        )
    };
    browser.run(&click("nth-of-type(2)", 1)).await;
    let copied = browser.run("return navigator.clipboard.readText();").await;
    assert_eq!(copied, letter);
    for (number, suffix) in ["eml", "emltpl", "docx", "txt"].into_iter().enumerate() {
        browser.run(&click("last-of-type", number)).await;
        let (_, bytes) = browser.downloaded(suffix);
        match suffix {
            "txt" => assert!(String::from_utf8(bytes).expect("UTF-8").ends_with(&format!("\n\n{letter}\n"))),
            "docx" => {
                let html = read_by("check-docx.js", "message.docx", &bytes)["html"].to_string();
                assert!(html.contains("the evening clinic for patients who work"), "{html}");
            }
            _ => {
                let mail = read_by("check-eml.js", "message.eml", &bytes);
                assert_eq!(mail["text"].as_str().map(str::trim_end), Some(letter.trim_end()));
            }
        }
    }
    assert_eq!(browser.log().await, [""; 0]);
    let asked: Vec<_> = browser
        .events()
        .await
        .into_iter()
        .filter(|(method, _)| method == "Network.requestWillBeSent")
        .filter_map(|(_, event)| event["request"]["url"].as_str().map(str::to_owned))
        .filter(|url| !["file:", "data:", "blob:"].iter().any(|start| url.starts_with(start)))
        .collect();
    assert_eq!(asked, [""; 0]);

    // Nor could a script in it reach anything.
    let reached = browser.run("return fetch('https://example.org/').then(() => true, () => false)").await;
    assert_eq!(reached, false);
    let log = browser.log().await;
    let refused = "Content Security Policy directive: \"default-src 'none'\"";
    assert!(log.iter().any(|line| line.contains(refused)), "{log:?}");
    browser.close().await;
}

/// Each form starts, weighs little, and has nothing to complain of.
#[tokio::test(flavor = "current_thread")]
async fn every_form_starts_and_is_small() {
    let browser = Browser::start().await;
    cut_off(&browser).await;
    let folder = tempfile::tempdir().expect("a folder");
    let forms = forms("packs/all.zip");
    assert!(forms.len() > 15, "{}", forms.len());
    let mut large = Vec::new();
    for (name, bytes) in &forms {
        if bytes.len() > MOST_BYTES {
            large.push((name, bytes.len()));
        }
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).expect("a written file");
        browser.open(url::Url::from_file_path(&path).expect("a path").as_str()).await;
        browser.settle("document.querySelector('kbgen-form[ready] :is(input, textarea)')").await;
        browser.settle("document.querySelector('.letter .email-body').textContent.length > 100").await;
        // The file beside a page of the site is the one in the pack.
        let stem = name.trim_end_matches(".html");
        assert_eq!(Server::file(&format!("templates/{stem}/{name}")), Some(&bytes[..]));
    }
    let log = browser.log().await;
    browser.close().await;
    assert_eq!(log, [""; 0]);
    assert!(large.is_empty(), "{large:?}");
}

/// Without scripts the file, and the page of the site, are to be read: the letter and what is to be put into it.
#[tokio::test(flavor = "current_thread")]
async fn what_is_a_form_reads_without_scripts() {
    let server = Server::start();
    let file = File::new("packs/thank-you.zip", "thank-you-interviewer.html");
    let browser = Browser::start().await;
    browser.devtools("Emulation.setScriptExecutionDisabled", json!({ "value": true })).await;
    for url in [file.url(), server.url("templates/thank-you-interviewer/"), server.url("check/"), server.url("")] {
        browser.open(&url).await;
        let page = browser.devtools("Runtime.evaluate", json!({ "expression": "document.body.innerText" })).await;
        let text = page["result"]["value"].as_str().expect("a text");
        if url.contains("interviewer") {
            for words in
                ["Thank you for our conversation on", "I came away with a clearer picture of", "What you talked about"]
            {
                assert!(text.contains(words), "{url}: {words}\n{text}");
            }
        } else {
            assert!(text.len() > 500, "{url}: {text}");
        }
        let started = "Boolean(document.querySelector('kbgen-form[ready], .season-state, #draft-body'))";
        let page = browser.devtools("Runtime.evaluate", json!({ "expression": started })).await;
        assert_eq!(page["result"]["value"], false, "scripts are off");
    }
    let log = browser.log().await;
    browser.close().await;
    assert_eq!(log, [""; 0]);
}
