//! Mails to several targets at once.

use std::collections::BTreeSet;

use super::{Found, Part, View, rule};
use crate::lang::Role;

rule! {
    /// ## What it does
    /// Finds messages whose recipients have addresses of more than one domain, the sender's own left out.
    ///
    /// ## Why is this bad?
    /// Everyone sees that the mail was not written for them.
    ///
    /// ## Example
    /// ```text
    /// To: office@linden.example, office@elm.example
    /// ```
    ///
    /// Use instead:
    /// ```text
    /// To: office@linden.example
    /// ```
    "many-recipients", Block Guidance, "write one message to each", Some(check);
}

fn check(view: &View<'_>, found: &mut Found<'_>) {
    let domain = |address: &str| address.rsplit_once('@').map(|(_, domain)| domain.trim().to_ascii_lowercase());
    let own = view.draft.role(Role::SenderAddress).unwrap_or_default();
    let others = view.draft.recipients.iter().filter(|address| !address.eq_ignore_ascii_case(own));
    let domains: BTreeSet<String> = others.filter_map(|address| domain(address)).collect();
    if domains.len() > 1 {
        found.at(Part::Subject, 0..0, format!("the message goes to {} domains at once", domains.len()));
    }
}
