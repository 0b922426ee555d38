//! The output folder: all of a site or nothing.
//!
//! Artifacts go to a [`Sink`]: [`Memory`] for tests and for serving, [`Staging`] for a folder. Nothing in the
//! output folder changes before [`Sink::commit`]; a sink that is dropped leaves it as it was. Only this module
//! writes files.

mod commit;
mod drafts;
mod manifest;
mod memory;
mod staging;

use crate::error::Error;
use crate::output::Artifact;

pub use drafts::Drafts;
pub use memory::{Discard, Memory};
pub use staging::{Report, Staging};

/// Takes artifacts from many threads, then all of them count at once.
pub trait Sink: Sync {
    /// What a commit tells.
    type Output;

    /// Takes an artifact.
    ///
    /// # Errors
    ///
    /// [`Error`] if it can't be kept; nothing is changed then.
    fn put(&self, artifact: Artifact) -> Result<(), Error>;

    /// Makes everything that was put the new site, and what was there before and is not in it disappear.
    ///
    /// # Errors
    ///
    /// [`Error`] if the new site can't take the old one's place, which then stays.
    fn commit(self) -> Result<Self::Output, Error>;
}
