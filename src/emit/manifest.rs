//! Which files of an output folder kbgen wrote.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::error::Error;

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
                let files = known.map_or_else(|| BTreeSet::from([NAME.to_owned()]), |document| document.files);
                Ok(Self { files })
            }
            Err(err) if matches!(err.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
                Ok(Self::default())
            }
            Err(err) => Err(Error::ReadFile { path, err }),
        }
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
