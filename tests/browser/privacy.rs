//! What is typed stays in the page: nothing is sent, and nothing is kept before a yes or after "forget everything".

use std::sync::{Arc, Mutex};

use base64::prelude::{BASE64_STANDARD_NO_PAD, Engine as _};
use serde_json::{Value, json};

use super::browser::Browser;
use super::http::{self, Answer};
use super::server::Server;
use super::workspace::Desk;

const TEMPLATE: &str = "templates/post-interview-question/";
const OTHER_TEMPLATE: &str = "templates/status-check/";

/// What is typed, by parameter. Nothing on the site holds these words.
const TYPED: [(&str, &str); 7] = [
    ("applicant_name", "Zyxomma Quillfeather"),
    ("application_id", "73519264"),
    ("reply_email", "quillfeather@zyxomma.example.org"),
    ("program_name", "Vorpalmere Hospital Medicine"),
    ("recipient_name", "Dr. Jabberwick"),
    ("question_topic", "Frumiousness"),
    ("question_context", "the slithytove must be booked before the borogove comes home"),
];
/// A word of each, and one of the list.
const WORDS: [&str; 8] = [
    "Quillfeather",
    "73519264",
    "zyxomma.example",
    "Vorpalmere",
    "Jabberwick",
    "Frumiousness",
    "slithytove",
    "Bandersnatch",
];

/// Returns whether a text holds a typed word, as it is or in base64.
fn tells(text: &str) -> Option<&'static str> {
    let folded = text.to_lowercase();
    WORDS.into_iter().find(|word| {
        let encoded = (0..3).any(|shift| {
            // The same bytes read differently by where they start; what depends on neighbours is cut off.
            let padded = [&b"   "[..shift], word.as_bytes()].concat();
            let whole = BASE64_STANDARD_NO_PAD.encode(padded);
            let (start, end) = ([0, 2, 3][shift], (shift + word.len()) * 8 / 6);
            text.contains(&whole[start..end])
        });
        encoded || folded.contains(&word.to_lowercase())
    })
}

/// Fills in fields by parameter, and a list's first row.
fn fill(values: &[(&str, &str)]) -> String {
    format!(
        "for (const [name, text] of {}) {{
             const node = document.querySelector(`[name=${{name}}]`);
             node.value = text;
             node.dispatchEvent(new InputEvent('input', {{ bubbles: true }}));
         }}",
        json!(values)
    )
}

/// Returns what the fields hold.
fn typed(values: &[(&str, &str)]) -> String {
    let names: Vec<&str> = values.iter().map(|(name, _)| *name).collect();
    format!("return {}.map((name) => document.querySelector(`[name=${{name}}]`).value);", json!(names))
}

/// All that a page can keep in a browser, and where it could show what was typed.
const KEPT: &str = "
    return Promise.all([indexedDB.databases(), caches.keys(), navigator.serviceWorker.getRegistrations()]).then((more) => ({
        local: { ...localStorage }, session: { ...sessionStorage }, cookies: document.cookie,
        more: more.map((list) => list.length), state: history.state, name: name, address: location.href }));
";

/// A page that keeps nothing.
fn nothing(address: &str) -> Value {
    json!({ "local": {}, "session": {}, "cookies": "", "more": [0, 0, 0], "state": null, "name": "", "address": address })
}

async fn ready(browser: &Browser) {
    browser.settle("document.querySelector('kbgen-form[ready]')").await;
}

