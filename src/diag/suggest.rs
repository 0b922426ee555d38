//! "Did you mean": the closest of the names that exist.

/// Returns the candidate closest to `written`, if one is close enough to be a slip of the keyboard.
///
/// Letter case is ignored. Close enough is a third of the length, in single-letter edits and swaps; of equally close
/// candidates the first in alphabetical order wins.
#[must_use]
pub fn suggest<'a>(written: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let folded = written.to_lowercase();
    let limit = (folded.chars().count() / 3).max(1);
    candidates
        .into_iter()
        .filter(|candidate| *candidate != written)
        .map(|candidate| (strsim::damerau_levenshtein(&folded, &candidate.to_lowercase()), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, candidate)| candidate)
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
        assert_eq!(suggest("late-season", names), None);
    }
}
