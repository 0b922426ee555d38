//! A site in memory.

use std::collections::BTreeMap;
use std::sync::Mutex;

use super::Sink;
use crate::error::Error;
use crate::output::{Artifact, OutputPath};

/// Keeps artifacts in memory.
#[derive(Debug, Default)]
pub struct Memory {
    files: Mutex<BTreeMap<OutputPath, Vec<u8>>>,
}

impl Sink for Memory {
    type Output = BTreeMap<OutputPath, Vec<u8>>;

    fn put(&self, artifact: Artifact) -> Result<(), Error> {
        let mut files = self.files.lock().expect("no thread panics while it holds the lock");
        let twice = files.insert(artifact.path, artifact.bytes);
        debug_assert!(twice.is_none(), "two jobs made one artifact");
        Ok(())
    }

    fn commit(self) -> Result<Self::Output, Error> {
        Ok(self.files.into_inner().expect("no thread panics while it holds the lock"))
    }
}
