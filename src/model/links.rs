//! Where the links of a text lead.

use std::collections::BTreeMap;

use percent_encoding::percent_decode_str;

use super::id::{Id, Table};
use super::page::{Asset, LinkFault, Page, Target};
use crate::markdown::Link;
use crate::source::Sources;

/// What stands at a path of the knowledge base.
#[derive(Debug, Clone, Copy)]
enum File {
    Page(Id<Page>),
    Asset(Id<Asset>),
    Season,
    Draft,
    /// A page with a fault of its own; a link to it is not at fault.
    Faulty,
}

/// Every path that a link can lead to.
pub(super) struct Paths {
    files: BTreeMap<String, File>,
    /// Paths by their lower-case form.
    folded: BTreeMap<String, String>,
}

/// Schemes that a link may have.
const SCHEMES: [&str; 5] = ["https", "http", "mailto", "tel", "sms"];

impl Paths {
    pub(super) fn new(
        sources: &Sources,
        pages: &Table<Page>,
        assets: &Table<Asset>,
        season: bool,
        drafts: impl IntoIterator<Item = String>,
        faulty: impl IntoIterator<Item = String>,
    ) -> Self {
        let mut files = BTreeMap::new();
        files.extend(faulty.into_iter().map(|path| (path, File::Faulty)));
        files.extend(drafts.into_iter().map(|path| (path, File::Draft)));
        files.extend(assets.iter().map(|(id, asset)| (sources[asset.source].path.clone(), File::Asset(id))));
        files.extend(pages.iter().map(|(id, page)| (sources[page.source].path.clone(), File::Page(id))));
        if season {
            files.insert("content/season.toml".to_owned(), File::Season);
        }
        let folded = files.keys().map(|path| (path.to_lowercase(), path.clone())).collect();
        Self { files, folded }
    }

    /// Resolves a link in the page `from`.
    pub(super) fn target(&self, link: &Link, from: Id<Page>, pages: &Table<Page>, sources: &Sources) -> Target {
        let written = link.destination.as_str();
        if let Some((scheme, _)) = written.split_once(':')
            && !scheme.is_empty()
            && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'))
        {
            return if SCHEMES.contains(&scheme.to_ascii_lowercase().as_str()) {
                Target::External(written.to_owned())
            } else {
                Target::Broken(LinkFault::Scheme(scheme.to_owned()))
            };
        }
        if written.starts_with("//") {
            return Target::External(written.to_owned());
        }
        if written.starts_with('/') {
            return Target::Broken(LinkFault::Absolute);
        }
        if matches!(written, "" | "#") {
            return Target::Broken(LinkFault::Empty);
        }
        let (path, fragment) =
            written.split_once('#').map_or((written, None), |(path, fragment)| (path, Some(fragment)));
        let decode = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
        let fragment = fragment.filter(|fragment| !fragment.is_empty()).map(decode);
        if path.is_empty() {
            return to_page(from, fragment, pages);
        }
        let from_path = &sources[pages[from].source].path;
        let Some(path) = join(from_path, &decode(path)) else { return Target::Broken(LinkFault::OutsideRoot) };
        match self.files.get(&path) {
            Some(File::Page(_) | File::Season) if link.image => Target::Broken(LinkFault::NotAnImage),
            Some(File::Page(page)) => to_page(*page, fragment, pages),
            Some(File::Asset(asset)) => Target::Asset { asset: *asset, fragment },
            Some(File::Season) => Target::Season,
            Some(File::Draft) => Target::Broken(LinkFault::Draft),
            Some(File::Faulty) => Target::Broken(LinkFault::Faulty),
            None => Target::Broken(match self.folded.get(&path.to_lowercase()) {
                Some(right) => {
                    let fragment = fragment.map_or_else(String::new, |fragment| format!("#{fragment}"));
                    LinkFault::WrongCase { right: format!("{}{fragment}", relative(from_path, right)) }
                }
                None if path.ends_with(".md") || !path.rsplit('/').next().unwrap_or_default().contains('.') => {
                    LinkFault::MissingPage { path }
                }
                None => LinkFault::MissingAsset { path },
            }),
        }
    }
}

fn to_page(page: Id<Page>, fragment: Option<String>, pages: &Table<Page>) -> Target {
    match fragment {
        Some(fragment) if !pages[page].outline.headings.iter().any(|heading| heading.id == fragment) => {
            Target::Broken(LinkFault::MissingFragment { page, fragment })
        }
        fragment => Target::Page { page, fragment },
    }
}

/// Joins the folder of `from` and a relative path; `None` if that leaves `content/` and `templates/`.
fn join(from: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    matches!(parts.first(), Some(&("content" | "templates"))).then(|| parts.join("/"))
}

/// Returns the relative link from the file `from` to the file `to`.
pub(super) fn relative(from: &str, to: &str) -> String {
    let mut folders: Vec<&str> = from.split('/').collect();
    folders.pop();
    let parts: Vec<&str> = to.split('/').collect();
    let shared = folders.iter().zip(&parts).take_while(|(a, b)| a == b).count();
    let mut link = "../".repeat(folders.len() - shared);
    link.push_str(&parts[shared..].join("/"));
    link
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_joined_and_stay_inside() {
        let from = "content/guides/lease/b-1.md";
        assert_eq!(join(from, "../a.md").as_deref(), Some("content/guides/a.md"));
        assert_eq!(join(from, "./b.md").as_deref(), Some("content/guides/lease/b.md"));
        assert_eq!(join(from, "../../../templates/x/y.md").as_deref(), Some("templates/x/y.md"));
        assert_eq!(join(from, "../../../kbgen.toml"), None);
        assert_eq!(join(from, "../../../../../etc/passwd"), None);
    }

    #[test]
    fn relative_is_the_inverse_of_join() {
        for (from, to) in [
            ("content/a/b.md", "content/a/c.md"),
            ("content/a/b.md", "templates/x/y.md"),
            ("content/index.md", "content/a/b.md"),
        ] {
            assert_eq!(join(from, &relative(from, to)).as_deref(), Some(to));
        }
    }
}
