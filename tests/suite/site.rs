//! The real site, read by an independent HTML and an independent XML parser.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::sync::OnceLock;

use scraper::{Html, Selector};

use super::project::Project;
use super::rules::Tree;

/// The site of this repository's knowledge base.
fn site() -> &'static Tree {
    static SITE: OnceLock<Tree> = OnceLock::new();
    SITE.get_or_init(|| Project::real().build().site())
}

fn pages() -> impl Iterator<Item = (&'static str, Html)> {
    site()
        .iter()
        .filter(|(path, _)| path.ends_with(".html"))
        .map(|(path, bytes)| (path.as_str(), Html::parse_document(std::str::from_utf8(bytes).expect("UTF-8"))))
}

fn select(css: &str) -> Selector {
    Selector::parse(css).expect("a selector")
}

fn text(path: &str) -> &'static str {
    std::str::from_utf8(&site()[path]).expect("UTF-8")
}

/// Joins a page's folder and a relative URL, as a browser would.
fn join(page: &str, url: &str) -> Option<String> {
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in url.split('/') {
        match part {
            "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    let mut path = parts.join("/");
    if path.ends_with('/') || path.is_empty() {
        path.push_str("index.html");
    }
    Some(path)
}

/// Every link, picture, style sheet and icon of every page is relative, leads to a file of the site, and to a place in it.
#[test]
fn every_reference_leads_somewhere() {
    let mut ids: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    let pages: Vec<_> = pages().collect();
    for (path, page) in &pages {
        let own =
            page.select(&select("[id]")).filter_map(|element| element.value().attr("id").map(str::to_owned)).collect();
        ids.insert(path, own);
    }
    let mut faults = String::new();
    let mut links = 0;
    for (path, page) in &pages {
        // The page for what is not there is served at any depth, so its links start at the site's root.
        let page_path = if *path == "404.html" { "index.html" } else { path };
        for (css, attribute) in [("a[href], link[href]", "href"), ("img[src], script[src]", "src")] {
            for element in page.select(&select(css)) {
                let url = element.value().attr(attribute).expect("selected by it");
                let absolute = matches!(element.value().attr("rel"), Some("canonical"));
                if absolute
                    || url.starts_with("mailto:")
                    || (element.value().name() == "a" && url.starts_with("https://"))
                {
                    continue;
                }
                links += 1;
                let url = if *path == "404.html" {
                    url.strip_prefix('/').map_or(url.to_owned(), |url| format!("./{url}"))
                } else {
                    url.to_owned()
                };
                let (file, fragment) =
                    url.split_once('#').map_or((url.as_str(), None), |(file, fragment)| (file, Some(fragment)));
                let target = if file.is_empty() { Some((*path).to_owned()) } else { join(page_path, file) };
                let Some(target) = target.filter(|target| site().contains_key(target) && !file.starts_with('/')) else {
                    writeln!(faults, "{path}: `{url}` leads nowhere").expect("memory");
                    continue;
                };
                if let Some(fragment) = fragment
                    && !ids.get(target.as_str()).is_some_and(|ids| ids.contains(fragment))
                {
                    writeln!(faults, "{path}: `{url}` has no such place").expect("memory");
                }
            }
        }
    }
    assert!(faults.is_empty(), "{faults}");
    assert!(links > 3000, "only {links} links were looked at");
}

#[test]
fn every_page_is_well_made() {
    let mut faults = String::new();
    let mut titles = BTreeMap::new();
    for (path, page) in pages() {
        let count = |css: &str| page.select(&select(css)).count();
        let redirect = count("meta[http-equiv=refresh]") == 1;
        let mut fault = |what: &str| writeln!(faults, "{path}: {what}").expect("memory");
        if count("html[lang=en]") != 1 || count("meta[charset]") != 1 || count("head > title") != 1 {
            fault("no language, character set or title");
        }
        let mut ids = BTreeSet::new();
        for element in page.select(&select("[id]")) {
            let id = element.value().attr("id").expect("selected by it");
            if !ids.insert(id.to_owned()) {
                fault(&format!("id `{id}` twice"));
            }
        }
        if redirect {
            continue;
        }
        // An email template as a file stands alone: its style and scripts are in it, and its policy allows nothing else.
        if path.starts_with("templates/") && !path.ends_with("/index.html") {
            let policy = page.select(&select("meta[http-equiv=Content-Security-Policy]")).next();
            let policy = policy.and_then(|policy| policy.value().attr("content")).unwrap_or_default();
            let closed = policy.starts_with("default-src 'none'; script-src 'sha256-");
            if !closed || count("h1") != 1 || count("script") != 3 || count("script[src], link, img") != 0 {
                fault("not a document that stands alone");
            }
            continue;
        }
        if count("h1") != 1 || count("main") != 1 || count("a.skip") != 1 {
            fault("not one h1, one main and one skip link");
        }
        let mut above = 0;
        for heading in page.select(&select("h1, h2, h3, h4, h5, h6")) {
            let level: u32 = heading.value().name()[1..].parse().expect("a level");
            if level > above + 1 {
                fault(&format!("heading level {level} after {above}"));
            }
            above = level;
        }
        if count("img:not([alt])")
            + count("[onclick], [onload], [style]")
            + count("script[src]:not([defer]), style, iframe")
            > 0
        {
            fault("an image without alternative text, or inline code or style");
        }
        let title: String = page.select(&select("head > title")).flat_map(|title| title.text()).collect();
        if let Some(other) = titles.insert(title.clone(), path) {
            fault(&format!("title `{title}` is that of {other} too"));
        }
        for script in page.select(&select("script[type='application/ld+json']")) {
            let json: String = script.text().collect();
            let value: serde_json::Value = serde_json::from_str(&json).expect("JSON");
            if value["@context"] != "https://schema.org" {
                fault("structured data without context");
            }
        }
    }
    assert!(faults.is_empty(), "{faults}");
}

#[test]
fn every_kind_of_page_is_there() {
    for path in [
        "index.html",
        "404.html",
        "guides/index.html",
        "guides/season/index.html",
        "guides/season/after-interview/index.html",
        "scenarios/index.html",
        "scenarios/thank-you/index.html",
        "templates/index.html",
        "templates/thank-you-interviewer/index.html",
        "templates/thank-you-interviewer/thank-you-interviewer.txt",
        "windows/early-review/index.html",
        "check/index.html",
        "search/index.html",
        "season/index.html",
        "pitfalls/index.html",
        "pitfalls/generic-praise/index.html",
        "questions/index.html",
        "glossary/index.html",
        "checklists/index.html",
        "checklists/pre-send/index.html",
        "packs/index.html",
        "sitemap.xml",
        "feed.xml",
        "robots.txt",
    ] {
        assert!(site().contains_key(path), "{path}");
    }
}

/// Without scripts the season is there with all its dates, and the page for drafts says what to do in its place.
#[test]
fn pages_with_scripts_can_be_read_without() {
    let read = |path: &str| Html::parse_document(text(path));
    for path in ["index.html", "season/index.html"] {
        let page = read(path);
        let rows = page.select(&select(".season-rows > li")).count();
        let when = select(".season-rows > li[data-opens][data-closes] .season-when .unseen");
        let dated = page.select(&when).filter(|when| when.text().any(|text| text.contains("202"))).count();
        let bars = page.select(&select(".season-rows > li > svg > line.edge[x1][x2]")).count();
        assert!(rows > 8, "{path}");
        assert_eq!((dated, bars), (rows, rows), "{path}");
    }
    let draft = read("check/index.html");
    let said: String = draft.select(&select("kbgen-draft > .callout")).flat_map(|node| node.text()).collect();
    assert!(said.contains("scripts"), "{said}");
    assert!(draft.select(&select("main .cards a[href*='checklists/']")).count() > 0);
}

/// A page that shows several texts, such as the questions, counts as one.
#[test]
fn a_term_is_marked_once_a_page() {
    let mut marked = 0;
    for (path, page) in pages() {
        let mut seen = BTreeSet::new();
        for term in page.select(&select("a.term")) {
            let url = term.value().attr("href").expect("a link").to_owned();
            assert!(seen.insert(url.clone()), "{path}: {url} twice");
            marked += 1;
        }
    }
    assert!(marked > 100, "only {marked} terms are marked");
}

#[test]
fn the_sitemap_names_every_page_once() {
    let document = roxmltree::Document::parse(text("sitemap.xml")).expect("XML");
    let base = "https://before-the-match.example.org/";
    let named: Vec<String> = document
        .descendants()
        .filter(|node| node.has_tag_name("loc"))
        .map(|node| node.text().expect("a URL").strip_prefix(base).expect("an absolute URL").to_owned())
        .collect();
    let expected: BTreeSet<String> =
        site().keys().filter_map(|path| path.strip_suffix("index.html")).map(str::to_owned).collect();
    assert_eq!(named.iter().cloned().collect::<BTreeSet<_>>(), expected);
    assert_eq!(named.len(), expected.len());
}

#[test]
fn the_feed_is_atom() {
    let document = roxmltree::Document::parse(text("feed.xml")).expect("XML");
    let atom = "http://www.w3.org/2005/Atom";
    let root = document.root_element();
    assert!(root.has_tag_name((atom, "feed")));
    let child = |node: roxmltree::Node<'_, '_>, name: &str| {
        node.children()
            .find(|child| child.has_tag_name((atom, name)))
            .map(|child| child.text().unwrap_or_default().to_owned())
    };
    for required in ["id", "title", "updated"] {
        assert!(child(root, required).is_some_and(|text| !text.is_empty()), "{required}");
    }
    let entries: Vec<_> = root.children().filter(|node| node.has_tag_name((atom, "entry"))).collect();
    assert!(!entries.is_empty() && entries.len() <= 30);
    let updated: Vec<String> = entries.iter().map(|entry| child(*entry, "updated").expect("a date")).collect();
    assert!(updated.is_sorted_by(|a, b| a >= b), "newest first");
    for entry in entries {
        let id = child(entry, "id").expect("an id");
        let path = id.strip_prefix("https://before-the-match.example.org/").expect("an absolute URL");
        let path = path.split('#').next().unwrap_or_default();
        assert!(site().contains_key(&format!("{path}index.html")), "{id}");
    }
}

#[test]
fn redirects_lead_to_their_page() {
    let project = Project::small();
    project.replace(
        "content/guides/soil.md",
        "title = \"Soil\"",
        "title = \"Soil & water\"\naliases = [\"/old/soil\", \"earth.html\"]",
    );
    let site = project.build().site();
    let target = |path: &str| {
        let page = Html::parse_document(std::str::from_utf8(&site[path]).expect("UTF-8"));
        let refresh = select("meta[http-equiv=refresh]");
        let content =
            page.select(&refresh).next().expect("a redirect").value().attr("content").expect("a target").to_owned();
        join(path, content.strip_prefix("0; url=").expect("at once")).expect("inside")
    };
    assert_eq!(target("old/soil/index.html"), "guides/soil/index.html");
    assert_eq!(target("earth.html"), "guides/soil/index.html");
}

#[test]
fn highlighting_is_loaded_only_where_it_is_needed() {
    let project = Project::small();
    project.write("content/guides/code.md", "+++\ntitle = \"Code\"\n+++\n\n```toml\na = 1\n```\n");
    let site = project.build().site();
    let loads = |path: &str| String::from_utf8_lossy(&site[path]).contains("assets/highlight.");
    assert!(loads("guides/code/index.html"));
    assert!(!loads("guides/soil/index.html"));
}

/// A knowledge base's own theme replaces single files of the built-in one.
#[test]
fn a_theme_is_overridden_file_by_file() {
    let project = Project::small();
    project.write(
        "theme/layouts/checklist.html",
        "{% extends \"layouts/base.html\" %}\n{% block main %}<p>{{ page.title }}: own</p>{% endblock %}\n",
    );
    project.write("theme/css/components/own.css", ".own { color: red; }\n");
    let site = project.build().site();
    assert!(String::from_utf8_lossy(&site["checklists/before/index.html"]).contains("<p>Before you send: own</p>"));
    assert!(String::from_utf8_lossy(&site["guides/soil/index.html"]).contains("<h1>Soil</h1>"));
    let style = site.iter().find(|(path, _)| path.starts_with("assets/style.")).expect("a style sheet");
    assert!(String::from_utf8_lossy(style.1).contains(".own{color:red}"));
}

#[test]
fn without_a_base_url_there_are_no_absolute_links() {
    let project = Project::small();
    project.replace("kbgen.toml", "base_url = \"https://garden.example.org/\"\n", "");
    let site = project.build().site();
    assert!(!site.contains_key("sitemap.xml") && !site.contains_key("feed.xml"));
    for (path, bytes) in site.iter().filter(|(path, _)| path.ends_with(".html")) {
        assert!(!String::from_utf8_lossy(bytes).contains("canonical"), "{path}");
    }
}
