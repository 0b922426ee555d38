//! Text as XML and HTML: the only place where either is escaped.

/// Escapes a text for XML and HTML, for content and for quoted attributes alike.
///
/// Characters that XML 1.0 cannot hold (section 2.2: most controls, U+FFFE and U+FFFF) are dropped. Tabs and line breaks
/// stay; what they mean is the caller's to say.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + text.len() / 16);
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            '\t' | '\n' | '\r' => escaped.push(c),
            _ if c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}') => {}
            _ => escaped.push(c),
        }
    }
    escaped
}

/// Returns a text in one line: runs of white space and controls become one blank, none at the ends.
pub(super) fn one_line(text: &str) -> String {
    let words = text.split(|c: char| c.is_whitespace() || c.is_control() || is_hidden(c));
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Returns a text with `\n` for every line break, and without other controls than tabs.
pub(super) fn lines(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace(['\r', '\u{2028}', '\u{2029}', '\u{85}', '\u{B}', '\u{C}'], "\n");
    text.chars().filter(|c| matches!(c, '\n' | '\t') || !(c.is_control() || is_hidden(*c))).collect()
}

/// Returns a text from elsewhere as a terminal may show it: controls and hidden characters as escapes.
pub(super) fn shown(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_control() || is_hidden(c) { shown.extend(c.escape_default()) } else { shown.push(c) }
    }
    shown
}

/// Bidirectional controls could show a text as another.
fn is_hidden(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::{escape, lines, one_line, shown};

    #[test]
    fn markup_and_controls_are_text_or_gone() {
        assert_eq!(escape("<a href='x'>\"&\0\u{1b}\u{fffe}é\n"), "&lt;a href=&#39;x&#39;&gt;&quot;&amp;é\n");
    }

    #[test]
    fn one_line_has_no_line_break_of_any_kind() {
        assert_eq!(one_line(" a\r\nBcc: b\u{2028}c\u{0}d\u{202e} \u{85}"), "a Bcc: b c d");
    }

    #[test]
    fn a_terminal_is_not_commanded() {
        assert_eq!(shown("é \u{1b}[31m\u{202e}\n"), "é \\u{1b}[31m\\u{202e}\\n");
    }

    #[test]
    fn lines_end_in_one_way() {
        assert_eq!(lines("a\r\nb\rc\u{2029}d\0\te"), "a\nb\nc\nd\te");
    }
}
