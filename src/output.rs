//! What a build writes: paths in the site, and files for them.
//!
//! Plain values. [`crate::emit`] is the only module that turns them into files.

use std::fmt;

/// A file's path in the output folder: relative, parted by `/`, without empty, `.` or `..` parts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OutputPath(String);

impl OutputPath {
    /// Wraps a path that kbgen made itself.
    ///
    /// # Panics
    ///
    /// Panics if the path is absolute or could leave the output folder; that would be a bug.
    #[must_use]
    pub fn new(path: impl Into<String>) -> Self {
        let path = path.into();
        Self::parse(&path).unwrap_or_else(|| panic!("output path `{path}` would leave the output folder"))
    }

    /// Wraps a path from elsewhere; `None` if it is absolute, could leave the output folder, or is none on some system.
    #[must_use]
    pub fn parse(path: &str) -> Option<Self> {
        let usable =
            |part: &str| !matches!(part, "" | "." | "..") && !part.contains('\\') && !part.contains(char::is_control);
        path.split('/').all(usable).then(|| Self(path.to_owned()))
    }

    /// Returns the file that serves the URL `url`, which ends in `/` or is empty for the root.
    #[must_use]
    pub fn index_of(url: &str) -> Self {
        Self::new(format!("{url}index.html"))
    }

    /// Returns the path as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for OutputPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// One output file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Artifact {
    /// Where it belongs.
    pub path: OutputPath,
    /// Its whole content.
    pub bytes: Vec<u8>,
}

impl Artifact {
    /// Makes an artifact from text or bytes.
    #[must_use]
    pub fn new(path: OutputPath, bytes: impl Into<Vec<u8>>) -> Self {
        Self { path, bytes: bytes.into() }
    }
}
