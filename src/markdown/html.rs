//! Markdown events to HTML.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;

use pulldown_cmark::{Alignment, BlockQuoteKind, CodeBlockKind, CowStr, Event, Parser, Tag, TagEnd};

use super::outline::fold;
use super::{Highlighter, Outline};
use crate::source::Span;

/// A text's HTML.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Html {
    /// The markup.
    pub html: String,
    /// Whether it has highlighted code.
    pub highlighted: bool,
}

/// What the caller decides about a text's markup.
pub trait Markup {
    /// Returns the markup of the link or image with this index in the outline.
    fn link(&self, index: usize) -> LinkMarkup<'_>;
    /// Returns the explanation of a term and the URL of its glossary entry.
    fn term(&self, term: usize) -> (Cow<'_, str>, String);
    /// Returns the heading of a call-out: `note`, `tip`, `important`, `warning` or `caution`.
    fn callout(&self, kind: &'static str) -> &str;
    /// Returns the words for "back to the text", for a footnote.
    fn footnote_back(&self) -> &str;
    /// Returns whether raw HTML is kept.
    fn raw_html(&self) -> bool;
}

/// How a link or image is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkMarkup<'a> {
    /// With this URL.
    Url(String),
    /// As a card, in place of its paragraph.
    Card {
        /// Where it leads.
        url: String,
        /// Kind of page, a class name.
        kind: &'static str,
        /// Kind of page, for people.
        label: &'a str,
        /// The page's title.
        title: &'a str,
        /// The page in a sentence; may be empty.
        description: &'a str,
    },
    /// Its target does not exist: only the text is kept.
    Broken,
}

/// Writes the HTML of `body` in `source`, which `outline` was scanned from.
///
/// `prefix` is put before every id, for texts that share a page.
#[must_use]
pub fn render(
    source: &str,
    body: Span,
    outline: &Outline,
    markup: &impl Markup,
    prefix: &str,
    highlighter: &Highlighter,
) -> Html {
    let text = &source[body.range()];
    let mut writer = Writer {
        text,
        base: body.start,
        outline,
        markup,
        prefix,
        highlighter,
        html: String::with_capacity(text.len() * 3 / 2),
        highlighted: false,
        headings: 0,
        links: 0,
        open: Vec::new(),
        alternative: None,
        card: false,
        code: None,
        alignments: Vec::new(),
        in_head: false,
        column: 0,
        footnotes: Footnotes::default(),
        in_footnote: None,
    };
    for (event, range) in Parser::new_ext(text, super::options()).into_offset_iter() {
        writer.event(event, range);
    }
    writer.finish()
}

/// Escapes text for HTML, in elements and in quoted attributes.
#[must_use]
pub fn escape(text: &str) -> Cow<'_, str> {
    if !text.contains(['&', '<', '>', '"']) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            c => escaped.push(c),
        }
    }
    Cow::Owned(escaped)
}

/// What an open link or image is closed with.
enum Open {
    Link,
    Broken,
    Card(String),
    Image { url: Option<String>, title: String },
}

#[derive(Default)]
struct Footnotes {
    /// Numbers by name, in order of first reference.
    numbers: BTreeMap<String, usize>,
    /// How often each is referred to.
    references: BTreeMap<String, usize>,
    /// HTML by name.
    bodies: BTreeMap<String, String>,
}

struct Writer<'a, M> {
    text: &'a str,
    base: u32,
    outline: &'a Outline,
    markup: &'a M,
    prefix: &'a str,
    highlighter: &'a Highlighter,
    html: String,
    highlighted: bool,
    headings: usize,
    links: usize,
    open: Vec<Open>,
    /// Inside an image: its alternative text so far.
    alternative: Option<String>,
    /// Inside a paragraph that is a card: its own tags and text are left out.
    card: bool,
    /// Inside a code block: language and text so far.
    code: Option<(Option<String>, String)>,
    alignments: Vec<Alignment>,
    in_head: bool,
    column: usize,
    footnotes: Footnotes,
    /// Inside a footnote's definition: its name, and the text that goes on after it.
    in_footnote: Option<(String, String)>,
}

