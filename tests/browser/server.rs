//! Serves the site of this repository's knowledge base on loopback.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex};

use kbgen::build::{self, Outcome};
use kbgen::config::Overrides;
use kbgen::emit::Memory;
use kbgen::load;
use tiny_http::{Header, Response};

/// A running server; it stops with the process.
pub(crate) struct Server {
    address: String,
    missed: Arc<Mutex<Vec<String>>>,
}

impl Server {
    pub(crate) fn start() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let overrides = Overrides { today: "2026-11-22".parse().expect("a date"), drafts: false, base_url: None };
        let analysis = build::analyse(&load::read(root).expect("readable files"), overrides);
        let assets = |path: &str| load::asset_bytes(root, path);
        let Ok(Outcome::Written(site)) = build::write(&analysis, &assets, &|_, _| {}, Memory::default()) else {
            panic!("the knowledge base builds");
        };
        let site: BTreeMap<String, Vec<u8>> =
            site.into_iter().map(|(path, bytes)| (path.as_str().to_owned(), bytes)).collect();
        let server = tiny_http::Server::http("127.0.0.1:0").expect("a port");
        let address = format!("http://{}/", server.server_addr());
        let missed = Arc::new(Mutex::new(Vec::new()));
        let list = Arc::clone(&missed);
        std::thread::spawn(move || {
            for request in server.incoming_requests() {
                let path =
                    request.url().trim_start_matches('/').split(['?', '#']).next().unwrap_or_default().to_owned();
                let file =
                    if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.clone() };
                let (status, file, bytes) = if let Some(bytes) = site.get(&file) {
                    (200, file, bytes.clone())
                } else {
                    list.lock().expect("a lock").push(path);
                    (404, "404.html".to_owned(), site["404.html"].clone())
                };
                let kind = match file.rsplit('.').next() {
                    Some("html") => "text/html; charset=utf-8",
                    Some("css") => "text/css",
                    Some("svg") => "image/svg+xml",
                    _ => "text/plain; charset=utf-8",
                };
                let header = Header::from_bytes("Content-Type", kind).expect("a header");
                // A browser that goes away in between is its own affair.
                let _ = request.respond(Response::from_data(bytes).with_status_code(status).with_header(header));
            }
        });
        Self { address, missed }
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("{}{path}", self.address)
    }

    /// Returns what was asked for and is not there.
    pub(crate) fn missed(&self) -> Vec<String> {
        self.missed.lock().expect("a lock").clone()
    }
}
