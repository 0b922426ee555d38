//! The theme's files: those embedded in the program, each replaced by the knowledge base's own if it has one.

use std::collections::BTreeMap;

use include_dir::{Dir, include_dir};

use crate::source::{SourceId, Sources};

static EMBEDDED: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/theme");

/// A layout, style sheet or table of strings.
#[derive(Debug, Clone)]
pub struct ThemeFile {
    /// Path from `theme/`.
    pub path: String,
    /// Its text.
    pub source: SourceId,
    /// Whether the embedded theme has a file of this name.
    pub embedded: bool,
}

/// Returns the table of strings that came with the program, which every other one is held against.
pub(crate) fn original_strings() -> &'static str {
    EMBEDDED.get_file("strings/en.toml").and_then(include_dir::File::contents_utf8).expect("the theme has strings")
}

/// Returns the files of the theme by path; `overrides` are the knowledge base's own.
pub(super) fn files(overrides: Vec<(String, SourceId)>, sources: &mut Sources) -> Vec<ThemeFile> {
    let mut files: BTreeMap<String, ThemeFile> = overrides
        .into_iter()
        .map(|(path, source)| (path.clone(), ThemeFile { path, source, embedded: false }))
        .collect();
    let mut folders = vec![&EMBEDDED];
    while let Some(folder) = folders.pop() {
        folders.extend(folder.dirs());
        for file in folder.files() {
            let path = file.path().to_str().expect("the theme's paths are ASCII").replace('\\', "/");
            let text = file.contents_utf8().expect("the theme's files are texts");
            files.entry(path.clone()).and_modify(|own| own.embedded = true).or_insert_with(|| ThemeFile {
                source: sources.add(format!("theme/{path}"), text),
                path,
                embedded: true,
            });
        }
    }
    files.into_values().collect()
}
