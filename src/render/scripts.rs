//! The theme's scripts: modules under `theme/js/`, which import each other as `kbgen/<path>`.
//!
//! Every page has `main.js`, which is no module, so that it runs from a disk too. A page has modules if its layout has an
//! element of theirs: `<kbgen-NAME>` is started by `elements/NAME.js`. All modules lie in one folder that is named for what
//! they hold, so that a page's import map finds each of them. Those of the search are joined into one script.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::client::DATA_MODULES;
use super::faults::{MISSING_MODULE, UNJOINABLE_MODULE};
use crate::diag::{Diagnostic, Diagnostics, suggest_path};
use crate::load::ThemeFile;
use crate::output::{Artifact, OutputPath};
use crate::pack;
use crate::script;
use crate::source::{Sources, Span};

/// What every import of theirs starts with.
pub(super) const PREFIX: &str = "kbgen/";
/// Modules of the site's data, which are no files of the theme.
pub(super) const DATA: &str = "data/";
/// The script that pages start with.
pub(super) const MAIN: &str = "main.js";
/// The modules of the search, and the one that starts it.
const SEARCH: &str = "search/";
const SEARCH_MAIN: &str = "search/start.js";

/// The theme's modules.
#[derive(Debug, Default)]
pub(super) struct Scripts {
    modules: BTreeMap<String, Module>,
    /// Where they lie in the site, `/` included.
    pub(super) folder: String,
    /// The elements of each layout, by the layout's path.
    elements: BTreeMap<String, BTreeSet<String>>,
    /// The search as one script; it has no path if the theme has none.
    search: String,
    pub(super) search_path: String,
}

#[derive(Debug)]
struct Module {
    /// Without comments.
    text: String,
    /// The same as an address, for forms that hold their own modules.
    url: Arc<str>,
    /// Names of what it imports, and whether it can do without it at first.
    imports: Vec<(String, bool)>,
}

/// Returns the path of a module of the theme without what all of them start with.
fn name_of(file: &ThemeFile) -> Option<&str> {
    file.path.strip_prefix("js/").filter(|name| name.ends_with(".js"))
}

impl Scripts {
    /// Reads the modules. `layouts` are the layouts that pages are made of, each with all that it is put together from.
    pub(super) fn read(
        files: &[ThemeFile],
        layouts: &BTreeMap<&str, Vec<&str>>,
        sources: &Sources,
        found: &mut Diagnostics,
    ) -> Self {
        let names: BTreeSet<&str> = files.iter().filter_map(name_of).collect();
        let search = search(files, sources, found);
        let search_path = match search.as_str() {
            "" => String::new(),
            text => format!("assets/search.{}.js", &blake3::hash(text.as_bytes()).to_hex()[..12]),
        };
        let mut modules = BTreeMap::new();
        let mut hasher = blake3::Hasher::new();
        for (file, name) in files.iter().filter_map(|file| Some((file, name_of(file)?))) {
            let text = sources[file.source].text.clone();
            let mut imports = Vec::new();
            for import in script::imports(&text) {
                let local = import.specifier.strip_prefix(PREFIX);
                let data = |name: &str| name.strip_prefix(DATA).is_some_and(|name| DATA_MODULES.contains(&name));
                match local.filter(|name| names.contains(name) || data(name)) {
                    Some(name) => imports.push((name.to_owned(), import.dynamic)),
                    None => found.push(missing(&import, &names, file)),
                }
            }
            // Lengths keep one file's end from passing for the next one's start.
            hasher.update(&(name.len() as u64).to_le_bytes()).update(name.as_bytes());
            hasher.update(&(text.len() as u64).to_le_bytes()).update(text.as_bytes());
            let text = script::compact(&text);
            let url = pack::module_url(&text).into();
            modules.insert(name.to_owned(), Module { text, url, imports });
        }
        let folder = format!("assets/js/{}/", &hasher.finalize().to_hex()[..12]);
        let elements = layouts
            .iter()
            .map(|(layout, texts)| {
                let all = texts.iter().flat_map(|text| elements_in(text));
                ((*layout).to_owned(), all.filter(|name| names.contains(element(name).as_str())).collect())
            })
            .collect();
        Self { modules, folder, elements, search, search_path }
    }

