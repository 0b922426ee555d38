//! What assistive technology can make of the pages, by axe-core: each kind of page in each state that it can be in.

use std::path::PathBuf;

use serde_json::json;

use super::browser::Browser;
use super::server::Server;
use super::workspace::{Desk, season};
use super::{PAGES, STARTED, take_in};

/// Runs the rules and returns what breaks them. In the dark only colours differ.
const RUN: &str = "
    // What stays in sight hides only what one has not scrolled to yet.
    for (const bar of document.querySelectorAll('.bar, .ws-tabs, .ws-told')) bar.style.position = 'static';
    // A label is a part of its control's target.
    const isInLabel = (id, [css]) => id === 'target-size' && document.querySelector(css).closest('label');
    const rules = { 'target-size': { enabled: true } };
    const only = DARK ? { runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } } : { rules };
    return axe.run(document, { ...only, resultTypes: ['violations'] }).then(({ violations }) => violations
        .flatMap(({ id, nodes }) => nodes.filter(({ target }) => !isInLabel(id, target)).map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary}`)));
";

struct Page {
    browser: Browser,
    faults: Vec<String>,
}

impl Page {
    /// Returns a browser that brings the rules along to every page.
    async fn start() -> Self {
        let tools = std::env::var_os("KBGEN_TEST_TOOLS")
            .map(PathBuf::from)
            .expect("run this test through `tests/run`, which installs what it needs");
        let axe = std::fs::read_to_string(tools.join("node_modules/axe-core/axe.min.js")).expect("the rules");
        let browser = Browser::start().await;
        browser.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": axe })).await;
        Self { browser, faults: Vec::new() }
    }

    async fn violations(&self, dark: bool) -> Vec<String> {
        violations(&self.browser, dark).await
    }

    async fn look(&mut self, state: &str) {
        self.faults.extend(look(&self.browser, state).await);
    }

    async fn end(self) {
        self.browser.close().await;
        assert!(self.faults.is_empty(), "{} faults: {:#?}", self.faults.len(), self.faults);
    }
}

async fn violations(browser: &Browser, dark: bool) -> Vec<String> {
    let found = browser.run(&RUN.replace("DARK", &dark.to_string())).await;
    serde_json::from_value(found).expect("a list")
}

/// Looks at the page as it is, on a phone and a desk, light and dark.
async fn look(browser: &Browser, state: &str) -> Vec<String> {
    let mut faults = Vec::new();
    for width in [390, 1280] {
        for dark in [false, true] {
            browser.emulate(width, dark).await;
            let found = violations(browser, dark).await;
            let place = format!("{state}, {width}{}", if dark { ", dark" } else { "" });
            faults.extend(found.into_iter().map(|fault| format!("{place}: {fault}")));
            let sideways =
                "const { scrollWidth, clientWidth } = document.documentElement; return scrollWidth > clientWidth;";
            if browser.run(sideways).await == true {
                faults.push(format!("{place}: scrolls sideways"));
            }
        }
    }
    browser.emulate(1280, false).await;
    faults
}

#[tokio::test(flavor = "current_thread")]
async fn every_kind_of_page_is_accessible() {
    let server = Server::start();
    let mut page = Page::start().await;
    for path in PAGES.into_iter().chain(["nowhere/"]) {
        page.browser.open(&server.url(path)).await;
        page.browser.settle(STARTED).await;
        page.look(&format!("/{path}")).await;
    }
    page.end().await;
}

/// Presses the button with these words.
fn click(words: &str) -> String {
    format!(
        "[...document.querySelectorAll('button')].find((node) => node.checkVisibility() && node.textContent.trim() === {}).click();",
        json!(words)
    )
}

#[tokio::test(flavor = "current_thread")]
async fn the_form_is_accessible_in_each_state() {
    let server = Server::start();
    let mut page = Page::start().await;
    page.browser.emulate(1280, false).await;
    page.browser.open(&server.url("templates/initial-interest/")).await;
    page.browser.settle("document.querySelector('kbgen-form[ready]')").await;
    page.browser.run("for (const more of document.querySelectorAll('.more')) more.click();").await;
    page.look("all fields open").await;

    page.browser.run(&click("Show me an example")).await;
    page.browser.settle("document.querySelector('.notice p')").await;
    page.look("the example").await;
    page.browser.run(&click("Check your message")).await;
    page.browser.settle("document.querySelector('.review .verdict.example')").await;
    page.look("the check of the example").await;
    page.browser.run(&format!("document.querySelector('#agree').click(); {}", click("Take it all the same"))).await;
    page.browser.settle("document.querySelector('.take-away').checkVisibility()").await;
    page.look("the ways to take it along").await;
    page.browser.run(&format!("{} {}", click("Back to your answers"), click("Back to my own answers"))).await;

    // What must not be sent, what can't be read, and what is missing.
    page.browser
        .run(
            "const type = (name, text) => { const node = document.querySelector(`[name=${name}]`); node.focus(); node.value = text;
                 node.dispatchEvent(new InputEvent('input', { bubbles: true })); node.blur(); };
             type('program_reason', 'I will rank you first if you rank me first');
             type('reply_email', 'nobody');
             type('step2_ck', 'many');",
        )
        .await;
    page.browser
        .settle("document.querySelector('.fault:not([hidden])') && document.querySelector('.finding.block')")
        .await;
    page.look("findings and refused values").await;
    page.browser.run(&click("Check your message")).await;
    page.browser.settle("document.querySelector('.review .verdict.blocked')").await;
    page.look("the check of what must not be sent").await;
    page.browser.run(&click("Take it all the same")).await;
    page.look("the yes refused").await;
    page.browser.run(&format!("document.querySelector('#agree').click(); {}", click("Take it all the same"))).await;
    page.browser.settle("document.querySelector('.take-away').checkVisibility()").await;
    page.look("taken all the same").await;
    page.end().await;
}

#[tokio::test(flavor = "current_thread")]
async fn the_check_of_drafts_is_accessible_in_each_state() {
    let server = Server::start();
    let mut page = Page::start().await;
    page.browser.open(&server.url("check/")).await;
    page.browser.settle("document.querySelector('#draft-body')").await;
    page.browser.run("document.querySelector('details').open = true;").await;
    page.look("empty").await;
    let calm = "Dear Dr. Rivera,\n\nThank you for your message. I will bring the form on Monday.\n\nSincerely,\nAmara Osei\nAAMC ID: 12345678";
    for (state, subject, body) in [
        ("clean", "Question about the interview on 12 January", calm),
        ("block", "Your program", "Hi,\n\nI will rank you first if you rank me first!!! Please find attached my CV.\n"),
    ] {
        let script = format!(
            "for (const [id, text] of [['subject', {}], ['body', {}]]) {{ const node = document.querySelector(`#draft-${{id}}`);
                 node.value = text; node.dispatchEvent(new InputEvent('input', {{ bubbles: true }})); }}",
            json!(subject),
            json!(body)
        );
        page.browser.run(&script).await;
        page.browser.settle(&format!("document.querySelector('.draft-results').dataset.state === '{state}'")).await;
        page.look(state).await;
    }
    page.end().await;
}

