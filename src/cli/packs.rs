//! `kbgen verify` and `kbgen diff`: packs read back.

use std::path::{Path, PathBuf};

use super::fill::read_file;
use super::input::{count, shown};
use super::{Verdict, print, tell};
use crate::error::Error;
use crate::pack::{self, Verified};

#[derive(Debug, clap::Args)]
pub(super) struct VerifyArguments {
    /// A pack
    pack: PathBuf,
}

#[derive(Debug, clap::Args)]
pub(super) struct DiffArguments {
    /// The pack as it was
    old: PathBuf,
    /// The pack as it is
    new: PathBuf,
}

/// Reads a pack; tells what is wrong with it.
fn open(path: &Path) -> Result<Option<Verified>, Error> {
    match pack::verify(&read_file(path)?) {
        Ok(verified) => Ok(Some(verified)),
        Err(faults) => {
            for fault in &faults {
                tell(&format!("error: {}: {fault}\n", shown(path)));
            }
            Ok(None)
        }
    }
}

pub(super) fn verify(arguments: &VerifyArguments) -> Result<Verdict, Error> {
    let Some(verified) = open(&arguments.pack)? else { return Ok(Verdict::Findings) };
    let manifest = &verified.manifest;
    let files = count(manifest.files.len(), "file");
    print(&format!(
        "{}: {}, version {}, {files}, all as the manifest says\n",
        shown(&arguments.pack),
        manifest.about.title,
        manifest.version
    ))?;
    Ok(Verdict::Clean)
}

pub(super) fn diff(arguments: &DiffArguments) -> Result<Verdict, Error> {
    let (old, new) = (open(&arguments.old)?, open(&arguments.new)?);
    let (Some(old), Some(new)) = (old, new) else { return Ok(Verdict::Findings) };
    for line in pack::diff(&old.manifest, &new.manifest) {
        print(&format!("{line}\n"))?;
    }
    Ok(Verdict::Clean)
}
