//! Style sheets as they are sent: without comments and white space that means nothing.

use cssparser::{ParseError, Parser, ParserInput, Token};

/// Returns a style sheet that means the same in fewer bytes.
pub(super) fn compact(css: &str) -> String {
    let mut input = ParserInput::new(css);
    let mut out = String::with_capacity(css.len());
    write(&mut Parser::new(&mut input), &mut out);
    out
}

fn write(parser: &mut Parser<'_, '_>, out: &mut String) {
    let mut blank = false;
    loop {
        let start = parser.position();
        let Ok(token) = parser.next_including_whitespace_and_comments().cloned() else { return };
        match token {
            Token::WhiteSpace(_) => {
                blank = true;
                continue;
            }
            // A comment parts what it stands between.
            Token::Comment(_) => {
                if !blank && !out.is_empty() && !out.ends_with(['{', '}', ';', '(', '/']) {
                    out.push_str("/**/");
                }
                continue;
            }
            _ => {}
        }
        let text = parser.slice_from(start);
        let closed = text.starts_with(['{', '}', ';', ',']);
        if blank && !closed && !out.is_empty() && !out.ends_with(['{', '}', ';', ',', '(', '[', ':']) {
            out.push(' ');
        }
        blank = false;
        out.push_str(text);
        let end = match token {
            Token::CurlyBracketBlock => '}',
            Token::Function(_) | Token::ParenthesisBlock => ')',
            Token::SquareBracketBlock => ']',
            _ => continue,
        };
        let inside = parser.parse_nested_block(|parser| -> Result<(), ParseError<'_, ()>> {
            write(parser, out);
            Ok(())
        });
        // What is inside is read whole, whatever it is.
        debug_assert!(inside.is_ok());
        if end == '}' && out.ends_with(';') {
            out.pop();
        }
        out.push(end);
    }
}

#[cfg(test)]
mod tests {
    use super::compact;

    #[test]
    fn what_means_something_stays() {
        let cases = [
            ("/* a */\na  b ,\n c > d { color : red ; }\n", "a b,c > d{color :red}"),
            ("a :hover { width: calc(1px + (2px  *  3)) }", "a :hover{width:calc(1px + (2px * 3))}"),
            (
                "@media ( min-width: 2rem ) and (hover) {\n  a { b: c; d: e }\n}\n",
                "@media (min-width:2rem) and (hover){a{b:c;d:e}}",
            ),
            ("a { content: \"; /* b */  }\"; --x: ; }", "a{content:\"; /* b */  }\";--x:}"),
            ("a/**/b { background: url( a b.svg ) }", "a/**/b{background:url( a b.svg )}"),
            (
                "a { b: url(data:image/svg+xml;x) /* c */ no-repeat; } /* open",
                "a{b:url(data:image/svg+xml;x) no-repeat}",
            ),
            ("a { b { c: d", "a{b{c:d}}"),
            ("[ a = 'b' ]{}", "[a = 'b']{}"),
        ];
        for (css, expected) in cases {
            assert_eq!(compact(css), expected, "{css}");
            assert_eq!(compact(expected), expected, "again");
        }
    }
}
