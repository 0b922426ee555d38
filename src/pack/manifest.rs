//! What a pack holds, for programs: `manifest.json`.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::zip::{MANIFEST, README, SUMS};
use crate::output::Artifact;

/// The format written here.
pub const FORMAT: u32 = 1;

/// A pack's contents. Fields that a reader does not know are ignored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// [`FORMAT`].
    pub format: u32,
    /// The program that wrote it: `kbgen`.
    pub generator: String,
    /// Hash of the contents, see [`version_of`].
    pub version: String,
    /// What the pack is about.
    #[serde(flatten)]
    pub about: About,
    /// Every file but the manifest itself and the sums, by path.
    pub files: Vec<File>,
}

/// What a pack is about: what [`super::diff()`] compares.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// Kebab-case.
    pub id: String,
    /// For people.
    pub title: String,
    /// Email templates.
    pub templates: Vec<TemplateOutline>,
    /// When they are used.
    pub windows: Vec<Window>,
    /// What is checked in them.
    pub rules: Vec<Rule>,
}

/// An email template in outline.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateOutline {
    /// Kebab-case.
    pub id: String,
    /// For people.
    pub title: String,
    /// Outline of the subject.
    pub subject: String,
    /// Outline of the body.
    pub body: String,
    /// Id of its window.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub window: Option<String>,
    /// How many words a message should have.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<WordRange>,
    /// What it asks for.
    pub parameters: Vec<ParameterOutline>,
}

/// A range of numbers of words, inclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "the words are the documentation")]
pub struct WordRange {
    pub least: u32,
    pub most: u32,
}

/// A parameter in outline.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ParameterOutline {
    /// Snake-case.
    pub name: String,
    /// For people.
    pub label: String,
    /// Name of its type in the files, such as `long-text`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Whether a message can't do without it.
    pub required: bool,
    /// Values of its choices.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<String>,
}

/// A window: dates or words for them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Window {
    /// Kebab-case.
    pub id: String,
    /// For people.
    pub title: String,
    /// First day, or what it depends on.
    pub opens: String,
    /// Last day, or what it depends on.
    pub closes: String,
    /// How sure that is.
    pub status: String,
}

/// A mistake that is looked for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    /// Id of the pitfall.
    pub id: String,
    /// For people.
    pub title: String,
    /// How bad it is.
    pub severity: String,
    /// What is looked for, a line each.
    pub detail: Vec<String>,
}

/// A file of a pack.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct File {
    /// In the pack's folder.
    pub path: String,
    /// In bytes.
    pub size: u64,
    /// In lower-case hexadecimal.
    pub sha256: String,
}

impl Manifest {
    /// Describes a pack of these files; paths are those in its folder.
    #[must_use]
    pub fn new(about: About, files: &[Artifact]) -> Self {
        let files = files_of(files);
        Self { format: FORMAT, generator: "kbgen".to_owned(), version: version_of(&files), about, files }
    }
}

/// Describes files, by path.
#[must_use]
pub fn files_of(files: &[Artifact]) -> Vec<File> {
    let mut described: Vec<File> = files.iter().map(|file| describe(file.path.as_str(), &file.bytes)).collect();
    described.sort();
    described
}

/// Returns the version of a pack with these files: the first 12 digits of a SHA-256 over `hash  path` lines, by path.
///
/// `README.txt` does not count, as it tells the version, nor do the manifest and the sums.
#[must_use]
pub fn version_of(files: &[File]) -> String {
    let mut counted: Vec<&File> =
        files.iter().filter(|file| ![README, MANIFEST, SUMS].contains(&file.path.as_str())).collect();
    counted.sort();
    let mut hash = Sha256::new();
    for file in counted {
        hash.update(format!("{}  {}\n", file.sha256, file.path));
    }
    hex(&hash.finalize())[..12].to_owned()
}

pub(super) fn describe(path: &str, bytes: &[u8]) -> File {
    File { path: path.to_owned(), size: bytes.len() as u64, sha256: hex(&Sha256::digest(bytes)) }
}

/// Writes bytes in lower-case hexadecimal.
pub(super) fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |value: u8| char::from(DIGITS[usize::from(value)]);
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

#[cfg(test)]
mod tests {
    use super::{About, Manifest, TemplateOutline, WordRange, files_of, hex, version_of};
    use crate::output::{Artifact, OutputPath};

    fn file(path: &str, text: &str) -> Artifact {
        Artifact::new(OutputPath::new(path), text)
    }

    #[test]
    fn hexadecimal() {
        assert_eq!(hex(&[0, 0x1f, 0xff]), "001fff");
    }

    #[test]
    fn a_version_tells_contents_apart_and_nothing_else() {
        let version = |files: &[Artifact]| version_of(&files_of(files));
        let base = version(&[file("a.txt", "1"), file("b.txt", "2")]);
        assert_eq!(base.len(), 12);
        assert_eq!(base, version(&[file("b.txt", "2"), file("a.txt", "1"), file("README.txt", "any")]));
        assert_ne!(base, version(&[file("a.txt", "2"), file("b.txt", "1")]));
        assert_ne!(base, version(&[file("a.txt", "1"), file("c.txt", "2")]));
    }

    #[test]
    fn it_is_read_back_with_fields_of_later_formats() {
        let words = Some(WordRange { least: 1, most: 2 });
        let template = TemplateOutline { id: "t".to_owned(), words, ..TemplateOutline::default() };
        let about = About { id: "x".to_owned(), templates: vec![template], ..About::default() };
        let manifest = Manifest::new(about, &[file("a.txt", "1")]);
        let json = serde_json::to_string(&manifest).expect("JSON");
        assert_eq!(serde_json::from_str::<Manifest>(&json).expect("a manifest"), manifest);
        let later = json.replacen('{', "{\"new\":1,", 1);
        assert_eq!(serde_json::from_str::<Manifest>(&later).expect("a manifest"), manifest);
        assert!(json.starts_with("{\"format\":1,\"generator\":\"kbgen\",\"version\":\""), "{json}");
    }
}
