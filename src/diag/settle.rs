//! Levels and suppressions: what the knowledge base's authors decided about rules.

use std::collections::BTreeMap;

use super::{Diagnostic, Diagnostics, Rule, Severity, Strictness, rules};
use crate::source::{SourceId, Sources, Spanned};

rules! {
    /// What the settling of findings itself can find.
    RULES;

    /// ## What it does
    /// Finds rule names in `[rules]` or `allow` that no rule has.
    ///
    /// ## Why is this bad?
    /// A misspelt name changes nothing, so the finding that it was meant for stays.
    ///
    /// ## Example
    /// ```toml
    /// allow = ["raw-htlm"]
    /// ```
    ///
    /// Use instead:
    /// ```toml
    /// allow = ["raw-html"]
    /// ```
    UNKNOWN_RULE = "unknown-rule", Fixed Error;

    /// ## What it does
    /// Finds rules in `[rules]` or `allow` that are always errors.
    ///
    /// ## Why is this bad?
    /// kbgen can build nothing sound past such a fault, so it can't be allowed.
    ///
    /// ## Example
    /// ```toml
    /// allow = ["invalid-toml"]
    /// ```
    ///
    /// Use instead: mend the fault and remove the entry.
    FIXED_RULE = "fixed-rule", Fixed Error;

    /// ## What it does
    /// Finds entries of `allow` that suppress nothing in their file.
    ///
    /// ## Why is this bad?
    /// A leftover entry would hide the next real fault of that kind.
    ///
    /// ## Example
    /// ```toml
    /// allow = ["raw-html"]   # the page no longer has any
    /// ```
    ///
    /// Use instead: remove the entry.
    UNUSED_SUPPRESSION = "unused-suppression", Adjustable Warning;
}

/// What `[rules]` can make of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Level {
    /// Its findings are dropped.
    #[default]
    Off,
    /// Its findings have this severity.
    As(Severity),
}

/// The levels of one knowledge base, by rule name.
pub type Levels = BTreeMap<String, Level>;

/// The `allow` of one file.
#[derive(Debug, Clone)]
pub struct Suppression {
    /// The file.
    pub source: SourceId,
    /// The rules' names as written.
    pub rules: Vec<Spanned<String>>,
}

impl Diagnostics {
    /// Applies levels and suppressions, reports those that are wrong or unused, and sorts by path and offset.
    ///
    /// `registry` is every rule that exists.
    pub fn settle(
        &mut self,
        levels: &Levels,
        suppressions: &[Suppression],
        registry: &[&'static Rule],
        sources: &Sources,
    ) {
        // After an error not everything was looked at, so that an entry may only seem unused.
        let sound = !self.has_errors();
        let mut used = vec![Vec::new(); suppressions.len()];
        let by_source: BTreeMap<SourceId, usize> =
            suppressions.iter().enumerate().map(|(index, suppression)| (suppression.source, index)).collect();
        self.list.retain_mut(|diagnostic| {
            if diagnostic.rule.strictness == Strictness::Fixed {
                return true;
            }
            if let Some(&index) = by_source.get(&diagnostic.place.source)
                && suppressions[index].rules.iter().any(|rule| rule.value == diagnostic.rule.name)
            {
                used[index].push(diagnostic.rule.name);
                return false;
            }
            match levels.get(diagnostic.rule.name) {
                Some(Level::Off) => return false,
                Some(Level::As(severity)) => diagnostic.severity = *severity,
                None => {}
            }
            true
        });
        for (suppression, used) in suppressions.iter().zip(&used) {
            for entry in &suppression.rules {
                let place = suppression.source.place(entry.span);
                if let Some(fault) = misnamed(&entry.value, registry, place) {
                    self.push(fault);
                } else if sound && !used.contains(&entry.value.as_str()) && entry.value != UNUSED_SUPPRESSION.name {
                    if suppression.rules.iter().any(|rule| rule.value == UNUSED_SUPPRESSION.name) {
                        continue;
                    }
                    let finding = Diagnostic::new(
                        &UNUSED_SUPPRESSION,
                        place,
                        format!("`{}` is allowed here but never found", entry.value),
                    );
                    match levels.get(UNUSED_SUPPRESSION.name) {
                        Some(Level::Off) => {}
                        Some(Level::As(severity)) => {
                            self.push(Diagnostic { severity: *severity, ..finding.help("remove the entry") });
                        }
                        None => self.push(finding.help("remove the entry")),
                    }
                }
            }
        }
        self.sort(sources);
    }

    /// Sorts by path and offset, and drops what is told twice.
    pub fn sort(&mut self, sources: &Sources) {
        self.list.sort_by(|a, b| {
            let path = |finding: &Diagnostic| sources[finding.place.source].path.as_str();
            let rest = |finding: &Diagnostic| (finding.place.span, finding.rule.name);
            path(a).cmp(path(b)).then_with(|| rest(a).cmp(&rest(b))).then_with(|| a.message.cmp(&b.message))
        });
        self.list.dedup_by(|a, b| (a.place, a.rule.name, &a.message) == (b.place, b.rule.name, &b.message));
    }
}

/// Returns the fault of a rule name that can't be configured, if it is one.
pub(crate) fn misnamed(name: &str, registry: &[&'static Rule], place: crate::source::Place) -> Option<Diagnostic> {
    match registry.iter().find(|rule| rule.name == name) {
        None => Some(
            Diagnostic::new(&UNKNOWN_RULE, place, format!("no rule is called `{name}`"))
                .did_you_mean(name, registry.iter().map(|rule| rule.name)),
        ),
        Some(rule) if rule.strictness == Strictness::Fixed => Some(
            Diagnostic::new(&FIXED_RULE, place, format!("`{name}` is always an error"))
                .help("mend the fault and remove the entry"),
        ),
        Some(_) => None,
    }
}
