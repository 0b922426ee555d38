//! Syntax highlighting as CSS classes.

use std::fmt::Write as _;
use std::sync::OnceLock;

use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxReference, SyntaxSet};

use super::markup::escape;
use crate::diag::suggest;

/// Classes by scope; the first prefix that fits the innermost scope wins.
const CLASSES: [(&str, &str); 18] = [
    ("comment", "c"),
    ("string", "s"),
    ("constant.numeric", "n"),
    ("constant.character.escape", "e"),
    ("constant", "n"),
    ("keyword.operator", "o"),
    ("keyword", "k"),
    ("storage.type.function", "k"),
    ("storage", "k"),
    ("entity.name.function", "f"),
    ("support.function", "f"),
    ("entity.name.tag", "g"),
    ("entity.other.attribute-name", "a"),
    ("entity.name", "t"),
    ("support", "t"),
    ("variable.parameter", "v"),
    ("markup.inserted", "i"),
    ("markup.deleted", "d"),
];

/// Names for code without highlighting.
const PLAIN: [&str; 6] = ["text", "txt", "plain", "plaintext", "none", "console"];

/// Highlights code; loads its syntaxes when first asked.
#[derive(Default)]
pub struct Highlighter {
    loaded: OnceLock<Loaded>,
}

struct Loaded {
    syntaxes: SyntaxSet,
    classes: Vec<(Scope, &'static str)>,
}

impl std::fmt::Debug for Highlighter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Highlighter").field("loaded", &self.loaded.get().is_some()).finish()
    }
}

impl Highlighter {
    fn loaded(&self) -> &Loaded {
        self.loaded.get_or_init(|| Loaded {
            syntaxes: two_face::syntax::extra_newlines(),
            classes: CLASSES
                .iter()
                .map(|(scope, class)| (Scope::new(scope).expect("the scopes are well formed"), *class))
                .collect(),
        })
    }

    /// Returns whether code in `language` can be highlighted or needs none.
    #[must_use]
    pub fn knows(&self, language: &str) -> bool {
        is_plain(language) || self.find(language).is_some()
    }

    /// Returns the language whose name is closest to `written`, or else whose file suffix is.
    #[must_use]
    pub fn closest(&self, written: &str) -> Option<String> {
        let syntaxes = self.loaded().syntaxes.syntaxes();
        let names: Vec<String> =
            syntaxes.iter().map(|syntax| syntax.name.to_lowercase()).filter(|name| self.knows(name)).collect();
        let suffixes = syntaxes.iter().flat_map(|syntax| &syntax.file_extensions).map(String::as_str);
        suggest(written, names.iter().map(String::as_str).chain(PLAIN))
            .or_else(|| suggest(written, suffixes))
            .map(str::to_owned)
    }

    fn find(&self, language: &str) -> Option<&SyntaxReference> {
        self.loaded().syntaxes.find_syntax_by_token(language)
    }

    /// Returns `code` as HTML with `<span class>`; `None` if the language is unknown or has no syntax.
    #[must_use]
    pub fn highlight(&self, language: &str, code: &str) -> Option<String> {
        let syntax = self.find(language).filter(|_| !is_plain(language))?;
        let loaded = self.loaded();
        let mut state = ParseState::new(syntax);
        let mut stack = ScopeStack::new();
        let mut html = String::with_capacity(code.len() * 2);
        let mut open: Option<&'static str> = None;
        for line in code.split_inclusive('\n') {
            let operations = state.parse_line(line, &loaded.syntaxes).ok()?;
            let mut at = 0;
            for (offset, operation) in operations {
                loaded.write(&line[at..offset], &stack, &mut open, &mut html);
                at = offset;
                stack.apply(&operation).ok()?;
            }
            loaded.write(&line[at..], &stack, &mut open, &mut html);
        }
        if open.is_some() {
            html.push_str("</span>");
        }
        Some(html)
    }
}

fn is_plain(language: &str) -> bool {
    PLAIN.iter().any(|plain| plain.eq_ignore_ascii_case(language))
}

impl Loaded {
    fn class(&self, stack: &ScopeStack) -> Option<&'static str> {
        stack.as_slice().iter().rev().find_map(|scope| {
            self.classes.iter().find(|(prefix, _)| prefix.is_prefix_of(*scope)).map(|(_, class)| *class)
        })
    }

    /// Writes a piece; the span of the piece before stays open if the class is the same.
    fn write(&self, piece: &str, stack: &ScopeStack, open: &mut Option<&'static str>, html: &mut String) {
        if piece.is_empty() {
            return;
        }
        // Blanks look the same in every class, so they end none.
        let class = if piece.trim().is_empty() { *open } else { self.class(stack) };
        if class != *open {
            if open.is_some() {
                html.push_str("</span>");
            }
            if let Some(class) = class {
                let _ = write!(html, "<span class=\"h{class}\">");
            }
            *open = class;
        }
        html.push_str(&escape(piece));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_words_by_class_and_escapes() {
        let html = Highlighter::default().highlight("rust", "let a = \"<b>\"; // c\n").expect("Rust is known");
        assert_eq!(
            html,
            "<span class=\"hk\">let</span> a <span class=\"ho\">= </span><span class=\"hs\">&quot;&lt;b&gt;&quot;</span>; <span class=\"hc\">// c\n</span>"
        );
    }

    #[test]
    fn unknown_and_plain_languages_are_left_alone() {
        let highlighter = Highlighter::default();
        assert!(highlighter.knows("text") && highlighter.knows("toml") && !highlighter.knows("klingon"));
        assert_eq!(highlighter.highlight("text", "a"), None);
    }
}
