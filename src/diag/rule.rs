//! What a rule is: its name, its severity, and the page that explains it.

use super::Severity;

/// Whether a knowledge base may change a rule's severity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strictness {
    /// `[rules]` and `allow` apply.
    Adjustable,
    /// Always an error, because nothing sound can be built past it.
    Fixed,
}

/// A class of defect.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// Kebab-case, names the fault, reads well after "allow".
    pub name: &'static str,
    /// What a finding is unless the knowledge base says otherwise.
    pub severity: Severity,
    /// Whether the knowledge base may say otherwise.
    pub strictness: Strictness,
    /// The rule's page, in Markdown: what it does, why it is bad, an example, what to write instead.
    pub page: &'static str,
}

/// Declares rules and a list of them; each doc comment is the page that `kbgen explain` prints.
///
/// A macro, since nothing else can read a doc comment.
macro_rules! rules {
    ($(#[doc = $about:literal])* $list:ident; $($(#[doc = $doc:literal])+ $name:ident = $kebab:literal, $strictness:ident $severity:ident;)+) => {
        $(
            $(#[doc = $doc])+
            pub(crate) static $name: $crate::diag::Rule = $crate::diag::Rule {
                name: $kebab,
                severity: $crate::diag::Severity::$severity,
                strictness: $crate::diag::Strictness::$strictness,
                page: concat!($($doc, "\n"),+),
            };
        )+
        $(#[doc = $about])*
        pub(crate) static $list: &[&$crate::diag::Rule] = &[$(&$name),+];
    };
}

pub(crate) use rules;
