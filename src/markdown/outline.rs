//! What a Markdown text holds, without its HTML.

use std::collections::BTreeSet;
use std::ops::Range;

use pulldown_cmark::{BrokenLink, CodeBlockKind, CowStr, Event, HeadingLevel, LinkType, Parser, Tag, TagEnd};

use super::runs::Run;
use super::slug::Slugs;
use super::terms::Terms;
use crate::source::{Span, Spanned};

/// What a text holds. Spans are in the source, not in the body alone.
#[derive(Debug, Clone, Default)]
pub struct Outline {
    /// Headings in order.
    pub headings: Vec<Heading>,
    /// Links and images in order.
    pub links: Vec<Link>,
    /// References to footnotes that are defined, but for those of a footnote to itself.
    pub footnote_references: Vec<Spanned<String>>,
    /// Definitions of footnotes.
    pub footnote_definitions: Vec<Spanned<String>>,
    /// References to footnotes that are not defined.
    pub undefined_footnotes: Vec<Spanned<String>>,
    /// `[text][name]` without a definition of `name`, and whether it is an image.
    pub undefined_references: Vec<(Spanned<String>, bool)>,
    /// Names of references that are defined.
    pub defined_references: Vec<String>,
    /// The language of each fenced code block that names one.
    pub code_languages: Vec<Spanned<String>>,
    /// Raw HTML, a tag or a block each.
    pub raw_html: Vec<Span>,
    /// Marks of unfinished work.
    pub leftovers: Vec<Spanned<Leftover>>,
    /// What was meant as a link, but has a blank in its address and so is none.
    pub unreadable_links: Vec<Spanned<String>>,
    /// `[!WORD]` at the start of a quotation that is no call-out.
    pub unknown_callouts: Vec<Spanned<String>>,
    /// The first mention of each term where it can be marked.
    pub terms: Vec<TermUse>,
    /// Every term that is mentioned anywhere, by index.
    pub mentions: BTreeSet<usize>,
    /// Words of running text.
    pub words: u32,
}

/// A heading.
#[derive(Debug, Clone)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// Its id in the page.
    pub id: String,
    /// Its text without markup.
    pub text: String,
    /// Its bytes.
    pub span: Span,
    /// Whether its author chose an id that an earlier heading of the text has.
    pub duplicate: bool,
}

/// A link or image.
#[derive(Debug, Clone)]
pub struct Link {
    /// Whether it is an image.
    pub image: bool,
    /// The destination, escapes resolved; `mailto:` added to an email address in angle brackets.
    pub destination: String,
    /// The destination's bytes, or the whole link's if it stands elsewhere.
    pub span: Span,
    /// Whether there is no text, or an image has no alternative text.
    pub empty: bool,
    /// Whether it is all that its paragraph holds.
    pub alone: bool,
}

/// A mark of unfinished work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Leftover {
    /// `{{` in running text.
    Braces,
    /// `[[` in running text.
    Brackets,
    /// The word `TODO`.
    Todo,
    /// The word `XXX`.
    Xxx,
}

/// A mention of a glossary term.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TermUse {
    /// Index of the term.
    pub term: usize,
    /// Its bytes.
    pub span: Span,
}

/// Scans the text of `body` in `source`.
///
/// `own` is a term that is not looked for, on its own page.
#[must_use]
pub fn scan(source: &str, body: Span, terms: &Terms, own: Option<usize>) -> Outline {
    let text = &source[body.range()];
    let mut undefined = Vec::new();
    let callback = |broken: BrokenLink<'_>| {
        undefined.push((broken.link_type, broken.reference.to_string(), broken.span));
        None::<(CowStr<'_>, CowStr<'_>)>
    };
    let mut scanner = Scanner { text, base: body.start, terms, own, ..Scanner::new(text, terms) };
    let parser = Parser::new_with_broken_link_callback(text, super::options(), Some(callback));
    scanner.outline.defined_references =
        parser.reference_definitions().iter().map(|(name, _)| name.to_owned()).collect();
    scanner.outline.defined_references.sort_unstable();
    for (event, range) in parser.into_offset_iter() {
        scanner.event(event, range);
    }
    scanner.finish(undefined)
}

struct Scanner<'a> {
    text: &'a str,
    base: u32,
    terms: &'a Terms,
    own: Option<usize>,
    outline: Outline,
    slugs: Slugs,
    /// Running texts, neighbours joined, for what the parser cuts into pieces.
    runs: Vec<Range<usize>>,
    /// Open heading: its text so far.
    heading: Option<String>,
    /// Open links and images.
    open_links: Vec<OpenLink>,
    /// Footnote whose definition is open.
    footnote: Option<String>,
    /// Open block of raw HTML, or the element that inline HTML opened last: its name and index in the outline.
    html_block: Option<Range<usize>>,
    element: Option<(String, usize)>,
    /// Open paragraph: what it holds besides blanks.
    paragraph: Option<Paragraph>,
    /// Depth of links, images, headings and code, in which terms are not marked.
    unmarkable: u32,
    code: u32,
}

