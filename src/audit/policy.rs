//! Content security policies: what they say, and whether that is as strict as it can be. Source: CSP Level 3.

use std::ops::Range;

use base64::prelude::{BASE64_STANDARD, Engine as _};
use sha2::{Digest, Sha256, Sha384, Sha512};

/// Directives without sources.
const WITHOUT_SOURCES: [&str; 6] = [
    "sandbox",
    "upgrade-insecure-requests",
    "block-all-mixed-content",
    "require-trusted-types-for",
    "trusted-types",
    "report-to",
];

/// A policy and where it stands.
#[derive(Debug, Clone)]
pub(super) struct Policy {
    directives: Vec<(String, Vec<String>)>,
    pub(super) range: Range<usize>,
}

/// What an inline part is, by the directives that govern it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Inline {
    Script,
    Style,
}

impl Inline {
    /// Returns the directives that govern it, the first that there is.
    fn directives(self) -> [&'static str; 3] {
        match self {
            Self::Script => ["script-src-elem", "script-src", "default-src"],
            Self::Style => ["style-src-elem", "style-src", "default-src"],
        }
    }
}

/// Returns whether a source is a hash.
fn is_hash(source: &str) -> bool {
    let source = source.to_ascii_lowercase();
    ["'sha256-", "'sha384-", "'sha512-"].iter().any(|start| source.starts_with(start))
}

/// Returns whether a source is the hash of a text.
pub(super) fn is_hash_of(source: &str, text: &str) -> bool {
    let inner = source.trim_matches('\'');
    let Some((kind, hash)) = inner.split_once('-') else { return false };
    let digest = match kind.to_ascii_lowercase().as_str() {
        "sha256" => Sha256::digest(text.as_bytes()).to_vec(),
        "sha384" => Sha384::digest(text.as_bytes()).to_vec(),
        "sha512" => Sha512::digest(text.as_bytes()).to_vec(),
        _ => return false,
    };
    BASE64_STANDARD.encode(digest) == hash.replace('-', "+").replace('_', "/")
}

/// Returns the hash of a text as a policy lists it.
pub(super) fn hash(text: &str) -> String {
    format!("'sha256-{}'", BASE64_STANDARD.encode(Sha256::digest(text.as_bytes())))
}

impl Policy {
    /// Parses a policy; of directives of one name the first counts.
    pub(super) fn parse(text: &str, range: Range<usize>) -> Self {
        let mut directives: Vec<(String, Vec<String>)> = Vec::new();
        for directive in text.split(';') {
            let mut words = directive.split_ascii_whitespace();
            let Some(name) = words.next().map(str::to_ascii_lowercase) else { continue };
            if !directives.iter().any(|(known, _)| *known == name) {
                directives.push((name, words.map(str::to_owned).collect()));
            }
        }
        Self { directives, range }
    }

    fn sources(&self, name: &str) -> Option<&[String]> {
        self.directives.iter().find(|(known, _)| known == name).map(|(_, sources)| sources.as_slice())
    }

    /// Returns whether an inline part may run or apply. Without a directive that governs it, anything may.
    pub(super) fn lists(&self, kind: Inline, text: &str) -> bool {
        let governing = kind.directives().into_iter().find_map(|name| self.sources(name));
        governing.is_none_or(|sources| {
            let open = sources.iter().any(|source| source.eq_ignore_ascii_case("'unsafe-inline'"));
            let hashes = sources.iter().any(|source| is_hash(source));
            // Where hashes are listed, `'unsafe-inline'` is ignored.
            (open && !hashes) || sources.iter().any(|source| is_hash_of(source, text))
        })
    }

    /// Returns the hashes that are listed.
    pub(super) fn hashes(&self) -> impl Iterator<Item = &str> {
        self.directives.iter().flat_map(|(_, sources)| sources).map(String::as_str).filter(|source| is_hash(source))
    }

