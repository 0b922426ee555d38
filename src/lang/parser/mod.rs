//! From a text to a tree. A part that can't be read is reported and left out; the rest goes on.

mod inside;

use super::ast::{Branch, Condition, For, Node, Test};
use super::lexer::{Token, tokens};
use super::parts::{Part, PartKind, parts};
use super::{Site, faults};
use crate::diag::Diagnostics;
use crate::source::{Span, Spanned};
use inside::Inside;

const KEYWORDS: [&str; 6] = ["if", "elif", "else", "endif", "for", "endfor"];
const RESERVED: [&str; 12] =
    ["if", "elif", "else", "endif", "for", "endfor", "in", "and", "or", "not", "true", "false"];

/// How deep conditions, and blocks, can nest; a template that people can read comes nowhere near.
const DEEPEST: usize = 50;

/// Parses a template.
pub(super) fn template(text: &str, site: &Site, found: &mut Diagnostics) -> Vec<Node> {
    let mut parser = Parser { text, site, found, open: Vec::new(), nodes: vec![Vec::new()] };
    let parts = parts(text);
    for (index, part) in parts.iter().enumerate() {
        match part.kind {
            PartKind::Text => {
                let before = trims_after(text, &parts[..index]);
                let after = parts.get(index + 1).is_some_and(|after| trims(text, *after).0);
                parser.text(*part, before, after);
            }
            PartKind::Comment => {
                if !is_closed(text, *part) {
                    parser.fault(opening(*part), "comment is not closed", "end it with `#}`");
                }
            }
            PartKind::Output => parser.output(*part),
            PartKind::Tag => parser.tag(*part),
        }
    }
    parser.finish()
}

/// Parses a condition that stands alone. `None` after a fault, which is reported.
pub(super) fn condition(text: &str, site: &Site, found: &mut Diagnostics) -> Option<Condition> {
    let tokens = tokens(text, 0..text.len());
    let end = Span::at(0, text.len()..text.len());
    let mut inside = Inside { tokens: &tokens, at: 0, end, site, found };
    let condition = inside.condition(0)?;
    inside.expect_end()?;
    Some(condition)
}

fn opening(part: Part) -> Span {
    Span { end: part.span.start + 2, ..part.span }
}

/// Whether a part's closing delimiter is there.
fn is_closed(text: &str, part: Part) -> bool {
    let written = &text[part.span.range()];
    let close = match part.kind {
        PartKind::Text => return true,
        PartKind::Output => "}}",
        PartKind::Tag => "%}",
        PartKind::Comment => "#}",
    };
    written.len() >= 4 && written.ends_with(close)
}

/// Whether a part takes away the white space before it, and after it.
fn trims(text: &str, part: Part) -> (bool, bool) {
    if part.kind == PartKind::Text {
        return (false, false);
    }
    let written = text[part.span.range()].as_bytes();
    let closed = is_closed(text, part);
    // A lone dash, as in `{#-#}`, is that of the opening delimiter.
    (written.get(2) == Some(&b'-'), closed && written.len() >= 6 && written[written.len() - 3] == b'-')
}

/// Whether the last of these parts takes away the white space after it. Comments are as nothing, as in Tera: what stands
/// before them takes away the white space after them.
fn trims_after(text: &str, parts: &[Part]) -> bool {
    let comments = parts.iter().rev().take_while(|part| part.kind == PartKind::Comment).count();
    parts.iter().rev().take(comments + 1).any(|part| trims(text, *part).1)
}

/// A block that is not closed yet.
enum Open {
    /// `told` if its tag has a fault of its own.
    If {
        branches: Vec<Branch>,
        tag: Span,
        test: Test,
        first: Span,
        told: bool,
    },
    For {
        variable: Spanned<String>,
        list: Spanned<String>,
        tag: Span,
    },
    /// A `for` that can't be read.
    Faulty {
        tag: Span,
        told: bool,
    },
}

