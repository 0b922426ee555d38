//! Where a URL leads, as far as it says so itself.

/// Schemes that hold what they name, or lead to the page itself.
const OWN: [&str; 3] = ["data", "blob", "about"];

/// Returns a URL as a browser reads it: without white space around it, tabs and line breaks.
///
/// Source: URL Living Standard, section 4.4.
fn cleaned(url: &str) -> String {
    let url = url.trim_matches(|c: char| c <= ' ');
    url.chars().filter(|c| !matches!(c, '\t' | '\n' | '\r')).map(|c| if c == '\\' { '/' } else { c }).collect()
}

/// Returns the scheme in lower case; none for a relative URL.
fn scheme(url: &str) -> Option<String> {
    let (scheme, _) = url.split_once(':')?;
    let valid = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'));
    valid.then(|| scheme.to_ascii_lowercase())
}

/// Returns whether fetching a URL asks something else than the site: only relative URLs are the site's wherever it is served.
pub(super) fn is_elsewhere(url: &str) -> bool {
    let url = cleaned(url);
    match scheme(&url) {
        Some(scheme) => scheme != "javascript" && !OWN.contains(&scheme.as_str()),
        None => url.starts_with("//"),
    }
}

/// Returns whether a URL is a script.
pub(super) fn is_script(url: &str) -> bool {
    scheme(&cleaned(url)).is_some_and(|scheme| scheme == "javascript")
}

#[cfg(test)]
mod tests {
    use super::{is_elsewhere, is_script};

    #[test]
    fn only_what_stays_at_home_passes() {
        for url in
            ["a.js", "./a:b", "../x/", "/x", "#x", "", "?q=http://x", "data:,x", " BLOB:x", "about:blank", "kbgen/x.js"]
        {
            assert!(!is_elsewhere(url), "{url}");
        }
        for url in [
            "https://x.org/",
            "//x.org",
            "\\\\x.org",
            "/\\x.org",
            " \thttp://x",
            "ht\ntps://x",
            "HTTPS:x",
            "ws://x",
            "file:///x",
        ] {
            assert!(is_elsewhere(url), "{url}");
        }
    }

    #[test]
    fn scripts_are_seen_through_white_space() {
        assert!(is_script(" java\nscript:alert(1)") && is_script("JavaScript:") && !is_script("javascript.html"));
    }
}
