//! Where each page is told: in which file, and at which place in it. Known before any page is read.

use super::entries::Entry;

/// Most sections of a page; further ones are told as another page of the same name.
pub(super) const SECTIONS: usize = 32;
/// Most pages of a file.
const PAGES: usize = 16;
/// Section numbers of a file.
pub(super) const PER_FILE: usize = PAGES * SECTIONS;
/// Bytes that a file is to have at most, if it has more than one page.
const FILE_BYTES: usize = 8_000;

/// A page of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Part {
    /// Index of the entry.
    pub(super) entry: usize,
    /// Its first section that belongs here.
    pub(super) first: usize,
}

/// Returns the pages of each file.
pub(super) fn place(entries: &[Entry<'_>]) -> Vec<Vec<Part>> {
    let mut files: Vec<Vec<Part>> = Vec::new();
    let mut room = 0;
    for (index, entry) in entries.iter().enumerate() {
        let sections = entry.sections();
        let parts = sections.div_ceil(SECTIONS);
        let size = entry.size() / parts;
        for first in (0..parts).map(|part| part * SECTIONS) {
            let part = Part { entry: index, first };
            match files.last_mut() {
                Some(file) if size <= room && file.len() < PAGES => file.push(part),
                _ => {
                    files.push(vec![part]);
                    room = FILE_BYTES;
                }
            }
            room = room.saturating_sub(size);
        }
    }
    files
}
