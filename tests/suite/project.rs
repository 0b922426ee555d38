//! A knowledge base in a folder of its own, and the program run on it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use super::rules::{Tree, read_tree};

/// The built program.
pub(crate) const KBGEN: &str = env!("CARGO_BIN_EXE_kbgen");

/// A temporary copy of a knowledge base.
pub(crate) struct Project {
    folder: tempfile::TempDir,
}

/// What a run printed and how it ended.
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Project {
    /// Copies the small clean knowledge base of the rules' corpus.
    pub(crate) fn small() -> Self {
        Self::copy(
            &Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rules/base"),
            &["kbgen.toml", "content", "templates"],
        )
    }

    /// Copies the knowledge base of the messages' corpus, which has rules across messages.
    pub(crate) fn letters() -> Self {
        Self::copy(
            &Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/messages/kb"),
            &["kbgen.toml", "content", "templates"],
        )
    }

    /// Copies this repository's own knowledge base.
    pub(crate) fn real() -> Self {
        Self::copy(Path::new(env!("CARGO_MANIFEST_DIR")), &["kbgen.toml", "content", "templates", "theme"])
    }

    fn copy(from: &Path, parts: &[&str]) -> Self {
        let project = Self { folder: tempfile::tempdir().expect("a folder") };
        for part in parts {
            if from.join(part).is_file() {
                project.write(part, fs::read(from.join(part)).expect("a readable file"));
                continue;
            }
            for (path, bytes) in read_tree(&from.join(part)) {
                project.write(&format!("{part}/{path}"), &bytes);
            }
        }
        project
    }

    /// Returns a path in the project.
    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// Writes a file.
    pub(crate) fn write(&self, path: &str, bytes: impl AsRef<[u8]>) -> &Self {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a new folder");
        fs::write(path, bytes).expect("a written file");
        self
    }

    /// Replaces a text that stands in a file.
    pub(crate) fn replace(&self, path: &str, from: &str, to: &str) -> &Self {
        let text = fs::read_to_string(self.path(path)).expect("a text");
        assert!(text.contains(from), "`{from}` is not in {path}");
        self.write(path, text.replacen(from, to, 1))
    }

    /// Returns the program, ready to be run in the project's folder with nothing of this process's environment.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(KBGEN);
        command.args(arguments).current_dir(self.folder.path()).env_clear().stdin(Stdio::null());
        command
    }

    /// Runs the program in the project's folder on 22 November 2026.
    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        let Output { status, stdout, stderr } =
            self.command(arguments).env("SOURCE_DATE_EPOCH", "1795305600").output().expect("the program");
        let text = |bytes: Vec<u8>| {
            let here = self.folder.path().to_str().expect("UTF-8");
            String::from_utf8(bytes).expect("UTF-8").replace(here, "[PROJECT]")
        };
        Run { code: status.code().expect("an exit code"), stdout: text(stdout), stderr: text(stderr) }
    }

    /// Builds, and expects that to succeed.
    pub(crate) fn build(&self) -> &Self {
        let run = self.run(&["build"]);
        assert_eq!((run.code, run.stdout.as_str()), (0, ""), "{}", run.stderr);
        self
    }

    /// Returns the files of the site.
    pub(crate) fn site(&self) -> Tree {
        read_tree(&self.path("site"))
    }

    /// Returns paths and sizes of everything beside the sources.
    pub(crate) fn beside(&self) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(self.folder.path())
            .expect("the folder")
            .map(|entry| entry.expect("an entry").file_name().into_string().expect("UTF-8"))
            .filter(|name| !matches!(name.as_str(), "kbgen.toml" | "content" | "templates" | "theme"))
            .collect();
        names.sort();
        names
    }
}

/// Returns the names of a site's files, the manifest left out.
pub(crate) fn names(site: &BTreeMap<String, Vec<u8>>) -> Vec<&str> {
    site.keys().map(String::as_str).filter(|name| *name != ".kbgen-manifest.json").collect()
}