/// A link or image that is not closed yet.
struct OpenLink {
    /// Index in the outline.
    index: usize,
    /// All of it.
    range: Range<usize>,
    /// The end of what it holds so far.
    inner_end: usize,
    /// The destination as written.
    destination: String,
    /// Whether its text is its destination.
    automatic: bool,
}

#[derive(Default)]
struct Paragraph {
    links: Vec<usize>,
    other: bool,
}

impl<'a> Scanner<'a> {
    fn new(text: &'a str, terms: &'a Terms) -> Self {
        Self {
            text,
            base: 0,
            terms,
            own: None,
            outline: Outline::default(),
            slugs: Slugs::default(),
            runs: Vec::new(),
            heading: None,
            open_links: Vec::new(),
            footnote: None,
            html_block: None,
            element: None,
            paragraph: None,
            unmarkable: 0,
            code: 0,
        }
    }

    fn span(&self, range: Range<usize>) -> Span {
        Span::at(self.base, range)
    }

    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        if !matches!(event, Event::End(_)) {
            for open in &mut self.open_links {
                open.inner_end = range.end;
            }
        }
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.running_text(&text, range),
            Event::Code(code) => {
                self.add_to_heading(&code);
                self.not_empty();
            }
            Event::Html(html) => {
                // The lines of one block come as events of their own.
                match &mut self.html_block {
                    Some(block) if block.start == block.end => *block = range,
                    Some(block) => block.end = range.end,
                    None => self.inline_html(&html, range),
                }
                self.other();
            }
            Event::InlineHtml(html) => {
                self.inline_html(&html, range);
                self.other();
            }
            Event::FootnoteReference(name) => {
                if self.footnote.as_deref() != Some(&fold(&name)) {
                    let span = self.span(range);
                    self.outline.footnote_references.push(Spanned { value: name.to_string(), span });
                }
                self.other();
            }
            Event::SoftBreak | Event::HardBreak => {
                self.add_to_heading(" ");
                // Running text goes on in the next line.
                if let Some(last) = self.runs.last_mut()
                    && last.end == range.start
                {
                    last.end = range.end;
                }
            }
            Event::TaskListMarker(_) | Event::Rule | Event::InlineMath(_) | Event::DisplayMath(_) => self.other(),
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Paragraph => self.paragraph = Some(Paragraph::default()),
            Tag::Heading { level, id, .. } => {
                let (id, duplicate) = match id {
                    Some(id) => (id.to_string(), !self.slugs.reserve(&id)),
                    None => (String::new(), false),
                };
                let range = range.start..range.start + self.text[range].trim_end().len();
                let span = self.span(range);
                self.outline.headings.push(Heading { level: number(level), id, text: String::new(), span, duplicate });
                self.heading = Some(String::new());
                self.unmarkable += 1;
            }
            Tag::CodeBlock(kind) => {
                self.code += 1;
                if let CodeBlockKind::Fenced(info) = kind
                    && let Some(language) = super::language(&info)
                {
                    let line = self.text[range.clone()].lines().next().unwrap_or_default();
                    let at = range.start + line.find(language).unwrap_or_default();
                    let span = self.span(at..at + language.len());
                    self.outline.code_languages.push(Spanned { value: language.to_owned(), span });
                }
            }
            Tag::FootnoteDefinition(name) => {
                let len = self.text[range.clone()].find("]:").map_or(range.len(), |end| end + 2);
                let span = self.span(range.start..range.start + len);
                self.footnote = Some(fold(&name));
                self.outline.footnote_definitions.push(Spanned { value: name.to_string(), span });
            }
            Tag::HtmlBlock => self.html_block = Some(range.start..range.start),
            Tag::Link { link_type, dest_url, .. } => {
                let scheme = if link_type == LinkType::Email { "mailto:" } else { "" };
                let automatic = matches!(link_type, LinkType::Email | LinkType::Autolink);
                self.start_link(false, scheme, &dest_url, range, automatic);
            }
            Tag::Image { dest_url, .. } => self.start_link(true, "", &dest_url, range, false),
            _ => {}
        }
    }

    fn start_link(&mut self, image: bool, scheme: &str, destination: &str, range: Range<usize>, automatic: bool) {
        self.not_empty();
        let index = self.outline.links.len();
        if self.open_links.is_empty()
            && let Some(paragraph) = &mut self.paragraph
        {
            paragraph.links.push(index);
        }
        let (span, inner_end) = (self.span(range.clone()), range.start);
        let full = format!("{scheme}{destination}");
        self.outline.links.push(Link { image, destination: full, span, empty: true, alone: false });
        self.open_links.push(OpenLink { index, range, inner_end, destination: destination.to_owned(), automatic });
        self.unmarkable += 1;
    }

    /// Narrows a link's span to its destination, which stands after what it holds.
    fn end_link(&mut self) {
        let Some(OpenLink { index, range, inner_end, destination, automatic }) = self.open_links.pop() else { return };
        let from = if automatic { range.start } else { inner_end };
        if let Some(at) = self.text[from..range.end].find(&destination).filter(|_| !destination.is_empty()) {
            self.outline.links[index].span = self.span(from + at..from + at + destination.len());
        }
    }

    /// Notes a tag, or an element from its opening to its closing tag as one.
    fn inline_html(&mut self, html: &str, range: Range<usize>) {
        let name = |tag: &str| tag.chars().take_while(char::is_ascii_alphanumeric).collect::<String>();
        if let Some(closing) = html.strip_prefix("</")
            && let Some((open, index)) = self.element.take()
            && open == name(closing)
        {
            self.outline.raw_html[index].end = self.span(range).end;
            return;
        }
        self.element = Some((name(html.trim_start_matches('<')), self.outline.raw_html.len()));
        let span = self.span(range);
        self.outline.raw_html.push(span);
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => {
                self.element = None;
                if let Some(Paragraph { links, other: false }) = self.paragraph.take()
                    && let [only] = links[..]
                {
                    self.outline.links[only].alone = true;
                }
            }
            TagEnd::Heading(_) => {
                self.unmarkable -= 1;
                let text = self.heading.take().unwrap_or_default();
                let heading = self.outline.headings.last_mut().expect("a heading was started");
                if heading.id.is_empty() {
                    heading.id = self.slugs.add(&text);
                }
                heading.text = text;
            }
            TagEnd::CodeBlock => self.code -= 1,
            TagEnd::Link | TagEnd::Image => {
                self.unmarkable -= 1;
                self.end_link();
            }
            TagEnd::HtmlBlock => {
                if let Some(block) = self.html_block.take() {
                    let len = self.text[block.clone()].trim_end().len();
                    let span = self.span(block.start..block.start + len);
                    self.outline.raw_html.push(span);
                }
            }
            TagEnd::FootnoteDefinition => self.footnote = None,
            _ => {}
        }
    }

    fn running_text(&mut self, text: &str, range: Range<usize>) {
        if self.code > 0 {
            return;
        }
        self.add_to_heading(text);
        if !text.trim().is_empty() {
            self.not_empty();
            if self.open_links.is_empty() {
                self.other();
            }
        }
        self.outline.words += u32::try_from(text.split_whitespace().count()).unwrap_or(u32::MAX);
        // An address is no running text.
        if !self.open_links.iter().any(|open| open.automatic) {
            match self.runs.last_mut() {
                Some(last) if last.end == range.start => last.end = range.end,
                _ => self.runs.push(range.clone()),
            }
        }
        // An escape or entity makes the text differ from its source; such a piece holds no term.
        if self.text[range.clone()] != *text {
            return;
        }
        for (term, found) in self.terms.find(text) {
            if Some(term) != self.own
                && self.unmarkable == 0
                && !self.outline.terms.iter().any(|used| used.term == term)
            {
                let span = self.span(range.start + found.start..range.start + found.end);
                self.outline.terms.push(TermUse { term, span });
            }
        }
    }

    fn add_to_heading(&mut self, text: &str) {
        if let Some(heading) = &mut self.heading {
            heading.push_str(text);
        }
    }

    /// Every open link has something in it.
    fn not_empty(&mut self) {
        for open in &self.open_links {
            self.outline.links[open.index].empty = false;
        }
    }

    /// The open paragraph holds more than links.
    fn other(&mut self) {
        if let Some(paragraph) = &mut self.paragraph {
            paragraph.other = true;
        }
    }

    fn finish(mut self, undefined: Vec<(LinkType, String, Range<usize>)>) -> Outline {
        for run in std::mem::take(&mut self.runs) {
            Run { text: self.text, base: self.base, bytes: run }.read(self.terms, self.own, &mut self.outline);
        }
        for (kind, reference, range) in undefined {
            let named = matches!(
                kind,
                LinkType::ReferenceUnknown | LinkType::Reference | LinkType::CollapsedUnknown | LinkType::Collapsed
            );
            // Within double brackets it is told of as a leftover.
            let leftover = self.text[..range.start].ends_with('[');
            if named && !leftover {
                let image = self.text[range.start..].starts_with('!') || self.text[..range.start].ends_with('!');
                let span = self.span(range);
                self.outline.undefined_references.push((Spanned { value: reference, span }, image));
            }
        }
        self.outline
    }
}

/// The name of a footnote as it is compared.
pub(super) fn fold(name: &str) -> String {
    name.to_lowercase()
}

fn number(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

#[cfg(test)]
mod tests;
