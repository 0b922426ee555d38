//! Messages in a folder of somebody's own, beside whatever else lies there.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::error::Error;
use crate::output::Artifact;

/// Where the hashes of written messages are kept.
const LEDGER: &str = ".kbgen-messages.json";

/// A folder for messages. A file is only ever replaced if kbgen wrote it and nobody changed it since.
#[derive(Debug)]
pub struct Drafts {
    folder: PathBuf,
    /// BLAKE3 of each file as written, by name.
    ledger: BTreeMap<String, String>,
}

impl Drafts {
    /// Opens a folder, which may not exist yet.
    ///
    /// # Errors
    ///
    /// [`Error`] if it is no folder, or can't be read.
    pub fn new(folder: &Path) -> Result<Self, Error> {
        if folder.exists() && !folder.is_dir() {
            return Err(Error::NoFolder { path: folder.to_path_buf() });
        }
        let path = folder.join(LEDGER);
        let ledger = match fs::read(&path) {
            // A ledger that was damaged only makes kbgen more careful.
            Ok(bytes) => serde_json::from_slice(&bytes).unwrap_or_default(),
            Err(err) if err.kind() == io::ErrorKind::NotFound => BTreeMap::new(),
            Err(err) => return Err(Error::ReadFile { path, err }),
        };
        Ok(Self { folder: folder.to_path_buf(), ledger })
    }

    /// Writes files, or none if one of them would replace what kbgen did not write.
    ///
    /// # Errors
    ///
    /// [`Error::ForeignFile`] for such a file, or another [`Error`] if the file system refuses.
    ///
    /// # Panics
    ///
    /// Never: names and hashes can be written as JSON.
    pub fn write(mut self, artifacts: &[Artifact]) -> Result<(), Error> {
        for artifact in artifacts {
            let path = self.folder.join(artifact.path.as_str());
            match fs::symlink_metadata(&path) {
                Err(err) if err.kind() == io::ErrorKind::NotFound => continue,
                Err(err) => return Err(Error::ReadFile { path, err }),
                Ok(meta) if !meta.is_file() => return Err(Error::ForeignFile { path }),
                Ok(_) => {}
            }
            let there = fs::read(&path).map_err(|err| Error::ReadFile { path: path.clone(), err })?;
            let ours = self.ledger.get(artifact.path.as_str()) == Some(&hash(&there));
            if !ours && there != artifact.bytes {
                return Err(Error::ForeignFile { path });
            }
        }
        fs::create_dir_all(&self.folder).map_err(|err| Error::CreateFolder { path: self.folder.clone(), err })?;
        for artifact in artifacts {
            self.ledger.insert(artifact.path.as_str().to_owned(), hash(&artifact.bytes));
        }
        let ledger = serde_json::to_vec_pretty(&self.ledger).expect("names and hashes are JSON");
        // The ledger first: a file that is not there yet is nobody's.
        self.put(LEDGER, &ledger)?;
        artifacts.iter().try_for_each(|artifact| self.put(artifact.path.as_str(), &artifact.bytes))
    }

    /// Writes a file beside its place and moves it there, so that there is never half of one.
    fn put(&self, name: &str, bytes: &[u8]) -> Result<(), Error> {
        let path = self.folder.join(name);
        let beside = self.folder.join(format!(".{name}.new"));
        let written = fs::write(&beside, bytes).and_then(|()| fs::rename(&beside, &path));
        written.map_err(|err| Error::WriteFile { path, err })
    }
}

fn hash(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex().to_string()
}
