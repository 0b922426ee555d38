//! What a style sheet fetches.

use std::ops::Range;

use cssparser::{Parser, ParserInput, Token};

use super::faults::FOREIGN_REQUEST;
use super::url::is_elsewhere;
use super::{Fault, Faults};

/// Finds URLs in a style sheet that lead elsewhere; `base` is where it starts.
pub(super) fn look(text: &str, base: usize, faults: &mut Faults) {
    let mut input = ParserInput::new(text);
    walk(&mut Parser::new(&mut input), Place::Plain, base, faults);
}

/// What a string would be.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Plain,
    /// A URL, inside a function that takes one.
    Url,
}

fn walk(parser: &mut Parser<'_, '_>, place: Place, base: usize, faults: &mut Faults) {
    let mut importing = false;
    loop {
        let start = parser.position();
        let Ok(token) = parser.next().cloned() else { break };
        let range = |parser: &Parser<'_, '_>| -> Range<usize> {
            let slice = parser.slice_from(start);
            let blank = slice.len() - slice.trim_start().len();
            let end = base + parser.position().byte_index();
            end - (slice.len() - blank)..end
        };
        let inner = match &token {
            Token::AtKeyword(name) => {
                importing = name.eq_ignore_ascii_case("import");
                continue;
            }
            Token::Semicolon => {
                importing = false;
                continue;
            }
            Token::UnquotedUrl(url) => {
                report(url, range(parser), faults);
                continue;
            }
            Token::QuotedString(url) => {
                if importing || place == Place::Url {
                    report(url, range(parser), faults);
                }
                continue;
            }
            Token::Function(name) => {
                let takes_urls = ["url", "src", "image-set", "-webkit-image-set"];
                if takes_urls.iter().any(|known| name.eq_ignore_ascii_case(known)) { Place::Url } else { place }
            }
            Token::CurlyBracketBlock => {
                importing = false;
                Place::Plain
            }
            Token::ParenthesisBlock | Token::SquareBracketBlock => place,
            _ => continue,
        };
        // Faults in the sheet end the block for this parser as for a browser.
        let _ = parser.parse_nested_block(|inside| {
            walk(inside, inner, base, faults);
            Ok::<(), cssparser::ParseError<'_, ()>>(())
        });
    }
}

fn report(url: &str, range: Range<usize>, faults: &mut Faults) {
    if is_elsewhere(url) {
        faults.push(Fault::new(&FOREIGN_REQUEST, range, format!("the style sheet fetches `{url}`")));
    }
}
