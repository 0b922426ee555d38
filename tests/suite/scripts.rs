//! Scripts of the site and of the offline forms: what a page names is there, and only what it needs.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read as _;
use std::path::Path;
use std::sync::LazyLock;

use base64::prelude::{BASE64_STANDARD, Engine as _};
use kbgen::script::{Kind, PACKED_MAP, compact, imports, tokens};
use scraper::{Html, Selector};
use serde_json::{Value, json};

use super::project::Project;
use super::rules::{Tree, read_tree};

static SITE: LazyLock<Tree> = LazyLock::new(|| Project::real().build().site());

fn select(css: &str) -> Selector {
    Selector::parse(css).expect("a selector")
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("UTF-8")
}

/// Returns the import map of a document.
fn map(document: &Html) -> Option<BTreeMap<String, String>> {
    let text = |selector: &str| Some(document.select(&select(selector)).next()?.text().collect::<String>());
    let packed = format!("script[type='{PACKED_MAP}']");
    let text = text("script[type=importmap]").or_else(|| text(&packed).map(|packed| unpacked(&packed)))?;
    let map: Value = serde_json::from_str(&text).expect("JSON");
    Some(serde_json::from_value(map["imports"].clone()).expect("addresses by name"))
}

fn unpacked(packed: &str) -> String {
    let bytes = BASE64_STANDARD.decode(packed).expect("base64");
    let mut text = String::new();
    flate2::read::ZlibDecoder::new(bytes.as_slice()).read_to_string(&mut text).expect("what was deflated");
    text
}

