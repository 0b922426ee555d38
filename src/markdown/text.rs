//! Markdown as plain text, for what holds no markup.

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

/// Returns the running text of `markdown`, blocks parted by a blank.
#[must_use]
pub fn plain_text(markdown: &str) -> String {
    let mut text = String::with_capacity(markdown.len());
    let mut footnote = false;
    for event in Parser::new_ext(markdown, super::options()) {
        match event {
            Event::Start(Tag::FootnoteDefinition(_)) => footnote = true,
            Event::End(TagEnd::FootnoteDefinition) => footnote = false,
            _ if footnote => {}
            Event::Text(part) | Event::Code(part) => text.push_str(&part),
            Event::SoftBreak
            | Event::HardBreak
            | Event::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item | TagEnd::TableCell) => {
                text.push(' ');
            }
            _ => {}
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns the text of each item of the lists in `markdown`, nested items within their parent's.
#[must_use]
pub fn list_items(markdown: &str) -> Vec<String> {
    let mut items = Vec::new();
    let mut depth = 0;
    for (event, range) in Parser::new_ext(markdown, super::options()).into_offset_iter() {
        match event {
            Event::Start(Tag::Item) => {
                if depth == 0 {
                    items.push(plain_text(markdown[range].trim_start_matches(['-', '*', '+']).trim_start()));
                }
                depth += 1;
            }
            Event::End(TagEnd::Item) => depth -= 1,
            _ => {}
        }
    }
    items.iter().map(|item| item.trim_start_matches("[ ] ").trim_start_matches("[x] ").to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_goes_and_words_stay() {
        assert_eq!(plain_text("## A\n\nb *c* [d](e.md)\n`f`.[^1]\n\n- g\n\n[^1]: note\n"), "A b c d f. g");
    }

    #[test]
    fn items_lose_their_boxes() {
        assert_eq!(
            list_items("## Before\n\n- [ ] name is *right*\n- [x] date\n  - nested\n"),
            ["name is right", "date nested"]
        );
    }
}