/// Writes a message and takes it along in every way that sends nothing.
async fn write(browser: &Browser, server: &Server) {
    browser.open(&server.url(TEMPLATE)).await;
    ready(browser).await;
    browser.run(&fill(&TYPED)).await;
    browser
        .run(
            "const row = document.querySelector('.field-list textarea, .field-list input');
             row.value = 'May the Bandersnatch be sent by post?';
             row.dispatchEvent(new InputEvent('input', { bubbles: true }));
             document.querySelector('#f-application_service').click();",
        )
        .await;
    browser.settle("document.querySelector('.email-body').textContent.includes('Bandersnatch')").await;
    // Fields that are still open need a yes.
    browser.run("document.querySelector('.end .button').click();").await;
    browser.settle("document.querySelector('.review')?.checkVisibility()").await;
    browser
        .run("if (document.querySelector('.consent').checkVisibility()) { document.querySelector('#agree').click(); document.querySelector('.consent > button').click(); }")
        .await;
    browser.settle("document.querySelector('.take-away').checkVisibility()").await;
    for suffix in ["eml", "emltpl", "docx", "txt"] {
        let number = ["eml", "emltpl", "docx", "txt"].iter().position(|other| *other == suffix).expect("a format");
        browser.run(&format!("document.querySelectorAll('.ways:last-of-type button.way')[{number}].click();")).await;
        browser.downloaded(suffix);
    }
    browser.run("for (const node of document.querySelectorAll('.ways:nth-of-type(2) button.way')) node.click();").await;
    browser.settle("document.querySelectorAll('.way.good').length > 0").await;
}

/// Returns what is wrong with what went out: each request to another origin, and each that holds a typed word.
fn leaks(server: &Server, events: &[(String, Value)]) -> Vec<String> {
    let mut leaks: Vec<String> = server
        .requests()
        .iter()
        .filter_map(|request| Some(format!("the server got `{}` in {request}", tells(request)?)))
        .collect();
    for (method, event) in events {
        let connects = [
            "Network.requestWillBeSent",
            "Network.requestWillBeSentExtraInfo",
            "Network.webSocketCreated",
            "Network.webTransportCreated",
            "Network.directTCPSocketCreated",
        ];
        if !connects.contains(&method.as_str()) {
            continue;
        }
        let url = event["request"]["url"].as_str().or_else(|| event["url"].as_str());
        // Files made in the page, and words of its own, are no requests.
        if url.is_some_and(|url| url.starts_with("blob:") || url.starts_with("data:")) {
            continue;
        }
        if let Some(url) = url.filter(|url| !url.starts_with(&server.url(""))) {
            leaks.push(format!("{method} to {url}"));
        }
        if let Some(word) = tells(&event.to_string()) {
            leaks.push(format!("{method} holds `{word}`: {url:?}"));
        }
    }
    leaks
}

