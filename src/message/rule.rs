//! What a built-in rule is.

use std::ops::Range;

use super::finding::{Authority, Finding, Part, Severity};
use super::view::View;

/// A built-in rule.
#[derive(Debug)]
pub struct Rule {
    /// Kebab-case, names the fault.
    pub name: &'static str,
    /// What a finding is unless the knowledge base says otherwise.
    pub severity: Severity,
    /// What it rests on.
    pub authority: Authority,
    /// What to do; may be empty.
    pub help: &'static str,
    /// The rule's page, in Markdown.
    pub page: &'static str,
    /// Looks at one message; none for rules that look at several.
    pub(super) check: Option<fn(&View<'_>, &mut Found<'_>)>,
}

/// The findings of one rule while it looks.
pub(crate) struct Found<'f> {
    pub(super) rule: &'static Rule,
    pub(super) severity: Severity,
    pub(super) pitfall: Option<&'f String>,
    pub(crate) list: &'f mut Vec<Finding>,
}

impl Found<'_> {
    /// Adds a finding.
    pub(crate) fn at(&mut self, part: Part, range: Range<usize>, text: impl Into<String>) {
        self.severe(self.severity, part, range, text);
    }

    /// Adds a finding of another severity than the rule's own.
    pub(crate) fn severe(&mut self, severity: Severity, part: Part, range: Range<usize>, text: impl Into<String>) {
        self.list.push(Finding {
            severity,
            rule: self.rule.name,
            id: None,
            pitfall: self.pitfall.cloned(),
            authority: self.rule.authority,
            source: String::new(),
            part,
            range,
            text: text.into(),
            help: self.rule.help.to_owned(),
        });
    }
}

/// Declares the rule of a file as `RULE`; the doc comment is the page that `kbgen explain` prints.
macro_rules! rule {
    ($(#[doc = $doc:literal])+ $kebab:literal, $severity:ident $authority:ident, $help:literal, $check:expr;) => {
        $(#[doc = $doc])+
        pub(in crate::message) static RULE: crate::message::rule::Rule = crate::message::rule::Rule {
            name: $kebab,
            severity: crate::message::finding::Severity::$severity,
            authority: crate::message::finding::Authority::$authority,
            help: $help,
            page: concat!($($doc, "\n"),+),
            check: $check,
        };
    };
}

pub(super) use rule;
