//! The real site in a real browser: Chromium, driven through WebDriver, with a server on loopback.
//!
//! A driver and a session a test.

mod accessibility;
mod browser;
mod colours;
mod corpus;
mod draft;
mod exports;
mod harness;
mod histories;
mod hostile;
mod html;
mod http;
mod journey;
mod messages;
mod offline;
mod privacy;
mod random;
mod search;
mod server;
#[allow(dead_code, reason = "each crate of tests uses a part")]
#[path = "../shared/mod.rs"]
mod shared;
mod take_in;
mod today;
mod workspace;

use browser::Browser;
use serde_json::Value;
use server::Server;

/// A page of each kind.
const PAGES: [&str; 20] = [
    "",
    "check/",
    "search/",
    "guides/",
    "guides/season/",
    "guides/season/after-interview/",
    "scenarios/",
    "scenarios/initial-interest/",
    "templates/",
    "templates/initial-interest/",
    "windows/early-review/",
    "season/",
    "pitfalls/",
    "pitfalls/generic-praise/",
    "questions/",
    "glossary/",
    "checklists/pre-send/",
    "packs/",
    "workspace/",
    "templates/post-interview-question/",
];

/// All elements of scripts that stand on a page have started.
const STARTED: &str = "[...document.querySelectorAll('kbgen-form')].every((node) => node.hasAttribute('ready'))
    && (!document.querySelector('kbgen-today') || document.querySelector('.season-state, .today-said, .today-parts'))
    && [...document.querySelectorAll('kbgen-workspace')].every((node) => node.hasAttribute('ready'))
    && (!document.querySelector('kbgen-draft') || document.querySelector('#draft-body'))
    && (!document.querySelector('[data-search-here]') || document.querySelector('.search-panel'))";

/// What a page looks like to its reader, as far as numbers say.
const MEASURE: &str = r#"
    const page = document.documentElement;
    const wide = [...document.querySelectorAll('main *')]
        .filter(e => e.getBoundingClientRect().right > page.clientWidth + 1)
        .filter(e => { for (let p = e; p; p = p.parentElement) { const o = getComputedStyle(p).overflowX; if (o === 'auto' || o === 'scroll' || o === 'hidden') return false; } return true; })
        .map(e => e.tagName + '.' + e.className);
    const style = getComputedStyle(document.body);
    return { inner: window.innerWidth, scroll: page.scrollWidth, client: page.clientWidth, wide: wide.slice(0, 3),
             background: style.backgroundColor, color: style.color, size: parseFloat(style.fontSize),
             sheets: [...document.styleSheets].length };
"#;

/// Relative luminance of a CSS `rgb()` colour. Source: WCAG 2.2, definition of relative luminance.
fn luminance(color: &str) -> f64 {
    let channels: Vec<f64> = color
        .trim_start_matches(|c: char| !c.is_ascii_digit())
        .split(|c: char| !c.is_ascii_digit() && c != '.')
        .filter(|part| !part.is_empty())
        .take(3)
        .map(|part| part.parse::<f64>().expect("a number") / 255.0)
        .map(|channel| if channel <= 0.040_45 { channel / 12.92 } else { ((channel + 0.055) / 1.055).powf(2.4) })
        .collect();
    0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]
}

fn contrast(a: &str, b: &str) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[tokio::test(flavor = "current_thread")]
async fn no_page_scrolls_sideways_and_text_is_readable() {
    let server = Server::start();
    let browser = Browser::start().await;
    let mut faults = Vec::new();
    for width in [320, 390, 768, 1280] {
        for dark in [false, true] {
            browser.emulate(width, dark).await;
            for page in PAGES {
                browser.open(&server.url(page)).await;
                let measured = browser.run(MEASURE).await;
                let number = |key: &str| measured[key].as_f64().expect("a number");
                assert!(
                    (number("inner") - f64::from(width)).abs() < 1.0,
                    "the window is {} wide, not {width}",
                    number("inner")
                );
                if number("scroll") > number("client") || measured["wide"] != Value::Array(Vec::new()) {
                    faults.push(format!(
                        "/{page} at {width}: {} of {} pixels, {}",
                        number("scroll"),
                        number("client"),
                        measured["wide"]
                    ));
                }
                let text = |key: &str| measured[key].as_str().expect("a colour").to_owned();
                let ratio = contrast(&text("color"), &text("background"));
                if ratio < 7.0 || number("size") < 16.0 || number("sheets") < 1.0 {
                    faults.push(format!(
                        "/{page} at {width}, dark {dark}: contrast {ratio:.1}, {} pixels",
                        number("size")
                    ));
                }
                if dark != (luminance(&text("background")) < 0.2) {
                    faults.push(format!("/{page}: dark is {dark}, the background {}", text("background")));
                }
            }
        }
    }
    browser.close().await;
    assert!(faults.is_empty(), "{faults:#?}");
}

/// What the test above measures tells a page that is too wide.
#[tokio::test(flavor = "current_thread")]
async fn a_wide_page_is_noticed() {
    let server = Server::start();
    let browser = Browser::start().await;
    browser.emulate(390, false).await;
    browser.open(&server.url("")).await;
    browser
        .run("const e = document.createElement('p'); e.className = 'wide'; e.style.width = '600px'; document.querySelector('main').append(e);")
        .await;
    let measured = browser.run(MEASURE).await;
    browser.close().await;
    assert_eq!(measured["wide"], serde_json::json!(["P.wide"]));
}

#[tokio::test(flavor = "current_thread")]
async fn nothing_is_refused_or_missing() {
    let server = Server::start();
    let browser = Browser::start().await;
    for page in PAGES {
        browser.open(&server.url(page)).await;
        // What scripts bring may be missing as well.
        browser.settle(STARTED).await;
    }
    let log = browser.log().await;
    let missed = server.missed();
    browser.close().await;
    assert_eq!(log, Vec::<String>::new());
    assert_eq!(missed, Vec::<String>::new());
}

/// The first key press shows the way past the navigation, and the second takes it.
#[tokio::test(flavor = "current_thread")]
async fn the_keyboard_reaches_the_text() {
    let server = Server::start();
    let browser = Browser::start().await;
    browser.emulate(390, false).await;
    browser.open(&server.url("guides/season/after-interview/")).await;
    browser.press("\u{e004}").await;
    let focused = browser
        .run("const e = document.activeElement, r = e.getBoundingClientRect(); return { class: e.className, top: r.top, height: r.height, width: r.width };")
        .await;
    assert_eq!(focused["class"], "skip");
    assert!(focused["top"].as_f64() >= Some(0.0) && focused["height"].as_f64() > Some(10.0), "{focused}");
    browser.press("\u{e007}").await;
    let focused = browser.run("return document.activeElement.id;").await;
    assert_eq!(focused, "main");
    browser.close().await;
}

#[tokio::test(flavor = "current_thread")]
async fn a_missing_page_leads_home() {
    let server = Server::start();
    let browser = Browser::start().await;
    browser.open(&server.url("guides/nowhere/")).await;
    let home = browser.run("return document.querySelector('main a').getAttribute('href');").await;
    let styled =
        browser.run("return document.styleSheets.length > 0 && document.styleSheets[0].cssRules.length > 10;").await;
    browser.close().await;
    assert_eq!((home.as_str(), styled), (Some("/"), Value::Bool(true)));
}