#[tokio::test(flavor = "current_thread")]
async fn nothing_that_is_typed_goes_out_or_is_kept_without_a_yes() {
    let server = Server::start();
    let browser = Browser::start_recording().await;
    browser.allow_clipboard().await;
    // The browser's own first page is none of ours.
    browser.open("about:blank").await;
    browser.events().await;
    write(&browser, &server).await;
    assert_eq!(browser.run(KEPT).await, nothing(&server.url(TEMPLATE)));

    // After a yes it is kept in one place, is there again, and fills in the next template.
    browser.run("for (const node of document.querySelectorAll('.tabs button')) node.click(); document.querySelector('#keep').click();").await;
    let kept = browser.run(KEPT).await;
    let places = |part: &str| kept[part].as_object().expect("places").keys().cloned().collect::<Vec<_>>();
    assert_eq!((places("local"), places("session")), (vec!["kbgen".to_owned()], Vec::new()));
    assert_eq!((&kept["cookies"], &kept["more"]), (&json!(""), &json!([0, 0, 0])));
    browser.open(&server.url(TEMPLATE)).await;
    ready(&browser).await;
    let expected: Vec<&str> = TYPED.iter().map(|(_, text)| *text).collect();
    assert_eq!(browser.run(&typed(&TYPED)).await, json!(expected));
    browser.open(&server.url(OTHER_TEMPLATE)).await;
    ready(&browser).await;
    assert_eq!(browser.run(&typed(&TYPED[..5])).await, json!(expected[..5]));
    let letter = browser.run("return document.querySelector('.letter').textContent;").await;
    let letter = letter.as_str().expect("a letter");
    assert!(letter.contains(TYPED[0].1) && letter.contains(TYPED[3].1) && !letter.contains("Frumiousness"), "{letter}");

    // What is forgotten is gone, from every template.
    browser.run("document.querySelector('.keep .text-button').click();").await;
    assert_eq!(browser.run(KEPT).await, nothing(&server.url(OTHER_TEMPLATE)));
    for page in [OTHER_TEMPLATE, TEMPLATE] {
        browser.open(&server.url(page)).await;
        ready(&browser).await;
        assert_eq!(browser.run(&typed(&TYPED[..5])).await, json!(["", "", "", "", ""]), "/{page}");
        assert_eq!(browser.run(KEPT).await, nothing(&server.url(page)));
    }

    // The other pages on which one types.
    browser.open(&server.url("check/")).await;
    browser.settle("document.querySelector('#draft-body')").await;
    browser
        .run(&format!(
            "const body = document.querySelector('#draft-body'); body.value = {}; body.dispatchEvent(new InputEvent('input', {{ bubbles: true }}));",
            json!(WORDS.join(" "))
        ))
        .await;
    browser.settle("document.querySelector('.draft-results').dataset.state !== 'empty'").await;
    assert_eq!(browser.run(KEPT).await, nothing(&server.url("check/")));

    let events = browser.events().await;
    assert!(
        events.iter().filter(|(method, _)| method == "Network.requestWillBeSent").count() > 50,
        "they are recorded"
    );
    assert_eq!(leaks(&server, &events), [""; 0]);
    assert_eq!(browser.log().await, [""; 0]);

    // The recorders would notice: an image of the site's own is allowed, so that this request goes out.
    for (planted, found) in [
        ("slithytove".to_owned(), true),
        (format!("x{}", BASE64_STANDARD_NO_PAD.encode(" slithytove ")), true),
        ("nothing".to_owned(), false),
    ] {
        let script = format!(
            "return new Promise((done) => {{ const image = new Image(); image.onerror = image.onload = () => done(true); image.src = '/?{planted}'; }});"
        );
        browser.run(&script).await;
        let noticed = leaks(&server, &browser.events().await);
        assert_eq!(noticed.iter().any(|leak| leak.starts_with("Network.")), found, "{noticed:?}");
    }
    let arrived = leaks(&server, &[]);
    browser.close().await;
    assert_eq!(arrived.len(), 2, "{arrived:#?}");
}

