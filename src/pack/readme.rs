//! What a pack is, for people: `README.txt`.

use super::escape::one_line;
use super::words::Words;

/// Longest line, in characters.
const WIDTH: usize = 78;

/// What people should know about a pack.
#[derive(Debug, Clone)]
pub struct Readme<'a> {
    /// The pack's title.
    pub title: &'a str,
    /// What it is for; may have paragraphs.
    pub purpose: &'a str,
    /// When its messages belong, a line each.
    pub when: Vec<String>,
    /// To whom they go.
    pub recipients: Vec<String>,
    /// How many to each at most.
    pub at_most: Option<u32>,
    /// Whether they go to one only.
    pub exclusive: bool,
    /// What goes wrong.
    pub pitfalls: Vec<Pitfall<'a>>,
    /// What to look at before sending.
    pub checklist: Vec<String>,
    /// The other files of the pack.
    pub files: Vec<FileNote<'a>>,
    /// Where it comes from.
    pub origin: Origin<'a>,
    /// What its readers should bear in mind; may be empty.
    pub caution: &'a str,
    /// The pack's version, see [`super::version_of`].
    pub version: &'a str,
    /// Labels.
    pub words: &'a Words,
}

/// A mistake.
#[derive(Debug, Clone, Copy)]
pub struct Pitfall<'a> {
    /// The word for how bad it is.
    pub severity: &'a str,
    /// Its name.
    pub title: &'a str,
    /// Why, in a sentence or more; may be empty.
    pub description: &'a str,
}

/// A file of the pack.
#[derive(Debug, Clone, Copy)]
pub struct FileNote<'a> {
    /// Its name.
    pub name: &'a str,
    /// What it is.
    pub what: &'a str,
}

/// Who made a pack.
#[derive(Debug, Clone, Copy)]
pub struct Origin<'a> {
    /// Its name; may be empty.
    pub publisher: &'a str,
    /// Its page; may be empty.
    pub url: &'a str,
}

/// Writes the text, wrapped at 78 characters; only what can't be broken, such as a long address, goes beyond.
#[must_use]
pub fn render_readme(readme: &Readme<'_>) -> String {
    let words = readme.words;
    let mut out = Text::default();
    let title = one_line(readme.title);
    out.paragraph(&title);
    out.line(&"=".repeat(title.chars().count().min(WIDTH)));
    for paragraph in readme.purpose.split("\n\n") {
        out.paragraph(paragraph);
    }
    out.list(&words.when, readme.when.iter().map(String::as_str));
    out.list(&words.recipients, readme.recipients.iter().map(String::as_str));
    let most = readme.at_most.map(|count| match count {
        1 => words.at_most_once.clone(),
        _ => words.at_most.replace("{count}", &count.to_string()),
    });
    let exclusive = readme.exclusive.then_some(words.exclusive.as_str());
    out.list(&words.limits, most.as_deref().into_iter().chain(exclusive));
    if !readme.pitfalls.is_empty() {
        out.heading(&words.pitfalls);
        for pitfall in &readme.pitfalls {
            out.wrap("- ", "  ", &format!("{} ({})", pitfall.title, pitfall.severity));
            out.wrap("  ", "  ", pitfall.description);
        }
    }
    if !readme.checklist.is_empty() {
        out.heading(&words.checklist);
        for item in &readme.checklist {
            out.wrap("[ ] ", "    ", item);
        }
    }
    out.files(&words.files, &readme.files);
    let origin = [readme.origin.publisher, readme.origin.url].map(one_line);
    let version = words.version.replace("{version}", readme.version);
    out.heading(&words.origin);
    for line in origin.iter().chain([&version]) {
        out.wrap("", "", line);
    }
    for paragraph in readme.caution.split("\n\n") {
        out.paragraph(paragraph);
    }
    out.text
}

#[derive(Default)]
struct Text {
    text: String,
}

impl Text {
    fn line(&mut self, line: &str) {
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }

    /// Writes a blank line and a paragraph, if there is anything in it.
    fn paragraph(&mut self, words: &str) {
        if !one_line(words).is_empty() {
            if !self.text.is_empty() {
                self.line("");
            }
            self.wrap("", "", words);
        }
    }

    fn heading(&mut self, title: &str) {
        let title = one_line(title);
        self.line("");
        self.line(&title);
        self.line(&"-".repeat(title.chars().count()));
    }

