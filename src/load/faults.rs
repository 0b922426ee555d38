//! What can be wrong with a file before it is looked at together with others.

use crate::diag::{Diagnostic, rules};
use crate::source::SourceId;

rules! {
    /// Faults of files.
    RULES;

    /// ## What it does
    /// Finds texts that are not UTF-8.
    ///
    /// ## Why is this bad?
    /// Their letters can't be told from each other, and names would come out garbled.
    ///
    /// ## Example
    /// A page saved as Windows-1252, in which `é` is the single byte 0xE9.
    ///
    /// Use instead: save the file as UTF-8; a byte order mark is allowed.
    ///
    /// ## References
    /// RFC 3629
    NOT_UTF8 = "not-utf8", Fixed Error;

    /// ## What it does
    /// Finds pages that do not start with front matter.
    ///
    /// ## Why is this bad?
    /// Every page needs a title, and most kinds need more.
    ///
    /// ## Example
    /// ```markdown
    /// # After the viewing
    /// ```
    ///
    /// Use instead:
    /// ```markdown
    /// +++
    /// title = "After the viewing"
    /// +++
    /// ```
    MISSING_FRONT_MATTER = "missing-front-matter", Fixed Error;

    /// ## What it does
    /// Finds front matter without its second `+++` line.
    ///
    /// ## Why is this bad?
    /// The rest of the file would all be front matter.
    ///
    /// ## Example
    /// ```markdown
    /// +++
    /// title = "After the viewing"
    ///
    /// Within two days ...
    /// ```
    ///
    /// Use instead:
    /// ```markdown
    /// +++
    /// title = "After the viewing"
    /// +++
    ///
    /// Within two days ...
    /// ```
    MISSING_END_FENCE = "missing-end-fence", Fixed Error;

    /// ## What it does
    /// Finds pages and data files in a folder that has no kind.
    ///
    /// ## Why is this bad?
    /// kbgen takes a page's kind from its folder, so the file would be left out of the site.
    ///
    /// ## Example
    /// ```text
    /// content/guide/after-the-viewing.md
    /// ```
    ///
    /// Use instead:
    /// ```text
    /// content/guides/after-the-viewing.md
    /// ```
    MISPLACED_FILE = "misplaced-file", Fixed Error;

    /// ## What it does
    /// Finds word budgets and parameters whose limits contradict each other.
    ///
    /// ## Why is this bad?
    /// No message could ever pass.
    ///
    /// ## Example
    /// ```toml
    /// words = { target = [230, 150], max = 300 }
    /// ```
    ///
    /// Use instead:
    /// ```toml
    /// words = { target = [150, 230], max = 300 }
    /// ```
    BAD_LIMITS = "bad-limits", Fixed Error;

    /// ## What it does
    /// Finds intervals that are not a number of days, weeks, months or years.
    ///
    /// ## Why is this bad?
    /// kbgen could not tell when the next review is due.
    ///
    /// ## Example
    /// ```toml
    /// review_every = "yearly"
    /// ```
    ///
    /// Use instead:
    /// ```toml
    /// review_every = "1y"
    /// ```
    BAD_INTERVAL = "bad-interval", Fixed Error;
}

/// The folders that pages can lie in, for "did you mean".
const FOLDERS: [&str; 8] = [
    "content/guides",
    "content/scenarios",
    "content/windows",
    "content/pitfalls",
    "content/faq",
    "content/glossary",
    "content/checklists",
    "templates",
];

/// The data files that there can be, for "did you mean".
const DATA_FILES: [&str; 3] = ["content/rules.toml", "content/season.toml", "templates/params.toml"];

/// Whether a file would be a page but for the letter case of its suffix.
pub(super) fn is_misspelt_page(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, suffix)| suffix != "md" && suffix.eq_ignore_ascii_case("md"))
}

pub(super) fn misplaced(source: SourceId, path: &str) -> Diagnostic {
    if is_misspelt_page(path) {
        return Diagnostic::new(&MISPLACED_FILE, source.start(), "a page's suffix is `.md`, in lower case")
            .help("rename the file");
    }
    if path.ends_with(".toml") {
        return Diagnostic::new(&MISPLACED_FILE, source.start(), "no data file has this name")
            .did_you_mean(path, DATA_FILES);
    }
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let diagnostic = Diagnostic::new(&MISPLACED_FILE, source.start(), "no kind of page lies in this folder")
        .did_you_mean(folder, FOLDERS);
    if path.starts_with("templates/") {
        diagnostic
            .help("email templates lie at `templates/<scenario>/<id>.md`, shared parameters at `templates/params.toml`")
    } else {
        diagnostic.help("guides may lie in folders of their own; every other kind lies directly in its folder")
    }
}
