//! The search as it is used: what it finds, how it is led by keys, and what it loads.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use kbgen::build::{self, Outcome};
use kbgen::config::Overrides;
use kbgen::emit::Memory;
use kbgen::load::Files;
use serde_json::{Value, json};

use super::browser::Browser;
use super::server::Server;

const DOWN: &str = "\u{e015}";
const UP: &str = "\u{e013}";
const ENTER: &str = "\u{e007}";
const ESCAPE: &str = "\u{e00c}";

const OPEN: &str = "document.activeElement.id === 'search-input'";
const ANSWERED: &str =
    "!document.querySelector('.search-results[aria-busy]') && document.querySelector('.search-group, .search-none')";

/// Asks each question and returns the addresses of the two best pages for each.
const ASK: &str = "
    const field = document.querySelector('#search-input'), results = document.querySelector('.search-results');
    const root = new URL(ROOT, location.href).href;
    const ask = (text) => new Promise((done) => {
        field.value = text;
        field.dispatchEvent(new InputEvent('input', { bubbles: true }));
        const look = () => (results.hasAttribute('aria-busy') ? setTimeout(look, 5)
            : done([...results.querySelectorAll('.search-list > li > .hit')].slice(0, 2).map((link) => link.href.slice(root.length))));
        look();
    });
    return (async () => { const all = []; for (const text of QUESTIONS) all.push(await ask(text)); return all; })();
";

/// Returns how many questions a file has, how many of them with a slip, and what was missed: a line for each with a tab
/// before the right page, or pages, of which one has to be on the first or second place. A line with a slip starts with `~`.
async fn missed(name: &str) -> (usize, usize, Vec<String>) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(name);
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("tests/{name}: {error}"));
    let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let asked: Vec<(&str, &str)> =
        lines.map(|line| line.trim_start_matches('~').split_once('\t').expect("a question and a page")).collect();
    let slips = text.lines().filter(|line| line.starts_with('~')).count();
    let questions: Vec<&str> = asked.iter().map(|(question, _)| *question).collect();

    let server = Server::start();
    let browser = Browser::start().await;
    browser.open(&server.url("guides/")).await;
    browser.press("/").await;
    browser.settle(OPEN).await;
    let script = ASK.replace("QUESTIONS", &json!(questions).to_string()).replace("ROOT", "'/'");
    let found: Vec<Vec<String>> = serde_json::from_value(browser.run(&script).await).expect("addresses");
    assert_eq!(browser.log().await, [""; 0]);
    browser.close().await;

    let is_right = |address: &String, right: &str| match right.split_once('#') {
        None => address.split('#').next() == Some(right),
        Some((page, id)) => address
            .split_once('#')
            .is_some_and(|(path, place)| path == page && (place == id || place.starts_with(&format!("{id}--")))),
    };
    let misses = asked.iter().zip(&found).filter(|((_, right), found)| {
        let mut pages = right.split(' ').map(|page| page.trim_start_matches('/'));
        !pages.any(|right| found.iter().any(|one| is_right(one, right)))
    });
    let told = misses.map(|((question, right), found)| format!("{question}: not {right} but {found:?}")).collect();
    (asked.len(), slips, told)
}

/// Demands that all but so many of a file's questions lead to the right page.
#[expect(clippy::print_stdout, reason = "what is missed is for people who run the test by itself")]
async fn answers(name: &str, [questions, typed_wrong, most_missed]: [usize; 3]) {
    let (all, slips, misses) = missed(name).await;
    let mut told = String::new();
    for miss in &misses {
        writeln!(told, "{miss}").expect("memory");
    }
    println!("{name}: {} of {all} questions answered\n{told}", all - misses.len());
    assert_eq!([all, slips], [questions, typed_wrong]);
    assert!(misses.len() <= most_missed, "{} of {all} missed:\n{told}", misses.len());
}

#[tokio::test(flavor = "current_thread")]
async fn questions_lead_to_the_right_page() {
    answers("search.txt", [60, 20, 6]).await;
}

#[tokio::test(flavor = "current_thread")]
async fn known_questions_lead_to_the_right_page() {
    answers("search-known.txt", [46, 7, 4]).await;
}

