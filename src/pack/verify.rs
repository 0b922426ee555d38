//! Reads a pack back and holds it against its own manifest and sums.
//!
//! A pack may come from anybody, so nothing in it is believed before it is checked: how much it unpacks to, where its
//! names lead, whether one name stands for two files. Nothing is ever written.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read as _};

use zip::ZipArchive;

use super::escape::shown;
use super::manifest::{FORMAT, File, Manifest, describe, version_of};
use super::names::folded;
use super::zip::{MANIFEST, SUMS};
use crate::output::OutputPath;

/// The most that one entry may unpack to, in bytes.
const MOST_OF_ENTRY: u64 = 64 << 20;
/// The most that a pack may unpack to, in bytes.
const MOST_IN_ALL: u64 = 256 << 20;
/// What marks a symbolic link among a file's Unix modes.
const LINK: u32 = 0o120_000;

/// A pack that is what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// The folder that all its files are in.
    pub folder: String,
    /// What it holds.
    pub manifest: Manifest,
    /// Number of files, manifest and sums included.
    pub files: usize,
}

/// Verifies a pack.
///
/// # Errors
///
/// Everything that is wrong with it, in words, a line each; at least one line.
pub fn verify(bytes: &[u8]) -> Result<Verified, Vec<String>> {
    let names = directory(bytes).map_err(|fault| vec![fault])?;
    let folder = common_folder(&names)?;
    let contents = unpack(bytes, &names, &folder)?;
    let mut faults = Vec::new();
    let manifest = read_manifest(&contents, &mut faults);
    let sums = read_sums(&contents, &mut faults);
    let (Some(manifest), Some(sums)) = (manifest, sums) else { return Err(faults) };
    compare(&contents, &manifest, &sums, &mut faults);
    if manifest.version != version_of(&manifest.files) {
        faults.push(format!(
            "the version is `{}`, but these files make it `{}`",
            shown(&manifest.version),
            version_of(&manifest.files)
        ));
    }
    if faults.is_empty() { Ok(Verified { folder, manifest, files: contents.len() }) } else { Err(faults) }
}

/// Returns the entries' names in an archive's directory, each as it stands before its entry too.
///
/// Readers of zip files disagree where the two differ, where a name is there twice, or where something stands before or
/// after; so such an archive is refused. Source: PKWARE APPNOTE, sections 4.3.7, 4.3.12 and 4.3.16.
fn directory(bytes: &[u8]) -> Result<Vec<String>, String> {
    let broken = || "this is not a zip file, or it is damaged".to_owned();
    let short = |at: usize| Some(usize::from(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?)));
    let long = |at: usize| usize::try_from(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?)).ok();
    let signed = |at: usize, mark: &[u8]| bytes.get(at..).is_some_and(|rest| rest.starts_with(mark));
    let end = bytes.len().checked_sub(22).filter(|end| signed(*end, b"PK\x05\x06")).ok_or_else(broken)?;
    let (count, mut at) = short(end + 10).zip(long(end + 16)).ok_or_else(broken)?;
    let mut names = Vec::with_capacity(count);
    for _ in 0..count {
        let lengths = [28, 30, 32].map(|field| short(at + field));
        let ([Some(name_len), Some(extra), Some(comment)], Some(local)) = (lengths, long(at + 42)) else {
            return Err(broken());
        };
        let name = bytes.get(at + 46..at + 46 + name_len).ok_or_else(broken)?;
        let before = short(local + 26).and_then(|len| bytes.get(local + 30..local + 30 + len));
        if !signed(at, b"PK\x01\x02") || !signed(local, b"PK\x03\x04") || before != Some(name) {
            return Err(broken());
        }
        names.push(String::from_utf8(name.to_vec()).map_err(|_| "a file name is not UTF-8".to_owned())?);
        at += 46 + name_len + extra + comment;
    }
    if at == end { Ok(names) } else { Err(broken()) }
}

/// Returns the one folder of all entries; refuses names that lead elsewhere, or that some system takes for one.
fn common_folder(names: &[String]) -> Result<String, Vec<String>> {
    let mut faults = Vec::new();
    let mut seen = BTreeSet::new();
    let mut folders = BTreeSet::new();
    for name in names {
        let path = name.strip_suffix('/').unwrap_or(name);
        if OutputPath::parse(path).is_none() || path.contains(':') {
            faults.push(format!("`{}` leads out of the pack's folder", shown(name)));
        } else if !seen.insert(folded(path)) {
            faults.push(format!("`{}` is there twice", shown(name)));
        } else if let Some((folder, _)) = name.split_once('/') {
            folders.insert(folder);
        } else {
            faults.push(format!("`{}` is in no folder", shown(name)));
        }
    }
    if faults.is_empty() && folders.len() != 1 {
        faults.push(format!("a pack is one folder; this one has {}", folders.len()));
    }
    match folders.first() {
        Some(folder) if faults.is_empty() => Ok((*folder).to_owned()),
        _ => Err(faults),
    }
}

