//! An email template's text as HTML, as its author wrote it, with what is filled in marked.

use crate::lang;
use crate::markdown::escape;

/// Returns one line, marked.
pub(super) fn marked_line<'a>(text: &str, label: impl Fn(&str) -> Option<&'a str>) -> String {
    let mut html = String::with_capacity(text.len() * 2);
    for part in lang::parts(text) {
        let piece = escape(&text[part.span.range()]).into_owned();
        match part.kind {
            lang::PartKind::Text => html.push_str(&piece),
            lang::PartKind::Output => {
                let name = lang::references(&text[part.span.range()]).first().map_or("", |reference| reference.name);
                let title = label(name).unwrap_or(name);
                html.push_str(&format!("<span class=\"slot\" title=\"{piece}\">{}</span>", escape(title)));
            }
            lang::PartKind::Tag => html.push_str(&format!("<span class=\"tag\">{piece}</span>")),
            lang::PartKind::Comment => {}
        }
    }
    html
}

/// Returns a body, marked: paragraphs parted by blank lines.
pub(super) fn marked_body<'a>(text: &str, label: impl Fn(&str) -> Option<&'a str> + Copy) -> String {
    let text = text.replace("\r\n", "\n");
    marked_line(text.trim(), label)
}