    fn list<'a>(&mut self, title: &str, items: impl Iterator<Item = &'a str>) {
        let mut items = items.peekable();
        if items.peek().is_some() {
            self.heading(title);
        }
        for item in items {
            self.wrap("- ", "  ", item);
        }
    }

    /// Writes names in one column and what they are in another; a long name has a line of its own.
    fn files(&mut self, title: &str, files: &[FileNote<'_>]) {
        const WIDEST: usize = 30;
        if files.is_empty() {
            return;
        }
        self.heading(title);
        let width = |file: &FileNote<'_>| file.name.chars().count();
        let column = files.iter().map(width).filter(|width| *width <= WIDEST).max().unwrap_or(4) + 2;
        let rest = " ".repeat(column);
        for file in files {
            let name = one_line(file.name);
            if name.chars().count() > WIDEST {
                self.line(&name);
                self.wrap(&rest, &rest, file.what);
            } else {
                self.wrap(&format!("{name:column$}"), &rest, file.what);
            }
        }
    }

    /// Writes words, the first line after `first`, the others after `rest`; nothing if there are no words.
    fn wrap(&mut self, first: &str, rest: &str, words: &str) {
        let mut line = first.to_owned();
        let mut is_empty = true;
        for word in one_line(words).split(' ').filter(|word| !word.is_empty()) {
            let width = line.chars().count() + 1 + word.chars().count();
            if !is_empty && width > WIDTH {
                self.line(&line);
                rest.clone_into(&mut line);
                is_empty = true;
            }
            if !is_empty {
                line.push(' ');
            }
            line.push_str(word);
            is_empty = false;
        }
        if !is_empty {
            self.line(&line);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{FileNote, Origin, Pitfall, Readme, render_readme};
    use crate::pack::hostile::hostile;
    use crate::pack::words::Words;

    fn readme(words: &Words) -> Readme<'_> {
        Readme {
            title: "Thanks",
            purpose: "To say thanks after a visit, once, and to say what it was that helped, in words of your own.",
            when: vec!["2026-03-01 to 2026-03-20".to_owned()],
            recipients: vec!["Your host".to_owned()],
            at_most: Some(2),
            exclusive: true,
            pitfalls: vec![Pitfall { severity: "think twice", title: "Shouting", description: "It reads as anger." }],
            checklist: vec!["Read it aloud".to_owned(), "Names right".to_owned()],
            files: vec![
                FileNote {
                    name: "thanks.docx",
                    what: "for Word and LibreOffice: type each value once, it fills every place",
                },
                FileNote { name: "thanks.eml", what: "a draft for your mail program" },
            ],
            origin: Origin { publisher: "The Garden Club", url: "https://example.org/" },
            caution: "Not advice.",
            version: "0123456789ab",
            words,
        }
    }

    #[test]
    fn a_whole_readme() {
        let words = Words::default();
        assert_eq!(
            render_readme(&readme(&words)),
            "Thanks
======

To say thanks after a visit, once, and to say what it was that helped, in
words of your own.

When
----
- 2026-03-01 to 2026-03-20

To whom
-------
- Your host

How often
---------
- At most 2 to each
- To one only: never send it to a second

What goes wrong
---------------
- Shouting (think twice)
  It reads as anger.

Before you send
---------------
[ ] Read it aloud
[ ] Names right

Files
-----
thanks.docx  for Word and LibreOffice: type each value once, it fills every
             place
thanks.eml   a draft for your mail program

Where it comes from
-------------------
The Garden Club
https://example.org/
Version 0123456789ab

Not advice.
"
        );
    }

    #[test]
    fn what_is_not_there_has_no_heading() {
        let words = Words::default();
        let bare = Readme {
            purpose: "",
            when: Vec::new(),
            recipients: Vec::new(),
            at_most: None,
            exclusive: false,
            pitfalls: Vec::new(),
            checklist: Vec::new(),
            files: Vec::new(),
            origin: Origin { publisher: "", url: "" },
            caution: "",
            ..readme(&words)
        };
        assert_eq!(
            render_readme(&bare),
            "Thanks\n======\n\nWhere it comes from\n-------------------\nVersion 0123456789ab\n"
        );
        let once = render_readme(&Readme { at_most: Some(1), ..readme(&words) });
        assert!(once.contains("- At most one to each\n"));
    }

    proptest! {
        #[test]
        fn lines_are_short_and_plain(title in hostile(), purpose in hostile(), item in hostile()) {
            let words = Words::default();
            let long = vec![item.as_str(); 30].join(" ");
            let text = render_readme(&Readme {
                title: &title, purpose: &purpose, checklist: vec![long], ..readme(&words)
            });
            prop_assert!(!text.contains(|c: char| c.is_control() && c != '\n'));
            for line in text.lines() {
                let broken = line.chars().count() <= 78 || !line.trim_start_matches("[ ]").trim().contains(' ');
                prop_assert!(broken, "{}", line);
                prop_assert!(!line.ends_with(' '));
            }
        }
    }
}
