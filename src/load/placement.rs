//! What a file is, by the folder it lies in.

use super::kinds::Position;
use crate::config::Section;

/// A file's place in a knowledge base.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// `kbgen.toml`.
    Config,
    /// `content/season.toml`.
    Season,
    /// `templates/params.toml`.
    Parameters,
    /// `content/rules.toml`.
    Rules,
    /// `templates/personas/<id>.toml`.
    Persona(String),
    /// A page.
    Page(Position),
}

/// Folders under `content/` with the kind of what lies directly in them.
const FOLDERS: [(&str, Section); 6] = [
    ("scenarios", Section::Scenarios),
    ("windows", Section::Season),
    ("pitfalls", Section::Pitfalls),
    ("faq", Section::Questions),
    ("glossary", Section::Glossary),
    ("checklists", Section::Checklists),
];

/// Returns the place of the file at `path`; `None` if no kind lies there.
pub(super) fn place(path: &str) -> Option<Place> {
    match path {
        "kbgen.toml" => return Some(Place::Config),
        "content/season.toml" => return Some(Place::Season),
        "templates/params.toml" => return Some(Place::Parameters),
        "content/rules.toml" => return Some(Place::Rules),
        "content/index.md" => return Some(Place::Page(Position::Home)),
        _ => {}
    }
    if let Some(name) = path.strip_prefix("templates/personas/").and_then(|name| name.strip_suffix(".toml")) {
        return (!name.contains('/')).then(|| Place::Persona(name.to_owned()));
    }
    let page = path.strip_suffix(".md")?;
    let parts: Vec<&str> = page.split('/').collect();
    let position = match parts.as_slice() {
        ["content", "guides", "index"] => Position::Introduction(Section::Guides),
        ["content", "guides", folders @ .., "index"] => Position::Guide { name: folders.join("/"), section: true },
        ["content", "guides", rest @ ..] if !rest.is_empty() => {
            Position::Guide { name: rest.join("/"), section: false }
        }
        ["content", folder, name] => {
            let (_, section) = FOLDERS.iter().find(|(known, _)| known == folder)?;
            match *name {
                "index" => Position::Introduction(*section),
                name => Position::Entity { section: *section, name: name.to_owned() },
            }
        }
        ["templates", "index"] => Position::Introduction(Section::Templates),
        ["templates", scenario, name] => {
            Position::Template { scenario: (*scenario).to_owned(), name: (*name).to_owned() }
        }
        _ => return None,
    };
    Some(Place::Page(position))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_come_from_folders() {
        let guide = |name: &str, section| Some(Place::Page(Position::Guide { name: name.into(), section }));
        assert_eq!(place("content/guides/lease/b-1.md"), guide("lease/b-1", false));
        assert_eq!(place("content/guides/lease/index.md"), guide("lease", true));
        assert_eq!(place("content/windows/index.md"), Some(Place::Page(Position::Introduction(Section::Season))));
        assert_eq!(
            place("templates/thanks/short.md"),
            Some(Place::Page(Position::Template { scenario: "thanks".into(), name: "short".into() }))
        );
    }

    #[test]
    fn other_places_hold_nothing() {
        for path in [
            "content/about.md",
            "content/windows/2027/late.md",
            "content/guide/a.md",
            "templates/a.md",
            "content/faq.toml",
        ] {
            assert_eq!(place(path), None, "{path}");
        }
    }
}
