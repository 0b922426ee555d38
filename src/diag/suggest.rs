//! "Did you mean": the closest of the names that exist.

use std::cmp::Reverse;

/// Returns the candidate closest to `written`, if one is close enough to be a slip of the keyboard.
///
/// Letter case is ignored. Close enough is a third of the length and three at most, in single-letter edits and swaps; of
/// equally close candidates the one with the longer beginning in common wins, then the first in alphabetical order.
#[must_use]
pub fn suggest<'a>(written: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let folded = written.to_lowercase();
    let len = folded.chars().count();
    let limit = if len < 2 { 0 } else { (len / 3).clamp(1, 3) };
    candidates
        .into_iter()
        .filter(|candidate| *candidate != written)
        .map(|candidate| {
            let other = candidate.to_lowercase();
            let shared = folded.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
            (strsim::damerau_levenshtein(&folded, &other), Reverse(shared), candidate)
        })
        .filter(|(distance, ..)| *distance <= limit)
        .min()
        .map(|(_, _, candidate)| candidate)
}

/// As [`suggest`], for paths: a file of the same name in another folder, else one of a close name in the same folder.
#[must_use]
pub fn suggest_path<'a>(written: &str, candidates: impl Iterator<Item = &'a str> + Clone) -> Option<&'a str> {
    let parts = |path: &'a str| path.rsplit_once('/').unwrap_or(("", path));
    let (folder, name) = written.rsplit_once('/').unwrap_or(("", written));
    if let Some(moved) = candidates.clone().filter(|path| parts(path).1 == name && name != "index.md").min() {
        return Some(moved);
    }
    let same_stem = |path: &&'a str| parts(path).0 == folder && stem(parts(path).1) == stem(name);
    if let Some(other) = candidates.clone().find(same_stem) {
        return Some(other);
    }
    let beside = candidates.clone().filter(|path| parts(path).0 == folder).map(|path| parts(path).1);
    let close = suggest(stem(name), beside.filter(|other| suffix(other) == suffix(name)).map(stem))?;
    candidates.filter(|path| parts(path).0 == folder).find(|path| stem(parts(path).1) == close)
}

fn stem(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

fn suffix(name: &str) -> &str {
    name.rsplit_once('.').map_or("", |(_, suffix)| suffix)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_a_slip_and_nothing_else() {
        let names = ["early-review", "late-season", "off-season"];
        assert_eq!(suggest("erly-review", names), Some("early-review"));
        assert_eq!(suggest("Late-Season", names), Some("late-season"));
        assert_eq!(suggest("soap", names), None);
        assert_eq!(suggest("seasonal", ["personal", "season"]), Some("season"));
        assert_eq!(suggest("9", ["5"]), None);
        assert_eq!(suggest("late-season", names), None);
    }

    #[test]
    fn a_path_is_close_by_its_file_name() {
        let paths = ["guides/loam.md", "guides/soil.md", "pitfalls/haste.md"];
        assert_eq!(suggest_path("guides/lom.md", paths.into_iter()), Some("guides/loam.md"));
        assert_eq!(suggest_path("guides/haste.md", paths.into_iter()), Some("pitfalls/haste.md"));
        assert_eq!(suggest_path("guides/dry.md", paths.into_iter()), None);
        assert_eq!(suggest_path("guides/lom.png", paths.into_iter()), None);
        assert_eq!(suggest_path("guides/loam.html", paths.into_iter()), Some("guides/loam.md"));
        assert_eq!(suggest_path("guides/soil", paths.into_iter()), Some("guides/soil.md"));
    }
}