#[tokio::test(flavor = "current_thread")]
async fn it_is_led_by_keys_alone() {
    let server = Server::start();
    let browser = Browser::start().await;
    browser.open(&server.url("guides/")).await;
    browser.run("document.querySelector('main a').focus();").await;
    browser.press("/").await;
    browser.settle(OPEN).await;
    browser.type_keys("thankyou notes").await;
    browser.settle(ANSWERED).await;
    assert_eq!(browser.run("return document.querySelector('#search-input').value;").await, "thankyou notes");
    browser.settle("/\\d/.test(document.querySelector('.search-panel [role=status]').textContent)").await;

    // Down and up again, past the field; then out, and the focus is where it was.
    let place = "return [...document.querySelectorAll('#search-input, .search-results :is(a, button)')].indexOf(document.activeElement);";
    for (key, expected) in [(DOWN, 1), (DOWN, 2), (UP, 1), (UP, 0), (UP, 0)] {
        browser.press(key).await;
        assert_eq!(browser.run(place).await, json!(expected));
    }
    browser.press(ESCAPE).await;
    let back = "return [Boolean(document.querySelector('dialog[open]')), document.activeElement === document.querySelector('main a')];";
    assert_eq!(browser.run(back).await, json!([false, true]));

    // The text is still there, marked, so that typing replaces it. Enter opens the first page.
    browser.press("/").await;
    browser.settle(OPEN).await;
    browser.type_keys("letter of intent").await;
    browser.press(ENTER).await;
    browser
        .settle("location.href.endsWith('letter-of-intent/') || location.href.endsWith('glossary/#letter-of-intent')")
        .await;

    // A page found by arrows opens as well, and on the search's own page the same field is in the page.
    browser.open(&server.url("search/#q=soap")).await;
    browser.settle(ANSWERED).await;
    browser.press(DOWN).await;
    let target = browser.run("return document.activeElement.href;").await;
    browser.press(ENTER).await;
    browser.settle(&format!("location.href === {target}")).await;

    // In a field, the key is a sign like any other.
    browser.open(&server.url("check/")).await;
    browser.settle("document.querySelector('#draft-body')").await;
    browser.run("document.querySelector('#draft-subject').focus();").await;
    browser.press("/").await;
    let typed =
        "return [document.querySelector('#draft-subject').value, Boolean(document.querySelector('.search-dialog'))];";
    assert_eq!(browser.run(typed).await, json!(["/", false]));
    assert_eq!(browser.log().await, [""; 0]);
    browser.close().await;
}

/// The paths that were asked for since the last look.
async fn asked_for(browser: &Browser, server: &Server) -> Vec<String> {
    let events = browser.events().await.into_iter();
    let requests = events.filter(|(method, _)| method == "Network.requestWillBeSent");
    let urls = requests.filter_map(|(_, event)| event["request"]["url"].as_str().map(str::to_owned));
    urls.map(|url| url.strip_prefix(&server.url("")).map_or(url.clone(), str::to_owned)).collect()
}

#[tokio::test(flavor = "current_thread")]
async fn it_loads_its_own_files_only_when_it_is_used() {
    let server = Server::start();
    let browser = Browser::start_recording().await;
    browser.open("about:blank").await;
    browser.events().await;
    browser.open(&server.url("guides/")).await;
    browser.run("return new Promise((done) => setTimeout(done, 300));").await;
    let before = asked_for(&browser, &server).await;
    assert!(!before.is_empty() && before.iter().all(|path| !path.contains("search")), "{before:?}");

    browser.press("/").await;
    browser.settle(OPEN).await;
    let opened = asked_for(&browser, &server).await;
    assert!(opened.len() == 2 && opened.contains(&"search/head.js".to_owned()), "{opened:?}");

    let words = "Vorpalmere Quillfeather zyxomma about offers and thank you nots";
    browser.type_keys(words).await;
    browser.settle(ANSWERED).await;
    let head = Server::file("search/head.js").expect("a file");
    let head = std::str::from_utf8(head).expect("UTF-8");
    let folder = head.split("\"folder\":\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a folder");
    let asked = asked_for(&browser, &server).await;
    assert!(
        !asked.is_empty() && asked.iter().all(|path| path.starts_with(folder) && Server::file(path).is_some()),
        "{asked:?}"
    );
    let mut once = asked.clone();
    once.sort();
    once.dedup();
    assert_eq!(once.len(), asked.len(), "each file is loaded once");
    let told = server.requests().join("\n").to_lowercase();
    for word in words.to_lowercase().split(' ').filter(|word| word.len() > 5 && *word != "offers") {
        assert!(!told.contains(word), "{word} was sent");
    }
    let kept = browser
        .run("return [{ ...localStorage }, { ...sessionStorage }, document.cookie, history.state, location.href];")
        .await;
    assert_eq!(kept, json!([{}, {}, "", null, server.url("guides/")]));

    // In its own page the question is kept in the address, behind the sign after which nothing is sent.
    browser.open(&server.url("search/")).await;
    browser.settle(OPEN).await;
    browser.type_keys("zyxomma").await;
    browser.settle("location.hash === '#q=zyxomma'").await;
    assert!(!server.requests().join("\n").contains("zyxomma"));
    assert_eq!((browser.log().await, server.missed()), (Vec::new(), Vec::new()));
    browser.close().await;
}

fn write(files: impl Iterator<Item = (String, Vec<u8>)>) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (path, bytes) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a new folder");
        fs::write(path, bytes).expect("a written file");
    }
    folder
}