#[tokio::test(flavor = "current_thread")]
async fn bringing_in_a_table_is_accessible_at_each_step() {
    let server = Server::start();
    let mut page = Page::start().await;
    page.browser.emulate(1280, false).await;
    take_in::open(&page.browser, &server).await;
    page.browser.run("page.press('Look at the columns');").await;
    page.look("refused").await;
    page.browser.run(&format!("page.paste({}); page.press('Close');", json!(take_in::MESSY))).await;
    page.look("asked").await;
    page.browser.run("page.press('Go on'); page.press('Look at the columns');").await;
    page.look("columns").await;
    page.browser.run("page.put(document.querySelector('#take-in-first'), false);").await;
    page.look("columns without names").await;
    page.browser.run("page.put(document.querySelector('#take-in-first'), true); page.press('Look at the rows');").await;
    page.browser.run("document.querySelector('.take-in details').open = true;").await;
    page.look("rows").await;
    page.browser
        .run("for (const offers of document.querySelectorAll('.take-in-offers')) offers.firstChild.click();")
        .await;
    page.look("settled").await;
    page.browser
        .run("for (const node of document.querySelectorAll('.take-in-rows :is([value=leave], [type=checkbox])')) page.put(node, node.type === 'radio');")
        .await;
    page.look("nothing to take").await;
    page.end().await;
}

