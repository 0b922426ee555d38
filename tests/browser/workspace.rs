//! The workspace: what the tests of it share.

mod clicks;
mod files;
mod hostile;
mod keys;
mod speed;
mod storage;

use serde_json::{Map, Value, json};

use super::browser::Browser;
use super::server::Server;

/// A Sunday in the months of invitations.
pub(crate) const TODAY: &str = "2026-11-22";

/// Where programs are; each has one of internal medicine.
const PLACES: [&str; 30] = [
    "Lakeview",
    "Saltfern",
    "Kestrel Point",
    "Ebbingford",
    "Thornmere",
    "Brackwater",
    "Marlowick",
    "Quillhaven",
    "Ashdown Valley",
    "Pinecrest",
    "Oxlip Bay",
    "Fennimore",
    "Harrowgate Hill",
    "Juniper Flats",
    "Cold Harbor",
    "Willowmarsh",
    "Dunmore",
    "Larkspur",
    "Stonebridge",
    "Greywater",
    "Elmhollow",
    "Redcliff",
    "Sandpiper Cove",
    "Northmoor",
    "Velvet Ridge",
    "Copperfield",
    "Inverloch",
    "Tamarack",
    "Wexcombe",
    "Yarrow Glen",
];

pub(crate) fn program(number: usize) -> String {
    format!("{} Internal Medicine", PLACES[number])
}

/// What an applicant types once.
pub(crate) fn facts() -> Value {
    json!({
        "applicant_name": "Amara Osei", "degree": "MBChB", "reply_email": "amara.osei@example.org",
        "applicant_category": "non-us-citizen", "medical_school": "University of Examplia",
        "school_country": "Examplia", "graduation_year": "2021", "application_service": "eras",
        "application_id": "10000042", "career_goal": "care for patients with chronic illness over many years",
        "visa_need": "j1", "ecfmg_status": "certified", "ecfmg_date": "2026-05-01", "step3_status": "not-taken",
        "updates": ["ECFMG certificate received on November 3, 2026, after the check of my diploma"]
    })
}

/// A season of so many programs: two interviews, a draft, and what was sent so far.
pub(crate) fn season(programs: usize) -> Value {
    let policies = ["none-stated", "questions-only", "no-thank-you", "none-stated"];
    let mut targets = Map::new();
    for number in 0..programs {
        let name = match number / PLACES.len() {
            0 => program(number),
            more => format!("{} {more}", program(number % PLACES.len())),
        };
        let values = json!({ "program_name": name, "contact_policy": policies[number % 4], "recipient_role": "pd" });
        targets.insert(format!("n{number}"), json!({ "values": values }));
    }
    let mut notebook = json!({
        "version": 2, "you": facts(), "target": {}, "messages": {}, "targets": targets, "drafts": {},
        "log": {
            "l1": { "target": "n0", "template": "initial-interest", "date": "2026-10-02" },
            "l2": { "target": "n1", "template": "initial-interest", "date": "2026-10-03" },
            "l3": { "target": "n3", "template": "visa-inquiry", "date": "2026-11-18", "note": "answered" }
        }
    });
    notebook["targets"]["n0"]["values"]["interview_date"] = json!("2026-11-21");
    notebook["targets"]["n0"]["values"]["program_reason"] =
        json!("the night clinic for seasonal farm workers in the valley");
    notebook["targets"]["n0"]["notes"] = json!("Asked about the farm clinic.");
    notebook["targets"]["n0"]["people"] = json!({ "p1": { "recipient_name": "Dr. Okafor", "recipient_role": "apd" } });
    if programs > 4 {
        notebook["targets"]["n4"]["values"]["interview_date"] = json!("2026-12-01");
    }
    notebook["drafts"]["n1"] =
        json!({ "update-letter": { "headline": "ECFMG certificate received", "stage": "before-interview" } });
    notebook
}

/// The page in a browser.
pub(crate) struct Desk {
    pub(crate) browser: Browser,
    address: String,
}

impl Desk {
    pub(crate) async fn start(server: &Server) -> Self {
        Self::with(Browser::start().await, server).await
    }

    pub(crate) async fn with(browser: Browser, server: &Server) -> Self {
        browser.emulate(1280, false).await;
        // What moves is not yet where it will be clicked.
        let still = json!({ "features": [{ "name": "prefers-reduced-motion", "value": "reduce" }] });
        browser.devtools("Emulation.setEmulatedMedia", still).await;
        let desk = Self { browser, address: server.url("workspace/") };
        desk.bring(&day_is(TODAY)).await;
        desk
    }

    /// Runs a script before those of each page to come.
    pub(crate) async fn bring(&self, script: &str) {
        self.browser.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": script })).await;
    }

    /// Opens the page anew.
    pub(crate) async fn open(&self, view: &str) {
        self.browser.open("about:blank").await;
        self.browser.open(&format!("{}#{view}", self.address)).await;
        self.browser.settle("document.querySelector('kbgen-workspace[ready]')").await;
    }

    /// Opens the page with this kept on the device, as it is.
    pub(crate) async fn open_with(&self, kept: &str, view: &str) {
        self.browser.open(&format!("{}../season/", self.address)).await;
        self.browser.run(&format!("localStorage.setItem('kbgen', {});", json!(kept))).await;
        self.open(view).await;
    }

