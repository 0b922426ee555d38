//! What the search of the site reads, and its page.
//!
//! Everything is a script that holds a value, so that it can be read from a disk too. Of a site with any number of pages, a
//! browser reads only what it asks for:
//!
//! ```text
//! search/head.js          the folder of all others, where each of them begins, what the search says
//! search/<hash>/wN.js     words in their order: in how many sections each stands, in which, and how much that counts
//! search/<hash>/fN.js     the words alone, for those that are misspelt at their end
//! search/<hash>/bN.js     the same by their last letters, for those that are misspelt at their start
//! search/<hash>/pN.js     pages and their sections as they are shown
//! ```
//!
//! A section's number tells where it is: five bits for the section of a page, four for the page of a file, the rest for the
//! file. How much a word counts in a section does not depend on other pages, and how rare it is is told apart.

mod chunks;
mod entries;
mod places;
mod spelling;
mod words;

use rayon::prelude::*;
use serde::Serialize;
use serde_json::json;

use super::client::literal;
use super::page::Renderer;
use crate::diag::Diagnostics;
use crate::error::Error;
use crate::output::{Artifact, OutputPath};
use chunks::Chunks;
use entries::{Entry, KINDS};
use places::{Part, SECTIONS};
use words::{Fields, Words};

/// Path of the page in the site.
pub(super) const PATH: &str = "search/";

/// Files of pages that one thread reads in a row.
const GROUP: usize = 32;

/// Most bytes of a section that are shown.
const SHOWN: usize = 1200;

/// Nothing but what every page has.
#[derive(Serialize)]
struct Empty {}

impl Renderer<'_> {
    /// Renders the page for searching.
    ///
    /// # Errors
    ///
    /// The findings of a layout that can't be rendered.
    pub fn search(&self) -> Result<Artifact, Diagnostics> {
        let strings = &self.theme.strings;
        let mut frame = self.frame("search", strings.text("search"), PATH, None);
        strings.text("search_lead").clone_into(&mut frame.description);
        self.write(frame, &Empty {}, &[])
    }

    /// Hands over the index of all pages, one file after the other.
    ///
    /// # Errors
    ///
    /// The first error of `put`.
    pub fn search_index(&self, put: &(dyn Fn(Artifact) -> Result<(), Error> + Sync)) -> Result<(), Error> {
        let entries = self.entries();
        let folder = folder(&entries);
        let file = |name: String, data: &str| script(&format!("{PATH}{folder}{name}.js"), data);

        let parts = places::place(&entries);
        let groups: Vec<Words> = parts
            .par_chunks(GROUP)
            .enumerate()
            .map(|(group, files)| {
                let mut words = Words::default();
                for (at, parts) in files.iter().enumerate() {
                    let data = self.pages(&entries, parts, at * places::PER_FILE, &mut words);
                    put(file(format!("p{}", group * GROUP + at), &data))?;
                }
                Ok(words)
            })
            .collect::<Result<_, Error>>()?;
        let mut listed = words::merge(groups, GROUP * places::PER_FILE);
        let synonyms = words::synonyms(&entries, &self.kb.settings.synonyms);
        words::add(&mut listed, &synonyms);
        let (by_start, by_end) = spelling::lists(&listed);
        let listed = Chunks::of_words(&listed, &synonyms);
        for (letter, chunks) in [('w', &listed), ('f', &by_start), ('b', &by_end)] {
            chunks.data.par_iter().enumerate().try_for_each(|(at, data)| put(file(format!("{letter}{at}"), data)))?;
        }
        let strings = &self.theme.strings;
        let kinds = KINDS.map(|kind| {
            // Pages that only lead on have words of all that they lead to.
            let counts = if matches!(kind, "home" | "catalogue") { 0.5 } else { 1.0 };
            let section = match kind {
                "window" => "windows",
                "home" | "catalogue" => "pages",
                _ => "",
            };
            let group = entries::section_of(kind)
                .map_or_else(|| strings.search.said[section].as_str(), |section| &strings.sections[section.name()]);
            (strings.kinds[kind].as_str(), group, counts)
        });
        let shelves: Vec<[String; 2]> = self
            .kb
            .catalogues()
            .into_iter()
            .map(|section| {
                let link = self.section_link(section);
                [link.title, link.path]
            })
            .collect();
        let head = json!({
            "folder": format!("{PATH}{folder}"),
            "records": entries.iter().map(Entry::sections).sum::<usize>(),
            "words": listed.starts,
            "starts": by_start.starts,
            "ends": by_end.starts,
            "kinds": kinds,
            "shelves": shelves,
            "endings": strings.search.endings,
            "shortEndings": strings.search.endings_after_three,
            "common": strings.search.common,
            "strings": strings.search.said,
        });
        put(script(&format!("{PATH}head.js"), &literal(&head)))
    }

    /// Returns the data of one file of pages, and counts their words; `first` is the number of its first section in `words`.
    fn pages(&self, entries: &[Entry<'_>], parts: &[Part], first: usize, words: &mut Words) -> String {
        let mut shown = Vec::with_capacity(parts.len());
        for (slot, part) in parts.iter().enumerate() {
            let entry = &entries[part.entry];
            // What a page of its kind is called is a name of each.
            let label = self.theme.strings.kinds[KINDS[entry.kind]].as_str();
            let more: Vec<&str> = entry.also.iter().copied().chain([label]).collect();
            let mut sections = Vec::new();
            for (at, section) in entry.texts().into_iter().enumerate().skip(part.first).take(SECTIONS) {
                let is_head = at == 0;
                let fields = Fields {
                    title: entry.title,
                    is_head,
                    heading: &section.heading,
                    description: section.description,
                    more: if is_head { &more } else { &[] },
                    text: &section.text,
                    notes: &section.notes,
                };
                words.add(first + slot * SECTIONS + (at - part.first), &fields);
                let both = [section.description, &section.text];
                let mut text = both.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ");
                text.truncate(
                    (0..=SHOWN.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default(),
                );
                sections.push((section.anchor, section.heading, text));
            }
            shown.push((entry.kind, entry.title, &entry.path, sections));
        }
        literal(&shown)
    }
}

/// Returns a script that leaves a value where who loads it finds it.
fn script(path: &str, data: &str) -> Artifact {
    Artifact::new(OutputPath::new(path), format!("document.currentScript.data={data};\n"))
}

/// Returns the name of the folder for an index of these pages. It is needed before the index is there, so it is a hash of
/// everything that the index is made from.
fn folder(entries: &[Entry<'_>]) -> String {
    let of_entries: Vec<blake3::Hash> = entries.par_iter().map(Entry::hash).collect();
    let mut hasher = blake3::Hasher::new();
    hasher.update(concat!("kbgen ", env!("CARGO_PKG_VERSION"), " search 1").as_bytes());
    for hash in &of_entries {
        hasher.update(hash.as_bytes());
    }
    format!("{}/", &hasher.finalize().to_hex()[..12])
}
