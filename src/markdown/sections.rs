//! Markdown as the plain text of its sections, for those who look something up in it.

use pulldown_cmark::{Event, HeadingLevel, Parser, Tag, TagEnd};

/// What stands before the first heading of a text, or under one of the second or third level.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Section {
    /// Which of all headings of the text it stands under.
    pub heading: Option<usize>,
    /// Its text without markup, blocks parted by a blank; the heading is left out.
    pub text: String,
    /// The footnotes that are written in it.
    pub notes: String,
}

/// Returns whether a heading of this level starts a section.
#[must_use]
pub fn starts_section(level: u8) -> bool {
    matches!(level, 2 | 3)
}

/// Returns the sections of a text; the first stands before any heading and may be empty.
#[must_use]
pub fn sections(markdown: &str) -> Vec<Section> {
    let mut sections = Vec::new();
    let mut section = Section::default();
    let (mut headings, mut in_heading, mut in_note) = (0, false, false);
    for event in Parser::new_ext(markdown, super::options()) {
        let text = if in_note { &mut section.notes } else { &mut section.text };
        match event {
            Event::Start(Tag::Heading { level, .. }) => {
                in_heading = matches!(level, HeadingLevel::H2 | HeadingLevel::H3);
                if in_heading {
                    let next = Section { heading: Some(headings), ..Section::default() };
                    sections.push(std::mem::replace(&mut section, next));
                }
                headings += 1;
            }
            Event::End(TagEnd::Heading(_)) => {
                in_heading = false;
                part(text);
            }
            _ if in_heading => {}
            Event::Start(Tag::FootnoteDefinition(_)) => in_note = true,
            Event::End(TagEnd::FootnoteDefinition) => in_note = false,
            Event::Text(words) | Event::Code(words) => text.push_str(&words),
            Event::SoftBreak
            | Event::HardBreak
            | Event::End(
                TagEnd::Paragraph
                | TagEnd::Item
                | TagEnd::CodeBlock
                | TagEnd::TableCell
                | TagEnd::DefinitionListTitle
                | TagEnd::DefinitionListDefinition,
            ) => part(text),
            _ => {}
        }
    }
    sections.push(section);
    for section in &mut sections {
        for text in [&mut section.text, &mut section.notes] {
            text.truncate(text.trim_end().len());
        }
    }
    sections
}

fn part(text: &mut String) {
    if !text.is_empty() && !text.ends_with([' ', '\n']) {
        text.push(' ');
    }
}

#[cfg(test)]
mod tests {
    use super::{Section, sections};

    #[test]
    fn each_heading_of_the_second_and_third_level_starts_one() {
        let text = "A *b*\nc `d`.[^1]\n\n## E [f](g.md)\n\n- h\n- i\n\n#### J\n\nk\n\n### L\n\n| m | n |\n|---|---|\n| o | p |\n\n[^1]: q\n";
        let section = |heading, text: &str| Section { heading, text: text.to_owned(), notes: String::new() };
        let last = Section { notes: "q".to_owned(), ..section(Some(2), "m n o p") };
        let expected = [section(None, "A b c d."), section(Some(0), "h i J k"), last];
        assert_eq!(sections(text), expected);
        assert_eq!(sections(""), [Section::default()]);
    }
}
