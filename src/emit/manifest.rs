//! Which files of an output folder kbgen wrote.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::error::Error;
use crate::output::OutputPath;

/// Name of the manifest in the output folder.
pub(super) const NAME: &str = ".kbgen-manifest.json";

const VERSION: u32 = 1;

/// The paths that the last build wrote, its manifest included.
#[derive(Debug, Default)]
pub(super) struct Manifest {
    pub(super) files: BTreeSet<String>,
}

#[derive(Serialize, Deserialize)]
struct Document {
    version: u32,
    files: BTreeSet<String>,
}

impl Manifest {
    /// Reads the manifest of a folder. Without one, or if it can't be understood, nothing there is kbgen's.
    pub(super) fn read(folder: &Path) -> Result<Self, Error> {
        let path = folder.join(NAME);
        match fs::read(&path) {
            Ok(bytes) => {
                let known =
                    serde_json::from_slice::<Document>(&bytes).ok().filter(|document| document.version == VERSION);
                let mut files = known.map_or_else(BTreeSet::new, |document| document.files);
                // Whoever edited it must not make kbgen reach out of the folder.
                files.retain(|path| OutputPath::parse(path).is_some());
                files.insert(NAME.to_owned());
                Ok(Self { files })
            }
            Err(err) if matches!(err.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
                Ok(Self::default())
            }
            Err(err) => Err(Error::ReadFile { path, err }),
        }
    }

    /// Returns whether kbgen wrote the file at a relative path.
    pub(super) fn has(&self, path: &Path) -> bool {
        let parts: Option<Vec<&str>> = path.components().map(|part| part.as_os_str().to_str()).collect();
        parts.is_some_and(|parts| self.files.contains(&parts.join("/")))
    }

    /// Returns the manifest's own bytes.
    pub(super) fn bytes(mut self) -> Vec<u8> {
        self.files.insert(NAME.to_owned());
        let document = Document { version: VERSION, files: self.files };
        let mut bytes = serde_json::to_vec_pretty(&document).expect("the document has only string keys");
        bytes.push(b'\n');
        bytes
    }
}
