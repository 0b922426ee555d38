//! Reads a knowledge base's files.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use walkdir::WalkDir;

use crate::error::Error;

/// The files of a knowledge base, sorted by path.
#[derive(Debug, Clone, Default)]
pub struct Files {
    /// The files.
    pub list: Vec<File>,
}

/// One file.
#[derive(Debug, Clone)]
pub struct File {
    /// Path from the root, parted by `/`.
    pub path: String,
    /// What of it is kept.
    pub content: Content,
}

/// What is kept of a file.
#[derive(Debug, Clone)]
pub enum Content {
    /// All bytes of a file that kbgen parses.
    Text(Vec<u8>),
    /// The hash of a file that is only passed on.
    Asset {
        /// BLAKE3, in hexadecimal.
        hash: String,
    },
}

impl Files {
    /// Makes files from paths and texts; what has no suffix of a parsed file becomes an asset.
    #[must_use]
    pub fn from_texts<'a>(texts: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> Self {
        let mut list: Vec<File> = texts
            .into_iter()
            .map(|(path, bytes)| {
                let content =
                    if is_text(path) { Content::Text(bytes.to_vec()) } else { Content::Asset { hash: hash(bytes) } };
                File { path: path.to_owned(), content }
            })
            .collect();
        list.sort_by(|a, b| a.path.cmp(&b.path));
        Self { list }
    }
}

/// Returns the nearest folder from `start` upwards that has a `kbgen.toml`.
///
/// # Errors
///
/// [`Error::NoKnowledgeBase`] if there is none.
pub fn find_root(start: &Path) -> Result<PathBuf, Error> {
    start
        .ancestors()
        .find(|folder| folder.join("kbgen.toml").is_file())
        .map(Path::to_path_buf)
        .ok_or_else(|| Error::NoKnowledgeBase { path: start.to_path_buf() })
}

/// Reads `kbgen.toml` and everything under `content/`, `templates/` and `theme/` of the knowledge base at `root`.
///
/// Hidden files and folders are left out, and so is what editors and file managers leave lying about. Links are followed.
///
/// # Errors
///
/// [`Error::ReadFile`] or [`Error::ReadFolder`] if the file system refuses, or for a file of 4 GiB and more.
///
/// # Panics
///
/// Panics if the walk leaves the root, which would be a bug.
pub fn read(root: &Path) -> Result<Files, Error> {
    let mut paths = vec![(root.join("kbgen.toml"), "kbgen.toml".to_owned())];
    for folder in ["content", "templates", "theme"] {
        let start = root.join(folder);
        if !start.exists() {
            continue;
        }
        let entries = WalkDir::new(&start)
            .follow_links(true)
            .into_iter()
            .filter_entry(|entry| entry.depth() == 0 || !is_scratch(&entry.file_name().to_string_lossy()));
        for entry in entries {
            // The lock of an editor may be a link that leads nowhere.
            let scratch = |err: &walkdir::Error| {
                err.path().and_then(Path::file_name).is_some_and(|name| is_scratch(&name.to_string_lossy()))
            };
            if entry.as_ref().is_err_and(scratch) {
                continue;
            }
            let entry = entry.map_err(|err| Error::ReadFolder {
                path: err.path().unwrap_or(&start).to_path_buf(),
                err: err.into_io_error().unwrap_or_else(|| io::Error::other("a link leads back to a folder above it")),
            })?;
            if entry.file_type().is_file() {
                let relative = entry.path().strip_prefix(root).expect("walked from the root");
                let parts: Vec<_> = relative.components().map(|part| part.as_os_str().to_string_lossy()).collect();
                paths.push((entry.path().to_path_buf(), parts.join("/")));
            }
        }
    }
    let mut list = paths
        .into_par_iter()
        .map(|(path, relative)| {
            let content = read_one(&path, &relative).map_err(|err| Error::ReadFile { path, err })?;
            Ok(File { path: relative, content })
        })
        .collect::<Result<Vec<File>, Error>>()?;
    list.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(Files { list })
}

/// Reads an asset's bytes, `path` being its path from `root`.
///
/// # Errors
///
/// [`Error::ReadFile`] if the file can't be read any more.
pub fn asset_bytes(root: &Path, path: &str) -> Result<Vec<u8>, Error> {
    let path = root.join(path);
    fs::read(&path).map_err(|err| Error::ReadFile { path, err })
}

fn read_one(path: &Path, relative: &str) -> io::Result<Content> {
    if !is_text(relative) {
        let mut hasher = blake3::Hasher::new();
        io::copy(&mut fs::File::open(path)?, &mut hasher)?;
        return Ok(Content::Asset { hash: hasher.finalize().to_hex().to_string() });
    }
    let bytes = fs::read(path)?;
    if u32::try_from(bytes.len()).is_err() {
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, "texts of 4 GiB and more are not read"));
    }
    Ok(Content::Text(bytes))
}

/// Whether a name is hidden, or that of a lock, a backup or a folder's settings.
fn is_scratch(name: &str) -> bool {
    let backup = [".bak", ".orig", ".swp", ".tmp"].iter().any(|suffix| name.ends_with(suffix));
    name.starts_with(['.', '#'])
        || name.starts_with("~$")
        || name.ends_with('~')
        || backup
        || matches!(name, "Thumbs.db" | "desktop.ini")
}

fn is_text(path: &str) -> bool {
    let suffix = path.rsplit_once('.').map(|(_, suffix)| suffix);
    path.starts_with("theme/") || matches!(suffix, Some("md" | "toml"))
}

fn hash(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex().to_string()
}
