//! The blocks of a message: paragraphs and lists.
//!
//! The text is plain: paragraphs are parted by blank lines, lists are made of lines that start with `- `, and a line break
//! within a paragraph is kept, as in a signature. Formats with markup are made from these blocks; nothing else in a text
//! means anything.

use crate::lang::{Segment, SegmentKind};

/// A line without its line break; what is missing is one piece, whatever its text holds.
pub type Line = Vec<Segment>;

/// A paragraph or a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// Lines between blank ones, at least one.
    Paragraph(Vec<Line>),
    /// The items of a list, without their dashes, at least one.
    List(Vec<Line>),
}

/// Cuts a rendered text into blocks.
///
/// A blank line ends any block; a line with a dash ends a paragraph, and one without ends a list.
#[must_use]
pub fn blocks(segments: &[Segment]) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open = false;
    for line in split(segments) {
        if is_blank(&line) {
            open = false;
            continue;
        }
        match (without_dash(&line), blocks.last_mut().filter(|_| open)) {
            (Some(item), Some(Block::List(items))) => items.push(item),
            (Some(item), _) => blocks.push(Block::List(vec![item])),
            (None, Some(Block::Paragraph(lines))) => lines.push(line),
            (None, _) => blocks.push(Block::Paragraph(vec![line])),
        }
        open = true;
    }
    blocks
}

/// Cuts a text without gaps into blocks.
#[must_use]
pub fn text_blocks(text: &str) -> Vec<Block> {
    blocks(&[Segment { kind: SegmentKind::Text, parameter: None, text: text.to_owned() }])
}

fn split(segments: &[Segment]) -> Vec<Line> {
    let mut lines = vec![Line::new()];
    let mut after_return = false;
    for segment in segments {
        if segment.kind == SegmentKind::Missing {
            lines.last_mut().expect("never empty").push(segment.clone());
            after_return = false;
            continue;
        }
        let mut rest = segment.text.as_str();
        if std::mem::take(&mut after_return) {
            rest = rest.strip_prefix('\n').unwrap_or(rest);
        }
        while let Some(at) = rest.find(['\n', '\r']) {
            push(lines.last_mut().expect("never empty"), segment, &rest[..at]);
            lines.push(Line::new());
            let end = if rest[at..].starts_with("\r\n") { at + 2 } else { at + 1 };
            after_return = &rest[at..] == "\r";
            rest = &rest[end..];
        }
        push(lines.last_mut().expect("never empty"), segment, rest);
    }
    lines
}

fn push(line: &mut Line, segment: &Segment, text: &str) {
    if !text.is_empty() {
        line.push(Segment { text: text.to_owned(), ..segment.clone() });
    }
}

fn is_blank(line: &Line) -> bool {
    line.iter().all(|segment| segment.kind != SegmentKind::Missing && segment.text.trim().is_empty())
}

/// Returns an item's line without its dash, if it starts with one and a blank, wherever pieces meet.
fn without_dash(line: &Line) -> Option<Line> {
    let mut item = line.clone();
    for mark in ['-', ' '] {
        let first = item.first_mut().filter(|first| first.kind != SegmentKind::Missing)?;
        first.text = first.text.strip_prefix(mark)?.to_owned();
        if first.text.is_empty() {
            item.remove(0);
        }
    }
    (!is_blank(&item)).then_some(item)
}

#[cfg(test)]
mod tests {
    use super::{Block, blocks, text_blocks};
    use crate::lang::{Segment, SegmentKind, joined};

    /// Writes blocks in a short form: `P[line|line]` and `L[item|item]`.
    fn short(blocks: &[Block]) -> String {
        let list = |lines: &[Vec<Segment>]| lines.iter().map(|line| joined(line)).collect::<Vec<_>>().join("|");
        blocks
            .iter()
            .map(|block| match block {
                Block::Paragraph(lines) => format!("P[{}]", list(lines)),
                Block::List(items) => format!("L[{}]", list(items)),
            })
            .collect()
    }

    #[test]
    fn paragraphs_lists_and_lines() {
        let cases = [
            ("", ""),
            ("\n \n\t\n", ""),
            ("a", "P[a]"),
            ("Yours,\nA. B.\n+1 555", "P[Yours,|A. B.|+1 555]"),
            ("a\n\n\nb\n", "P[a]P[b]"),
            ("a\r\n\r\nb\rc", "P[a]P[b|c]"),
            ("- a\n- b", "L[a|b]"),
            ("Why:\n- a\n- b\nThanks", "P[Why:]L[a|b]P[Thanks]"),
            ("- a\n\n- b", "L[a]L[b]"),
            ("-a\n -b\n- \n-", "P[-a| -b|- |-]"),
            ("<b>&", "P[<b>&]"),
        ];
        for (text, expected) in cases {
            assert_eq!(short(&text_blocks(text)), expected, "{text:?}");
        }
    }

    #[test]
    fn pieces_keep_their_kind_over_lines() {
        let piece = |kind, text: &str| Segment { kind, parameter: Some("p".to_owned()), text: text.to_owned() };
        let text = |text: &str| Segment { kind: SegmentKind::Text, parameter: None, text: text.to_owned() };
        let segments = [
            text("Dear "),
            piece(SegmentKind::Missing, "[two\n\nlines]"),
            text(",\r"),
            piece(SegmentKind::Value, "\nx\ny"),
            text("\n\n-"),
            text(" "),
            piece(SegmentKind::Missing, ""),
        ];
        let found = blocks(&segments);
        assert_eq!(short(&found), "P[Dear [two\n\nlines],|x|y]L[]");
        let Block::Paragraph(lines) = &found[0] else { panic!("a paragraph") };
        assert_eq!(lines[0][1], segments[1]);
        assert_eq!(lines[1][0].kind, SegmentKind::Value);
        assert_eq!(found[1], Block::List(vec![vec![segments[6].clone()]]));
    }

    #[test]
    fn a_gap_is_never_a_dash() {
        let gap = Segment { kind: SegmentKind::Missing, parameter: None, text: "- x".to_owned() };
        assert_eq!(short(&blocks(&[gap])), "P[- x]");
    }
}
