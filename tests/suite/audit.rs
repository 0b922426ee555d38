//! `kbgen audit`: each fault is found in its place, and what the program writes has none.

use std::fmt::Write as _;
use std::io::Write as _;

use base64::prelude::{BASE64_STANDARD, Engine as _};
use kbgen::audit;
use kbgen::output::{Artifact, OutputPath};
use kbgen::pack::archive;
use kbgen::source::LineIndex;
use sha2::{Digest as _, Sha256};

use super::project::Project;

/// The policy of a page without scripts.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'";

/// Returns a page with this policy, and this in its head and body, each on lines of its own from the fifth on.
fn page(policy: &str, head: &str, body: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"en\"><head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n{head}\n</head><body>\n{body}\n</body></html>\n"
    )
}

/// Returns what is found, a line each.
fn found(files: &[(&str, &[u8])]) -> Vec<String> {
    let files = files.iter().flat_map(|(path, bytes)| audit::look(path, bytes)).collect();
    let (sources, found) = audit::report(files);
    found
        .iter()
        .map(|finding| {
            let source = &sources[finding.place.source];
            let at = LineIndex::new(&source.text).locate(finding.place.span.start);
            let excerpt = &source.text[finding.place.span.range()];
            let mut line = format!("{}:{}:{} {}", source.path, at.line, at.column, finding.rule.name);
            write!(line, ": {} | {excerpt}", finding.message).expect("memory");
            line
        })
        .collect()
}

/// Returns what is found in a page with this in its body; the body starts in line 7.
fn in_body(body: &str) -> Vec<String> {
    found(&[("a.html", page(POLICY, "", body).as_bytes())])
}

fn in_head(policy: &str, head: &str) -> Vec<String> {
    found(&[("a.html", page(policy, head, "").as_bytes())])
}

#[test]
fn what_nobody_fetches_is_let_through() {
    let body = r##"<a href="https://x.org/" rel="noopener" target="_blank">x</a> <a href="mailto:a@x.org" target="_self">m</a>
        <img src="../a.png" srcset="a.png 1x, b.png 2x" alt=""> <img src="data:image/png;base64,AAAA" alt="">
        <svg xmlns="http://www.w3.org/2000/svg"><use href="#a"/><path fill="url(#b)"/><title>a</title></svg>
        <blockquote cite="https://x.org/">q</blockquote> <x-y src="https://x.org" data="https://x.org"></x-y>
        <!-- <img src="https://x.org/a.png"> --> <code>&lt;img src="https://x.org/a.png"&gt;</code> <data value="1">1</data>"##;
    assert_eq!(in_body(body), [""; 0]);
    let head = r#"<link rel="canonical" href="https://x.org/"><meta property="og:url" content="https://x.org/">
        <meta property="og:image" content="https://x.org/a.png"><link rel="alternate" href="https://x.org/feed.xml">
        <meta http-equiv="refresh" content="5; url=../b/"><link rel="stylesheet" href="a.css">
        <script type="application/ld+json">{"@context": "https://schema.org"}</script>
        <script type="application/json">{"a": "<img src='https://x.org'>"}</script>"#;
    assert_eq!(in_head(POLICY, head), [""; 0]);
    let others: [(&str, &str); 5] = [
        (
            "a.css",
            "@import 'b.css'; a { background: url(c.png); } /* url(https://x.org) */ b::after { content: 'https://x.org'; }",
        ),
        (
            "a.js",
            "import 'kbgen/a.js'; const at = 'https://x.org/'; open(at); // import 'https://x.org'\n/fetch('https:..x')/;",
        ),
        ("a.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"><image href=\"a.png\"/></svg>"),
        ("a.txt", "<img src=https://x.org>"),
        ("a.json", "<img src=https://x.org>"),
    ];
    for (path, text) in others {
        assert_eq!(found(&[(path, text.as_bytes())]), [""; 0], "{path}");
    }
}