fn address(folder: &tempfile::TempDir, path: &str) -> String {
    url::Url::from_file_path(folder.path().join(path)).expect("a path").into()
}

/// From a disk, without any server: found, opened, and the next page from there by its links.
#[tokio::test(flavor = "current_thread")]
async fn it_works_from_a_disk() {
    let folder = write(Server::site().iter().map(|(path, bytes)| (path.clone(), bytes.clone())));
    let browser = Browser::start().await;
    browser.open(&address(&folder, "glossary/index.html")).await;
    browser.press("/").await;
    browser.settle(OPEN).await;
    browser.type_keys("what is the all in policy").await;
    browser.settle(ANSWERED).await;
    browser.press(ENTER).await;
    browser.settle("!document.querySelector('dialog[open]')").await;
    let at = browser.run("return location.href;").await;
    let at = at.as_str().expect("an address");
    assert!(at.starts_with(&address(&folder, "")) && at.contains("/index.html"), "{at}");

    browser.open(&address(&folder, "glossary/index.html")).await;
    browser.run("document.querySelector('.site-nav a[href$=\"guides/\"]').click();").await;
    browser.settle("location.href.endsWith('/guides/index.html') && document.querySelector('h1')").await;
    browser.run("document.querySelector('.search-link').click();").await;
    browser.settle(OPEN).await;
    browser.run("document.querySelector('dialog[open]').close();").await;
    browser.open(&address(&folder, "search/index.html")).await;
    browser.settle(OPEN).await;
    assert_eq!(browser.log().await, [""; 0]);
    browser.close().await;
}

/// Whatever is asked and whatever a page is called, nothing but text comes of it.
#[tokio::test(flavor = "current_thread")]
async fn hostile_texts_stay_texts() {
    let base = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rules/base");
    let mut texts: Vec<(String, Vec<u8>)> = walkdir::WalkDir::new(&base)
        .into_iter()
        .map(|entry| entry.expect("a readable folder"))
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let path = entry.path().strip_prefix(&base).expect("inside").to_str().expect("UTF-8").replace('\\', "/");
            (path, fs::read(entry.path()).expect("a file"))
        })
        .collect();
    let hostile = "<img src=x onerror='window.bad=1'></script><script>window.bad=1</script>";
    let page = format!(
        "+++\ntitle = \"Weed {hostile}\"\ndescription = \"{hostile}\"\n+++\n\nWeed `{hostile}`\n\n## `{hostile}` weed\n\n`javascript:window.bad=1`\n"
    );
    texts.push(("content/guides/weed.md".to_owned(), page.into_bytes()));
    let files = Files::from_texts(texts.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice())));
    let overrides = Overrides { today: "2026-11-22".parse().expect("a date"), drafts: false, base_url: None };
    let analysis = build::analyse(&files, overrides);
    let outcome = build::write(&analysis, &|_: &str| Ok(Vec::new()), &|_, _| {}, Memory::default());
    let Ok(Outcome::Written(site)) = outcome else { panic!("the knowledge base builds") };
    let folder = write(site.into_iter().map(|(path, bytes)| (path.as_str().to_owned(), bytes)));

    let browser = Browser::start().await;
    browser.open(&address(&folder, "guides/soil/index.html")).await;
    browser.press("/").await;
    browser.settle(OPEN).await;
    let long = "weed ".repeat(20_000);
    let values: [&str; 12] = [
        "weed",
        hostile,
        "img onerror",
        "__proto__",
        "constructor",
        "toString valueOf",
        "\u{0}\u{202e}weed",
        "𝒜 \u{fb01} ß İ",
        "' \" ` ${1} \\",
        "{query} {n} {title}",
        "%00 #q=x ?a=b",
        &long,
    ];
    let script = ASK.replace("QUESTIONS", &json!(values).to_string()).replace("ROOT", "'../../'");
    let found: Vec<Vec<String>> = serde_json::from_value(browser.run(&script).await).expect("addresses");
    assert!(found[0][0].starts_with("guides/weed/index.html"), "{found:?}");
    let harm = "return [window.bad ?? 0, document.querySelectorAll('.search-dialog :is(img, script, iframe)').length,
        [...document.querySelectorAll('.search-dialog a')].filter((link) => link.protocol !== 'file:').length];";
    assert_eq!(browser.run(harm).await, json!([0, 0, 0]));
    browser
        .run(&format!("const field = document.querySelector('#search-input'); field.value = {}; field.dispatchEvent(new InputEvent('input', {{ bubbles: true }}));", json!(hostile)))
        .await;
    browser.settle(ANSWERED).await;
    let told = browser.run("return document.querySelector('.search-results').textContent;").await;
    assert!(told.as_str().is_some_and(|text| text.contains("<img src=x onerror=")), "{told}");
    assert_eq!(browser.run(harm).await, json!([0, 0, 0]));
    assert_eq!(browser.log().await, Vec::<Value>::new());
    browser.close().await;
}
