//! JavaScript, as far as a build looks into it: its tokens, what a module imports, its text without comments, and modules as
//! one script.
//!
//! Entry points: [`tokens`], [`imports`], [`compact`], [`join()`]. Nothing is parsed or run. Whether a slash divides or starts a
//! regular expression is told by the token before it, which is wrong only after a `)` or `}` that ends a statement's head.

mod join;

use std::ops::Range;

pub use join::{Unjoinable, join};

/// The type of a `script` element whose text is an import map, deflated (RFC 1950) and in base64, for a script to unpack.
pub const PACKED_MAP: &str = "application/importmap+deflate";

/// The same for a style sheet.
pub const PACKED_STYLE: &str = "text/css+deflate";

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A name, keyword or number.
    Word,
    /// A text in single or double quotes.
    String,
    /// A template literal up to `${` or its end, or from `}` on.
    Template,
    /// A regular expression.
    Regex,
    /// Any other sign.
    Sign,
    /// A comment.
    Comment,
}

/// A token and its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: Kind,
    /// Where it stands; a string's quotes belong to it.
    pub range: Range<usize>,
}

/// What a module imports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Import<'t> {
    /// The name between the quotes.
    pub specifier: &'t str,
    /// Its bytes.
    pub range: Range<usize>,
    /// Whether it is loaded only when the code gets there.
    pub dynamic: bool,
}

/// Words after which a slash starts a regular expression.
const BEFORE_REGEX: [&str; 14] = [
    "return",
    "typeof",
    "case",
    "in",
    "of",
    "instanceof",
    "new",
    "delete",
    "void",
    "throw",
    "do",
    "else",
    "yield",
    "await",
];

/// Returns the tokens of a text, white space left out. What does not end ends with the text.
#[must_use]
pub fn tokens(text: &str) -> Vec<Token> {
    let bytes = text.as_bytes();
    let mut tokens: Vec<Token> = Vec::new();
    // How many braces are open inside each `${` that is.
    let mut inside: Vec<usize> = Vec::new();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let start = at;
        let rest = &bytes[at..];
        let kind = if byte.is_ascii_whitespace() {
            at += 1;
            continue;
        } else if rest.starts_with(b"//") {
            at += rest.iter().position(|byte| *byte == b'\n').unwrap_or(rest.len());
            Kind::Comment
        } else if rest.starts_with(b"/*") {
            at = text[at + 2..].find("*/").map_or(bytes.len(), |len| at + 2 + len + 2);
            Kind::Comment
        } else if byte == b'/' && starts_regex(text, &tokens) {
            at = regex_end(bytes, at);
            Kind::Regex
        } else if matches!(byte, b'\'' | b'"') {
            at = string_end(bytes, at);
            Kind::String
        } else if byte == b'`' || (byte == b'}' && inside.last() == Some(&0)) {
            if byte == b'}' {
                inside.pop();
            }
            let (end, opens) = template_end(bytes, at + 1);
            if opens {
                inside.push(0);
            }
            at = end;
            Kind::Template
        } else if is_word(byte) {
            at += rest.iter().position(|byte| !is_word(*byte)).unwrap_or(rest.len());
            Kind::Word
        } else {
            match (byte, inside.last_mut()) {
                (b'{', Some(depth)) => *depth += 1,
                (b'}', Some(depth)) => *depth -= 1,
                _ => {}
            }
            at += 1;
            Kind::Sign
        };
        tokens.push(Token { kind, range: start..at });
    }
    tokens
}

/// Bytes of characters beyond ASCII count as letters, so that no token ends inside a character.
fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$' | b'#') || !byte.is_ascii()
}