/// Returns the path in the site of a relative URL.
fn resolved(page: &str, url: &str) -> String {
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in url.split('/') {
        match part {
            "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// Returns what a module exports, if it is data.
fn data(module: &str) -> Value {
    let json =
        module.strip_prefix("export default ").and_then(|rest| rest.strip_suffix(";\n")).expect("a module of data");
    assert!(!json.contains(['<', '\u{2028}', '\u{2029}']));
    serde_json::from_str(json).expect("JSON")
}

#[test]
fn a_page_with_an_element_has_all_that_it_imports_at_hand() {
    let (mut with, mut without) = (0, 0);
    for (path, bytes) in SITE.iter().filter(|(path, _)| path.ends_with("index.html")) {
        let document = Html::parse_document(text(bytes));
        let elements: BTreeSet<&str> =
            document.select(&select("*")).filter_map(|element| element.value().name().strip_prefix("kbgen-")).collect();
        let Some(map) = map(&document) else {
            assert_eq!(elements.len(), 0, "{path}");
            assert_eq!(document.select(&select("script[type=module], link[rel=modulepreload]")).count(), 0, "{path}");
            without += 1;
            continue;
        };
        with += 1;
        // What a layout could show counts for all of its pages.
        let hrefs = |css: &str, name: &str| -> BTreeSet<String> {
            document
                .select(&select(css))
                .map(|element| resolved(path, element.value().attr(name).expect("selected by it")))
                .collect()
        };
        let mut loaded = hrefs("link[rel=modulepreload]", "href");
        let start = hrefs("script[defer]", "src");
        assert_eq!(start.len(), 1, "{path}");
        loaded.extend(start);
        let address = |name: &str| {
            let (prefix, address) =
                map.iter().filter(|(prefix, _)| name.starts_with(*prefix)).max_by_key(|(prefix, _)| prefix.len())?;
            Some(resolved(path, &format!("{address}{}", &name[prefix.len()..])))
        };
        for element in elements {
            let module = address(&format!("kbgen/elements/{element}.js")).expect("an address");
            assert!(loaded.contains(&module), "{path}: {module} is not preloaded");
        }
        for module in &loaded {
            let module = text(SITE.get(module).unwrap_or_else(|| panic!("{path}: {module} is not there")));
            for import in imports(module).into_iter().filter(|import| !import.dynamic) {
                let imported = address(import.specifier).expect("an address");
                assert!(loaded.contains(&imported), "{path}: {imported} is not preloaded");
            }
        }
    }
    assert!(with > 20 && without > 20, "{with} pages with scripts, {without} without");
}

#[test]
fn data_is_what_programs_read() {
    let file = |name: &str| {
        let found = SITE.iter().find(|(path, _)| path.starts_with("data/") && path.ends_with(name));
        text(found.unwrap_or_else(|| panic!("{name} is not there")).1)
    };
    let mut checks = data(file("/checks.js"));
    let paths = checks.as_object_mut().and_then(|checks| checks.remove("paths")).expect("paths");
    assert_eq!(checks, serde_json::from_slice::<Value>(&SITE["checks.json"]).expect("JSON"));
    for path in paths.as_object().expect("paths by id").values() {
        assert!(SITE.contains_key(&format!("{}index.html", path.as_str().expect("a path"))), "{path}");
    }
    let templates: Value = serde_json::from_slice(&SITE["templates.json"]).expect("JSON");
    for template in templates["templates"].as_array().expect("templates") {
        let module = data(file(&format!("/templates/{}.js", template["id"].as_str().expect("an id"))));
        for key in ["id", "title", "path", "scenario", "window", "subject", "body", "parameters"] {
            assert_eq!(module[key], template[key], "{key}");
        }
        assert_eq!(module["dates"], templates["dates"]);
    }
}

#[test]
fn the_season_is_told_with_dates_and_distances() {
    let project = Project::small();
    project.write(
        "content/windows/after-visit.md",
        "+++\ntitle = \"After a visit\"\nopens = \"visit\"\ncloses = \"visit + 48h\"\n+++\n",
    );
    let season = std::fs::read_to_string(project.path("content/season.toml")).expect("the season");
    let more = "\n[[cycles]]\nid = \"2028\"\nlabel = \"2028\"\nstarts = 2027-06-01\nends = 2028-06-30\n";
    project.write("content/season.toml", season + more);
    let site = project.build().site();
    let season = site.iter().find(|(path, _)| path.ends_with("/season.js")).expect("the season");
    let season = data(text(season.1));
    assert_eq!(season["cycle"]["id"], "2027");
    assert_eq!(season["next"]["id"], "2028");
    let of = |list: &str, id: &str| {
        let list = season[list].as_array().expect("a list");
        list.iter().find(|entry| entry["id"] == id).unwrap_or_else(|| panic!("no {id} in {list:?}")).clone()
    };
    let mut spring = of("windows", "spring");
    let scenarios = spring.as_object_mut().and_then(|spring| spring.remove("scenarios")).expect("scenarios");
    assert_eq!(scenarios[0]["path"], format!("scenarios/{}/", scenarios[0]["id"].as_str().expect("an id")));
    assert_eq!(
        spring,
        json!({
            "id": "spring", "title": "Spring", "path": "windows/spring/",
            "opens": { "date": "2027-05-15", "anchor": "frost-end", "hours": 0, "in_hours": false },
            "closes": { "date": "2027-06-14", "anchor": "frost-end", "hours": 720, "in_hours": false },
            "status": "expected", "personal": false, "quiet": false, "next": ["2028-05-15", "2028-06-14"],
        })
    );
    assert_eq!(
        of("windows", "after-visit"),
        json!({
            "id": "after-visit", "title": "After a visit", "path": "windows/after-visit/",
            "opens": { "anchor": "visit", "hours": 0, "in_hours": false },
            "closes": { "anchor": "visit", "hours": 48, "in_hours": true },
            "status": "", "personal": true, "quiet": false, "scenarios": [],
        })
    );
    assert_eq!(
        of("anchors", "frost-end"),
        json!({
            "id": "frost-end", "label": "Last frost", "personal": false, "date": "2027-05-15", "status": "expected",
            "next": "2028-05-15",
        })
    );
}

#[test]
fn an_offline_form_is_one_file_with_what_its_template_needs() {
    let mut largest = 0;
    for (path, bytes) in SITE.iter().filter(|(path, _)| path.starts_with("templates/") && !path.ends_with("index.html"))
    {
        let Some((_, id)) = path.strip_suffix(".html").and_then(|path| path.rsplit_once('/')) else { continue };
        let document = Html::parse_document(text(bytes));
        let modules: BTreeMap<String, String> = map(&document)
            .unwrap_or_else(|| panic!("{path} has no form"))
            .into_iter()
            .map(|(name, url)| {
                let code = url.strip_prefix("data:text/javascript,").expect("a module in the file itself");
                (name, percent_encoding::percent_decode_str(code).decode_utf8().expect("UTF-8").into_owned())
            })
            .collect();
        for (name, module) in &modules {
            for import in imports(module) {
                assert!(modules.contains_key(import.specifier), "{path}: {name} imports {}", import.specifier);
            }
        }
        // The words of what the form is made of, and not those of the site's other elements.
        let strings = data(&modules["kbgen/data/strings.js"]);
        let strings = strings.as_object().expect("words by name");
        assert!(["keep", "take_open", "review_gaps", "words_between"].iter().all(|key| strings.contains_key(*key)));
        assert!(!strings.keys().any(|key| ["take_in_", "today_", "draft_"].iter().any(|start| key.starts_with(start))));
        let template = data(&modules[&format!("kbgen/data/templates/{id}.js")]);
        let checks = data(&modules["kbgen/data/checks.js"]);
        let all: Value = serde_json::from_slice(&SITE["checks.json"]).expect("JSON");
        let scenario = &template["scenario"];
        let named = |list: &Value| list.as_array().is_some_and(|list| list.contains(scenario));
        let counts = |detector: &&Value| {
            (detector["scenarios"].is_null() || named(&detector["scenarios"])) && !named(&detector["except"])
        };
        let counting: Vec<&Value> = all["detectors"].as_array().expect("detectors").iter().filter(counts).collect();
        assert_eq!(checks["detectors"].as_array().expect("detectors").iter().collect::<Vec<_>>(), counting, "{path}");
        assert_eq!(checks["lexicon"], all["lexicon"]);
        largest = largest.max(bytes.len());
    }
    assert!((1..=MOST).contains(&largest), "the largest has {largest} bytes");
}

/// The most bytes of an offline form.
const MOST: usize = 120_000;

/// What is left out of modules is nothing that runs.
#[test]
fn compact_modules_have_the_same_tokens() {
    let theme = read_tree(&Path::new(env!("CARGO_MANIFEST_DIR")).join("theme/js"));
    assert!(theme.len() > 20);
    for (path, bytes) in &theme {
        let run = |text: &str| -> Vec<String> {
            let kept = tokens(text).into_iter().filter(|token| token.kind != Kind::Comment);
            kept.map(|token| text[token.range].to_owned()).collect()
        };
        let short = compact(text(bytes));
        assert_eq!(run(&short), run(text(bytes)), "{path}");
        assert!(tokens(&short).iter().all(|token| token.kind != Kind::Comment), "{path}");
    }
}

#[test]
fn a_script_of_the_knowledge_base_replaces_the_built_in_one() {
    let folder = |site: &Tree| {
        let main = site.keys().find(|path| path.starts_with("assets/js/") && path.ends_with("/main.js"));
        main.expect("the first module").clone()
    };
    let project = Project::small();
    let before = folder(&project.build().site());
    project.write("theme/js/main.js", "import('kbgen/core/text.js');\n");
    let site = project.build().site();
    let after = folder(&site);
    assert_ne!(before, after);
    assert_eq!(text(&site[&after]), "import('kbgen/core/text.js');\n");
}
