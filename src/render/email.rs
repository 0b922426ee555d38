//! An email template's text as HTML, as its author wrote it, with what is filled in marked.

use std::fmt::Write as _;

use crate::lang;
use crate::markdown::escape;

/// Returns a line or a body, marked. `label` names a parameter for people.
pub(super) fn marked<'a>(text: &str, label: impl Fn(&str) -> Option<&'a str>) -> String {
    let text = text.replace("\r\n", "\n");
    let text = text.trim();
    let mut html = String::with_capacity(text.len() * 2);
    // The variable of a loop is shown as what its list holds.
    let mut variables: Vec<(&str, &str)> = Vec::new();
    for part in lang::parts(text) {
        let written = &text[part.span.range()];
        let piece = escape(written);
        match part.kind {
            lang::PartKind::Text => html.push_str(&piece),
            lang::PartKind::Output => {
                let name = lang::references(written).first().map_or("", |reference| reference.name);
                let list =
                    variables.iter().rev().find(|(variable, _)| *variable == name).map_or(name, |(_, list)| list);
                let title = escape(label(list).unwrap_or(name));
                let _ = write!(html, "<span class=\"slot\" title=\"{piece}\">{title}</span>");
            }
            lang::PartKind::Tag => {
                let words: Vec<&str> =
                    written.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty()).collect();
                match words[..] {
                    ["for", variable, "in", list, ..] => variables.push((variable, list)),
                    ["endfor"] => {
                        variables.pop();
                    }
                    _ => {}
                }
                let _ = write!(html, "<span class=\"tag\">{piece}</span>");
            }
            lang::PartKind::Comment => {}
        }
    }
    html
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_have_labels_and_what_decides_is_told_apart() {
        let label = |name: &str| match name {
            "sender" => Some("Your <name>"),
            "plants" => Some("Plants"),
            _ => None,
        };
        assert_eq!(
            marked("A & {{ sender }}\r\n{% for p in plants %}- {{ p }}{% endfor %}{# x #}{{ p }}\n", label),
            "A &amp; <span class=\"slot\" title=\"{{ sender }}\">Your &lt;name&gt;</span>\n\
             <span class=\"tag\">{% for p in plants %}</span>- <span class=\"slot\" title=\"{{ p }}\">Plants</span>\
             <span class=\"tag\">{% endfor %}</span><span class=\"slot\" title=\"{{ p }}\">p</span>"
        );
    }
}
