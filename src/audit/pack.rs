//! The files of a zip.

use std::io::{Cursor, Read as _};

use zip::ZipArchive;

use super::faults::UNREADABLE_PACK;
use super::{Fault, File, is_looked_at, look_at};

/// The most that a zip may unpack to, in bytes.
const MOST: u64 = 256 << 20;

/// Looks at each file of a zip.
pub(super) fn look(path: &str, bytes: &[u8]) -> Vec<File> {
    let mut found = Vec::new();
    if let Err(why) = look_inside(path, bytes, &mut found) {
        let faults = vec![Fault::new(&UNREADABLE_PACK, 0..0, why)];
        found.push(File { path: path.to_owned(), text: String::new(), packed: true, faults });
    }
    found
}

fn look_inside(path: &str, bytes: &[u8], found: &mut Vec<File>) -> Result<(), String> {
    let damaged = |err: &dyn std::fmt::Display| format!("the zip file can't be read: {err}");
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|err| damaged(&err))?;
    let mut left = MOST;
    for index in 0..archive.len() {
        let entry = archive.by_index(index).map_err(|err| damaged(&err))?;
        let name = entry.name().map_err(|err| damaged(&err))?.replace(char::is_control, "\u{FFFD}");
        if !is_looked_at(&name) || name.ends_with(".zip") {
            continue;
        }
        let mut content = Vec::new();
        entry.take(left + 1).read_to_end(&mut content).map_err(|err| damaged(&err))?;
        left = left.checked_sub(content.len() as u64).ok_or("the zip file unpacks to more than a pack may hold")?;
        found.extend(look_at(&format!("{path}/{name}"), &content).map(|file| File { packed: true, ..file }));
    }
    Ok(())
}
