//! Serves the site of this repository's knowledge base on loopback.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, LazyLock, Mutex};

use kbgen::build::{self, Outcome};
use kbgen::config::Overrides;
use kbgen::emit::Memory;
use kbgen::load;

use super::http::{self, Answer};

/// The files by path; they are the same for every test.
static SITE: LazyLock<BTreeMap<String, Vec<u8>>> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let overrides = Overrides { today: "2026-11-22".parse().expect("a date"), drafts: false, base_url: None };
    let analysis = build::analyse(&load::read(root).expect("readable files"), overrides);
    let assets = |path: &str| load::asset_bytes(root, path);
    let Ok(Outcome::Written(site)) = build::write(&analysis, &assets, &|_, _| {}, Memory::default()) else {
        panic!("the knowledge base builds");
    };
    site.into_iter().map(|(path, bytes)| (path.as_str().to_owned(), bytes)).collect()
});

/// A running server; it stops with the process.
pub(crate) struct Server {
    address: String,
    missed: Arc<Mutex<Vec<String>>>,
    requests: Arc<Mutex<Vec<String>>>,
}

impl Server {
    pub(crate) fn start() -> Self {
        let site = &*SITE;
        let missed = Arc::new(Mutex::new(Vec::new()));
        let requests = Arc::new(Mutex::new(Vec::new()));
        let (list, record) = (Arc::clone(&missed), Arc::clone(&requests));
        let address = http::serve(move |request| {
            record.lock().expect("a lock").push(request.text.clone());
            let path = request.path.split(['?', '#']).next().unwrap_or_default();
            let file =
                if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() };
            let (status, file) = if site.contains_key(&file) {
                (200, file)
            } else {
                list.lock().expect("a lock").push(path.to_owned());
                (404, "404.html".to_owned())
            };
            let kind = match file.rsplit('.').next() {
                Some("html") => "text/html; charset=utf-8",
                Some("css") => "text/css",
                Some("js") => "text/javascript",
                Some("svg") => "image/svg+xml",
                _ => "text/plain; charset=utf-8",
            };
            Answer { status, kind, bytes: site[&file].clone() }
        });
        Self { address, missed, requests }
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("{}{path}", self.address)
    }

    /// Returns a file of the site.
    pub(crate) fn file(path: &str) -> Option<&'static [u8]> {
        SITE.get(path).map(Vec::as_slice)
    }

    /// Returns all files by path.
    pub(crate) fn site() -> &'static BTreeMap<String, Vec<u8>> {
        &SITE
    }

    /// Returns the paths of all files.
    pub(crate) fn paths() -> impl Iterator<Item = &'static str> {
        SITE.keys().map(String::as_str)
    }

    /// Returns what was asked for and is not there.
    pub(crate) fn missed(&self) -> Vec<String> {
        self.missed.lock().expect("a lock").clone()
    }

    /// Returns all that arrived so far, each request as it came.
    pub(crate) fn requests(&self) -> Vec<String> {
        self.requests.lock().expect("a lock").clone()
    }
}
