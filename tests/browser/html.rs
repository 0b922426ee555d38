//! Every page and style sheet of the site by the Nu HTML Checker, and what the policies list.

use std::path::PathBuf;
use std::process::Command;

use base64::prelude::{BASE64_STANDARD, Engine as _};
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::http::{self, Answer};
use super::server::Server;

/// What the checker says without a fault in a page: how its message starts, what the place looks like, and why it is no fault.
const EXPLAINED: [(&str, &str, &str); 5] = [
    (
        "Inline script violates Content Security Policy",
        "<script type=\"",
        "data blocks run nothing, so that no policy is asked; HTML Living Standard, prepare the script element",
    ),
    ("Inline script violates Content Security Policy", "<script>", "the checker compares no hashes; a test below does"),
    ("Inline style violates Content Security Policy", "<style>", "the checker compares no hashes; a test below does"),
    ("CSS: Parse Error.", "(finding-", "the checker knows no `::highlight()`; CSS Custom Highlight API, section 3"),
    ("CSS: “field-sizing”", "d-sizing", "CSS Basic User Interface Level 4, section 3.1"),
];

/// Returns what the checker has to say about pages, as page, place and message.
///
/// It reads them from a server, since `'self'` in a policy stands for no file.
fn check(urls: &[String]) -> Vec<[String; 3]> {
    let tools = std::env::var_os("KBGEN_TEST_TOOLS")
        .map(PathBuf::from)
        .expect("run this test through `tests/run`, which installs what it needs");
    let output = Command::new("java")
        // Most of its time is its start; better code would come too late.
        .args(["-XX:TieredStopAtLevel=1", "-Xss4m", "-Dnu.validator.servlet.allow-forbidden-hosts=true", "-jar"])
        .arg(tools.join("node_modules/vnu-jar/build/dist/vnu.jar"))
        .args(["--format", "json", "--exit-zero-always", "--also-check-css"])
        .args(urls)
        .output()
        .expect("java");
    let said: Value = serde_json::from_slice(&output.stderr).expect("JSON");
    let text = |message: &Value, key: &str| message[key].as_str().unwrap_or_default().to_owned();
    let messages = said["messages"].as_array().expect("messages");
    messages.iter().map(|message| ["url", "extract", "message"].map(|key| text(message, key))).collect()
}

fn is_explained([_, place, message]: &[String; 3]) -> bool {
    EXPLAINED.iter().any(|(start, mark, _)| message.starts_with(start) && place.contains(mark))
}

#[test]
fn the_checker_finds_no_fault_on_any_page() {
    let server = Server::start();
    let pages: Vec<String> = Server::paths()
        .filter(|path| path.ends_with(".html") || path.ends_with(".css"))
        .map(|path| server.url(path.strip_suffix("index.html").unwrap_or(path)))
        .collect();
    let is_form = |url: &&String| url.contains("/templates/") && url.ends_with(".html");
    assert!(pages.len() > 150 && pages.iter().filter(is_form).count() > 15, "{} pages", pages.len());
    let found = check(&pages);
    let faults: Vec<_> = found.iter().filter(|message| !is_explained(message)).collect();
    assert!(faults.is_empty(), "{faults:#?}");
    for (start, ..) in EXPLAINED {
        assert!(found.iter().any(|[.., message]| message.starts_with(start)), "no longer said: {start}");
    }
}

/// Each inline style and script is one that the policy of its page lists, by a hash.
#[test]
fn what_is_inline_is_what_policies_list() {
    let mut compared = 0;
    for path in Server::paths().filter(|path| path.ends_with(".html")) {
        let page = std::str::from_utf8(Server::file(path).expect("a page")).expect("UTF-8");
        for (tag, end) in [("<style", "</style>"), ("<script", "</script>")] {
            for rest in page.split(tag).skip(1) {
                let (attributes, rest) = rest.split_once('>').expect("a tag");
                let text = rest.split(end).next().expect("an end");
                let hash = format!("'sha256-{}'", BASE64_STANDARD.encode(Sha256::digest(text)));
                let is_data = ["json\"", "deflate\""].iter().any(|kind| attributes.ends_with(kind));
                if !is_data && !attributes.contains(" src=") {
                    assert!(page.contains(&hash), "{tag}{attributes}> of {path}");
                    compared += 1;
                }
            }
        }
    }
    assert!(compared > 60, "{compared}");
}

/// The checker would say what is wrong, of HTML and of policies.
#[test]
fn planted_faults_are_found() {
    const PAGE: &str = r#"<!doctype html><html lang="en"><meta charset="utf-8"><title>Planted</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'"><p><img src="x.png"><b id="a"></p><b id="a"></b>
<section><p>No heading</p></section>"#;
    let address = http::serve(|_| Answer { status: 200, kind: "text/html; charset=utf-8", bytes: PAGE.into() });
    let found = check(&[address]);
    for fault in ["An “img” element must have an “alt”", "Duplicate ID", "Section lacks heading", "Resource violates"]
    {
        assert!(
            found.iter().any(|message| message[2].starts_with(fault) && !is_explained(message)),
            "{fault}: {found:#?}"
        );
    }
}
