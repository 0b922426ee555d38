//! The encodings of mail: header fields and quoted-printable text.
//!
//! A header is built of tokens that are never broken; whatever a value holds, it becomes tokens of printable ASCII, so that
//! no value can end a header.

use std::fmt::Write as _;

use base64::prelude::{BASE64_STANDARD, Engine as _};

use super::escape::one_line;

/// Lines with encoded words may have 76 characters, others 78. Source: RFC 2047, section 2; RFC 5322, section 2.1.1.
const LINE: usize = 76;
/// Longest token that is made here, so that one fits beside any header's name used here.
const TOKEN: usize = 64;
const OPEN: &str = "=?UTF-8?";

/// Writes a header field, folded between tokens where a line would have more than 76 characters.
///
/// Source: RFC 5322, section 2.2.3. A token longer than that gets a line of its own.
pub(super) fn header(name: &str, tokens: &[String]) -> String {
    let mut field = format!("{name}:");
    let mut column = field.len();
    for (index, token) in tokens.iter().enumerate() {
        if index > 0 && column + 1 + token.len() > LINE {
            field.push_str("\r\n");
            column = 0;
        }
        field.push(' ');
        field.push_str(token);
        column += 1 + token.len();
    }
    field.push_str("\r\n");
    field
}

/// Returns the tokens of free text such as a subject: its words, or encoded words if it holds anything but plain ASCII.
pub(super) fn unstructured(text: &str) -> Vec<String> {
    let text = one_line(text);
    if is_plain(&text) { text.split(' ').map(str::to_owned).collect() } else { encoded_words(&text) }
}

/// Returns the tokens of a display name: words, a quoted string, or encoded words. Source: RFC 5322, section 3.2.5.
pub(super) fn phrase(text: &str) -> Vec<String> {
    let text = one_line(text);
    let is_atom = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~ ".contains(c);
    if !is_plain(&text) {
        return encoded_words(&text);
    }
    if text.chars().all(is_atom) {
        return text.split(' ').map(str::to_owned).collect();
    }
    let quoted = format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""));
    if quoted.len() <= TOKEN { vec![quoted] } else { encoded_words(&text) }
}

fn is_plain(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' '..=b'~'))
        && !text.contains("=?")
        && text.split(' ').all(|word| word.len() <= TOKEN)
}

/// Encodes a text in the shorter of the two encodings, cut between characters. Source: RFC 2047.
fn encoded_words(text: &str) -> Vec<String> {
    let room = TOKEN - OPEN.len() - "Q?".len() - "?=".len();
    let quoted: Vec<String> = text.chars().map(quoted_char).collect();
    let by_quotes = quoted.iter().map(String::len).sum::<usize>() <= text.len().div_ceil(3) * 4;
    let mut words = Vec::new();
    let mut start = 0;
    let mut used = 0;
    let mut add = |slice: &str| {
        let (letter, body) = if by_quotes {
            ('Q', slice.chars().map(quoted_char).collect())
        } else {
            ('B', BASE64_STANDARD.encode(slice))
        };
        words.push(format!("{OPEN}{letter}?{body}?="));
    };
    for ((at, c), code) in text.char_indices().zip(&quoted) {
        let (cost, most) = if by_quotes { (code.len(), room) } else { (c.len_utf8(), room / 4 * 3) };
        if used + cost > most {
            add(&text[start..at]);
            (start, used) = (at, 0);
        }
        used += cost;
    }
    add(&text[start..]);
    words
}

/// Writes a character in the "Q" encoding, with what is safe even within a display name. Source: RFC 2047, sections 4.2, 5.
fn quoted_char(c: char) -> String {
    match c {
        ' ' => "_".to_owned(),
        'a'..='z' | 'A'..='Z' | '0'..='9' | '!' | '*' | '+' | '-' | '/' => c.to_string(),
        _ => c.encode_utf8(&mut [0; 4]).bytes().fold(String::new(), hex),
    }
}

fn hex(mut text: String, byte: u8) -> String {
    write!(text, "={byte:02X}").expect("memory");
    text
}

/// Encodes a text whose lines end in `\n` as quoted-printable, UTF-8, with CRLF. Source: RFC 2045, section 6.7.
///
/// Adds no line break at the end.
pub(super) fn quoted_printable(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len() + text.len() / 8);
    for (number, line) in text.split('\n').enumerate() {
        if number > 0 {
            encoded.push_str("\r\n");
        }
        let mut column = 0;
        for (at, byte) in line.bytes().enumerate() {
            let is_last = at + 1 == line.len();
            let literal = match byte {
                b' ' | b'\t' => !is_last,
                b'=' => false,
                _ => byte.is_ascii_graphic(),
            };
            let width = if literal { 1 } else { 3 };
            // A line may have 76 characters; all but a paragraph's last need one for the `=` of a soft line break.
            if column + width > if is_last { LINE } else { LINE - 1 } {
                encoded.push_str("=\r\n");
                column = 0;
            }
            if literal {
                encoded.push(char::from(byte));
            } else {
                encoded = hex(encoded, byte);
            }
            column += width;
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::{header, phrase, quoted_printable, unstructured};

    #[test]
    fn headers_fold_between_words() {
        let field = header("Subject", &unstructured(&"abcdefghi ".repeat(12)));
        assert_eq!(field, format!("Subject: {0}\r\n {0}\r\n", ["abcdefghi"; 6].join(" ")));
        assert_eq!(header("Subject", &unstructured("a\r\nBcc: x\0@y\u{2028}z")), "Subject: a Bcc: x @y z\r\n");
    }

    #[test]
    fn anything_but_plain_ascii_is_encoded() {
        assert_eq!(unstructured("Best wishes from Köln"), ["=?UTF-8?Q?Best_wishes_from_K=C3=B6ln?="]);
        assert_eq!(unstructured("日本"), ["=?UTF-8?B?5pel5pys?="]);
        assert_eq!(unstructured("=?x?Q?y?="), ["=?UTF-8?B?PT94P1E/eT89?="]);
        for text in ["日本語".repeat(40), "é a".repeat(50), "x".repeat(300)] {
            let words = unstructured(&text);
            assert!(words.len() > 1 && words.iter().all(|word| word.len() <= 64), "{words:?}");
            assert!(header("Subject", &words).lines().all(|line| line.len() <= 76));
        }
    }

    #[test]
    fn display_names_are_atoms_or_quoted_or_encoded() {
        assert_eq!(phrase("Ann Lee"), ["Ann", "Lee"]);
        assert_eq!(phrase("Lee, Ann \"A\\B\""), ["\"Lee, Ann \\\"A\\\\B\\\"\""]);
        assert_eq!(phrase("Zoë, Department of Gardens"), ["=?UTF-8?Q?Zo=C3=AB=2C_Department_of_Gardens?="]);
    }

    #[test]
    fn quoted_printable_lines() {
        assert_eq!(quoted_printable("a=é \nb\t\n\n"), "a=3D=C3=A9=20\r\nb=09\r\n\r\n");
        assert_eq!(quoted_printable(&"x".repeat(76)), "x".repeat(76));
        assert_eq!(quoted_printable(&"x".repeat(77)), format!("{}=\r\nxx", "x".repeat(75)));
        assert!(quoted_printable(&"é ".repeat(500)).lines().all(|line| line.len() <= 76));
    }
}
