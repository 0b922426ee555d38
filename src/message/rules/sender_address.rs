//! Addresses that do not show who writes.

use super::{Found, Part, View, rule};
use crate::lang::Role;

rule! {
    /// ## What it does
    /// Finds sender addresses that hold no part of the sender's name, or a long number.
    ///
    /// ## Why is this bad?
    /// It is the first thing that the reader sees.
    ///
    /// ## Example
    /// ```text
    /// gardenqueen1994@example.org
    /// ```
    ///
    /// Use instead:
    /// ```text
    /// ada.green@example.org
    /// ```
    "sender-address", Warn Guidance, "use an address made of your given and family name", Some(check);
}

fn check(view: &View<'_>, found: &mut Found<'_>) {
    let Some(address) = view.draft.role(Role::SenderAddress) else { return };
    let local = address.split('@').next().unwrap_or_default().to_ascii_lowercase();
    let digits = |window: &[u8]| window.iter().all(u8::is_ascii_digit);
    let text = if local.as_bytes().windows(4).any(digits) {
        format!("`{address}` holds a long number")
    } else {
        let Some(name) = view.draft.role(Role::SenderName) else { return };
        let name = name.to_ascii_lowercase();
        // A part with other letters can be spelt in more than one way.
        let plain = |part: &&str| part.len() >= 2 && part.bytes().all(|byte| byte.is_ascii_lowercase());
        let mut parts = name.split(|c: char| !c.is_alphanumeric()).filter(plain).peekable();
        // Of a name with other letters, what is left without them.
        let rest = name.split(|c: char| !c.is_ascii_lowercase()).any(|piece| piece.len() >= 3 && local.contains(piece));
        if parts.peek().is_none() || rest || parts.any(|part| local.contains(part)) {
            return;
        }
        format!("`{address}` does not show your name")
    };
    let signature = view.signature();
    let at = view.body_text()[signature.clone()].find(address).map(|at| signature.start + at);
    match at {
        Some(at) => found.at(Part::Body, at..at + address.len(), text),
        None => found.at(Part::Subject, 0..0, text),
    }
}