impl<M: Markup> Writer<'_, M> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.running_text(&text, range),
            Event::Code(code) => match &mut self.alternative {
                Some(alternative) => alternative.push_str(&code),
                None => self.push_all(&["<code>", &escape(&code), "</code>"]),
            },
            Event::Html(html) | Event::InlineHtml(html) => {
                let html = if self.markup.raw_html() { Cow::Borrowed(&*html) } else { escape(&html) };
                self.push(&html);
            }
            Event::FootnoteReference(name) => self.footnote_reference(&name),
            Event::SoftBreak => self.plain("\n"),
            Event::HardBreak => match &mut self.alternative {
                Some(alternative) => alternative.push(' '),
                None => self.push("<br>\n"),
            },
            Event::Rule => self.push("<hr>\n"),
            Event::TaskListMarker(done) => {
                self.push(if done {
                    "<input type=\"checkbox\" checked disabled> "
                } else {
                    "<input type=\"checkbox\" disabled> "
                });
            }
            Event::InlineMath(text) | Event::DisplayMath(text) => self.plain(&text),
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Paragraph => {
                self.card =
                    self.outline.links.get(self.links).is_some_and(|link| link.alone && self.holds(&range, link.span))
                        && matches!(self.markup.link(self.links), LinkMarkup::Card { .. });
                if !self.card {
                    self.push("<p>");
                }
            }
            Tag::Heading { .. } => {
                let heading = &self.outline.headings[self.headings];
                let open = format!("<h{} id=\"{}{}\">", heading.level, self.prefix, escape(&heading.id));
                self.push(&open);
            }
            Tag::BlockQuote(None) => self.push("<blockquote>\n"),
            Tag::BlockQuote(Some(kind)) => {
                let kind = match kind {
                    BlockQuoteKind::Note => "note",
                    BlockQuoteKind::Tip => "tip",
                    BlockQuoteKind::Important => "important",
                    BlockQuoteKind::Warning => "warning",
                    BlockQuoteKind::Caution => "caution",
                };
                let title = escape(self.markup.callout(kind)).into_owned();
                self.push_all(&[
                    "<div class=\"callout callout-",
                    kind,
                    "\" role=\"note\">\n<p class=\"callout-title\">",
                    &title,
                    "</p>\n",
                ]);
            }
            Tag::CodeBlock(kind) => {
                let language = match kind {
                    CodeBlockKind::Fenced(info) => super::language(&info).map(str::to_owned),
                    CodeBlockKind::Indented => None,
                };
                self.code = Some((language, String::new()));
            }
            Tag::List(Some(1)) => self.push("<ol>\n"),
            Tag::List(Some(first)) => {
                let open = format!("<ol start=\"{first}\">\n");
                self.push(&open);
            }
            Tag::List(None) => self.push("<ul>\n"),
            Tag::Item => self.push("<li>"),
            Tag::FootnoteDefinition(name) => {
                let rest = std::mem::take(&mut self.html);
                self.in_footnote = Some((fold(&name), rest));
            }
            Tag::DefinitionList => self.push("<dl>\n"),
            Tag::DefinitionListTitle => self.push("<dt>"),
            Tag::DefinitionListDefinition => self.push("<dd>"),
            Tag::Table(alignments) => {
                self.alignments = alignments;
                self.push("<div class=\"table\" role=\"region\" tabindex=\"0\">\n<table>\n");
            }
            Tag::TableHead => {
                self.in_head = true;
                self.column = 0;
                self.push("<thead>\n<tr>");
            }
            Tag::TableRow => {
                self.column = 0;
                self.push("<tr>");
            }
            Tag::TableCell => {
                let class = match self.alignments.get(self.column) {
                    Some(Alignment::Center) => " class=\"center\"",
                    Some(Alignment::Right) => " class=\"end\"",
                    _ => "",
                };
                let (tag, scope) = if self.in_head { ("<th", " scope=\"col\"") } else { ("<td", "") };
                self.push_all(&[tag, scope, class, ">"]);
            }
            Tag::Emphasis => self.tag("<em>"),
            Tag::Strong => self.tag("<strong>"),
            Tag::Strikethrough => self.tag("<del>"),
            Tag::Link { title, .. } => self.start_link(&title),
            Tag::Image { title, .. } => {
                let url = match self.markup.link(self.links) {
                    LinkMarkup::Url(url) => Some(url),
                    LinkMarkup::Card { .. } | LinkMarkup::Broken => None,
                };
                self.links += 1;
                self.open.push(Open::Image { url, title: title.to_string() });
                self.alternative.get_or_insert_default();
            }
            Tag::HtmlBlock | Tag::Superscript | Tag::Subscript | Tag::MetadataBlock(_) => {}
        }
    }

    fn start_link(&mut self, title: &CowStr<'_>) {
        let open = match self.markup.link(self.links) {
            LinkMarkup::Url(url) => {
                if self.alternative.is_none() {
                    self.push_all(&["<a href=\"", &escape(&url), "\""]);
                    if !title.is_empty() {
                        self.push_all(&[" title=\"", &escape(title), "\""]);
                    }
                    self.push(">");
                }
                Open::Link
            }
            LinkMarkup::Card { url, kind, label, title, description } => {
                let mut card = format!(
                    "<a class=\"card card-{kind}\" href=\"{}\"><span class=\"card-kind\">{}</span> <span class=\"card-title\">{}</span>",
                    escape(&url),
                    escape(label),
                    escape(title)
                );
                if !description.is_empty() {
                    let _ = write!(card, " <span class=\"card-text\">{}</span>", escape(description));
                }
                card.push_str("</a>\n");
                Open::Card(card)
            }
            LinkMarkup::Broken => Open::Broken,
        };
        self.links += 1;
        self.open.push(open);
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => {
                if !self.card {
                    self.push("</p>\n");
                }
                self.card = false;
            }
            TagEnd::Heading(_) => {
                let close = format!("</h{}>\n", self.outline.headings[self.headings].level);
                self.headings += 1;
                self.push(&close);
            }
            TagEnd::BlockQuote(None) => self.push("</blockquote>\n"),
            TagEnd::BlockQuote(Some(_)) => self.push("</div>\n"),
            TagEnd::CodeBlock => self.end_code(),
            TagEnd::List(true) => self.push("</ol>\n"),
            TagEnd::List(false) => self.push("</ul>\n"),
            TagEnd::Item => self.push("</li>\n"),
            TagEnd::FootnoteDefinition => {
                if let Some((name, rest)) = self.in_footnote.take() {
                    let body = std::mem::replace(&mut self.html, rest);
                    self.footnotes.bodies.entry(name).or_insert(body);
                }
            }
            TagEnd::DefinitionList => self.push("</dl>\n"),
            TagEnd::DefinitionListTitle => self.push("</dt>\n"),
            TagEnd::DefinitionListDefinition => self.push("</dd>\n"),
            TagEnd::Table => self.push("</tbody>\n</table>\n</div>\n"),
            TagEnd::TableHead => {
                self.in_head = false;
                self.push("</tr>\n</thead>\n<tbody>\n");
            }
            TagEnd::TableRow => self.push("</tr>\n"),
            TagEnd::TableCell => {
                self.column += 1;
                self.push(if self.in_head { "</th>" } else { "</td>" });
            }
            TagEnd::Emphasis => self.tag("</em>"),
            TagEnd::Strong => self.tag("</strong>"),
            TagEnd::Strikethrough => self.tag("</del>"),
            TagEnd::Link | TagEnd::Image => self.end_link(),
            TagEnd::HtmlBlock | TagEnd::Superscript | TagEnd::Subscript | TagEnd::MetadataBlock(_) => {}
        }
    }

    fn end_link(&mut self) {
        match self.open.pop().expect("a link was started") {
            Open::Link => self.tag("</a>"),
            Open::Broken => {}
            Open::Card(card) => self.html.push_str(&card),
            Open::Image { url, title } => {
                // An image inside an image's text only adds to that text.
                if self.open.iter().any(|open| matches!(open, Open::Image { .. })) {
                    return;
                }
                let alternative = self.alternative.take().unwrap_or_default();
                let Some(url) = url else { return self.push(&escape(&alternative)) };
                self.push_all(&[
                    "<img src=\"",
                    &escape(&url),
                    "\" alt=\"",
                    &escape(&alternative),
                    "\" loading=\"lazy\"",
                ]);
                if !title.is_empty() {
                    self.push_all(&[" title=\"", &escape(&title), "\""]);
                }
                self.push(">");
            }
        }
    }

    fn end_code(&mut self) {
        let Some((language, code)) = self.code.take() else { return };
        let highlighted = language.as_deref().and_then(|language| self.highlighter.highlight(language, &code));
        self.highlighted |= highlighted.is_some();
        self.push("<pre tabindex=\"0\"><code>");
        self.push(&highlighted.map_or_else(|| escape(&code), Cow::Owned));
        self.push("</code></pre>\n");
    }

    fn running_text(&mut self, text: &str, range: Range<usize>) {
        if let Some((_, code)) = &mut self.code {
            code.push_str(text);
            return;
        }
        if self.alternative.is_some() || self.text[range.clone()] != *text {
            return self.plain(text);
        }
        // The scan marked terms by their bytes in the source.
        let span = Span::at(self.base, range);
        let outline = self.outline;
        let first = outline.terms.partition_point(|used| used.span.start < span.start);
        let mut at = 0;
        for used in outline.terms[first..].iter().take_while(|used| used.span.end <= span.end) {
            let start = (used.span.start - span.start) as usize;
            let end = (used.span.end - span.start) as usize;
            let (explanation, url) = self.markup.term(used.term);
            self.push_all(&[
                &escape(&text[at..start]),
                "<a class=\"term\" href=\"",
                &escape(&url),
                "\"><abbr title=\"",
                &escape(&explanation),
                "\">",
                &escape(&text[start..end]),
                "</abbr></a>",
            ]);
            at = end;
        }
        self.plain(&text[at..]);
    }

    fn footnote_reference(&mut self, name: &str) {
        let name = fold(name);
        let next = self.footnotes.numbers.len() + 1;
        let number = *self.footnotes.numbers.entry(name.clone()).or_insert(next);
        let count = self.footnotes.references.entry(name).or_default();
        *count += 1;
        let suffix = if *count == 1 { String::new() } else { format!("-{count}") };
        let reference = format!(
            "<sup><a class=\"footnote-ref\" id=\"{prefix}fnref-{number}{suffix}\" href=\"#{prefix}fn-{number}\" role=\"doc-noteref\">{number}</a></sup>",
            prefix = self.prefix,
        );
        self.push(&reference);
    }

    fn finish(mut self) -> Html {
        let Footnotes { numbers, mut bodies, .. } = std::mem::take(&mut self.footnotes);
        let mut order: Vec<(usize, String)> = numbers.into_iter().map(|(name, number)| (number, name)).collect();
        order.sort_unstable();
        if !order.is_empty() {
            self.html.push_str("<section class=\"footnotes\" role=\"doc-endnotes\">\n<ol>\n");
            for (number, name) in order {
                let body = bodies.remove(&name).unwrap_or_default();
                let back = format!(
                    " <a class=\"footnote-back\" href=\"#{}fnref-{number}\" role=\"doc-backlink\" aria-label=\"{}\">\u{21a9}\u{fe0e}</a>",
                    self.prefix,
                    escape(self.markup.footnote_back()),
                );
                let body = match body.trim_end().strip_suffix("</p>") {
                    Some(open) => format!("{open}{back}</p>\n"),
                    None => format!("{body}{back}\n"),
                };
                let _ = writeln!(self.html, "<li id=\"{}fn-{number}\">{body}</li>", self.prefix);
            }
            self.html.push_str("</ol>\n</section>\n");
        }
        Html { html: self.html, highlighted: self.highlighted }
    }

    /// Writes text, or adds it to the alternative text of an open image.
    fn plain(&mut self, text: &str) {
        match &mut self.alternative {
            Some(alternative) => alternative.push_str(text),
            None => self.push(&escape(text)),
        }
    }

    /// Writes an inline tag, which an alternative text can't hold.
    fn tag(&mut self, tag: &str) {
        if self.alternative.is_none() {
            self.push(tag);
        }
    }

    fn push(&mut self, html: &str) {
        if !self.card {
            self.html.push_str(html);
        }
    }

    fn push_all(&mut self, parts: &[&str]) {
        for part in parts {
            self.push(part);
        }
    }

    fn holds(&self, range: &Range<usize>, span: Span) -> bool {
        let own = Span::at(self.base, range.clone());
        own.start <= span.start && span.end <= own.end
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Terms, scan};
    use super::*;

    struct Plain;

    impl Markup for Plain {
        fn link(&self, index: usize) -> LinkMarkup<'_> {
            match index {
                7 => LinkMarkup::Broken,
                _ => LinkMarkup::Url(format!("u{index}")),
            }
        }
        fn term(&self, _: usize) -> (Cow<'_, str>, String) {
            ("An <explanation>".into(), "g/#t".into())
        }
        fn callout(&self, kind: &'static str) -> &str {
            kind
        }
        fn footnote_back(&self) -> &'static str {
            "Back"
        }
        fn raw_html(&self) -> bool {
            false
        }
    }

    fn html(text: &str) -> String {
        let body = Span::at(0, 0..text.len());
        let outline = scan(text, body, &Terms::new([(0, "LEASE")]), None);
        render(text, body, &outline, &Plain, "", &Highlighter::default()).html
    }

    #[test]
    fn text_is_escaped_and_html_too() {
        assert_eq!(html("a < b & \"c\" <i>d</i>"), "<p>a &lt; b &amp; &quot;c&quot; &lt;i&gt;d&lt;/i&gt;</p>\n");
    }

    #[test]
    fn links_images_and_terms() {
        assert_eq!(
            html("[a *b*](x \"t\") ![c *d*](y) LEASE <me@example.org>"),
            "<p><a href=\"u0\" title=\"t\">a <em>b</em></a> <img src=\"u1\" alt=\"c d\" loading=\"lazy\"> \
             <a class=\"term\" href=\"g/#t\"><abbr title=\"An &lt;explanation&gt;\">LEASE</abbr></a> \
             <a href=\"u2\">me@example.org</a></p>\n"
        );
    }

    #[test]
    fn footnotes_are_numbered_by_reference_and_lead_back() {
        assert_eq!(
            html("A[^b] c[^a].\n\n[^a]: First.\n\n[^b]: Second.\n"),
            "<p>A<sup><a class=\"footnote-ref\" id=\"fnref-1\" href=\"#fn-1\" role=\"doc-noteref\">1</a></sup> \
             c<sup><a class=\"footnote-ref\" id=\"fnref-2\" href=\"#fn-2\" role=\"doc-noteref\">2</a></sup>.</p>\n\
             <section class=\"footnotes\" role=\"doc-endnotes\">\n<ol>\n\
             <li id=\"fn-1\"><p>Second. <a class=\"footnote-back\" href=\"#fnref-1\" role=\"doc-backlink\" aria-label=\"Back\">\u{21a9}\u{fe0e}</a></p>\n</li>\n\
             <li id=\"fn-2\"><p>First. <a class=\"footnote-back\" href=\"#fnref-2\" role=\"doc-backlink\" aria-label=\"Back\">\u{21a9}\u{fe0e}</a></p>\n</li>\n\
             </ol>\n</section>\n"
        );
    }

    #[test]
    fn call_outs_tables_tasks_and_definitions() {
        assert_eq!(
            html("> [!TIP]\n> x\n"),
            "<div class=\"callout callout-tip\" role=\"note\">\n<p class=\"callout-title\">tip</p>\n<p>x</p>\n</div>\n"
        );
        assert_eq!(
            html("|a|b|\n|-|-:|\n|c|d|\n"),
            "<div class=\"table\" role=\"region\" tabindex=\"0\">\n<table>\n<thead>\n\
             <tr><th scope=\"col\">a</th><th scope=\"col\" class=\"end\">b</th></tr>\n</thead>\n<tbody>\n\
             <tr><td>c</td><td class=\"end\">d</td></tr>\n</tbody>\n</table>\n</div>\n"
        );
        assert_eq!(html("- [x] a\n"), "<ul>\n<li><input type=\"checkbox\" checked disabled> a</li>\n</ul>\n");
        assert_eq!(html("a\n: b\n"), "<dl>\n<dt>a</dt>\n<dd>b</dd>\n</dl>\n");
    }
}