struct Parser<'t, 'd> {
    text: &'t str,
    site: &'d Site,
    found: &'d mut Diagnostics,
    open: Vec<Open>,
    /// The nodes of each open block, and of the template itself.
    nodes: Vec<Vec<Node>>,
}

impl<'t> Parser<'t, '_> {
    fn fault(&mut self, span: Span, message: &str, help: &str) {
        self.found.push(faults::syntax(self.site.place(span), message).help(help));
    }

    fn push(&mut self, node: Node) {
        self.nodes.last_mut().expect("the template's own nodes stay").push(node);
    }

    fn text(&mut self, part: Part, trim_start: bool, trim_end: bool) {
        let mut text = &self.text[part.span.range()];
        if trim_start {
            text = text.trim_start();
        }
        if trim_end {
            text = text.trim_end();
        }
        if !text.is_empty() {
            self.push(Node::Text(text.replace("\r\n", "\n")));
        }
    }

    /// Returns the tokens inside a part and the span of its closing delimiter; `None` if it has none.
    fn inside(&mut self, part: Part) -> Option<(Vec<Token<'t>>, Span)> {
        if !is_closed(self.text, part) {
            let close = if part.kind == PartKind::Output { "}}" } else { "%}" };
            let open = &self.text[opening(part).range()];
            self.fault(opening(part), &format!("`{open}` is not closed"), &format!("end it with `{close}`"));
            return None;
        }
        let (before, after) = trims(self.text, part);
        let (start, end) = (part.span.start as usize + 2, part.span.end as usize - 2);
        let start = start + usize::from(before);
        let end = (end - usize::from(after)).max(start);
        Some((tokens(self.text, start..end), Span::at(0, end..part.span.end as usize)))
    }

    fn output(&mut self, part: Part) {
        let Some((tokens, end)) = self.inside(part) else { return };
        let mut inside = Inside { tokens: &tokens, at: 0, end, site: self.site, found: self.found };
        if let Some(output) = inside.output() {
            self.push(Node::Output(output));
        }
    }

    fn tag(&mut self, part: Part) {
        let Some((tokens, end)) = self.inside(part) else { return self.unclosed_tag(part) };
        let Some((first, rest)) = tokens.split_first() else {
            self.fault(end, "this tag says nothing", "write what decides, such as `{% if name %}`");
            return;
        };
        let mut inside = Inside { tokens: rest, at: 0, end, site: self.site, found: self.found };
        match first.text {
            "if" => {
                let test = inside.whole_condition();
                self.open_block(Open::If { branches: Vec::new(), tag: part.span, test, first: part.span, told: false });
                self.check_depth(part);
            }
            "elif" => {
                let test = inside.whole_condition();
                self.next_branch(part, test);
            }
            "else" => {
                inside.expect_end();
                self.next_branch(part, Test::Else);
            }
            "endif" => {
                inside.expect_end();
                self.end_if(part);
            }
            "for" => {
                let header = inside.header();
                self.open_block(match header {
                    Some((variable, list)) => Open::For { variable, list, tag: part.span },
                    None => Open::Faulty { tag: part.span, told: false },
                });
                self.check_depth(part);
            }
            "endfor" => {
                inside.expect_end();
                self.end_for(part);
            }
            other => {
                let message = format!("`{other}` is no tag of the email language");
                let finding = faults::syntax(self.site.place(first.span), message).did_you_mean(other, KEYWORDS);
                self.found.push(finding.help("the tags are `if`, `elif`, `else`, `endif`, `for` and `endfor`"));
            }
        }
    }

    /// A tag that is not closed still opens or closes its block, so that what belongs to it is not reported too.
    fn unclosed_tag(&mut self, part: Part) {
        let word = self.text[part.span.range()].trim_start_matches(['{', '%', '-', ' ']);
        match word {
            "if" => {
                let test = Test::Faulty;
                self.open_block(Open::If { branches: Vec::new(), tag: part.span, test, first: part.span, told: true });
            }

            "for" => self.open_block(Open::Faulty { tag: part.span, told: true }),
            // One that belongs to no block is told already.
            _ if self.open.is_empty() => {}
            "elif" => self.next_branch(part, Test::Faulty),
            "else" => self.next_branch(part, Test::Else),
            "endif" => self.end_if(part),
            "endfor" => self.end_for(part),
            _ => {}
        }
    }

    fn open_block(&mut self, block: Open) {
        self.open.push(block);
        self.nodes.push(Vec::new());
    }

    fn check_depth(&mut self, part: Part) {
        if self.open.len() == DEEPEST {
            self.fault(opening(part), "blocks are nested too deep", "make two templates of it");
        }
    }

    fn next_branch(&mut self, part: Part, next: Test) {
        if !matches!(self.open.last(), Some(Open::If { .. })) {
            let word = if matches!(next, Test::Else) { "else" } else { "elif" };
            if matches!(self.open.last(), Some(Open::For { .. } | Open::Faulty { .. })) {
                self.fault(
                    opening(part),
                    &format!("a `for` has no `{word}`"),
                    "close the loop first with `{% endfor %}`",
                );
            } else {
                self.fault(opening(part), &format!("`{word}` without `if`"), "open it with `{% if ... %}`");
            }
            return;
        }
        let body = std::mem::take(self.nodes.last_mut().expect("each open block has its nodes"));
        let Some(Open::If { branches, tag, test, .. }) = self.open.last_mut() else { return };
        let after_else = matches!(test, Test::Else);
        let done = Branch { tag: std::mem::replace(tag, part.span), test: std::mem::replace(test, next), body };
        branches.push(done);
        if after_else {
            self.fault(opening(part), "nothing can come after `else` but `endif`", "put `else` last");
        }
    }

    fn end_if(&mut self, part: Part) {
        if !self.open.iter().any(|open| matches!(open, Open::If { .. })) {
            let help = if self.open.is_empty() {
                "remove it, or open it with `{% if ... %}`"
            } else {
                "close the loop with `{% endfor %}`"
            };
            return self.fault(opening(part), "`endif` without `if`", help);
        }
        while !matches!(self.open.last(), Some(Open::If { .. })) {
            self.close_unclosed();
        }
        self.close_last();
    }

    fn end_for(&mut self, part: Part) {
        if !self.open.iter().any(|open| matches!(open, Open::For { .. } | Open::Faulty { .. })) {
            let help = if self.open.is_empty() {
                "remove it, or open it with `{% for item in list %}`"
            } else {
                "close the `if` with `{% endif %}`"
            };
            return self.fault(opening(part), "`endfor` without `for`", help);
        }
        while matches!(self.open.last(), Some(Open::If { .. })) {
            self.close_unclosed();
        }
        self.close_last();
    }

    /// Makes a node of the innermost block.
    fn close_last(&mut self) {
        let Some(open) = self.open.pop() else { return };
        let body = self.nodes.pop().expect("each open block has its nodes");
        match open {
            Open::If { mut branches, tag, test, .. } => {
                branches.push(Branch { tag, test, body });
                self.push(Node::If(branches));
            }
            Open::For { variable, list, .. } => self.push(Node::For(For { variable, list, body })),
            Open::Faulty { .. } => {}
        }
    }

    /// Reports that the innermost block is not closed, and closes it.
    fn close_unclosed(&mut self) {
        let (tag, word, told) = match self.open.last() {
            Some(Open::If { first, told, .. }) => (*first, "if", *told),
            Some(Open::For { tag, .. }) => (*tag, "for", false),
            Some(Open::Faulty { tag, told }) => (*tag, "for", *told),
            None => return,
        };
        if !told {
            let opening = Span { end: tag.start + 2, ..tag };
            self.fault(opening, &format!("`{word}` is not closed"), &format!("close it with `{{% end{word} %}}`"));
        }
        self.close_last();
    }

    /// Reports blocks that are not closed, and returns the template's nodes.
    fn finish(mut self) -> Vec<Node> {
        while !self.open.is_empty() {
            self.close_unclosed();
        }
        self.nodes.pop().expect("the template's own nodes stay")
    }
}
