//! Which parameters a text mentions.

use super::lexer::{Kind, tokens};
use crate::source::Span;

/// A parameter's name in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reference<'a> {
    /// The name as written.
    pub name: &'a str,
    /// Its bytes in the text.
    pub span: Span,
}

const KEYWORDS: [&str; 10] = ["if", "elif", "else", "endif", "for", "endfor", "in", "and", "or", "not"];
const CONSTANTS: [&str; 3] = ["true", "false", "loop"];

/// Returns each mention of a parameter in `text`, in order.
///
/// Keywords, filters (after `|`), members (after `.`), arguments (before `=`) and the variables of `for` loops are none.
#[must_use]
pub fn references(text: &str) -> Vec<Reference<'_>> {
    let tokens = tokens(text);
    let words: Vec<&str> = tokens.iter().map(|token| &text[token.span.range()]).collect();
    let word = |index: usize| words.get(index).copied().unwrap_or_default();
    let mut variables = Vec::new();
    let mut found = Vec::new();
    let mut unknown_tag = false;
    for (index, token) in tokens.iter().enumerate() {
        let name = word(index);
        let before = index.checked_sub(1).map(word).unwrap_or_default();
        if token.kind == Kind::Open {
            let tag = words[index + 1..].iter().find(|word| **word != "-");
            unknown_tag = name == "{%" && tag.is_none_or(|tag| !KEYWORDS.contains(tag));
        }
        if token.kind != Kind::Word || unknown_tag {
            continue;
        }
        let argument = word(index + 1) == "=" && word(index + 2) != "=";
        if CONSTANTS.contains(&name) || matches!(before, "|" | ".") || argument {
            continue;
        }
        if name == "endfor" {
            variables.pop();
        }
        if KEYWORDS.contains(&name) {
            continue;
        }
        if before == "for" {
            variables.push(name);
        } else if !variables.contains(&name) {
            found.push(Reference { name, span: token.span });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<&str> {
        references(text).iter().map(|reference| reference.name).collect()
    }

    #[test]
    fn finds_parameters_in_outputs_conditions_and_loops() {
        assert_eq!(names("Dear {{ recipient }}, {name}"), ["recipient"]);
        assert_eq!(names(r#"{% if a == "b" and not c %}{{ d | date(format="month") }}{% endif %}"#), ["a", "c", "d"]);
        assert_eq!(names("{%- for item in list -%}{{ item }}{%- endfor -%}"), ["list"]);
        assert_eq!(names("{# hidden #}{{ x in [1, 2] }}"), ["x"]);
        assert_eq!(names("{% for item in list %}{% endfor %}{{ item }}"), ["list", "item"]);
        assert_eq!(names("{{ garden-name }} {{- tree -}}"), ["garden-name", "tree"]);
    }

    #[test]
    fn finds_none_in_unknown_tags() {
        assert_eq!(names("{% include other %}{{ a }}"), ["a"]);
        assert_eq!(names("{%- include other -%}{%- if b -%}"), ["b"]);
        assert_eq!(names("{% %}{%- -%}{%"), [] as [&str; 0]);
    }

    #[test]
    fn survives_what_is_not_closed() {
        assert_eq!(names("{{ a"), ["a"]);
        assert_eq!(names("{{ a } and more\nwords {{ b }}"), ["a", "b"]);
        assert_eq!(names("{{ a and {{ more words {{ b }}"), ["a", "more", "b"]);
        assert_eq!(names("{% include other %}{%- if c %}"), ["c"]);
        assert_eq!(names("{{ a | f(x='"), ["a"]);
        assert_eq!(names("{# {{ a }}"), [] as [&str; 0]);
        assert_eq!(names("{"), [] as [&str; 0]);
    }

    #[test]
    fn spans_are_the_names_bytes() {
        let text = "é {{ größe }}";
        let found = references(text);
        assert_eq!(&text[found[0].span.range()], "größe");
    }
}
