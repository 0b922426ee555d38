//! File names that are safe on every system.
//!
//! A name is a stem: the caller adds the suffix. Letters and digits of every script are kept, as people's and places'
//! names are how files are found again, and zip files and systems have held UTF-8 names for long; everything else, dots
//! and blanks included, becomes a hyphen. So there is no separator, no `..`, no suffix and no trailing dot in a stem.

use std::collections::BTreeSet;

/// Longest stem, in bytes of UTF-8; systems hold 255 bytes with suffix, and short paths fit into folders deep down.
const LONGEST: usize = 96;
/// Devices on Windows, with any suffix. Source: Microsoft, "Naming Files, Paths, and Namespaces".
const DEVICES: [&str; 4] = ["CON", "PRN", "AUX", "NUL"];

/// Returns a name as a safe stem, the same for the same name; `unnamed` if nothing of it can be kept.
#[must_use]
pub fn safe_name(name: &str) -> String {
    let mut stem = String::new();
    for c in name.chars() {
        // Pieces of Korean syllables are joined by some systems and not by others.
        let keep = c.is_alphanumeric() && !matches!(c, '\u{1100}'..='\u{11FF}');
        match c {
            _ if keep || c == '_' => stem.push(c),
            _ if stem.ends_with('-') => {}
            _ => stem.push('-'),
        }
    }
    let stem = shortened(stem.trim_matches('-'), LONGEST);
    match stem {
        "" => "unnamed".to_owned(),
        _ if is_device(stem) => format!("{stem}_"),
        _ => stem.to_owned(),
    }
}

/// Returns safe stems that differ even where letter case makes no difference: a later one gets a number.
#[must_use]
#[expect(clippy::missing_panics_doc, reason = "there are more numbers than names")]
pub fn unique_names<'a>(names: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut taken = BTreeSet::new();
    let names = names.into_iter().map(|name| {
        let stem = safe_name(name);
        let numbered = |number: usize| {
            if number == 1 {
                return stem.clone();
            }
            let number = format!("-{number}");
            format!("{}{number}", shortened(&stem, LONGEST - number.len()))
        };
        let free = |name: &String| taken.insert(folded(name));
        (1..=usize::MAX).map(numbered).find(free).expect("a free number")
    });
    names.collect()
}

fn shortened(stem: &str, bytes: usize) -> &str {
    stem[..stem.floor_char_boundary(bytes)].trim_end_matches('-')
}

fn is_device(stem: &str) -> bool {
    let upper = stem.to_uppercase();
    let numbered = |port: &str| {
        let rest = upper.strip_prefix(port).map(|rest| rest.chars().collect::<Vec<_>>());
        rest.is_some_and(|rest| matches!(rest[..], ['0'..='9' | '¹' | '²' | '³']))
    };
    DEVICES.contains(&upper.as_str()) || numbered("COM") || numbered("LPT")
}

/// Folds case more than any system does, so that no two names meet on one.
pub(super) fn folded(name: &str) -> String {
    name.to_uppercase().to_lowercase()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{folded, safe_name, unique_names};
    use crate::output::OutputPath;
    use crate::pack::hostile::hostile;

    #[test]
    fn names_become_stems() {
        let cases = [
            ("St. Mary's, Ohio", "St-Mary-s-Ohio"),
            ("Université de Montréal", "Université-de-Montréal"),
            ("東京 2", "東京-2"),
            ("../../etc/passwd", "etc-passwd"),
            ("C:\\x", "C-x"),
            ("a\r\n\0b", "a-b"),
            (" . ", "unnamed"),
            ("", "unnamed"),
            ("con", "con_"),
            ("Com7", "Com7_"),
            ("lpt¹", "lpt¹_"),
            ("com", "com"),
            ("nul.txt", "nul-txt"),
            ("~$x", "x"),
            ("snake_case", "snake_case"),
        ];
        for (name, stem) in cases {
            assert_eq!(safe_name(name), stem, "{name:?}");
        }
        assert_eq!(safe_name(&"é".repeat(200)), "é".repeat(48));
    }

    #[test]
    fn a_batch_has_no_two_that_any_system_takes_for_one() {
        assert_eq!(
            unique_names(["Ohio", "ohio!", "OHIO", "ohio-2", "Straße", "strasse", "??", "!!"]),
            ["Ohio", "ohio-2", "OHIO-3", "ohio-2-2", "Straße", "strasse-2", "unnamed", "unnamed-2"]
        );
        let long = "x".repeat(300);
        let names = unique_names(vec![long.as_str(); 12]);
        assert!(names.iter().all(|name| name.len() <= 96) && names[11].ends_with("x-12"));
    }

    proptest! {
        #[test]
        fn no_name_is_a_path(names in prop::collection::vec(hostile(), 0..12)) {
            let stems = unique_names(names.iter().map(String::as_str));
            let mut seen = std::collections::BTreeSet::new();
            for stem in &stems {
                prop_assert!(!stem.contains(['/', '\\', ':', '.', '*', '?', '"', '<', '>', '|', ' ']));
                prop_assert!(!stem.contains(char::is_control) && !stem.starts_with('-') && stem.len() <= 97);
                prop_assert!(OutputPath::parse(stem).is_some());
                prop_assert!(seen.insert(folded(stem)));
                prop_assert_eq!(&safe_name(stem), stem);
            }
        }
    }
}