/// Returns the files by their path in the folder.
fn unpack(bytes: &[u8], names: &[String], folder: &str) -> Result<BTreeMap<String, Vec<u8>>, Vec<String>> {
    let broken = |err: zip::result::ZipError| vec![format!("the zip file is damaged: {}", shown(&err.to_string()))];
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
    let mut contents = BTreeMap::new();
    let mut total = 0;
    for name in names.iter().filter(|name| !name.ends_with('/')) {
        let entry = archive.by_name(name).map_err(broken)?;
        if entry.unix_mode().is_some_and(|mode| mode & 0o170_000 == LINK) {
            return Err(vec![format!("`{}` is a symbolic link", shown(name))]);
        }
        let most = MOST_OF_ENTRY.min(MOST_IN_ALL - total);
        let mut content = Vec::new();
        if let Err(err) = entry.take(most + 1).read_to_end(&mut content) {
            return Err(vec![format!("`{}` is damaged: {}", shown(name), shown(&err.to_string()))]);
        }
        if content.len() as u64 > most {
            return Err(vec![format!("`{}` unpacks to more than a pack may hold", shown(name))]);
        }
        total += content.len() as u64;
        let path = name.strip_prefix(folder).and_then(|rest| rest.strip_prefix('/')).unwrap_or(name);
        contents.insert(path.to_owned(), content);
    }
    Ok(contents)
}

fn read_manifest(contents: &BTreeMap<String, Vec<u8>>, faults: &mut Vec<String>) -> Option<Manifest> {
    let Some(bytes) = contents.get(MANIFEST) else {
        faults.push(format!("`{MANIFEST}` is missing"));
        return None;
    };
    // The format is read first: another one may have other fields.
    let format = serde_json::from_slice::<serde_json::Value>(bytes).ok().and_then(|json| json["format"].as_u64());
    if let Some(format) = format.filter(|format| *format != u64::from(FORMAT)) {
        faults.push(format!("`{MANIFEST}` is of format {format}; this program reads format {FORMAT}"));
        return None;
    }
    match serde_json::from_slice(bytes) {
        Ok(manifest) => Some(manifest),
        Err(err) => {
            faults.push(format!("`{MANIFEST}` can't be read: {}", shown(&err.to_string())));
            None
        }
    }
}

/// Returns the sums by path.
fn read_sums(contents: &BTreeMap<String, Vec<u8>>, faults: &mut Vec<String>) -> Option<BTreeMap<String, String>> {
    let Some(bytes) = contents.get(SUMS) else {
        faults.push(format!("`{SUMS}` is missing"));
        return None;
    };
    let mut sums = BTreeMap::new();
    for (index, line) in String::from_utf8_lossy(bytes).lines().enumerate() {
        // Two blanks, or a blank and an asterisk.
        let parts = line.split_once(' ').and_then(|(sum, rest)| Some((sum, rest.strip_prefix([' ', '*'])?)));
        match parts {
            Some((sum, path)) if sum.len() == 64 => {
                if sums.insert(path.to_owned(), sum.to_ascii_lowercase()).is_some() {
                    faults.push(format!("`{SUMS}` has `{}` twice", shown(path)));
                }
            }
            _ => faults.push(format!("`{SUMS}` line {}: expected a sum and a path", index + 1)),
        }
    }
    Some(sums)
}

/// Holds each file against both lists, and each list against the files.
fn compare(
    contents: &BTreeMap<String, Vec<u8>>,
    manifest: &Manifest,
    sums: &BTreeMap<String, String>,
    faults: &mut Vec<String>,
) {
    let mut listed: BTreeMap<&str, &File> = BTreeMap::new();
    for file in &manifest.files {
        if listed.insert(&file.path, file).is_some() {
            faults.push(format!("`{MANIFEST}` has `{}` twice", shown(&file.path)));
        }
    }
    let mut paths: BTreeSet<&str> = contents.keys().map(String::as_str).collect();
    paths.extend(listed.keys());
    paths.extend(sums.keys().map(String::as_str));
    for path in paths {
        let found = contents.get(path).map(|bytes| describe(path, bytes));
        let by_manifest = listed.get(path).map(|file| found.as_ref() == Some(file));
        let by_sums = sums.get(path).map(|sum| found.as_ref().is_some_and(|file| file.sha256 == *sum));
        let name = shown(path);
        if found.is_none() {
            faults.push(format!("`{name}` is missing"));
            continue;
        }
        let expected: &[_] = match path {
            SUMS => &[],
            MANIFEST => &[(SUMS, by_sums)],
            _ => &[(MANIFEST, by_manifest), (SUMS, by_sums)],
        };
        let lists = |wanted: Option<bool>| -> Vec<String> {
            let such = expected.iter().filter(|(_, verdict)| *verdict == wanted);
            such.map(|(list, _)| format!("`{list}`")).collect()
        };
        let (other, none) = (lists(Some(false)), lists(None));
        if !other.is_empty() {
            faults.push(format!("`{name}` is altered: it is not the file in {}", other.join(" and ")));
        }
        if !none.is_empty() {
            faults.push(format!("`{name}` is extra: it is not in {}", none.join(" and ")));
        }
    }
}

#[cfg(test)]
mod tests;