#[tokio::test(flavor = "current_thread")]
async fn the_search_is_accessible_in_each_state() {
    let server = Server::start();
    let mut page = Page::start().await;
    for path in ["guides/", "search/"] {
        page.browser.open(&server.url(path)).await;
        page.browser.press("/").await;
        page.browser.settle("document.activeElement.id === 'search-input'").await;
        page.look(&format!("/{path}: nothing asked")).await;
        for (state, text) in
            [("found", "shoud i write thank you notes?"), ("one word", "soap"), ("nothing found", "qqzzxx")]
        {
            let script = format!(
                "const field = document.querySelector('#search-input'); field.value = {}; field.dispatchEvent(new InputEvent('input', {{ bubbles: true }}));",
                json!(text)
            );
            page.browser.run(&script).await;
            page.browser.settle("!document.querySelector('.search-results[aria-busy]') && document.querySelector('.search-group, .search-none')").await;
            page.look(&format!("/{path}: {state}")).await;
        }
    }
    page.end().await;
}

#[tokio::test(flavor = "current_thread")]
async fn the_workspace_is_accessible_in_each_state() {
    let server = Server::start();
    let desk = Desk::with(Page::start().await.browser, &server).await;
    let browser = &desk.browser;
    let mut faults = Vec::new();
    for view in ["start", "week", "targets", "sent", "overview"] {
        desk.open(view).await;
        faults.extend(look(browser, &format!("{view}, empty")).await);
    }
    let mut notebook = season(30);
    notebook["drafts"]["n0"] = json!({ "thank-you-interviewer": { "interviewer_name": "Dr. Reyes" } });
    desk.open_with(&notebook.to_string(), "week").await;
    desk.settled("week").await;
    browser.run("for (const node of document.querySelectorAll('details')) node.open = true;").await;
    faults.extend(look(browser, "week").await);
    for view in ["targets", "target/n0", "target/n3", "you", "sent", "overview", "write/n0/thank-you-interviewer"] {
        desk.go(view).await;
        browser
            .run("for (const node of document.querySelectorAll('.ws-messages details, .ws-uses')) node.open = true;")
            .await;
        faults.extend(look(browser, view).await);
    }
    // A finding against another message, and what was told last.
    browser.type_into("[name=discussion_topic]", "the clinic at Kestrel Point Internal Medicine").await;
    desk.says(".found .finding-text", "“Kestrel Point Internal Medicine” is another one's name.").await;
    faults.extend(look(browser, "write, with a finding").await);
    browser.click_words(".ws-after", "I sent it").await;
    desk.settled("target").await;
    faults.extend(look(browser, "target, with a way back").await);
    desk.go("sent").await;
    browser.click(".ws-log-add [type=submit]").await;
    faults.extend(look(browser, "sent, with a gap").await);

    desk.go("files").await;
    browser.click_words(".ws-files", "Forget everything").await;
    faults.extend(look(browser, "files, with the question of forgetting").await);
    browser.choose_file("#ws-import", "copy.json", b"{}").await;
    browser.settle("document.querySelector('.ws-import .fault')").await;
    faults.extend(look(browser, "files, with a refusal").await);
    browser.choose_file("#ws-import", "copy.json", season(2).to_string().as_bytes()).await;
    browser.settle("document.querySelector('.ws-import button')").await;
    faults.extend(look(browser, "files, with the question of taking a copy").await);

    // Nothing may be sent.
    desk.go("week").await;
    desk.turn("2027-03-10").await;
    browser.settle("document.querySelector('.ws-week .callout-warning')").await;
    faults.extend(look(browser, "week, in a quiet window").await);
    desk.open_with("{\"version\":3}", "week").await;
    faults.extend(look(browser, "kept by a newer version").await);
    desk.browser.close().await;
    assert!(faults.is_empty(), "{} faults: {faults:#?}", faults.len());
}

/// The rules would find an image without words for it, words that can't be told from what is behind them, and a field
/// without a label.
#[tokio::test(flavor = "current_thread")]
async fn planted_faults_are_found() {
    let server = Server::start();
    let page = Page::start().await;
    page.browser.open(&server.url("")).await;
    page.browser
        .run(
            "const main = document.querySelector('main'), add = (tag, properties) => main.append(Object.assign(document.createElement(tag), properties));
             add('img', { src: 'data:image/gif;base64,R0lGODlhAQABAAAAACw=' });
             add('p', { id: 'faint', textContent: 'Faint words' });
             document.querySelector('#faint').style.color = 'light-dark(#999, #555)';
             add('input', { type: 'text' });",
        )
        .await;
    let found = page.violations(false).await;
    let dark = page.violations(true).await;
    page.browser.close().await;
    for rule in ["image-alt: ", "color-contrast: #faint", "label: "] {
        assert!(found.iter().any(|fault| fault.starts_with(rule)), "{rule}: {found:?}");
    }
    assert!(matches!(&dark[..], [fault] if fault.starts_with("color-contrast: #faint")), "{dark:?}");
}
