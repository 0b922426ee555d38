//! Modules of `theme/js` in a real browser: JSON goes in, JSON comes out.
//!
//! ```text
//! let harness = Harness::start();
//! let results = harness.evaluate(&browser, "import { f } from 'kbgen/core/f.js'; export default (cases) => cases.map(f);", &cases).await;
//! ```

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::{Arc, Mutex};

use serde::Serialize;
use serde_json::Value;

use super::browser::Browser;
use super::http::{self, Answer};

/// The page; in its import map `kbgen/` is `theme/js`.
const PAGE: &str = r#"<!doctype html><meta charset="utf-8"><title>Modules</title><link rel="icon" href="data:,">
<script type="importmap">{ "imports": { "kbgen/": "/theme/js/" } }</script>"#;

/// A server of the modules on loopback; it stops with the process.
pub(crate) struct Harness {
    address: String,
    /// What evaluations add, by path.
    added: Arc<Mutex<BTreeMap<String, String>>>,
}

impl Harness {
    pub(crate) fn start() -> Self {
        let added = Arc::new(Mutex::new(BTreeMap::from([(String::new(), PAGE.to_owned())])));
        let files = Arc::clone(&added);
        let address = http::serve(move |request| {
            let path = request.path.as_str();
            let text = files.lock().expect("a lock").get(path).cloned().or_else(|| module(path));
            let kind = match path.rsplit_once('.') {
                Some((_, "js")) => "text/javascript",
                Some((_, "json")) => "application/json",
                _ => "text/html; charset=utf-8",
            };
            let status = if text.is_some() { 200 } else { 404 };
            Answer { status, kind, bytes: text.unwrap_or_default().into_bytes() }
        });
        Self { address, added }
    }

    /// Returns what the default export of a module gives for `input`; it may give a promise.
    ///
    /// The module can import others as the site's do: `import { Renderer } from 'kbgen/core/eval.js';`
    pub(crate) async fn evaluate(&self, browser: &Browser, module: &str, input: &impl Serialize) -> Value {
        let input = serde_json::to_string(input).expect("JSON");
        let number = {
            let mut added = self.added.lock().expect("a lock");
            // A browser loads a module once for each address.
            let number = added.len();
            added.insert(format!("{number}/module.js"), module.to_owned());
            added.insert(format!("{number}/input.json"), input);
            number
        };
        browser.open(&self.address).await;
        let script = format!(
            "return (async () => {{
                const module = await import('/{number}/module.js');
                const input = await (await fetch('/{number}/input.json')).json();
                return JSON.stringify({{ ok: (await module.default(input)) ?? null }});
            }})().catch((error) => JSON.stringify({{ error: String(error?.stack ?? error) }}));"
        );
        let output = browser.run(&script).await;
        let mut output: Value = serde_json::from_str(output.as_str().expect("a text")).expect("JSON");
        assert!(output["error"].is_null(), "{}", output["error"].as_str().unwrap_or_default());
        output["ok"].take()
    }
}

/// Returns a file of `theme/js`.
fn module(path: &str) -> Option<String> {
    let inside = path.starts_with("theme/js/") && !path.contains("..");
    inside.then(|| fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).ok())?
}