    /// Returns the scripts as files of the site.
    pub(super) fn artifacts(&self) -> impl Iterator<Item = Artifact> {
        let file = |(name, module): (&String, &Module)| {
            Artifact::new(OutputPath::new(format!("{}{name}", self.folder)), module.text.as_str())
        };
        let search = (!self.search.is_empty())
            .then(|| Artifact::new(OutputPath::new(self.search_path.clone()), self.search.as_str()));
        self.modules.iter().filter(|(name, _)| !name.starts_with(SEARCH)).map(file).chain(search)
    }

    /// Returns a module as an address that holds it.
    pub(super) fn url(&self, name: &str) -> Option<Arc<str>> {
        self.modules.get(name).map(|module| Arc::clone(&module.url))
    }

    /// Returns whether a file of the theme, by its path, is a module that something starts or imports.
    pub(super) fn uses(&self, path: &str) -> bool {
        let elements = self.elements.values().flatten().map(|name| element(name));
        let starts: Vec<String> = elements.chain([MAIN.to_owned(), SEARCH_MAIN.to_owned()]).collect();
        path.strip_prefix("js/").is_some_and(|name| self.reached(&starts, true).contains(name))
    }

    /// Returns what a page of a layout runs at once, by name: none if nothing on it is to be started.
    pub(super) fn of_layout(&self, layout: &str) -> Option<BTreeSet<&str>> {
        let elements = self.elements.get(layout).filter(|elements| !elements.is_empty())?;
        let starts: Vec<String> = elements.iter().map(|name| element(name)).chain([MAIN.to_owned()]).collect();
        Some(self.reached(&starts, false))
    }

    /// Returns the names of modules and of everything that they import, those of data included; what is imported
    /// only when it is needed too, if `all`.
    pub(super) fn reached(&self, starts: &[String], all: bool) -> BTreeSet<&str> {
        let mut left: Vec<&str> =
            starts.iter().filter_map(|name| self.modules.get_key_value(name)).map(|(name, _)| name.as_str()).collect();
        let mut reached: BTreeSet<&str> = left.iter().copied().collect();
        while let Some(name) = left.pop() {
            let imports = self.modules.get(name).map_or(&[][..], |module| &module.imports);
            for (name, _) in imports.iter().filter(|(_, dynamic)| all || !dynamic) {
                if reached.insert(name) {
                    left.push(name);
                }
            }
        }
        reached
    }
}

/// Joins what the search runs; empty if the theme has no search or it can't be joined, which is reported.
fn search(files: &[ThemeFile], sources: &Sources, found: &mut Diagnostics) -> String {
    let named = files.iter().filter_map(|file| Some((name_of(file)?, file)));
    let files: BTreeMap<&str, &ThemeFile> = named.collect();
    let texts = files.iter().map(|(name, file)| (*name, sources[file.source].text.as_str())).collect();
    if !files.contains_key(SEARCH_MAIN) {
        return String::new();
    }
    script::join(&texts, SEARCH_MAIN, PREFIX).unwrap_or_else(|fault| {
        // That there is no such module is told of every module.
        if fault.is_absent {
            return String::new();
        }
        let file = files[fault.module.as_str()];
        let text = &sources[file.source].text[fault.range.clone()];
        let place = file.source.place(Span::at(0, fault.range));
        let finding = Diagnostic::new(&UNJOINABLE_MODULE, place, format!("`{text}` {}", fault.what));
        found.push(
            finding.help("the search is one script: its modules import names from `kbgen/` and export declarations"),
        );
        String::new()
    })
}

/// Returns the module of an element.
pub(super) fn element(name: &str) -> String {
    format!("elements/{name}.js")
}

/// Returns the names behind `<kbgen-` in a layout.
fn elements_in(text: &str) -> impl Iterator<Item = String> {
    text.split("<kbgen-")
        .skip(1)
        .map(|rest| rest.chars().take_while(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || *c == '-').collect())
}

fn missing(import: &script::Import<'_>, names: &BTreeSet<&str>, file: &ThemeFile) -> Diagnostic {
    let place = file.source.place(Span::at(0, import.range.clone()));
    let finding = Diagnostic::new(&MISSING_MODULE, place, format!("the theme has no module `{}`", import.specifier));
    let known: Vec<String> = names.iter().map(|name| format!("{PREFIX}{name}")).collect();
    match suggest_path(import.specifier, known.iter().map(String::as_str)) {
        Some(close) => finding.help(format!("did you mean `{close}`?")),
        None => finding.help("modules import each other as `kbgen/` and the path under `theme/js/`"),
    }
}
