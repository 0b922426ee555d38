//! A session of Chromium.

use std::io::{BufRead as _, BufReader};
use std::os::unix::process::CommandExt as _;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::elements::Element;
use fantoccini::wd::{WebDriverCompatibleCommand, WindowHandle};
use fantoccini::{Client, ClientBuilder};
use serde_json::{Value, json};

/// A driver; it and the browsers that it started end with this value.
struct Driver {
    process: Child,
    address: String,
}

impl Driver {
    fn start() -> Self {
        // Drivers that start at the same time can choose the same port, of which all but one then give up.
        (0..5).find_map(|_| Self::try_start()).expect("a driver with a port of its own")
    }

    fn try_start() -> Option<Self> {
        let mut process = Command::new("chromedriver")
            .args(["--port=0"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn()
            .expect("chromedriver; run this test through `tests/run`, which installs what it needs");
        let mut lines = BufReader::new(process.stdout.take().expect("a pipe")).lines();
        let mut driver = Self { process, address: String::new() };
        let port = lines.find_map(|line| {
            line.ok()?.split("successfully on port ").nth(1).map(|rest| rest.trim_end_matches('.').to_owned())
        })?;
        std::thread::spawn(move || lines.for_each(drop));
        driver.address = format!("http://127.0.0.1:{port}");
        Some(driver)
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // The whole group, so that no browser outlives a test that failed.
        let _ = Command::new("kill").args(["-TERM", "--", &format!("-{}", self.process.id())]).status();
        let _ = self.process.wait();
    }
}

/// A browser window.
pub(crate) struct Browser {
    client: Client,
    _driver: Driver,
    profile: tempfile::TempDir,
}

/// A command that WebDriver itself does not have.
#[derive(Debug)]
struct Extension {
    path: &'static str,
    body: Value,
}

impl WebDriverCompatibleCommand for Extension {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.path))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        (http::Method::POST, Some(self.body.to_string()))
    }
}

impl Browser {
    pub(crate) async fn start() -> Self {
        Self::with_logs(json!({ "browser": "ALL" })).await
    }

    /// A browser of which DevTools record what it does.
    pub(crate) async fn start_recording() -> Self {
        Self::with_logs(json!({ "browser": "ALL", "performance": "ALL" })).await
    }

    async fn with_logs(logs: Value) -> Self {
        let profile = tempfile::tempdir().expect("a folder");
        let driver = Driver::start();
        let arguments = [
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-dev-shm-usage",
            &format!("--user-data-dir={}", profile.path().display()),
        ]
        .map(str::to_owned);
        let capabilities = json!({
            "goog:chromeOptions": {
                "args": arguments,
                "prefs": {
                    "download.default_directory": profile.path().join("downloads"),
                    // More than one of a page, without being asked.
                    "profile.default_content_setting_values.automatic_downloads": 1,
                },
            },
            "timeouts": { "script": 120_000 },
            "goog:loggingPrefs": logs,
        });
        let Value::Object(capabilities) = capabilities else { unreachable!("written as an object") };
        let client = ClientBuilder::new(hyper_util::client::legacy::connect::HttpConnector::new())
            .capabilities(capabilities)
            .connect(&driver.address)
            .await
            .expect("a session");
        Self { client, _driver: driver, profile }
    }

    async fn extension(&self, path: &'static str, body: Value) -> Value {
        self.client.issue_cmd(Extension { path, body }).await.expect("an answer")
    }

