//! What is kept on the device: by two tabs at once, where there is no room, where it is forbidden, and what is not ours.

use serde_json::{Value, json};

use super::super::server::Server;
use super::{Desk, program, season};

/// Returns whether the browser would ask before the page is left.
async fn asks_before_leaving(desk: &Desk) -> bool {
    let script = "const event = new Event('beforeunload', { cancelable: true }); dispatchEvent(event); return event.defaultPrevented;";
    desk.browser.run(script).await == true
}

async fn note(desk: &Desk) -> String {
    desk.words("#keep-note").await.remove(0)
}

/// Types in the views that are not about one program, and writes.
async fn type_everywhere(desk: &Desk, name: &str) {
    desk.go("you").await;
    desk.browser.type_into("#ws-you-phone", "+1 555 0100").await;
    desk.go("targets").await;
    desk.browser.click_words(".ws-tools", "Add a program").await;
    desk.browser.type_keys(name).await;
    let id = desk.id(name).await;
    desk.go(&format!("write/{id}/update-letter")).await;
    desk.browser.type_into("[name=headline]", "ECFMG certificate received").await;
    desk.go(&format!("target/{id}")).await;
    desk.browser.type_into("#ws-notes", "Ask about housing.").await;
    let item = ".ws-item:has(a[href$='/visa-inquiry']) .ws-do button";
    desk.browser.click(item).await;
    desk.go("sent").await;
    let entry =
        format!("[...document.querySelectorAll('tbody tr a')].some((node) => node.textContent === {})", json!(name));
    desk.browser.settle(&entry).await;
}

/// Two windows in which somebody types in turn, faster than either writes, keep what both typed.
#[tokio::test(flavor = "current_thread")]
async fn two_windows_do_not_overwrite_each_other() {
    let server = Server::start();
    let desk = Desk::start(&server).await;
    let browser = &desk.browser;
    desk.open_with(&season(3).to_string(), "you").await;
    let first = browser.window().await;
    let second = browser.open_window().await;
    desk.bring(&super::day_is(super::TODAY)).await;
    desk.open("target/n1").await;
    let type_at_once = |css: &str, text: &str| {
        format!(
            "const node = document.querySelector({}); node.value = {}; node.dispatchEvent(new InputEvent('input', {{ bubbles: true }}));",
            json!(css),
            json!(text)
        )
    };
    // Neither has written yet when the other types.
    for (number, digit) in ["1", "2", "3"].into_iter().enumerate() {
        browser.switch(&first).await;
        browser.run(&type_at_once("#ws-you-phone", &format!("+1 555 010{digit}"))).await;
        browser
            .run(&type_at_once(["#ws-you-usce_site", "#ws-you-attempt_note", "#ws-you-gap_note"][number], digit))
            .await;
        browser.switch(&second).await;
        browser.run(&type_at_once("#ws-notes", &format!("Note {digit}"))).await;
        let field = ["institution", "city_state", "location_tie"][number];
        browser.run(&type_at_once(&format!("#ws-target-{field}"), digit)).await;
    }
    let mut expected = season(3);
    expected["you"]["phone"] = json!("+1 555 0103");
    for (name, digit) in [("usce_site", "1"), ("attempt_note", "2"), ("gap_note", "3")] {
        expected["you"][name] = json!(digit);
    }
    expected["targets"]["n1"]["notes"] = json!("Note 3");
    for (name, digit) in [("institution", "1"), ("city_state", "2"), ("location_tie", "3")] {
        expected["targets"]["n1"]["values"][name] = json!(digit);
    }
    assert_eq!(desk.kept().await, expected);
    // Each shows what the other typed.
    assert_eq!(desk.notebook().await, expected);
    browser.switch(&first).await;
    assert_eq!(desk.notebook().await, expected);

    // One removes a program while the other writes about it; it stays removed, and nothing half of it is left.
    desk.go("target/n1").await;
    browser.switch(&second).await;
    browser.run(&type_at_once("#ws-notes", "Too late")).await;
    browser.switch(&first).await;
    browser.click_words(".ws-known", "Remove this program").await;
    let kept = desk.kept().await;
    assert_eq!(
        (&kept["targets"]["n1"], &kept["drafts"]["n1"], &kept["log"]["l2"]),
        (&Value::Null, &Value::Null, &Value::Null)
    );
    browser.switch(&second).await;
    desk.settled("target").await;
    desk.says(".ws-head h2", "This program is not here any more").await;
    assert_eq!(desk.kept().await, kept);

    // What one forgets the other does not bring back.
    browser.switch(&first).await;
    desk.go("files").await;
    browser.click_words(".ws-files", "Forget everything").await;
    browser.click_words(".ws-forget", "Forget without a copy").await;
    browser.switch(&second).await;
    desk.go("you").await;
    browser.run(&type_at_once("#ws-you-phone", "+1 555 0199")).await;
    assert_eq!(desk.kept().await, Value::Null);
    assert!(asks_before_leaving(&desk).await);
    desk.end(&server).await;
}

