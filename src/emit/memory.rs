//! Sinks without a folder.

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

/// Keeps nothing, for a check that only wants to see whether everything can be made.
#[derive(Debug, Clone, Copy, Default)]
pub struct Discard;

impl Sink for Discard {
    type Output = ();

    fn put(&self, _: Artifact) -> Result<(), Error> {
        Ok(())
    }

    fn commit(self) -> Result<(), Error> {
        Ok(())
    }
}
