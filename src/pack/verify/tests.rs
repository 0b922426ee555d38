//! Packs that are tampered with.

use std::io::{Cursor, Write as _};

use proptest::prelude::*;
use zip::write::{SimpleFileOptions, ZipWriter};

use super::{Verified, verify};
use crate::output::{Artifact, OutputPath};
use crate::pack::manifest::{About, Manifest};
use crate::pack::zip::{archive, pack};

fn file(path: &str, text: &str) -> Artifact {
    Artifact::new(OutputPath::new(path), text)
}

fn files() -> Vec<Artifact> {
    vec![file("README.txt", "read"), file("a.txt", "one"), file("b.txt", "two")]
}

fn manifest() -> Manifest {
    Manifest::new(About { id: "x".to_owned(), ..About::default() }, &files())
}

/// The good pack's entries.
fn entries() -> Vec<Artifact> {
    let bytes = pack("x", &files(), &manifest());
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip");
    let mut entries = Vec::new();
    for index in 0..zip.len() {
        let mut entry = zip.by_index(index).expect("an entry");
        let mut content = Vec::new();
        std::io::Read::read_to_end(&mut entry, &mut content).expect("bytes");
        entries.push(Artifact::new(OutputPath::new(entry.name().expect("a name")), content));
    }
    entries
}

fn faults(entries: &[Artifact]) -> Vec<String> {
    verify(&archive(entries)).expect_err("faults")
}

/// An archive with names that `archive` would refuse.
fn raw(names: &[&str]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for name in names {
        writer.start_file(*name, SimpleFileOptions::default()).expect("a name");
        writer.write_all(b"x").expect("memory");
    }
    writer.finish().expect("memory").into_inner()
}

fn replaced(bytes: &[u8], old: &[u8], new: &[u8]) -> Vec<u8> {
    assert_eq!(old.len(), new.len());
    let mut bytes = bytes.to_vec();
    let places: Vec<usize> =
        bytes.windows(old.len()).enumerate().filter(|(_, window)| *window == old).map(|(at, _)| at).collect();
    assert!(!places.is_empty());
    for at in places {
        bytes[at..at + old.len()].copy_from_slice(new);
    }
    bytes
}

#[test]
fn a_good_pack() {
    let verified = Verified { folder: "x".to_owned(), manifest: manifest(), files: 5 };
    assert_eq!(verify(&pack("x", &files(), &manifest())), Ok(verified));
}

#[test]
fn altered_missing_and_extra_files() {
    let mut some = entries();
    some.retain(|entry| entry.path.as_str() != "x/b.txt");
    some.push(file("x/c.txt", "three"));
    for entry in &mut some {
        if entry.path.as_str() == "x/a.txt" {
            entry.bytes = b"ONE".to_vec();
        }
    }
    assert_eq!(
        faults(&some),
        [
            "`a.txt` is altered: it is not the file in `manifest.json` and `SHA256SUMS`",
            "`b.txt` is missing",
            "`c.txt` is extra: it is not in `manifest.json` and `SHA256SUMS`",
        ]
    );
}

#[test]
fn a_manifest_that_was_changed_too() {
    let mut some = entries();
    for entry in &mut some {
        if entry.path.as_str() == "x/manifest.json" {
            let mut manifest = manifest();
            manifest.version = "000000000000".to_owned();
            entry.bytes = serde_json::to_vec(&manifest).expect("JSON");
        }
    }
    let version = manifest().version;
    assert_eq!(
        faults(&some),
        [
            "`manifest.json` is altered: it is not the file in `SHA256SUMS`".to_owned(),
            format!("the version is `000000000000`, but these files make it `{version}`"),
        ]
    );
}

#[test]
fn lists_that_are_missing_or_unreadable() {
    assert_eq!(faults(&[file("x/a", "")]), ["`manifest.json` is missing", "`SHA256SUMS` is missing"]);
    let later = [file("x/manifest.json", "{\"format\": 2}"), file("x/SHA256SUMS", "abc\n")];
    assert_eq!(
        faults(&later),
        [
            "`manifest.json` is of format 2; this program reads format 1",
            "`SHA256SUMS` line 1: expected a sum and a path",
        ]
    );
    let broken = [file("x/manifest.json", "{"), file("x/SHA256SUMS", "")];
    assert_eq!(faults(&broken).len(), 1);
}