#[test]
fn what_a_page_fetches_from_elsewhere_is_found() {
    let line =
        |at: usize, what: &str, excerpt: &str| vec![format!("a.html:7:{at} foreign-request: {what} | {excerpt}")];
    let cases = [
        (
            "<img alt='' src='https://x.org/a.png'>",
            13,
            "`<img src>` leads to `https://x.org/a.png`",
            "src='https://x.org/a.png'",
        ),
        ("<IMG ALT='' SRC=//x.org/a.png>", 13, "`<img src>` leads to `//x.org/a.png`", "SRC=//x.org/a.png"),
        ("<img src='/&#x2F;x.org'>", 6, "`<img src>` leads to `//x.org`", "src='/&#x2F;x.org'"),
        (
            "<img srcset='a.png, http://x.org/b.png 2x'>",
            6,
            "`<img srcset>` leads to `http://x.org/b.png`",
            "srcset='a.png, http://x.org/b.png 2x'",
        ),
        ("<iframe src='https://x.org'></iframe>", 9, "`<iframe src>` leads to `https://x.org`", "src='https://x.org'"),
        (
            "<object data='https://x.org'></object>",
            9,
            "`<object data>` leads to `https://x.org`",
            "data='https://x.org'",
        ),
        (
            "<form action='https://x.org'></form>",
            7,
            "`<form action>` leads to `https://x.org`",
            "action='https://x.org'",
        ),
        (
            "<button formaction='https://x.org'>a</button>",
            9,
            "`<button formaction>` leads to `https://x.org`",
            "formaction='https://x.org'",
        ),
        (
            "<video poster='https://x.org'></video>",
            8,
            "`<video poster>` leads to `https://x.org`",
            "poster='https://x.org'",
        ),
        (
            "<svg><image xlink:href='https://x.org'/></svg>",
            13,
            "`<image xlink:href>` leads to `https://x.org`",
            "xlink:href='https://x.org'",
        ),
        (
            "<svg><path fill='url(https://x.org#a)'/></svg>",
            12,
            "the style sheet fetches `https://x.org#a`",
            "fill='url(https://x.org#a)'",
        ),
        (
            "<a href='b' ping='c https://x.org'>a</a>",
            13,
            "`<a ping>` leads to `https://x.org`",
            "ping='c https://x.org'",
        ),
        (
            "<noscript><img src='https://x.org'></noscript>",
            16,
            "`<img src>` leads to `https://x.org`",
            "src='https://x.org'",
        ),
        (
            "<iframe srcdoc='<img src=//x.org>'></iframe>",
            9,
            "`<img src>` leads to `//x.org`",
            "srcdoc='<img src=//x.org>'",
        ),
    ];
    for (body, at, what, excerpt) in cases {
        assert_eq!(in_body(body), line(at, what, excerpt), "{body}");
    }
    let cases = [
        (
            "<link rel='preload stylesheet' href='https://x.org'>",
            32,
            "`<link href>` leads to `https://x.org`",
            "href='https://x.org'",
        ),
        ("<link href='//x.org' rel=dns-prefetch>", 7, "`<link href>` leads to `//x.org`", "href='//x.org'"),
        ("<base href='https://x.org'>", 7, "`<base href>` leads to `https://x.org`", "href='https://x.org'"),
        (
            "<meta http-equiv=Refresh content=\"0;URL='https://x.org'\">",
            26,
            "`<meta content>` leads to `https://x.org`",
            "content=\"0;URL='https://x.org'\"",
        ),
        ("<script src='https://x.org'></script>", 9, "`<script src>` leads to `https://x.org`", "src='https://x.org'"),
    ];
    for (head, at, what, excerpt) in cases {
        let expected = format!("a.html:5:{at} foreign-request: {what} | {excerpt}");
        assert_eq!(in_head(POLICY, head), [expected], "{head}");
    }
}