#[tokio::test(flavor = "current_thread")]
async fn a_full_device_is_told_and_all_works_until_the_end() {
    let server = Server::start();
    let desk = Desk::start(&server).await;
    let browser = &desk.browser;
    desk.open_with(&season(2).to_string(), "you").await;
    assert!(!asks_before_leaving(&desk).await, "all is kept");
    browser
        .run(
            "let size = 6_000_000; let n = 0;
             while (size >= 1) { try { localStorage.setItem(`filler${n++}`, 'x'.repeat(size)); } catch { size = Math.floor(size / 2); } }",
        )
        .await;
    let before = desk.kept().await;
    type_everywhere(&desk, "Oxlip Bay").await;
    desk.kept().await;
    assert!(note(&desk).await.starts_with("This device has no room left"), "{}", note(&desk).await);
    assert_eq!(desk.kept().await, before, "nothing is lost of what was kept");
    assert!(asks_before_leaving(&desk).await);
    let held = desk.notebook().await;

    // All of it can be saved, and is kept as soon as there is room.
    desk.go("files").await;
    browser.click_words(".ws-files", "Save a copy").await;
    let (_, saved) = browser.downloaded("json");
    assert_eq!(serde_json::from_slice::<Value>(&saved).expect("JSON"), held);
    browser
        .run("for (const key of Object.keys(localStorage)) if (key !== 'kbgen') localStorage.removeItem(key);")
        .await;
    desk.go("you").await;
    browser.type_into("#ws-you-phone", "+1 555 0101").await;
    let mut expected = held;
    expected["you"]["phone"] = json!("+1 555 0101");
    assert_eq!(desk.kept().await, expected);
    assert!(note(&desk).await.starts_with("Kept here only"), "{}", note(&desk).await);
    assert!(!asks_before_leaving(&desk).await);
    desk.end(&server).await;
}

#[tokio::test(flavor = "current_thread")]
async fn a_forbidden_store_is_told_and_all_works_until_the_end() {
    let server = Server::start();
    let desk = Desk::start(&server).await;
    desk.bring(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } });",
    )
    .await;
    desk.open("you").await;
    assert!(note(&desk).await.starts_with("This browser does not let the page keep anything"), "{}", note(&desk).await);
    assert!(!asks_before_leaving(&desk).await, "there is nothing to lose");
    type_everywhere(&desk, "Oxlip Bay").await;
    assert!(asks_before_leaving(&desk).await);
    let held = desk.notebook().await;
    desk.go("files").await;
    desk.browser.click_words(".ws-files", "Save a copy").await;
    let (_, saved) = desk.browser.downloaded("json");
    assert_eq!(serde_json::from_slice::<Value>(&saved).expect("JSON"), held);
    // It can be forgotten and brought back.
    desk.browser.click_words(".ws-files", "Forget everything").await;
    desk.browser.click_words(".ws-forget", "Forget without a copy").await;
    desk.settled("start").await;
    assert!(!asks_before_leaving(&desk).await);
    desk.import(&saved).await;
    assert_eq!(desk.notebook().await, held);
    desk.end(&server).await;
}

