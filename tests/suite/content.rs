//! The knowledge base of this repository, read by others than kbgen.

use std::path::Path;

use super::rules::read_tree;

/// Email templates are a subset of Tera's language, so Tera itself must be able to parse them.
#[test]
fn tera_parses_every_email_template() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
    let mut parsed = 0;
    for (path, bytes) in read_tree(&folder) {
        let text = String::from_utf8(bytes).expect("UTF-8");
        if !path.ends_with(".md") || path == "index.md" {
            continue;
        }
        let (_, rest) = text.split_once("+++\n").expect("front matter");
        let (front, body) = rest.split_once("\n+++\n").expect("an end of it");
        let front: toml::Table = toml::from_str(front).expect("TOML");
        let subject = front["subject"].as_str().expect("a subject");
        for text in [subject, body] {
            // Tera's own set has no filter for dates.
            let mut tera = tera::Tera::new();
            tera.register_filter("date", |value: &str, _: tera::Kwargs, _: &tera::State<'_>| value.to_owned());
            if let Err(error) = tera.add_raw_template(&path, text) {
                panic!("{path}: {error}");
            }
        }
        parsed += 1;
    }
    assert!(parsed >= 16, "only {parsed} templates");
}