#[test]
fn names_that_lead_elsewhere() {
    let refused = |names: &[&str]| verify(&raw(names)).expect_err("faults");
    assert_eq!(refused(&["x/a", "x/../../b"]), ["`x/../../b` leads out of the pack's folder"]);
    assert_eq!(refused(&["/etc/x"]), ["`/etc/x` leads out of the pack's folder"]);
    assert_eq!(refused(&["x\\a"]), ["`x\\a` leads out of the pack's folder"]);
    assert_eq!(refused(&["C:/a"]), ["`C:/a` leads out of the pack's folder"]);
    assert_eq!(refused(&["x/\u{1b}[2J"]), ["`x/\\u{1b}[2J` leads out of the pack's folder"]);
    assert_eq!(refused(&["a"]), ["`a` is in no folder"]);
    assert_eq!(refused(&["a/a", "b/a"]), ["a pack is one folder; this one has 2"]);
    assert_eq!(refused(&[]), ["a pack is one folder; this one has 0"]);
    assert_eq!(refused(&["x/a", "x/A"]), ["`x/A` is there twice"]);
}

#[test]
fn one_name_for_two_files() {
    let bytes = replaced(&raw(&["x/aa", "x/ab"]), b"x/ab", b"x/aa");
    assert_eq!(verify(&bytes), Err(vec!["`x/aa` is there twice".to_owned()]));
}

#[test]
fn one_file_with_two_names() {
    let bytes = raw(&["x/aa"]);
    let local = bytes.windows(4).position(|window| window == b"x/aa").expect("a name");
    let mut other = bytes.clone();
    other[local + 3] = b'b';
    assert_eq!(verify(&other), Err(vec!["this is not a zip file, or it is damaged".to_owned()]));
    let glued = [b"MZ".as_slice(), &bytes].concat();
    assert!(verify(&glued).is_err());
    let longer = [bytes.as_slice(), b"x"].concat();
    assert!(verify(&longer).is_err());
}

#[test]
fn symbolic_links_are_refused() {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer.add_symlink("x/a", "/etc/passwd", SimpleFileOptions::default()).expect("a link");
    let bytes = writer.finish().expect("memory").into_inner();
    assert_eq!(verify(&bytes), Err(vec!["`x/a` is a symbolic link".to_owned()]));
}

#[test]
fn bombs_are_not_unpacked() {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer.start_file("x/a", SimpleFileOptions::default()).expect("a name");
    let zeros = vec![0; 1 << 20];
    for _ in 0..65 {
        writer.write_all(&zeros).expect("memory");
    }
    let bytes = writer.finish().expect("memory").into_inner();
    assert!(bytes.len() < 1 << 20);
    assert_eq!(verify(&bytes), Err(vec!["`x/a` unpacks to more than a pack may hold".to_owned()]));
}

#[test]
fn a_damaged_entry() {
    let bytes = pack("x", &files(), &manifest());
    let name = bytes.windows(7).position(|window| window == b"x/a.txt").expect("a name");
    let mut damaged = bytes.clone();
    damaged[name + 8] ^= 0x10;
    let faults = verify(&damaged).expect_err("faults");
    assert!(faults[0].starts_with("`x/a.txt` is damaged: "), "{faults:?}");
}

proptest! {
    #[test]
    fn any_bytes_are_refused_without_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        prop_assert!(verify(&bytes).is_err());
    }

    #[test]
    fn any_changed_byte_is_seen_or_means_nothing(at in any::<prop::sample::Index>(), bit in 0..8_u8) {
        let good = pack("x", &files(), &manifest());
        let mut bytes = good.clone();
        let index = at.index(bytes.len());
        bytes[index] ^= 1 << bit;
        // What still passes (such as another time of day) has the same contents.
        if let Ok(verified) = verify(&bytes) {
            prop_assert_eq!(verified.manifest, manifest());
        }
    }
}