/// Nothing is kept before a yes, and whoever leaves then is asked.
#[tokio::test(flavor = "current_thread")]
async fn nothing_is_kept_before_a_yes() {
    let server = Server::start();
    let desk = Desk::start(&server).await;
    desk.open("").await;
    type_everywhere(&desk, &program(0)).await;
    assert_eq!(desk.kept().await, Value::Null);
    assert!(asks_before_leaving(&desk).await);
    desk.browser.click("#keep").await;
    assert_eq!(desk.kept().await, desk.notebook().await);
    assert!(!asks_before_leaving(&desk).await);
    desk.end(&server).await;
}

/// What a later version wrote, or what is damaged, stays as it is.
#[tokio::test(flavor = "current_thread")]
async fn what_is_not_ours_is_left_alone() {
    let server = Server::start();
    let desk = Desk::start(&server).await;
    let mut newer = season(2);
    newer["version"] = json!(3);
    let whole = season(2).to_string();
    for kept in [
        newer.to_string(),
        whole[..whole.len() - 7].to_owned(),
        "null".to_owned(),
        "{}".to_owned(),
        r#"{"version":2,"targets":null}"#.to_owned(),
        r#"{"version":2,"targets":{"n1":{}}}"#.to_owned(),
        r#"{"version":2,"targets":{"n1":{"values":{"program_name":{"x":1}}}}}"#.to_owned(),
        r#"{"version":2,"you":[]}"#.to_owned(),
        r#"{"version":2,"log":{"l1":{"target":"n1","template":"visa-inquiry","date":"yesterday"}}}"#.to_owned(),
        r#"{"version":1,"you":5}"#.to_owned(),
    ] {
        desk.open_with(&kept, "").await;
        desk.settled("start").await;
        assert!(
            note(&desk).await.starts_with("What is kept here comes from a newer version"),
            "{kept}: {}",
            note(&desk).await
        );
        type_everywhere(&desk, "Oxlip Bay").await;
        assert!(asks_before_leaving(&desk).await, "{kept}");
        desk.kept_is(&kept).await;
        desk.open("overview").await;
        desk.kept_is(&kept).await;
    }
    // Only whoever asks for it loses it.
    desk.browser.click_words(".keep", "Forget everything").await;
    desk.browser.click_words(".ws-files", "Forget everything").await;
    desk.browser.click_words(".ws-forget", "Forget without a copy").await;
    desk.settled("start").await;
    assert_eq!(desk.kept().await, Value::Null);
    desk.browser.click("#keep").await;
    type_everywhere(&desk, "Oxlip Bay").await;
    assert_eq!(desk.kept().await, desk.notebook().await);
    desk.end(&server).await;
}

/// What the first version kept, before there was a list of programs, is taken over.
#[tokio::test(flavor = "current_thread")]
async fn what_an_old_version_kept_is_taken_over() {
    let server = Server::start();
    let desk = Desk::start(&server).await;
    let old = json!({
        "version": 1, "you": { "applicant_name": "Amara Osei" }, "target": { "program_name": "Lakeview" },
        "messages": { "visa-inquiry": { "questions": ["Do you sponsor J-1 visas?"] } }
    });
    desk.open_with(&old.to_string(), "").await;
    desk.settled("start").await;
    desk.go("you").await;
    assert_eq!(desk.browser.run("return document.querySelector('#ws-you-applicant_name').value;").await, "Amara Osei");
    desk.browser.type_into("#ws-you-phone", "+1 555 0100").await;
    let mut expected = old;
    expected["version"] = json!(2);
    expected["you"]["phone"] = json!("+1 555 0100");
    for member in ["targets", "drafts", "log"] {
        expected[member] = json!({});
    }
    assert_eq!(desk.kept().await, expected);
    desk.end(&server).await;
}
