//! Markdown events to HTML.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::ops::Range;

use pulldown_cmark::{Alignment, BlockQuoteKind, CodeBlockKind, CowStr, Event, Parser, Tag, TagEnd};

use super::footnotes::Footnotes;
use super::markup::{Html, LinkMarkup, Markup, escape};
use super::{Highlighter, Outline};
use crate::source::Span;

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
        label: false,
    };
    for (event, range) in Parser::new_ext(text, super::options()).into_offset_iter() {
        writer.event(event, range);
    }
    writer.finish()
}

/// What an open link or image is closed with.
enum Open {
    Link,
    Broken,
    Card(String),
    Image { url: Option<String>, title: String },
}

#[expect(clippy::struct_excessive_bools, reason = "each says where in the text the writer is")]
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
    /// Inside the label of a task's box, which ends with the task's first line of text.
    label: bool,
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
            Event::FootnoteReference(name) => {
                let reference = self.footnotes.reference(&name, self.prefix);
                self.push(&reference);
            }
            Event::SoftBreak => self.plain("\n"),
            Event::HardBreak => match &mut self.alternative {
                Some(alternative) => alternative.push(' '),
                None => self.push("<br>\n"),
            },
            Event::Rule => {
                self.end_label();
                self.push("<hr>\n");
            }
            Event::TaskListMarker(done) => {
                self.push(if done {
                    "<label><input type=\"checkbox\" checked> "
                } else {
                    "<label><input type=\"checkbox\"> "
                });
                self.label = true;
            }
            Event::InlineMath(text) | Event::DisplayMath(text) => self.plain(&text),
        }
    }

    /// Closes the label of a task's box.
    fn end_label(&mut self) {
        if std::mem::take(&mut self.label) {
            self.push("</label>");
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        let inline =
            matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. });
        if !inline {
            self.end_label();
        }
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
                self.in_footnote = Some((name.to_string(), rest));
            }
            Tag::DefinitionList => self.push("<dl>\n"),
            Tag::DefinitionListTitle => self.push("<dt>"),
            Tag::DefinitionListDefinition => self.push("<dd>"),
            Tag::Table(alignments) => self.start_table(alignments),
            Tag::TableHead => {
                self.in_head = true;
                self.column = 0;
                self.push("<thead>\n<tr>");
            }
            Tag::TableRow => {
                self.column = 0;
                self.push("<tr>");
            }
            Tag::TableCell => self.start_cell(),
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

    fn start_table(&mut self, alignments: Vec<Alignment>) {
        self.alignments = alignments;
        // A frame that can be scrolled by keyboard needs a name; the heading above is the best there is.
        let outline = self.outline;
        let heading = self.headings.checked_sub(1).map(|index| escape(&outline.headings[index].text));
        match heading {
            Some(heading) => {
                self.push_all(&[
                    "<div class=\"table\" role=\"region\" tabindex=\"0\" aria-label=\"",
                    &heading,
                    "\">\n",
                ]);
            }
            None => self.push("<div class=\"table\" tabindex=\"0\">\n"),
        }
        self.push("<table>\n");
    }

    fn start_cell(&mut self) {
        let class = match self.alignments.get(self.column) {
            Some(Alignment::Center) => " class=\"center\"",
            Some(Alignment::Right) => " class=\"end\"",
            _ => "",
        };
        let (tag, scope) = if self.in_head { ("<th", " scope=\"col\"") } else { ("<td", "") };
        self.push_all(&[tag, scope, class, ">"]);
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
                self.end_label();
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
            TagEnd::Item => {
                self.end_label();
                self.push("</li>\n");
            }
            TagEnd::FootnoteDefinition => {
                if let Some((name, rest)) = self.in_footnote.take() {
                    let body = std::mem::replace(&mut self.html, rest);
                    self.footnotes.define(&name, body);
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
            let Some((explanation, url)) = self.markup.term(used.term) else { continue };
            self.push_all(&[&escape(&text[at..start]), "<a class=\"term\" href=\"", &escape(&url), "\">"]);
            if explanation.is_empty() || explanation == text[start..end] {
                self.push(&escape(&text[start..end]));
            } else {
                self.push_all(&["<abbr title=\"", &escape(&explanation), "\">", &escape(&text[start..end]), "</abbr>"]);
            }
            self.push("</a>");
            at = end;
        }
        self.plain(&text[at..]);
    }

    fn finish(mut self) -> Html {
        let notes = std::mem::take(&mut self.footnotes).section(self.prefix, self.markup.footnote_back());
        self.html.push_str(&notes);
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
mod tests;