    /// Makes the window `width` pixels wide, of a phone or a desk, and light or dark.
    pub(crate) async fn emulate(&self, width: u32, dark: bool) {
        let metrics = json!({ "width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600 });
        self.devtools("Emulation.setDeviceMetricsOverride", metrics).await;
        let scheme = if dark { "dark" } else { "light" };
        self.devtools(
            "Emulation.setEmulatedMedia",
            json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] }),
        )
        .await;
    }

    /// Runs a command of the DevTools protocol.
    pub(crate) async fn devtools(&self, command: &str, parameters: Value) -> Value {
        self.extension("goog/cdp/execute", json!({ "cmd": command, "params": parameters })).await
    }

    pub(crate) async fn open(&self, url: &str) {
        self.client.goto(url).await.expect("a page");
    }

    /// Runs a script and returns what it returns.
    pub(crate) async fn run(&self, script: &str) -> Value {
        self.client.execute(script, Vec::new()).await.expect("a result")
    }

    /// Waits until an expression is true, for what scripts bring.
    pub(crate) async fn settle(&self, expression: &str) {
        let script = format!(
            "return new Promise((done) => {{ let left = 800; const look = () => ({expression}) || !left-- ? done(left > 0) : setTimeout(look, 25); look(); }});"
        );
        assert_eq!(self.run(&script).await, true, "never true: {expression}");
    }

    /// Returns the element that an expression gives, once it is to be seen.
    async fn element(&self, expression: &str) -> Element {
        self.settle(&format!("({expression})?.checkVisibility()")).await;
        // What stays in sight may lie over what is scrolled to.
        let found = self.run(&format!("const node = {expression}; node.scrollIntoView({{ block: 'center', behavior: 'instant' }}); return node;")).await;
        let id = found.as_object().and_then(|reference| reference.values().next()?.as_str()).expect("an element");
        Element::from_element_id(self.client.clone(), id.to_owned().into())
    }

    async fn click_at(&self, expression: &str) {
        // A page may put another node in the place of one that was just found.
        for is_last in [false, false, true] {
            match self.element(expression).await.click().await {
                Err(error) if is_last || !error.is_stale_element_reference() => panic!("{expression}: {error}"),
                Err(_) => {}
                Ok(()) => return,
            }
        }
    }

    /// Clicks where an element is; nothing else may lie over it there.
    pub(crate) async fn click(&self, css: &str) {
        self.click_at(&format!("document.querySelector({})", json!(css))).await;
    }

    /// Clicks the button, link or summary with these words in what matches a selector.
    pub(crate) async fn click_words(&self, around: &str, words: &str) {
        let expression = format!(
            "[...document.querySelectorAll({})].flatMap((around) => [...around.querySelectorAll('button, a, summary')])
                .find((node) => node.checkVisibility() && node.textContent.replace(/\\s+/g, ' ').trim() === {})",
            json!(around),
            json!(words)
        );
        self.click_at(&expression).await;
    }

    /// Chooses from a list by how the words of a choice begin.
    pub(crate) async fn choose(&self, css: &str, start: &str) {
        self.type_into(css, start).await;
        let chosen =
            self.run(&format!("return document.querySelector({}).selectedOptions[0].textContent;", json!(css))).await;
        assert!(chosen.as_str().is_some_and(|words| words.starts_with(start)), "{css}: {chosen}");
    }

    /// Types into a field in place of what stands there.
    pub(crate) async fn type_into(&self, css: &str, text: &str) {
        self.settle(&format!("document.querySelector({})?.checkVisibility()", json!(css))).await;
        self.run(&format!("const node = document.querySelector({}); node.focus(); node.select?.();", json!(css))).await;
        self.type_keys(if text.is_empty() { "\u{e003}" } else { text }).await;
    }

    /// Chooses a file with these bytes.
    pub(crate) async fn choose_file(&self, css: &str, name: &str, bytes: &[u8]) {
        let path = self.profile.path().join(name);
        std::fs::write(&path, bytes).expect("written");
        let element = self.element(&format!("document.querySelector({})", json!(css))).await;
        element.send_keys(&path.to_string_lossy()).await.expect("a file input");
    }

    /// Returns the window that is driven now.
    pub(crate) async fn window(&self) -> WindowHandle {
        self.client.window().await.expect("a window")
    }

    /// Opens another window of the same reader, and drives that one.
    pub(crate) async fn open_window(&self) -> WindowHandle {
        let handle = self.client.new_window(false).await.expect("a window").handle;
        self.switch(&handle).await;
        handle
    }

    /// Drives another window.
    pub(crate) async fn switch(&self, window: &WindowHandle) {
        self.client.switch_to_window(window.clone()).await.expect("a window");
    }

    /// Moves the reader to a time zone.
    pub(crate) async fn travel(&self, zone: &str) {
        self.devtools("Emulation.setTimezoneOverride", json!({ "timezoneId": zone })).await;
    }

    /// Presses and releases a key.
    pub(crate) async fn press(&self, key: &str) {
        let value = key.chars().next().expect("a key");
        let keys = KeyActions::new("keyboard".into()).then(KeyAction::Down { value }).then(KeyAction::Up { value });
        self.client.perform_actions(keys).await.expect("a key press");
    }

    /// Types a text key by key into what has the focus.
    pub(crate) async fn type_keys(&self, text: &str) {
        let keys = text.chars().fold(KeyActions::new("keyboard".into()), |keys, value| {
            keys.then(KeyAction::Down { value }).then(KeyAction::Up { value })
        });
        self.client.perform_actions(keys).await.expect("key presses");
    }

    /// Marks all of the field that has the focus.
    pub(crate) async fn select_all(&self) {
        self.press_with_control('a').await;
    }

    /// Pastes the clipboard into the field that has the focus.
    pub(crate) async fn paste(&self) {
        self.press_with_control('v').await;
    }

    async fn press_with_control(&self, value: char) {
        let control = '\u{e009}';
        let keys = KeyActions::new("keyboard".into())
            .then(KeyAction::Down { value: control })
            .then(KeyAction::Down { value })
            .then(KeyAction::Up { value })
            .then(KeyAction::Up { value: control });
        self.client.perform_actions(keys).await.expect("key presses");
    }

    /// Lets pages read and write the clipboard without being asked.
    pub(crate) async fn allow_clipboard(&self) {
        let permissions = json!({ "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"] });
        self.devtools("Browser.grantPermissions", permissions).await;
    }

    /// Waits for a download with this suffix, takes it away and returns its name and bytes.
    pub(crate) fn downloaded(&self, suffix: &str) -> (String, Vec<u8>) {
        let folder = self.profile.path().join("downloads");
        let started = Instant::now();
        while started.elapsed() < Duration::from_secs(20) {
            let files: Vec<PathBuf> = std::fs::read_dir(&folder)
                .map(|entries| entries.flatten().map(|entry| entry.path()).collect())
                .unwrap_or_default();
            let is_under_way = files.iter().any(|path| path.extension().is_some_and(|end| end == "crdownload"));
            // Its name is taken, by an empty file, before it is there.
            let is_whole = |path: &&PathBuf| {
                path.extension().is_some_and(|end| end == suffix)
                    && std::fs::metadata(path).is_ok_and(|file| file.len() > 0)
            };
            if let Some(path) = files.iter().find(is_whole).filter(|_| !is_under_way) {
                let bytes = std::fs::read(path).expect("a file");
                std::fs::remove_file(path).expect("removed");
                return (path.file_name().expect("a name").to_string_lossy().into_owned(), bytes);
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        panic!("no download: .{suffix}");
    }

    /// Returns what DevTools recorded since it was last asked: each event's method and parameters.
    pub(crate) async fn events(&self) -> Vec<(String, Value)> {
        let entries = self.extension("se/log", json!({ "type": "performance" })).await;
        let event = |entry: &Value| -> (String, Value) {
            let mut entry: Value =
                serde_json::from_str(entry["message"].as_str().expect("a message")).expect("an event");
            let method = entry["message"]["method"].as_str().expect("a method").to_owned();
            (method, entry["message"]["params"].take())
        };
        entries.as_array().expect("entries").iter().map(event).collect()
    }

    /// Returns what the browser had to say, such as refused or missing files.
    pub(crate) async fn log(&self) -> Vec<String> {
        let entries = self.extension("se/log", json!({ "type": "browser" })).await;
        entries
            .as_array()
            .expect("entries")
            .iter()
            .map(|entry| entry["message"].as_str().unwrap_or_default().to_owned())
            .collect()
    }

    pub(crate) async fn close(self) {
        self.client.close().await.expect("an end");
    }
}
