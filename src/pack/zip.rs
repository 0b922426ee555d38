//! Zip archives that are the same for the same files, and packs: one folder, with sums and a manifest.

use std::io::{Cursor, Write as _};

use zip::write::{SimpleFileOptions, ZipWriter};
use zip::{CompressionMethod, DateTime};

use super::manifest::{Manifest, describe};
use crate::output::{Artifact, OutputPath};

/// What a pack is, for programs.
pub const MANIFEST: &str = "manifest.json";
/// Sums of all other files, for `sha256sum -c`.
pub const SUMS: &str = "SHA256SUMS";
/// What a pack is, for people.
pub const README: &str = "README.txt";

/// Writes an archive: entries by name, of 1980-01-01, readable by all.
///
/// # Panics
///
/// Panics if two entries have one name; that would be a bug.
#[must_use]
pub fn archive(entries: &[Artifact]) -> Vec<u8> {
    // The oldest time that a zip file can tell.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(6))
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    let mut sorted: Vec<&Artifact> = entries.iter().collect();
    sorted.sort_by(|a, b| a.path.cmp(&b.path));
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for entry in sorted {
        writer.start_file(entry.path.as_str(), options).expect("each entry has a name of its own");
        writer.write_all(&entry.bytes).expect("memory");
    }
    writer.finish().expect("memory").into_inner()
}

/// Writes a pack: the files and their manifest and sums, in a folder. `manifest` must be the one of these files.
///
/// # Panics
///
/// Panics if two files have one path, or one is named as the manifest or the sums, or the folder's name is none; that
/// would be a bug.
#[must_use]
pub fn pack(folder: &str, files: &[Artifact], manifest: &Manifest) -> Vec<u8> {
    let mut json = serde_json::to_vec_pretty(manifest).expect("plain values");
    json.push(b'\n');
    let mut all = files.to_vec();
    all.push(Artifact::new(OutputPath::new(MANIFEST), json));
    all.sort_by(|a, b| a.path.cmp(&b.path));
    let mut sums = String::new();
    for file in &all {
        let described = describe(file.path.as_str(), &file.bytes);
        sums.push_str(&format!("{}  {}\n", described.sha256, described.path));
    }
    all.push(Artifact::new(OutputPath::new(SUMS), sums));
    for file in &mut all {
        file.path = OutputPath::new(format!("{folder}/{}", file.path));
    }
    archive(&all)
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Read as _};

    use super::{MANIFEST, SUMS, archive, pack};
    use crate::output::{Artifact, OutputPath};
    use crate::pack::manifest::{About, Manifest};

    fn files() -> Vec<Artifact> {
        vec![Artifact::new(OutputPath::new("b.txt"), "bb"), Artifact::new(OutputPath::new("a é.txt"), "a".repeat(1000))]
    }

    #[test]
    fn entries_are_sorted_and_plain() {
        let bytes = archive(&files());
        let mut zip = zip::ZipArchive::new(Cursor::new(&bytes)).expect("a zip");
        let mut names = Vec::new();
        for index in 0..zip.len() {
            let mut entry = zip.by_index(index).expect("an entry");
            let mut text = String::new();
            entry.read_to_string(&mut text).expect("text");
            names.push((entry.name().expect("a name").into_owned(), entry.unix_mode(), text.len()));
            assert_eq!(entry.last_modified().map(|time| time.to_string()), Some("1980-01-01 00:00:00".to_owned()));
        }
        assert_eq!(names, [("a é.txt".to_owned(), Some(0o100_644), 1000), ("b.txt".to_owned(), Some(0o100_644), 2)]);
        let mut other = files();
        other.reverse();
        assert_eq!(archive(&other), bytes);
    }

    #[test]
    fn a_pack_has_sums_and_a_manifest() {
        let manifest = Manifest::new(About::default(), &files());
        let bytes = pack("x", &files(), &manifest);
        let mut zip = zip::ZipArchive::new(Cursor::new(&bytes)).expect("a zip");
        let mut text = |name: &str| {
            let mut text = String::new();
            zip.by_name(&format!("x/{name}")).expect("an entry").read_to_string(&mut text).expect("text");
            text
        };
        assert_eq!(serde_json::from_str::<Manifest>(&text(MANIFEST)).expect("a manifest"), manifest);
        let sums = text(SUMS);
        let names: Vec<&str> = sums.lines().map(|line| &line[66..]).collect();
        assert_eq!(names, ["a é.txt", "b.txt", MANIFEST]);
        assert_eq!(zip.len(), 4);
    }
}
