//! Names of a kind's entries, for resolving references.

use std::collections::BTreeMap;

use super::faults;
use super::id::Id;
use crate::diag::{Diagnostics, Rule};
use crate::source::{SourceId, Spanned};

/// What a name stands for.
enum Entry<T> {
    Sound(Id<T>),
    Draft,
    /// The entry has a fault of its own, which is reported where it is.
    Faulty,
}

/// The names of one kind.
pub(super) struct Names<T> {
    /// What the kind is called in findings.
    kind: &'static str,
    /// The rule that finds names without an entry.
    rule: &'static Rule,
    entries: BTreeMap<String, Entry<T>>,
    /// Whether the file with the names could not be read, so that any name may exist.
    open: bool,
    /// Where the names are given.
    help: Option<&'static str>,
}

impl<T> Names<T> {
    /// Numbers `names` in their order; of equal names the first counts.
    pub(super) fn new<'a>(kind: &'static str, rule: &'static Rule, names: impl IntoIterator<Item = &'a str>) -> Self {
        let mut entries = BTreeMap::new();
        for (index, name) in names.into_iter().enumerate() {
            entries.entry(name.to_owned()).or_insert_with(|| Entry::Sound(Id::new(index)));
        }
        Self { kind, rule, entries, open: false, help: None }
    }

    /// Adds names of entries that exist but are left out.
    pub(super) fn with_faulty(mut self, names: impl IntoIterator<Item = String>) -> Self {
        for name in names {
            self.entries.entry(name).or_insert(Entry::Faulty);
        }
        self
    }

    /// Adds names of drafts.
    pub(super) fn with_drafts(mut self, names: impl IntoIterator<Item = String>) -> Self {
        for name in names {
            self.entries.entry(name).or_insert(Entry::Draft);
        }
        self
    }

    /// Adds a line of help to the findings of names without an entry.
    pub(super) fn with_help(mut self, help: &'static str) -> Self {
        self.help = Some(help);
        self
    }

    /// Takes every other name for one that may exist, if `open`.
    pub(super) fn open_if(mut self, open: bool) -> Self {
        self.open = open;
        self
    }

    /// Resolves a reference; an unknown name and a draft are reported.
    pub(super) fn one(
        &self,
        written: &Spanned<String>,
        source: SourceId,
        diagnostics: &mut Diagnostics,
    ) -> Option<Id<T>> {
        if written.is_placeholder() && written.value.is_empty() {
            return None;
        }
        let place = source.place(written.span);
        match self.entries.get(&written.value) {
            Some(Entry::Sound(id)) => return Some(*id),
            Some(Entry::Faulty) => {}
            None if self.open => {}
            Some(Entry::Draft) => {
                diagnostics.push(faults::draft_reference(self.rule, self.kind, &written.value, place));
            }
            None => {
                let candidates = self.entries.keys().map(String::as_str);
                let finding = faults::unknown(self.rule, self.kind, &written.value, place, candidates);
                diagnostics.push(match self.help {
                    Some(help) => finding.help(help),
                    None => finding,
                });
            }
        }
        None
    }

    /// Resolves references, each once, in their order.
    pub(super) fn all(
        &self,
        written: &[Spanned<String>],
        source: SourceId,
        diagnostics: &mut Diagnostics,
    ) -> Vec<Id<T>> {
        let mut ids = Vec::with_capacity(written.len());
        for name in written {
            if let Some(id) = self.one(name, source, diagnostics)
                && !ids.contains(&id)
            {
                ids.push(id);
            }
        }
        ids
    }

    /// As [`Self::one`]; a name that can't be resolved stands for the first entry. Its finding is an error, so that nothing is
    /// made from it.
    pub(super) fn one_or_first(
        &self,
        written: &Spanned<String>,
        source: SourceId,
        diagnostics: &mut Diagnostics,
    ) -> Id<T> {
        self.one(written, source, diagnostics).unwrap_or_else(|| Id::new(0))
    }

    /// Returns whether there is an entry of this name, sound or not.
    pub(super) fn knows(&self, name: &str) -> bool {
        self.open || self.entries.contains_key(name)
    }
}
