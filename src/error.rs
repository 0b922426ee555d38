//! Failures of the outside world.
//!
//! What an author can mend is a [`crate::diag::Diagnostic`]; an [`Error`] is an operation on the file
//! system that failed, or a command that can't be carried out as asked. It ends the run with exit code 2.

use std::fmt;
use std::io;
use std::path::PathBuf;

/// One operation that failed, with its operands.
#[derive(Debug)]
#[non_exhaustive]
#[allow(missing_docs, reason = "the operands are named for what they are")]
pub enum Error {
    /// A file could not be read.
    ReadFile { path: PathBuf, err: io::Error },
    /// A folder could not be listed.
    ReadFolder { path: PathBuf, err: io::Error },
    /// A file could not be written.
    WriteFile { path: PathBuf, err: io::Error },
    /// A folder could not be made.
    CreateFolder { path: PathBuf, err: io::Error },
    /// A file could not be linked or copied into the new output folder.
    KeepFile { path: PathBuf, err: io::Error },
    /// The new output folder could not take the old one's place.
    Exchange { path: PathBuf, err: io::Error },
    /// A file or folder could not be removed.
    Remove { path: PathBuf, err: io::Error },
    /// The lock of the output folder could not be taken.
    Lock { path: PathBuf, err: io::Error },
    /// Another build is writing to the same output folder.
    Busy { path: PathBuf },
    /// A file that kbgen did not write stands where an artifact belongs.
    ForeignFile { path: PathBuf },
    /// Something that is no folder stands where the output folder should be.
    NoFolder { path: PathBuf },
    /// The output folder would hold, or lie among, the sources.
    OutputAmongSources { path: PathBuf },
    /// There is no `kbgen.toml` in the folder or above it.
    NoKnowledgeBase { path: PathBuf },
    /// An argument or environment variable has a value that can't be used.
    BadArgument { name: &'static str, value: String, expected: &'static str },
    /// A name on the command line that nothing has; `close` is one that is nearly the same.
    UnknownName { what: &'static str, name: String, close: Option<String>, known: Vec<String> },
    /// Standard output could not be written.
    Print { err: io::Error },
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ReadFile { path, err } => write!(f, "failed to read file `{}`: {err}", path.display()),
            Self::ReadFolder { path, err } => write!(f, "failed to list folder `{}`: {err}", path.display()),
            Self::WriteFile { path, err } => write!(f, "failed to write file `{}`: {err}", path.display()),
            Self::CreateFolder { path, err } => write!(f, "failed to create folder `{}`: {err}", path.display()),
            Self::KeepFile { path, err } => write!(f, "failed to keep file `{}`: {err}", path.display()),
            Self::Exchange { path, err } => {
                write!(f, "failed to put the new site in place at `{}`: {err}", path.display())
            }
            Self::Remove { path, err } => write!(f, "failed to remove `{}`: {err}", path.display()),
            Self::Lock { path, err } => write!(f, "failed to lock `{}`: {err}", path.display()),
            Self::Busy { path } => {
                write!(f, "another build is writing to `{}`; wait for it or choose another --out", path.display())
            }
            Self::ForeignFile { path } => {
                write!(
                    f,
                    "`{}` was not written by kbgen and would be overwritten; move it or choose another --out",
                    path.display()
                )
            }
            Self::NoFolder { path } => write!(f, "`{}` is not a folder; choose another --out", path.display()),
            Self::OutputAmongSources { path } => {
                write!(
                    f,
                    "output folder `{}` lies among the sources or holds them; choose another --out",
                    path.display()
                )
            }
            Self::NoKnowledgeBase { path } => {
                write!(f, "no `kbgen.toml` in `{}` or any folder above it", path.display())
            }
            Self::BadArgument { name, value, expected } => write!(f, "`{name}` is `{value}`, expected {expected}"),
            Self::UnknownName { what, name, close: Some(close), .. } => {
                write!(f, "no {what} is called `{name}`; did you mean `{close}`?")
            }
            Self::UnknownName { what, name, close: None, known } => {
                write!(f, "no {what} is called `{name}`; expected one of {}", known.join(", "))
            }
            Self::Print { err } => write!(f, "failed to print: {err}"),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::ReadFile { err, .. }
            | Self::ReadFolder { err, .. }
            | Self::WriteFile { err, .. }
            | Self::CreateFolder { err, .. }
            | Self::KeepFile { err, .. }
            | Self::Exchange { err, .. }
            | Self::Remove { err, .. }
            | Self::Lock { err, .. }
            | Self::Print { err } => Some(err),
            Self::Busy { .. }
            | Self::ForeignFile { .. }
            | Self::NoFolder { .. }
            | Self::OutputAmongSources { .. }
            | Self::NoKnowledgeBase { .. }
            | Self::BadArgument { .. }
            | Self::UnknownName { .. } => None,
        }
    }
}
