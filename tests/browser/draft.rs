//! The page on which a message that was written elsewhere is checked.

use serde_json::{Value, json};

use super::browser::Browser;
use super::server::Server;

async fn open(browser: &Browser, server: &Server) {
    browser.open(&server.url("check/")).await;
    browser.settle("document.querySelector('#draft-body')").await;
}

/// Pastes a text into the body and returns what the page says of it.
async fn paste(browser: &Browser, text: &str) -> Value {
    let script = format!(
        "const body = document.querySelector('#draft-body');
         body.focus();
         body.value = {};
         body.dispatchEvent(new InputEvent('input', {{ bubbles: true, inputType: 'insertFromPaste' }}));
         return new Promise((done) => requestAnimationFrame(() => setTimeout(() => done({SAID}))));",
        json!(text)
    );
    browser.run(&script).await
}

const SAID: &str = "(() => { const results = document.querySelector('.draft-results'); return {
    state: results.dataset.state, findings: [...document.querySelectorAll('.finding')].map((node) => node.className),
    subject: document.querySelector('#draft-subject').value, body: document.querySelector('#draft-body').value,
    marks: [...CSS.highlights.values()].reduce((sum, ranges) => sum + ranges.size, 0) }; })()";

#[tokio::test(flavor = "current_thread")]
async fn a_draft_is_checked_as_it_is_pasted() {
    let server = Server::start();
    let browser = Browser::start().await;
    open(&browser, &server).await;
    assert_eq!(browser.run(&format!("return {SAID}.state;")).await, "empty");

    let said =
        paste(&browser, "Subject: Your program\n\nDear Dr. Rivera,\n\nI will rank you first if you rank me.\n").await;
    assert_eq!(said["subject"], "Your program");
    assert_eq!(said["body"], "Dear Dr. Rivera,\n\nI will rank you first if you rank me.\n");
    assert_eq!(said["state"], "block");
    assert_eq!(said["findings"][0], "finding block");
    assert!(said["marks"].as_u64() > Some(0), "{said}");

    // Choosing a finding selects its place in the text, by keyboard as well.
    browser.run("document.querySelector('.finding-go').focus();").await;
    browser.press("\u{e007}").await;
    let picked = browser
        .run("const area = document.activeElement; return [area.id, area.value.slice(area.selectionStart, area.selectionEnd)];")
        .await;
    assert_eq!(picked[0], "draft-body");
    assert!(picked[1].as_str().is_some_and(|text| text.contains("rank")), "{picked}");

    // A link explains each finding that has a pitfall.
    let why = browser.run("return document.querySelector('.finding a').href;").await;
    assert!(why.as_str().is_some_and(|url| url.starts_with(&server.url("pitfalls/"))), "{why}");

    assert_eq!(paste(&browser, "").await["state"], "empty");
    assert_eq!(server.missed(), Vec::<String>::new());
    browser.close().await;
}

/// The words that stand in both layers break at the same places, or marks would lie beside them.
#[tokio::test(flavor = "current_thread")]
async fn marks_lie_under_their_words() {
    let server = Server::start();
    let browser = Browser::start().await;
    for width in [320, 390, 1280] {
        browser.emulate(width, false).await;
        open(&browser, &server).await;
        paste(
            &browser,
            &format!(
                "Dear Dr. Rivera,\n\n{}\n\nhttps://example.org/{}\n",
                "A few words more. ".repeat(40),
                "long".repeat(40)
            ),
        )
        .await;
        let sizes = browser
            .run(
                "const box = (css) => { const node = document.querySelector(`.paper:not(.line) ${css}`), style = getComputedStyle(node);
                     return [node.clientWidth, node.scrollHeight, style.font, style.padding, style.letterSpacing, node.getBoundingClientRect().top]; };
                 return [box('textarea'), box('.paper-copy')];",
            )
            .await;
        assert_eq!(sizes[0], sizes[1], "at {width}");
    }
    browser.close().await;
}

#[tokio::test(flavor = "current_thread")]
async fn nothing_found_says_what_was_looked_at_and_clearing_can_be_undone() {
    let server = Server::start();
    let browser = Browser::start().await;
    open(&browser, &server).await;
    let calm = "Subject: Question about the interview on 12 January\n\nDear Dr. Rivera,\n\nThank you for your message. I will bring the form on Monday.\n\nSincerely,\nAmara Osei\nAAMC ID: 12345678";
    let said = paste(&browser, calm).await;
    assert_eq!((&said["state"], &said["findings"]), (&json!("clean"), &json!([])));
    let note = browser.run("return document.querySelector('.draft-results .hint').checkVisibility();").await;
    assert_eq!(note, true);
    let clear = "document.querySelector('.draft-below button').click(); ";
    let cleared = browser.run(&format!("{clear} return {SAID}.body;")).await;
    let back = browser.run(&format!("{clear} return {SAID}.body;")).await;
    assert_eq!((cleared, &back), (json!(""), &said["body"]));
    browser.close().await;
}
