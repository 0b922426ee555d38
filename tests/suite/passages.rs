//! The knowledge base of this repository as passages of running text, for tests that read it as people do.

use std::path::Path;

use jiff::civil::date;
use kbgen::build;
use kbgen::config::Overrides;
use kbgen::load;
use kbgen::model::KnowledgeBase;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// What a passage is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A paragraph of the page's own voice, call-outs included.
    Paragraph,
    /// An item of a list, or a definition.
    Item,
    /// A heading, or what is defined.
    Heading,
    /// A cell of a table.
    Cell,
    /// A footnote.
    Note,
    /// A paragraph that is one link.
    Card,
    /// A quoted example.
    Quote,
    /// A quoted example of what not to write.
    Weak,
}

/// A block of running text without markup.
#[derive(Debug, Clone)]
pub(crate) struct Passage {
    pub(crate) kind: Kind,
    pub(crate) text: String,
    /// Where it starts in its file, counted from 1.
    pub(crate) line: usize,
}

/// Returns the knowledge base of this repository.
pub(crate) fn knowledge_base() -> KnowledgeBase {
    let files = load::read(Path::new(env!("CARGO_MANIFEST_DIR"))).expect("the knowledge base");
    build::open(&files, Overrides { today: date(2026, 11, 22), drafts: false, base_url: None }).0
}

/// Cuts the Markdown in `source[body..]` into passages.
///
/// Code is replaced by the word `code`: it is no prose, but its sentence needs a word there. A quotation after a
/// paragraph `Weak:`, and a paragraph of a quotation that starts so, is an example of what not to write.
pub(crate) fn passages(source: &str, body: usize) -> Vec<Passage> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM;
    let mut reader = Reader::default();
    for (event, range) in Parser::new_ext(&source[body..], options).into_offset_iter() {
        let line = 1 + source[..body + range.start].matches('\n').count();
        reader.read(&event, line);
    }
    reader.done
}

#[derive(Default)]
struct Reader {
    done: Vec<Passage>,
    /// The blocks that are open, outermost first.
    open: Vec<Kind>,
    text: String,
    line: usize,
    links: usize,
    in_link: bool,
    outside_links: bool,
    /// The paragraph before said that what follows is weak.
    weak_next: bool,
}

impl Reader {
    fn read(&mut self, event: &Event<'_>, line: usize) {
        match event {
            Event::Start(tag) => match tag {
                Tag::Link { .. } => {
                    self.links += 1;
                    self.in_link = true;
                }
                _ => {
                    if let Some(kind) = self.kind(tag) {
                        self.flush();
                        self.line = line;
                        self.open.push(kind);
                    }
                }
            },
            Event::End(TagEnd::Link) => self.in_link = false,
            Event::End(
                TagEnd::Paragraph
                | TagEnd::Item
                | TagEnd::Heading(_)
                | TagEnd::TableCell
                | TagEnd::FootnoteDefinition
                | TagEnd::DefinitionListTitle
                | TagEnd::DefinitionListDefinition
                | TagEnd::BlockQuote(_),
            ) => {
                self.flush();
                self.open.pop();
            }
            Event::Text(text) => {
                self.outside_links |= !self.in_link && !text.trim().is_empty();
                self.text.push_str(text);
            }
            Event::Code(_) => {
                self.outside_links = true;
                self.text.push_str("code");
            }
            Event::SoftBreak | Event::HardBreak => self.text.push(' '),
            _ => {}
        }
    }

    fn kind(&mut self, tag: &Tag<'_>) -> Option<Kind> {
        let around = self.open.last().copied();
        Some(match tag {
            Tag::BlockQuote(None) if std::mem::take(&mut self.weak_next) => Kind::Weak,
            Tag::BlockQuote(None) => Kind::Quote,
            Tag::BlockQuote(Some(_)) => Kind::Paragraph,
            Tag::FootnoteDefinition(_) => Kind::Note,
            Tag::Heading { .. } | Tag::DefinitionListTitle => Kind::Heading,
            Tag::TableCell => Kind::Cell,
            Tag::Item | Tag::DefinitionListDefinition => {
                around.filter(|kind| *kind != Kind::Paragraph).unwrap_or(Kind::Item)
            }
            Tag::Paragraph => around.unwrap_or(Kind::Paragraph),
            _ => return None,
        })
    }

