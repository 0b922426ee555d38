//! `kbgen verify` and `kbgen diff`: packs read back, whole and not.

use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use kbgen::output::{Artifact, OutputPath};
use kbgen::pack::{self, About, Manifest};
use rayon::prelude::*;
use snapbox::{assert_data_eq, str};

use super::formats::tools;
use super::project::Project;

/// Returns a pack of these files.
fn packed(files: &[(&str, &str)]) -> Vec<u8> {
    let files: Vec<Artifact> =
        files.iter().map(|(path, text)| Artifact::new(OutputPath::new(*path), text.as_bytes().to_vec())).collect();
    let about = About { id: "thanks".to_owned(), title: "Thanks after a visit".to_owned(), ..About::default() };
    let manifest = Manifest::new(about, &files);
    pack::pack("thanks", &files, &manifest)
}

#[test]
fn a_whole_pack_is_verified() {
    let project = Project::small();
    project.write("thanks.zip", packed(&[("README.txt", "What it is.\n"), ("thanks.txt", "Dear Ada,\n")]));
    let run = project.run(&["verify", "thanks.zip"]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    assert_data_eq!(
        run.stdout,
        str![[r#"
thanks.zip: Thanks after a visit, version 91f5d3e4a1ba, 2 files, all as the manifest says

"#]]
    );
}

#[test]
fn what_is_wrong_with_a_pack_is_told() {
    let project = Project::small();
    let file = |text: &str| Artifact::new(OutputPath::new("README.txt"), text.as_bytes().to_vec());
    let manifest = Manifest::new(About::default(), &[file("What it is.\n")]);
    let whole = pack::pack("thanks", &[file("What it is.\n")], &manifest);
    let extra = Artifact::new(OutputPath::new("more.txt"), b"x".to_vec());
    project
        .write("altered.zip", pack::pack("thanks", &[file("What it was.\n"), extra], &manifest))
        .write("short.zip", &whole[..whole.len() - 9])
        .write("none.zip", "no zip");
    let told: Vec<String> = ["altered.zip", "short.zip", "none.zip", "gone.zip"]
        .iter()
        .map(|name| {
            let run = project.run(&["verify", name]);
            assert_eq!(run.stdout, "");
            format!("{}: {}", run.code, run.stderr)
        })
        .collect();
    assert_data_eq!(
        told.concat(),
        str![[r#"
1: error: altered.zip: `README.txt` is altered: it is not the file in `manifest.json`
error: altered.zip: `more.txt` is extra: it is not in `manifest.json`
1: error: short.zip: this is not a zip file, or it is damaged
1: error: none.zip: this is not a zip file, or it is damaged
2: error: failed to read file `gone.zip`: No such file or directory (os error 2)

"#]]
    );
}

#[test]
fn two_packs_are_compared_in_words() {
    let project = Project::small();
    project
        .write("old.zip", packed(&[("README.txt", "What it is.\n"), ("thanks.txt", "Dear Ada,\n"), ("gone.txt", "x")]))
        .write("new.zip", packed(&[("README.txt", "What it is.\n"), ("thanks.txt", "Dear Zoë,\n"), ("more.txt", "x")]));
    let run = project.run(&["diff", "old.zip", "new.zip"]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    assert_data_eq!(
        run.stdout,
        str![[r#"
file `gone.txt`: removed
file `more.txt`: added
file `thanks.txt`: changed

"#]]
    );
    let run = project.run(&["diff", "old.zip", "old.zip"]);
    assert_eq!(run.code, 0);
    assert_data_eq!(
        run.stdout,
        str![[r#"
no difference

"#]]
    );
    project.write("none.zip", "no zip");
    let run = project.run(&["diff", "old.zip", "none.zip"]);
    assert_eq!((run.code, run.stdout.as_str()), (1, ""));
    assert_data_eq!(
        run.stderr,
        str![[r#"
error: none.zip: this is not a zip file, or it is damaged

"#]]
    );
}

/// Unzips a pack with the system's own program and returns the folder that it makes.
fn unzipped(zip: &Path, into: &Path) -> PathBuf {
    let output = Command::new("unzip").args(["-q", "-o"]).arg(zip).arg("-d").arg(into).output().expect("unzip");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    into.join(zip.file_stem().expect("a name"))
}

#[test]
fn every_pack_of_the_real_knowledge_base_is_whole() {
    let project = Project::real();
    project.build();
    let into = tempfile::tempdir().expect("a folder");
    let mut packs = 0;
    for entry in fs::read_dir(project.path("site/packs")).expect("the packs") {
        let zip = entry.expect("an entry").path();
        if zip.extension().is_none_or(|suffix| suffix != "zip") {
            continue;
        }
        packs += 1;
        let tested = Command::new("unzip").arg("-tqq").arg(&zip).status().expect("unzip");
        assert!(tested.success(), "{}", zip.display());
        pack::verify(&fs::read(&zip).expect("the pack")).unwrap_or_else(|faults| panic!("{faults:?}"));
        let folder = unzipped(&zip, into.path());
        let mut sums = Command::new("sha256sum");
        sums.args(["--check", "--quiet", "--strict", "SHA256SUMS"]).current_dir(folder);
        let sums = sums.status().expect("sha256sum");
        assert!(sums.success(), "{}", zip.display());
    }
    assert!(packs > 20, "only {packs} packs");
}

#[test]
fn independent_programs_read_every_file_of_the_pack_of_all() {
    let project = Project::real();
    project.build();
    let into = tempfile::tempdir().expect("a folder");
    let folder = unzipped(&project.path("site/packs/all.zip"), into.path());
    let files: Vec<PathBuf> = walkdir::WalkDir::new(&folder)
        .into_iter()
        .map(|entry| entry.expect("an entry").into_path())
        .filter(|path| path.is_file())
        .collect();
    assert!(files.len() > 100, "only {} files", files.len());
    let faults: Vec<String> = files.par_iter().filter_map(|path| fault(path, &files)).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Returns what an independent reader finds wrong with a file.
fn fault(path: &Path, files: &[PathBuf]) -> Option<String> {
    let text = || fs::read_to_string(path).expect("UTF-8");
    let wrong = match path.extension().and_then(|suffix| suffix.to_str())? {
        "eml" => {
            let mail = read_by("check-eml.js", path);
            let plain = fs::read_to_string(path.with_extension("txt")).expect("the text beside it");
            let subject = plain.lines().next().and_then(|line| line.strip_prefix("Subject: ")).expect("a subject");
            let body = plain.split_once("\n\n").expect("a body").1;
            let same = |a: &str, b: &str| a.split_whitespace().eq(b.split_whitespace());
            let twin = fs::read(path.with_extension("emltpl")).expect("its twin");
            mail["subject"] != subject
                || !same(mail["text"].as_str().expect("a text"), body)
                || mail["html"].as_str().is_none_or(str::is_empty)
                || twin != fs::read(path).expect("a file")
        }
        "docx" => {
            let document = read_by("check-docx.js", path);
            let controls = document["controls"].as_array().expect("controls");
            controls.is_empty() || controls.iter().any(|control| control["tag"] != control["bound"]) || !xml_parts(path)
        }
        "ics" => read_by("check-ics.js", path)["events"].as_array().is_none_or(Vec::is_empty),
        "html" => {
            !text().contains("default-src 'none'")
                || scraper::Html::parse_document(&text()).select(&heading()).count() != 1
        }
        "toml" => toml::from_str::<toml::Table>(&text()).is_err(),
        "json" => serde_json::from_str::<Manifest>(&text()).is_err(),
        "csv" => !text().starts_with('\u{FEFF}') || text().lines().count() != 2,
        "txt" => files.is_empty() || text().trim().is_empty(),
        "emltpl" => false,
        _ => true,
    };
    wrong.then(|| path.display().to_string())
}

/// Whether every part of a document that is XML can be read as that.
fn xml_parts(path: &Path) -> bool {
    let mut archive = zip::ZipArchive::new(fs::File::open(path).expect("a file")).expect("a zip");
    (0..archive.len()).all(|index| {
        let mut part = archive.by_index(index).expect("a part");
        let mut text = String::new();
        part.read_to_string(&mut text).expect("UTF-8");
        roxmltree::Document::parse(&text).is_ok()
    })
}

/// Returns what a reader among the tools prints about a file.
fn read_by(script: &str, path: &Path) -> serde_json::Value {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tools").join(script);
    let output = Command::new("node").arg(script).arg(path).env("NODE_PATH", tools()).output().expect("node");
    assert!(output.status.success(), "{}: {}", path.display(), String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("JSON")
}

fn heading() -> scraper::Selector {
    scraper::Selector::parse("main h1").expect("a selector")
}