fn starts_regex(text: &str, tokens: &[Token]) -> bool {
    let Some(last) = tokens.iter().rev().find(|token| token.kind != Kind::Comment) else { return true };
    match last.kind {
        Kind::Sign => !matches!(&text[last.range.clone()], ")" | "]" | "}"),
        Kind::Word => BEFORE_REGEX.contains(&&text[last.range.clone()]),
        // A literal's part that ends in `${` leads to an expression.
        Kind::Template => text[last.range.clone()].ends_with("${"),
        Kind::String | Kind::Regex | Kind::Comment => false,
    }
}

fn regex_end(bytes: &[u8], start: usize) -> usize {
    let (mut at, mut class) = (start + 1, false);
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'\\' => at += 1,
            b'[' => class = true,
            b']' => class = false,
            b'/' if !class => {
                let flags = bytes[at + 1..].iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
                return at + 1 + flags;
            }
            b'\n' => return at,
            _ => {}
        }
        at += 1;
    }
    bytes.len()
}

fn string_end(bytes: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'\\' => at += 1,
            b'\n' => return at,
            byte if byte == bytes[start] => return at + 1,
            _ => {}
        }
        at += 1;
    }
    bytes.len()
}

/// Returns where a part of a template literal ends, and whether an expression follows.
fn template_end(bytes: &[u8], start: usize) -> (usize, bool) {
    let mut at = start;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'\\' => at += 1,
            b'`' => return (at + 1, false),
            b'$' if bytes.get(at + 1) == Some(&b'{') => return (at + 2, true),
            _ => {}
        }
        at += 1;
    }
    (bytes.len(), false)
}

/// Returns what a module imports by a name that can be seen, in order.
#[must_use]
pub fn imports(text: &str) -> Vec<Import<'_>> {
    let tokens: Vec<Token> = tokens(text).into_iter().filter(|token| token.kind != Kind::Comment).collect();
    let is = |at: usize, word: &str| tokens.get(at).is_some_and(|token| &text[token.range.clone()] == word);
    let mut found = Vec::new();
    let mut add = |at: usize, dynamic: bool| {
        if let Some(token) = tokens.get(at).filter(|token| token.kind == Kind::String) {
            let range = token.range.start + 1..(token.range.end - 1).max(token.range.start + 1);
            found.push(Import { specifier: &text[range.clone()], range, dynamic });
        }
    };
    for at in (0..tokens.len()).filter(|&at| tokens[at].kind == Kind::Word && (at == 0 || !is(at - 1, "."))) {
        if is(at, "import") && is(at + 1, "(") {
            if is(at + 3, ")") || is(at + 3, ",") {
                add(at + 2, true);
            }
        } else if is(at, "import") && !is(at + 1, ".") {
            add(at + 1, false);
            add(source_of(&tokens, text, at + 1), false);
        } else if is(at, "export") && (is(at + 1, "{") || is(at + 1, "*")) {
            add(source_of(&tokens, text, at + 1), false);
        }
    }
    found
}

/// Returns the place behind the `from` of an import or export whose names start at `at`.
fn source_of(tokens: &[Token], text: &str, at: usize) -> usize {
    let clause = |token: &&Token| {
        let sign = &text[token.range.clone()];
        // Names may be texts, but only inside braces, before an `as`.
        token.kind == Kind::Word && sign != "from" || matches!(sign, "{" | "}" | "," | "*")
    };
    let end = at + tokens[at.min(tokens.len())..].iter().take_while(clause).count();
    if tokens.get(end).is_some_and(|token| &text[token.range.clone()] == "from") { end + 1 } else { tokens.len() }
}