/// Goes through every view of the workspace with typed words in each, and takes everything along.
#[tokio::test(flavor = "current_thread")]
async fn nothing_of_the_workspace_goes_out() {
    let server = Server::start();
    let desk = Desk::with(Browser::start_recording().await, &server).await;
    let browser = &desk.browser;
    browser.events().await;
    desk.open("targets").await;
    browser.click_words(".ws-tools", "Add a program").await;
    browser.type_keys(TYPED[3].1).await;
    browser.type_into("tbody input[type=date]", "11212026").await;
    browser.click("tbody .ws-way").await;
    desk.settled("target").await;
    let id = browser.run("return decodeURIComponent(location.hash.split('/')[1]);").await;
    let id = id.as_str().expect("an id");
    browser.type_into("#ws-notes", TYPED[6].1).await;
    browser.type_into("#ws-target-recipient_name", TYPED[4].1).await;
    desk.go("you").await;
    for (name, text) in &TYPED[..3] {
        browser.type_into(&format!("#ws-you-{name}"), text).await;
    }
    desk.go(&format!("write/{id}/post-interview-question")).await;
    for (name, text) in &TYPED[5..] {
        browser.type_into(&format!("[name={name}]"), text).await;
    }
    browser.type_into(".field-list textarea, .field-list input", "May the Bandersnatch be sent by post?").await;
    browser.settle("document.querySelector('.email-body').textContent.includes('Bandersnatch')").await;
    browser.click_words(".ws-after", "I sent it").await;
    for view in ["start", "week", "sent", "overview", "files"] {
        desk.go(view).await;
    }
    browser.click_words(".ws-files", "Save them").await;
    browser.downloaded("zip");
    browser.click_words(".ws-files", "Save the calendar").await;
    browser.downloaded("ics");
    browser.click_words(".ws-files", "Save a copy").await;
    let (_, copy) = browser.downloaded("json");
    assert!(WORDS.iter().all(|word| String::from_utf8_lossy(&copy).contains(word)), "all of it was typed");
    assert_eq!(browser.run(KEPT).await, nothing(&format!("{}#files", server.url("workspace/"))));

    // It is kept in one place after a yes, and gone when it is forgotten.
    browser.click("#keep").await;
    let kept = browser.run(KEPT).await;
    assert_eq!(
        kept["local"].as_object().map(|places| places.keys().collect::<Vec<_>>()),
        Some(vec![&"kbgen".to_owned()])
    );
    assert_eq!((&kept["session"], &kept["cookies"], &kept["more"]), (&json!({}), &json!(""), &json!([0, 0, 0])));
    desk.open("files").await;
    browser.click_words(".ws-files", "Forget everything").await;
    browser.click_words(".ws-forget", "Forget without a copy").await;
    desk.settled("start").await;
    desk.import(&copy).await;
    assert_eq!(browser.run(KEPT).await, nothing(&format!("{}#files", server.url("workspace/"))));
    let events = browser.events().await;
    assert!(
        events.iter().filter(|(method, _)| method == "Network.requestWillBeSent").count() > 30,
        "they are recorded"
    );
    assert_eq!(leaks(&server, &events), [""; 0]);
    desk.end(&server).await;
}

/// Ways in which a script could send something, each a function of an address.
const WAYS: [(&str, &str); 20] = [
    ("fetch", "fetch(url)"),
    ("fetch without cors", "fetch(url, { mode: 'no-cors', method: 'POST', body: 'x', keepalive: true })"),
    (
        "XMLHttpRequest",
        "new Promise((done) => { const r = new XMLHttpRequest(); r.onloadend = done; r.open('POST', url); r.send('x'); })",
    ),
    ("sendBeacon", "navigator.sendBeacon(url, 'x')"),
    ("EventSource", "new Promise((done) => { new EventSource(url).onerror = done; })"),
    ("WebSocket", "new Promise((done) => { new WebSocket(url.replace('http', 'ws')).onclose = done; })"),
    ("module", "import(url)"),
    ("script", "node('script', { src: url })"),
    ("script of a data address", "node('script', { src: `data:text/javascript,fetch('${url}')` })"),
    (
        "inline script",
        "new Promise((done) => { const s = document.createElement('script'); s.textContent = `fetch('${url}')`; document.head.append(s); setTimeout(done, 150); })",
    ),
    (
        "inline handler",
        "new Promise((done) => { const s = document.createElement('p'); s.setAttribute('onclick', `fetch('${url}')`); s.click(); setTimeout(done, 150); })",
    ),
    (
        "evaluated text",
        "new Promise((done, failed) => { setTimeout(done, 150); try { (0, eval)(`fetch('${url}')`); } catch (error) { failed(error); } })",
    ),
    ("style sheet", "node('link', { rel: 'stylesheet', href: url })"),
    (
        "inline style",
        "new Promise((done) => { const s = document.createElement('style'); s.textContent = `body { background: url('${url}') }`; document.head.append(s); setTimeout(done, 150); })",
    ),
    (
        "frame",
        "new Promise((done) => { const f = document.createElement('iframe'); f.src = url; document.body.append(f); setTimeout(done, 150); })",
    ),
    ("font", "new FontFace('x', `url('${url}')`).load()"),
    (
        "worker",
        "new Promise((done, failed) => { const w = new Worker(url); w.onerror = failed; setTimeout(done, 150); })",
    ),
    (
        "worker of a blob",
        "new Promise((done, failed) => { const w = new Worker(URL.createObjectURL(new Blob([`fetch('${url}')`]))); w.onerror = failed; setTimeout(done, 150); })",
    ),
    (
        "prefetch",
        "new Promise((done) => { const l = document.createElement('link'); l.rel = 'prefetch'; l.href = url; document.head.append(l); setTimeout(done, 150); })",
    ),
    // It opens a window, behind which some of the others would wait.
    (
        "form",
        "new Promise((done) => { const f = document.createElement('form'); f.method = 'post'; f.action = url; f.target = 'sent'; document.body.append(f); f.submit(); setTimeout(done, 150); })",
    ),
];
/// A way that the policy leaves to the site's own files.
const IMAGE: (&str, &str) =
    ("image", "new Promise((done) => { const i = new Image(); i.onload = i.onerror = done; i.src = url; })");