#[test]
fn what_styles_and_scripts_fetch_from_elsewhere_is_found() {
    let css = "/* é */\n@import \"https://x.org/a.css\";\n@import url(//x.org);\na { src: url('https://x.org/b') }\n\
               @media print { a { background: image-set(\"https://x.org/c\" 1x) } }\n";
    let expected = [
        "a.css:2:9 foreign-request: the style sheet fetches `https://x.org/a.css` | \"https://x.org/a.css\"",
        "a.css:3:9 foreign-request: the style sheet fetches `//x.org` | url(//x.org)",
        "a.css:4:14 foreign-request: the style sheet fetches `https://x.org/b` | 'https://x.org/b'",
        "a.css:5:42 foreign-request: the style sheet fetches `https://x.org/c` | \"https://x.org/c\"",
    ];
    assert_eq!(found(&[("a.css", css.as_bytes())]), expected);
    let js = "import { é } from 'https://x.org/a.js';\nexport * from \"//x.org/b.js\";\nconst c = await import('https://x.org/c.js');\n\
              fetch(`https://x.org/${d}`); new Worker('https://x.org/e');\nrequest.open('GET', 'https://x.org/f'); img.src = 'https://x.org/g';\n";
    let expected = [
        "a.js:1:20 foreign-request: the script imports `https://x.org/a.js` | https://x.org/a.js",
        "a.js:2:16 foreign-request: the script imports `//x.org/b.js` | //x.org/b.js",
        "a.js:3:25 foreign-request: the script imports `https://x.org/c.js` | https://x.org/c.js",
        "a.js:4:8 foreign-request: the script fetches `https://x.org/` | https://x.org/",
        "a.js:4:42 foreign-request: the script fetches `https://x.org/e` | https://x.org/e",
        "a.js:5:22 foreign-request: the script fetches `https://x.org/f` | https://x.org/f",
        "a.js:5:52 foreign-request: the script fetches `https://x.org/g` | https://x.org/g",
    ];
    assert_eq!(found(&[("a.js", js.as_bytes())]), expected);
}

#[test]
fn policies_are_held_against_the_page() {
    let strict = "default-src 'none'; base-uri 'none'; form-action 'none'";
    let cases = [
        (
            format!("{strict}; style-src 'self'"),
            "<style>a{}</style>",
            vec!["a.html:5:8 unlisted-inline: the policy does not list this style | a{}"],
        ),
        (
            format!("{strict}; script-src 'self'"),
            "<script>a()</script>",
            vec!["a.html:5:9 unlisted-inline: the policy does not list this script | a()"],
        ),
        (
            format!("{strict}; script-src 'self'"),
            "<script type=importmap>{}</script>",
            vec!["a.html:5:24 unlisted-inline: the policy does not list this script | {}"],
        ),
        (
            format!("{strict}; style-src 'sha256-AAAA'"),
            "",
            vec!["a.html:4:120 unused-hash: nothing in the page has the hash 'sha256-AAAA' | 'sha256-AAAA'"],
        ),
        (
            format!("{strict}; script-src 'unsafe-inline'"),
            "<script>a()</script>",
            vec!["a.html:4:44 weak-policy: the policy allows `'unsafe-inline'` in `script-src` | content=\"CONTENT\""],
        ),
        (
            format!("{strict}; img-src *"),
            "",
            vec!["a.html:4:44 weak-policy: the policy allows `*` in `img-src` | content=\"CONTENT\""],
        ),
        (
            "default-src 'none'; form-action 'none'".to_owned(),
            "",
            vec!["a.html:4:44 weak-policy: the policy has no `base-uri 'none'` | content=\"CONTENT\""],
        ),
        (
            "base-uri 'none'; form-action 'none'".to_owned(),
            "",
            vec!["a.html:4:44 weak-policy: the policy has no `default-src 'none'` | content=\"CONTENT\""],
        ),
    ];
    for (policy, head, expected) in cases {
        let expected: Vec<String> = expected.iter().map(|line| line.replace("CONTENT", &policy)).collect();
        assert_eq!(in_head(&policy, head), expected, "{policy}");
    }
    // What does not end ends with the page.
    assert_eq!(
        found(&[("a.html", page(&format!("{strict}; style-src 'self'"), "<style>a{}", "").as_bytes())]).len(),
        1
    );
    // The hash of `a {}` and a line break, by another program.
    let listed = format!("{strict}; style-src 'sha256-ffLTrIV+pQfEkN/w3Rbf9koq8M1pRhO8MKGADBLhsRg='");
    assert_eq!(in_head(&listed, "<style>a {}\n</style>"), [""; 0]);
}

