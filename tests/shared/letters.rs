//! What the cases of `tests/messages/` are made of: the knowledge base that they share, and their settings.

use std::path::{Path, PathBuf};

use jiff::civil::Date;
use kbgen::model::{EmailTemplate, Id, KnowledgeBase};

use super::cases::Case;

pub(crate) fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/messages")
}

/// What a case says beside its texts.
pub(crate) struct Settings {
    pub(crate) scenario: Option<String>,
    pub(crate) template: Option<String>,
    pub(crate) today: Option<Date>,
    pub(crate) to: Vec<String>,
    pub(crate) attachments: Vec<String>,
}

pub(crate) fn settings(case: &Case) -> Settings {
    let table: toml::Table = toml::from_str(case.parts.get("settings").map_or("", String::as_str)).expect("TOML");
    let text = |name: &str| table.get(name).map(|value| value.as_str().expect("a text").to_owned());
    let list = |name: &str| {
        let items = table.get(name).map_or(&[][..], |value| value.as_array().expect("an array"));
        items.iter().map(|item| item.as_str().expect("a text").to_owned()).collect()
    };
    Settings {
        scenario: text("scenario"),
        template: text("template"),
        today: table.get("today").map(|value| value.to_string().parse().expect("a date")),
        to: list("to"),
        attachments: list("attachments"),
    }
}

/// Returns the template of this name.
pub(crate) fn find(kb: &KnowledgeBase, name: &str) -> Id<EmailTemplate> {
    let found = kb.templates.iter().find(|(_, template)| kb.pages[template.page].name == name);
    found.unwrap_or_else(|| panic!("no template `{name}`")).0
}