/// Returns a text without comments, indentation and empty lines; every other byte stays as it is, line breaks included.
#[must_use]
pub fn compact(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut last = 0;
    for token in tokens(text) {
        let gap = &text[last..token.range.start];
        last = token.range.end;
        let body = &text[token.range.clone()];
        // A comment parts what stands around it, as white space does.
        let (gap, body) = match token.kind {
            Kind::Comment if body.contains('\n') => ("\n", ""),
            Kind::Comment => (if gap.contains('\n') { "\n" } else { " " }, ""),
            _ => (gap, body),
        };
        if gap.contains('\n') {
            out.truncate(out.trim_end_matches(' ').len());
            if !out.is_empty() && !out.ends_with('\n') {
                out.push('\n');
            }
        } else if !gap.is_empty() && !out.is_empty() && !out.ends_with([' ', '\n']) {
            out.push(' ');
        }
        out.push_str(body);
    }
    out.truncate(out.trim_end_matches(' ').len());
    if !out.is_empty() && !out.ends_with('\n') {
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Kind, compact, imports, tokens};

    fn seen(text: &str) -> Vec<(Kind, &str)> {
        tokens(text).into_iter().map(|token| (token.kind, &text[token.range])).collect()
    }

    #[test]
    fn quotes_in_literals_of_every_kind_end_nothing() {
        use Kind::{Comment, Regex, Sign, String, Template, Word};
        let text = r#"a = /['"]/g.x // it's
b = c / d / e; f('\'', "/*") + `'${g({ h: `}` })}"` + i"#;
        let expected = [
            (Word, "a"),
            (Sign, "="),
            (Regex, "/['\"]/g"),
            (Sign, "."),
            (Word, "x"),
            (Comment, "// it's"),
            (Word, "b"),
            (Sign, "="),
            (Word, "c"),
            (Sign, "/"),
            (Word, "d"),
            (Sign, "/"),
            (Word, "e"),
            (Sign, ";"),
            (Word, "f"),
            (Sign, "("),
            (String, "'\\''"),
            (Sign, ","),
            (String, "\"/*\""),
            (Sign, ")"),
            (Sign, "+"),
            (Template, "`'${"),
            (Word, "g"),
            (Sign, "("),
            (Sign, "{"),
            (Word, "h"),
            (Sign, ":"),
            (Template, "`}`"),
            (Sign, "}"),
            (Sign, ")"),
            (Template, "}\"`"),
            (Sign, "+"),
            (Word, "i"),
        ];
        assert_eq!(seen(text), expected);
    }

    #[test]
    fn what_does_not_end_ends_with_the_text() {
        for text in
            ["'a", "`a", "`${", "/* a", "= /a", "= /[", "'\\", "`\\", "import", "import(", "export {", "import {"]
        {
            assert_eq!(tokens(text).last().map(|token| token.range.end), Some(text.len()), "{text}");
            assert_eq!(imports(text), [], "{text}");
        }
    }

    #[test]
    fn imports_of_every_form_are_seen() {
        let text = "import 'a';\nimport b from \"b\";\nimport {\n  c as d,\n  e,\n} from 'c';\nimport * as f from 'f';\n\
                    export { g } from 'g';\nexport * from 'h';\nexport { i };\nconst from = 'no';\n\
                    const j = await import('j');\nimport(`no${k}`);\nimport.meta.url;\nx.import('no');\n\
                    /** @type {import('no')} */\n'import \"no\"';\nimport(l + 'no');\nexport default 'no';\n";
        let all: Vec<_> = imports(text).into_iter().map(|import| (import.specifier, import.dynamic)).collect();
        let plain = ["a", "b", "c", "f", "g", "h"].map(|name| (name, false));
        assert_eq!(all, [plain.as_slice(), &[("j", true)]].concat());
        assert!(imports(text).iter().all(|import| text[import.range.clone()] == *import.specifier));
    }

    #[test]
    fn compact_text_keeps_its_lines_and_literals() {
        let text = "/** Says. */\nimport a from 'a'; // why\n\n  const b = `\n  // ${ a /* c */ }\n\n`;\nreturn/* d\n*/e\n  f/**/g\n";
        let short = "import a from 'a';\nconst b = `\n  // ${ a }\n\n`;\nreturn\ne\nf g\n";
        assert_eq!(compact(text), short);
        assert_eq!(compact(short), short);
        assert_eq!(compact(""), "");
        assert_eq!(compact("// all\n"), "");
    }
}