    /// Goes to a view of the page that is open.
    pub(crate) async fn go(&self, view: &str) {
        self.browser.run(&format!("location.hash = {};", json!(view))).await;
        self.settled(view).await;
    }

    /// Waits until a view is there, with what scripts bring.
    pub(crate) async fn settled(&self, view: &str) {
        let name = view.split('/').next().unwrap_or_default();
        let there = format!(
            "document.querySelector('kbgen-workspace').dataset.view === {} && !document.querySelector('kbgen-form:not([ready])')",
            json!(name)
        );
        self.browser.settle(&there).await;
        self.frame().await;
    }

    pub(crate) async fn frame(&self) {
        self.browser.run("return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(true)))));").await;
    }

    /// Lets another day come.
    pub(crate) async fn turn(&self, day: &str) {
        self.bring(&day_is(day)).await;
        self.browser.run(&format!("document.querySelector('kbgen-workspace').setAttribute('date', '{day}');")).await;
        self.frame().await;
    }

    /// Chooses a tab.
    pub(crate) async fn tab(&self, view: &str) {
        self.browser.click(&format!(".ws-tabs a[href='#{view}']")).await;
        self.settled(view).await;
    }

    /// Returns the words of all that matches a selector, in sight or not.
    pub(crate) async fn words(&self, css: &str) -> Vec<String> {
        let script = format!(
            "return [...document.querySelectorAll({})].map((node) => node.textContent.replace(/\\s+/g, ' ').trim());",
            json!(css)
        );
        serde_json::from_value(self.browser.run(&script).await).expect("texts")
    }

    /// Waits until the words of something are these.
    pub(crate) async fn says(&self, css: &str, words: &str) {
        let expression = format!(
            "[...document.querySelectorAll({})].some((node) => node.textContent.replace(/\\s+/g, ' ').trim() === {})",
            json!(css),
            json!(words)
        );
        let script = format!(
            "return new Promise((done) => {{ let left = 200; const look = () => ({expression}) || !left-- ? done(left > 0) : setTimeout(look, 25); look(); }});"
        );
        let is_said = self.browser.run(&script).await == true;
        assert!(is_said, "never said in {css}: {words}\n{:#?}", self.words(css).await);
    }

    /// Returns what is kept on the device, once all of it is written.
    pub(crate) async fn kept(&self) -> Value {
        self.browser.run("return new Promise((done) => setTimeout(() => done(true), 400));").await;
        let text = self.browser.run("return localStorage.getItem('kbgen');").await;
        text.as_str().map_or(Value::Null, |text| serde_json::from_str(text).expect("JSON"))
    }

    /// Asserts that the very text is still kept.
    pub(crate) async fn kept_is(&self, kept: &str) {
        self.browser.run("return new Promise((done) => setTimeout(() => done(true), 400));").await;
        assert_eq!(self.browser.run("return localStorage.getItem('kbgen');").await, kept);
    }

    /// Returns what the page holds.
    pub(crate) async fn notebook(&self) -> Value {
        self.browser.run("return document.querySelector('kbgen-workspace').store.notebook;").await
    }

    /// Returns what a reader sees in views.
    pub(crate) async fn screens(&self, views: &[&str]) -> Value {
        let views: Vec<String> = views.iter().map(|view| json!(view).to_string()).collect();
        self.browser.run(&include_str!("workspace.js").replace("/* views */", &views.join(", "))).await
    }

    /// Brings a file back, and says yes if that is asked for.
    pub(crate) async fn import(&self, bytes: &[u8]) {
        self.go("files").await;
        self.browser.choose_file("#ws-import", "copy.json", bytes).await;
        self.browser.settle("document.querySelector('.ws-import').textContent || document.querySelector('.ws-told p').textContent === 'Everything from the file is here.'").await;
        if !self.words(".ws-import button").await.is_empty() {
            self.browser.click_words(".ws-import", "Put it in place").await;
        }
        self.says(".ws-told p", "Everything from the file is here.").await;
    }

    /// Returns the id of a target.
    async fn id(&self, name: &str) -> String {
        let notebook = self.notebook().await;
        let targets = notebook["targets"].as_object().expect("targets");
        let found = targets.iter().find(|(_, target)| target["values"]["program_name"] == name);
        found.unwrap_or_else(|| panic!("no {name}: {notebook}")).0.clone()
    }

    /// Returns what stands in the list of messages of the target that is shown, or of what is shown of the week.
    async fn messages(&self) -> Vec<String> {
        let script = "return [...document.querySelectorAll('.ws-item .ws-what')].map((node) =>
            [...node.childNodes].map((child) => child.textContent).join(' ').replace(/\\s+/g, ' ').trim());";
        serde_json::from_value(self.browser.run(script).await).expect("texts")
    }

    pub(crate) async fn end(self, server: &Server) {
        assert_eq!(self.browser.log().await, [""; 0]);
        assert_eq!(server.missed(), [""; 0]);
        self.browser.close().await;
    }
}

/// A script that makes a day the page's own from its first moment.
fn day_is(day: &str) -> String {
    format!(
        "new MutationObserver((_, observer) => {{
             const node = document.querySelector('kbgen-workspace');
             if (!node) return;
             node.setAttribute('date', '{day}');
             if (document.readyState !== 'loading') observer.disconnect();
         }}).observe(document, {{ childList: true, subtree: true }});"
    )
}