fn attempt(way: &str, url: &str) -> String {
    format!(
        "const url = {};
         const node = (tag, more) => new Promise((done) => {{ const made = Object.assign(document.createElement(tag), more); made.onload = made.onerror = done; document.body.append(made); setTimeout(done, 150); }});
         return Promise.race([Promise.resolve().then(() => {way}), new Promise((done) => setTimeout(done, 400))]).then(() => true, () => false);",
        json!(url)
    )
}

/// Even a script that had found its way into a page could send nothing, elsewhere or to the site itself.
#[tokio::test(flavor = "current_thread")]
async fn a_script_in_the_page_can_send_nothing() {
    let server = Server::start();
    let arrived = Arc::new(Mutex::new(Vec::new()));
    let list = Arc::clone(&arrived);
    let elsewhere = http::serve(move |request| {
        list.lock().expect("a lock").push(request.path.clone());
        Answer { status: 200, kind: "text/plain", bytes: Vec::new() }
    });
    let browser = Browser::start().await;
    for page in ["", TEMPLATE, "check/"] {
        browser.open(&server.url(page)).await;
        for (number, (_, way)) in WAYS.iter().chain([&IMAGE]).enumerate() {
            browser.run(&attempt(way, &format!("{elsewhere}way/{number}"))).await;
            if number < WAYS.len() {
                browser.run(&attempt(way, &server.url(&format!("way/{number}")))).await;
            }
        }
    }
    let got: Vec<String> = server.requests().into_iter().filter(|request| request.contains("way/")).collect();
    // The site's own style sheets, scripts and images may come from the site, and what fetches them beforehand.
    let own = |request: &&String| {
        let number = request.split("way/").nth(1).and_then(|rest| rest.split(' ').next()?.parse::<usize>().ok());
        let way = number.map_or("", |number| WAYS[number].0);
        !["module", "script", "style sheet", "worker", "prefetch"].contains(&way)
    };
    let others: Vec<&String> = got.iter().filter(own).collect();
    let refused = std::mem::take(&mut *arrived.lock().expect("a lock"));
    assert_eq!((refused, others), (Vec::new(), Vec::new()));

    // Without the policy each of them arrives, so that it was the policy that held them back.
    browser.devtools("Page.setBypassCSP", json!({ "enabled": true })).await;
    browser.open(&server.url("guides/")).await;
    for (number, (_, way)) in WAYS.iter().chain([&IMAGE]).enumerate() {
        browser.run(&attempt(way, &format!("{elsewhere}way/{number}"))).await;
    }
    browser.run("return new Promise((done) => setTimeout(done, 500));").await;
    browser.close().await;
    let arrived = arrived.lock().expect("a lock").clone();
    let unsent: Vec<&str> = WAYS
        .iter()
        .chain([&IMAGE])
        .enumerate()
        .filter(|(number, _)| !arrived.contains(&format!("way/{number}")))
        // Browsers run no worker of another site, whatever the policy.
        .filter_map(|(_, (name, _))| (*name != "worker").then_some(*name))
        .collect();
    assert_eq!(unsent, [""; 0], "{arrived:?}");
}
