//! What makes a form of a template's page in a browser, as part of the one file that the page is.
//!
//! Modules are `data:` URLs in an import map, so that they keep the names by which they import each other on the site. Map and
//! style are packed, to a third of their length; a short script unpacks them. The policy lists the hashes of all three;
//! `data:` lets the modules themselves run, and nothing else can be loaded or sent. Their own hashes would have to repeat each URL.
//! Source: HTML Living Standard, import maps.

use std::io::Write as _;
use std::sync::Arc;

use base64::prelude::{BASE64_STANDARD, Engine as _};
use flate2::Compression;
use flate2::write::ZlibEncoder;
use sha2::{Digest, Sha256};

use super::escape::escape;
use crate::script::{PACKED_MAP, PACKED_STYLE};

/// Scripts and styles of a form.
#[derive(Debug, Clone)]
pub struct Form {
    /// Name of the element that becomes the form.
    pub element: String,
    /// Id of the email template.
    pub template: String,
    /// Name of the module that starts it.
    pub main: String,
    /// Each module's name and its address, see [`module_url`].
    pub modules: Vec<(String, Arc<str>)>,
    /// Style sheet that comes before the page's own.
    pub style: String,
}

const START: &str = include_str!("form.js");

/// Returns the hash of an inline script or style as a policy lists it. Source: CSP Level 3, section 2.3.1.
pub(super) fn hash(text: &str) -> String {
    format!("'sha256-{}'", BASE64_STANDARD.encode(Sha256::digest(text.as_bytes())))
}

impl Form {
    /// Returns the start of the element; what it holds until it starts comes next.
    pub(super) fn start_tag(&self) -> String {
        format!("<{} template=\"{}\" offline>\n", self.element, escape(&self.template))
    }

    /// Returns the end of the element.
    pub(super) fn end_tag(&self) -> String {
        format!("</{}>\n", self.element)
    }

    /// Returns the import map.
    pub(super) fn map(&self) -> String {
        let imports: serde_json::Map<String, serde_json::Value> =
            self.modules.iter().map(|(name, url)| (name.clone(), (**url).into())).collect();
        serde_json::json!({ "imports": imports }).to_string().replace('<', "\\u003c")
    }

    /// Returns the script that unpacks style and import map and starts the form. No module can come before its map.
    pub(super) fn start(&self) -> String {
        START.replace("{style}", PACKED_STYLE).replace("{map}", PACKED_MAP).replace("{main}", &self.main)
    }

    /// Returns what the script unpacks, the import map among it, as it stands in the page.
    pub(super) fn packed(&self, map: &str) -> String {
        let element = |kind: &str, text: &str| format!("<script type=\"{kind}\">{}</script>\n", pack(text));
        element(PACKED_STYLE, &self.style) + &element(PACKED_MAP, map)
    }
}

/// Returns a text deflated and in base64.
fn pack(text: &str) -> String {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    let written = encoder.write_all(text.as_bytes()).and_then(|()| encoder.finish());
    BASE64_STANDARD.encode(written.expect("memory takes what is written"))
}

/// Returns a module as a URL. Only what a URL can't hold is escaped, so that little is added to its length.
///
/// Source: URL Living Standard, opaque paths.
#[must_use]
pub fn module_url(text: &str) -> String {
    let mut url = String::with_capacity(text.len() + text.len() / 8);
    url.push_str("data:text/javascript,");
    for c in text.chars() {
        match c {
            '%' | '#' | '\0'..='\x1f' | '\x7f' => url.push_str(&format!("%{:02X}", u32::from(c))),
            _ => url.push(c),
        }
    }
    url
}