#[test]
fn scripts_and_styles_in_attributes_are_found() {
    let cases = [
        ("<p onclick='a()'>", "4 inline-handler: `<p onclick>` is a script | onclick='a()'"),
        ("<p style='color: red'>", "4 style-attribute: `<p>` has a style of its own | style='color: red'"),
        ("<a href=' javascript:a()'>a</a>", "4 script-url: `<a href>` is a script | href=' javascript:a()'"),
        (
            "<a href='https://x.org' target=_BLANK>a</a>",
            "1 missing-noopener: `<a>` opens a new window without `rel=\"noopener\"` | <a href='https://x.org' target=_BLANK>",
        ),
    ];
    for (body, expected) in cases {
        assert_eq!(in_body(body), [format!("a.html:7:{expected}")], "{body}");
    }
}

#[test]
fn a_policy_must_come_first() {
    assert_eq!(
        found(&[("a.html", b"<title>a</title>")]),
        ["a.html:1:1 missing-policy: the page has no content security policy | "]
    );
    let meta = format!("<meta http-equiv='content-security-policy' content=\"{POLICY}\">");
    let late = format!("<head><link rel=icon href=a.svg>{meta}");
    let expected = format!(
        "a.html:1:76 weak-policy: the policy comes after `<link>`, which it does not govern | content=\"{POLICY}\""
    );
    assert_eq!(found(&[("a.html", late.as_bytes())]), [expected]);
    let outside = format!("<body>{meta}");
    let expected = format!(
        "a.html:1:50 weak-policy: the policy stands outside of the head, where browsers ignore it | content=\"{POLICY}\""
    );
    assert_eq!(found(&[("a.html", outside.as_bytes())]), [expected]);
}

#[test]
fn modules_of_one_file_are_looked_into() {
    let map = r#"{"imports":{"x/a.js":"data:text/javascript,fetch('https://x.org/%2523')"}}"#;
    let policy = "default-src 'none'; base-uri 'none'; form-action 'none'; script-src data: 'sha256-HASH'";
    let text = page(policy, &format!("<script type=\"importmap\">{map}</script>"), "");
    let mut found = found(&[("a.html", text.as_bytes())]);
    found.sort_by_key(|line| line.split(' ').nth(1).map(str::to_owned));
    assert_eq!(
        found[0],
        format!("a.html:5:26 foreign-request: in module `x/a.js` the script fetches `https://x.org/%23` | {map}")
    );
    // Its hash is wrong, and nothing else is: `data:` modules need `data:`.
    let rules: Vec<&str> = found.iter().filter_map(|line| line.split(' ').nth(1)).collect();
    assert_eq!(rules, ["foreign-request:", "unlisted-inline:", "unused-hash:"]);
}

