//! Ids of headings.

use std::collections::BTreeMap;

/// Makes ids unique in one document.
#[derive(Debug)]
pub(super) struct Slugs {
    used: BTreeMap<String, u32>,
}

impl Default for Slugs {
    fn default() -> Self {
        // The page's own landmarks.
        Self { used: BTreeMap::from(["main", "menu"].map(|id| (id.to_owned(), 0))) }
    }
}

impl Slugs {
    /// Returns the id of a heading with this text.
    ///
    /// As GitHub does it, so that fragments also work there: lower case, letters, digits, `-` and `_` stay, a
    /// blank becomes `-`, anything else goes; a repeated id gets `-1`, `-2` and so on.
    pub(super) fn add(&mut self, text: &str) -> String {
        let slug: String = text
            .trim()
            .to_lowercase()
            .chars()
            .filter_map(|c| match c {
                ' ' => Some('-'),
                c if c.is_alphanumeric() || matches!(c, '-' | '_') => Some(c),
                _ => None,
            })
            .collect();
        let slug = if slug.is_empty() { "section".to_owned() } else { slug };
        let mut candidate = slug.clone();
        while self.used.contains_key(&candidate) {
            let count = self.used.entry(slug.clone()).or_default();
            *count += 1;
            candidate = format!("{slug}-{count}");
        }
        self.reserve(&candidate);
        candidate
    }

    /// Takes an id that an author wrote; returns whether it was free.
    pub(super) fn reserve(&mut self, id: &str) -> bool {
        self.used.insert(id.to_owned(), 0).is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_githubs() {
        let mut slugs = Slugs::default();
        assert_eq!(slugs.add("Who, when & how often?"), "who-when--how-often");
        assert_eq!(slugs.add("Überblick 2027"), "überblick-2027");
        assert_eq!(slugs.add("A"), "a");
        assert_eq!(slugs.add("A"), "a-1");
        assert_eq!(slugs.add("A"), "a-2");
        assert_eq!(slugs.add("???"), "section");
        assert_eq!(slugs.add("Main"), "main-1");
    }
}