    /// Returns in words what it lets through that it need not. `data_modules`: the page's own modules are `data:` URLs.
    pub(super) fn weaknesses(&self, data_modules: bool) -> Vec<String> {
        let mut found = Vec::new();
        let is_none =
            |sources: &[String]| sources.is_empty() || sources.iter().all(|s| s.eq_ignore_ascii_case("'none'"));
        for name in ["default-src", "base-uri", "form-action"] {
            match self.sources(name) {
                None => found.push(format!("the policy has no `{name} 'none'`")),
                Some(sources) if is_none(sources) => {}
                Some(sources) => found.push(format!("the policy has `{name} {}`, not `'none'`", sources.join(" "))),
            }
        }
        for (name, sources) in &self.directives {
            if WITHOUT_SOURCES.contains(&name.as_str())
                || ["default-src", "base-uri", "form-action"].contains(&name.as_str())
            {
                continue;
            }
            if matches!(name.as_str(), "report-uri" | "connect-src") {
                if !is_none(sources) {
                    let what = format!("the policy lets pages send something: `{name} {}`", sources.join(" "));
                    found.push(what);
                }
                continue;
            }
            let data =
                matches!(name.as_str(), "img-src" | "font-src") || (data_modules && name.starts_with("script-src"));
            for source in sources {
                let strict = match source.to_ascii_lowercase().as_str() {
                    "'none'" | "'self'" | "'report-sample'" => true,
                    "data:" => data,
                    _ => is_hash(source),
                };
                if !strict {
                    found.push(format!("the policy allows `{source}` in `{name}`"));
                }
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::{Inline, Policy, hash};

    fn weaknesses(text: &str) -> Vec<String> {
        Policy::parse(text, 0..0).weaknesses(false)
    }

    #[test]
    fn the_strictest_policies_have_no_weakness() {
        for text in [
            "default-src 'none'; base-uri 'none'; form-action 'none'",
            "DEFAULT-SRC 'NONE';script-src 'self' 'sha256-AAAA' ; img-src 'self' data:; base-uri 'none'; form-action 'none';",
            "default-src 'none'; base-uri 'none'; form-action 'none'; connect-src 'none'; trusted-types 'none'; sandbox allow-scripts",
        ] {
            assert_eq!(weaknesses(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn each_weakness_is_told() {
        let rest = "; default-src 'none'; base-uri 'none'; form-action 'none'";
        for source in [
            "'unsafe-inline'",
            "'unsafe-eval'",
            "'unsafe-hashes'",
            "'strict-dynamic'",
            "'nonce-abc'",
            "*",
            "https:",
            "data:",
            "x.org",
        ] {
            let text = format!("script-src 'self' {source}{rest}");
            assert_eq!(weaknesses(&text), [format!("the policy allows `{source}` in `script-src`")]);
        }
        assert_eq!(
            weaknesses("default-src 'self'; connect-src 'self'; default-src 'none'; base-uri"),
            [
                "the policy has `default-src 'self'`, not `'none'`",
                "the policy has no `form-action 'none'`",
                "the policy lets pages send something: `connect-src 'self'`",
            ]
        );
        let own = Policy::parse(&format!("script-src data:{rest}"), 0..0);
        assert_eq!(own.weaknesses(true), [""; 0]);
    }

    #[test]
    fn inline_parts_are_listed_by_their_hash() {
        let text = format!("default-src 'none'; script-src {}", hash("a"));
        let policy = Policy::parse(&text, 0..0);
        assert!(policy.lists(Inline::Script, "a"));
        assert!(!policy.lists(Inline::Script, "b") && !policy.lists(Inline::Style, "a"));
        assert!(Policy::parse("img-src 'none'", 0..0).lists(Inline::Style, "a"));
        assert!(Policy::parse("style-src 'unsafe-inline'", 0..0).lists(Inline::Style, "a"));
        assert!(!Policy::parse("style-src 'unsafe-inline' 'sha256-AAAA'", 0..0).lists(Inline::Style, "a"));
    }
}