#[test]
fn packed_modules_and_styles_are_looked_into() {
    let pack = |text: &str| {
        let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(text.as_bytes()).and_then(|()| encoder.finish()).map(|bytes| BASE64_STANDARD.encode(bytes))
    };
    let element = |kind: &str, text: &str| format!("<script type=\"{kind}\">{}</script>", pack(text).expect("memory"));
    let hash = |text: &str| format!("'sha256-{}'", BASE64_STANDARD.encode(Sha256::digest(text)));
    let rules = |map: &str, style: &str, hashes: [&str; 2]| -> Vec<String> {
        let policy = format!(
            "default-src 'none'; base-uri 'none'; form-action 'none'; script-src data: {}; style-src {}",
            hash(hashes[0]),
            hash(hashes[1])
        );
        let parts = element("application/importmap+deflate", map) + &element("text/css+deflate", style);
        let found = found(&[("a.html", page(&policy, &parts, "").as_bytes())]);
        found.iter().filter_map(|line| line.split(' ').nth(1)).map(str::to_owned).collect()
    };
    let map = r#"{"imports":{"x/a.js":"data:text/javascript,a()"}}"#;
    let bad_map = r#"{"imports":{"x/a.js":"data:text/javascript,fetch('https://x.org/')"}}"#;
    let (style, bad_style) = ("a{}", "a{background:url(//x.org)}");
    assert_eq!(rules(map, style, [map, style]), [""; 0]);
    assert_eq!(rules(bad_map, style, [bad_map, style]), ["foreign-request:"]);
    assert_eq!(rules(map, bad_style, [map, bad_style]), ["foreign-request:"]);
    // A hash of the other part counts for that one only.
    assert_eq!(rules(map, style, [style, style]), ["unlisted-inline:"]);
    assert_eq!(rules(map, style, [map, map]), ["unlisted-inline:"]);
    assert_eq!(rules(map, style, [map, ""]), ["unused-hash:", "unlisted-inline:"]);
}

#[test]
fn what_is_in_packs_is_looked_at_once() {
    let bad = page(POLICY, "", "<img src='//x.org'>");
    let zip = |files: &[(&str, &str)]| {
        let files: Vec<Artifact> =
            files.iter().map(|(path, text)| Artifact::new(OutputPath::new(*path), *text)).collect();
        archive(&files)
    };
    let packs = (zip(&[("p/a.html", &bad), ("p/b.txt", &bad)]), zip(&[("all/p/a.html", &bad)]));
    let line = |path: &str| format!("{path}:7:6 foreign-request: `<img src>` leads to `//x.org` | src='//x.org'");
    assert_eq!(found(&[("q.zip", &packs.0)]), [line("q.zip/p/a.html")]);
    assert_eq!(found(&[("t/a.html", bad.as_bytes()), ("q.zip", &packs.0), ("all.zip", &packs.1)]), [line("t/a.html")]);
    let half = &packs.0[..packs.0.len() / 2];
    let broken = found(&[("q.zip", half)]);
    assert!(
        broken.len() == 1 && broken[0].starts_with("q.zip:1:1 unreadable-pack: the zip file can't be read"),
        "{broken:?}"
    );
}

/// Line ends are the reader's own affair, places and hashes are the same.
#[test]
fn carriage_returns_change_nothing() {
    let text = page(POLICY, "", "<p>é\n<img src='//x.org'>").replace('\n', "\r\n");
    assert_eq!(
        found(&[("a.html", text.as_bytes())]),
        ["a.html:8:6 foreign-request: `<img src>` leads to `//x.org` | src='//x.org'"]
    );
}

#[test]
fn the_real_site_is_clean_and_a_planted_fault_is_not() {
    let project = Project::real();
    project.build();
    let run = project.run(&["audit"]);
    assert_eq!((run.code, run.stdout.as_str()), (0, ""), "{}", run.stderr);
    let page = "site/glossary/index.html";
    project.replace(page, "</main>", "<img src=\"https://x.org/a.png\" alt=\"\">\n</main>");
    let run = project.run(&["audit", "site", "--format", "json"]);
    assert_eq!((run.code, run.stderr.as_str()), (1, ""));
    let json: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
    let findings = json["findings"].as_array().expect("findings");
    assert_eq!((findings.len(), &findings[0]["rule"]), (1, &"foreign-request".into()), "{}", run.stdout);
    assert!(project.run(&["audit", "--format", "sarif"]).stdout.contains("\"ruleId\": \"foreign-request\""));
}

#[test]
fn what_is_no_site_is_not_called_clean() {
    let project = Project::small();
    let run = project.run(&["audit", "content"]);
    assert_eq!(
        (run.code, run.stderr.as_str()),
        (2, "error: `FOLDER` is `content`, expected the folder of a built site\n")
    );
    assert_eq!(project.run(&["audit"]).code, 2);
}