    fn flush(&mut self) {
        let text = std::mem::take(&mut self.text).split_whitespace().collect::<Vec<_>>().join(" ");
        let card = self.links == 1 && !self.outside_links;
        self.links = 0;
        self.outside_links = false;
        let Some(mut kind) = self.open.last().copied().filter(|_| !text.is_empty()) else { return };
        self.weak_next = text == "Weak:";
        if matches!(kind, Kind::Quote | Kind::Weak) {
            // Within one quotation the label holds until the next.
            if text.starts_with("Weak:") {
                kind = Kind::Weak;
            } else if text.starts_with("Better:") {
                kind = Kind::Quote;
            }
            for open in self.open.iter_mut().filter(|open| matches!(open, Kind::Quote | Kind::Weak)) {
                *open = kind;
            }
        }
        if kind == Kind::Paragraph && card {
            kind = Kind::Card;
        }
        self.done.push(Passage { kind, text, line: self.line });
    }
}

/// Cuts a text into sentences: one ends with a full stop, question or exclamation mark, and what closes a quotation
/// after it, before a blank and a word that is not small, unless the full stop follows an initial or an abbreviation.
pub(crate) fn sentences(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut start = 0;
    for (at, _) in text.match_indices(' ') {
        let before = text[start..at].trim_end_matches(['"', '\'', ')', '\u{201d}']);
        let word = before.rsplit(' ').next().unwrap_or_default().trim_start_matches(['(', '"']);
        let short = matches!(word, "Dr." | "St." | "vs." | "e.g." | "i.e.") || (word.len() == 2 && word.ends_with('.'));
        let small = text[at + 1..].trim_start_matches(['"', '(', '[']).starts_with(char::is_lowercase);
        if before.ends_with(['.', '!', '?']) && !short && !small {
            found.push(text[start..at].trim());
            start = at + 1;
        }
    }
    found.push(text[start..].trim());
    found.retain(|sentence| !sentence.is_empty());
    found
}

#[test]
fn text_is_cut_into_passages() {
    let text = "+++\n+++\n## Head\n\nOne `x` [two](a.md)\nthree.[^a]\n\n[Card](b.md)\n\n- item\n\n  more\n\nWeak:\n\n> bad\n\n\
                Better:\n\n> good\n\n> Weak: a\n>\n> b\n>\n> Better: c\n\n> [!NOTE]\n> Call.\n\n\
                T\n: D\n\n| a |\n| - |\n| b |\n\n[^a]: Note.\n";
    let found: Vec<(Kind, String)> =
        passages(text, 8).into_iter().map(|passage| (passage.kind, passage.text)).collect();
    let expected = [
        (Kind::Heading, "Head"),
        (Kind::Paragraph, "One code two three."),
        (Kind::Card, "Card"),
        (Kind::Item, "item"),
        (Kind::Item, "more"),
        (Kind::Paragraph, "Weak:"),
        (Kind::Weak, "bad"),
        (Kind::Paragraph, "Better:"),
        (Kind::Quote, "good"),
        (Kind::Weak, "Weak: a"),
        (Kind::Weak, "b"),
        (Kind::Quote, "Better: c"),
        (Kind::Paragraph, "Call."),
        (Kind::Heading, "T"),
        (Kind::Item, "D"),
        (Kind::Cell, "a"),
        (Kind::Cell, "b"),
        (Kind::Note, "Note."),
    ];
    assert_eq!(found, expected.map(|(kind, text)| (kind, text.to_owned())));
    assert_eq!(passages(text, 8)[1].line, 5);
}

#[test]
fn sentences_end_where_readers_stop() {
    assert_eq!(
        sentences("Ask Dr. Hollis. \"Why?\" That is why. It costs 2.5 hours, e.g. two. (Yes.) A. Osei"),
        ["Ask Dr. Hollis.", "\"Why?\"", "That is why.", "It costs 2.5 hours, e.g. two.", "(Yes.)", "A. Osei"]
    );
}
