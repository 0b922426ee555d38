//! A whole season by clicks.

use serde_json::{Value, json};

use super::super::server::Server;
use super::{Desk, PLACES, facts, program, season};

/// Puts the other programs beside those that were typed.
async fn paste_programs(desk: &Desk, names: impl Iterator<Item = String>) {
    let browser = &desk.browser;
    let rows: Vec<String> = names.map(|name| format!("{name}\tRiverbend, Example State")).collect();
    let table = format!("Program\tCity\n{}\n", rows.join("\n"));
    browser.click_words(".ws-tools", "Paste or import a list").await;
    browser.settle("document.activeElement.id === 'take-in'").await;
    browser
        .run(&format!(
            "const area = document.querySelector('#take-in-table'); area.value = {};
            area.dispatchEvent(new InputEvent('input', {{ bubbles: true }}));",
            json!(table)
        ))
        .await;
    browser.click_words(".take-in-table .take-in-bar", "Look at the columns").await;
    browser.click_words(".take-in-columns .take-in-bar", "Look at the rows").await;
    browser.click_words(".take-in-rows .take-in-bar", &format!("Take {} programs", rows.len())).await;
    browser.settle(&format!("document.querySelector('.ws-told').textContent.startsWith('{}')", rows.len())).await;
}

/// Programs by hand and from a list, and what is typed once.
async fn set_up(desk: &Desk) {
    let browser = &desk.browser;
    desk.open("").await;
    desk.settled("start").await;
    browser.click("#keep").await;
    browser.click_words(".ws-steps", "Your programs").await;
    desk.settled("targets").await;
    for number in 0..2 {
        browser.click_words(".ws-tools", "Add a program").await;
        browser.type_keys(&program(number)).await;
    }
    paste_programs(desk, (2..30).map(program)).await;
    desk.tab("targets").await;
    assert_eq!(desk.words(".ws-count").await, ["30 programs"]);
    assert_eq!(desk.words("tbody tr .ws-way").await.len(), 30);

    desk.tab("you").await;
    for (name, value) in facts().as_object().expect("facts") {
        let field = format!("#ws-you-{name}");
        let text = value.as_str().or_else(|| value[0].as_str()).expect("a text");
        let kind = browser
            .run(&format!(
                "const {{ localName, type }} = document.querySelector('{field}'); return `${{localName}} ${{type}}`;"
            ))
            .await;
        match kind.as_str().expect("a kind") {
            kind if kind.starts_with("select") => browser.choose(&field, text).await,
            "input radio" => browser.click(&format!(".radio:has([name='ws-you-{name}'][value='{text}'])")).await,
            "input date" => browser.type_into(&field, "05012026").await,
            _ => browser.type_into(&field, text).await,
        }
    }
    assert_eq!(desk.kept().await["you"], facts());
}

async fn show_program(desk: &Desk, number: usize) -> String {
    desk.tab("targets").await;
    desk.browser.type_into("#ws-filter", PLACES[number]).await;
    desk.browser.settle("document.querySelectorAll('tbody tr:not([hidden])').length === 1").await;
    desk.browser.click("tbody tr:not([hidden]) .ws-way").await;
    desk.settled("target").await;
    assert_eq!(desk.words(".ws-head h2").await, [program(number)]);
    desk.id(&program(number)).await
}

/// Notes what went out before.
async fn note_sent(desk: &Desk, day: &str, program: &str, template: &str) {
    desk.tab("sent").await;
    desk.browser.type_into("#ws-sent-date", day).await;
    desk.browser.choose("#ws-sent-target", program.split(' ').next().expect("a word")).await;
    desk.browser.choose("#ws-sent-template", template).await;
    desk.browser.click(".ws-log-add [type=submit]").await;
    desk.browser.settle("!document.querySelector('.ws-told').hidden").await;
}

pub(super) const SUBJECT: &str = "Thank you: Lakeview Internal Medicine, interview of November 21, 2026, Amara Osei";
pub(super) const BODY: &str = "Dear Dr. Reyes,

Thank you for our conversation on November 21, 2026. Our discussion of the evening clinic for patients who work has stayed with me. It matters to me because I saw at home how many patients come late.

I came away with a clearer picture of Lakeview Internal Medicine and an even stronger wish to train there. I wish you and your colleagues well for the rest of the interview season.

With kind regards,

Amara Osei, MBChB
AAMC ID: 10000042
amara.osei@example.org";

/// Two interviews get their days, the thanks for the first one come first, and are written.
async fn thank(desk: &Desk) {
    let browser = &desk.browser;
    note_sent(desk, "10022026", &program(0), "First").await;
    show_program(desk, 0).await;
    browser.type_into("#ws-target-interview_date", "11212026").await;
    // The other one is typed in the table.
    desk.tab("targets").await;
    browser.type_into("tbody input[type=date][aria-label$='Thornmere Internal Medicine']", "12012026").await;
    let id = desk.id(&program(4)).await;
    assert_eq!(desk.kept().await["targets"][id]["values"]["interview_date"], "2026-12-01");

    desk.tab("week").await;
    let first = "due Lakeview Internal Medicine Thank-you after an interview until 23 November 2026, tomorrow";
    assert_eq!(desk.messages().await.first().map(String::as_str), Some(first));
    assert_eq!(desk.words(".ws-part h3").await[0], "Due now");
    browser.click_words(".ws-item:first-child .ws-do", "Thank-you to one interviewer").await;
    desk.settled("write").await;

    // Only what is about this one message is left to type.
    assert_eq!(desk.words(".scope:not([hidden]) .scope-state").await, ["filled in", "filled in", "3 to fill in"]);
    browser.type_into("[name=interviewer_name]", "Dr. Reyes").await;
    browser.type_into("[name=why_it_matters]", "I saw at home how many patients come late").await;
    browser.type_into("[name=discussion_topic]", "the evening clinic at Thornmere Internal Medicine").await;
    desk.says(".found .finding-text", "“Thornmere Internal Medicine” is another one's name.").await;
    browser.type_into("[name=discussion_topic]", "the evening clinic for patients who work").await;
    browser.settle("!document.querySelector('.found .finding')").await;
    check_message(desk).await;
    browser.click_words(".ways", "Plain textOpens everywhere.").await;
    let (_, bytes) = browser.downloaded("txt");
    assert_eq!(String::from_utf8(bytes), Ok(format!("Subject: {SUBJECT}\n\n{BODY}\n")));

    browser.click_words(".ws-after", "I sent it").await;
    desk.settled("target").await;
    desk.says(".ws-told p", "Noted: Thank-you to one interviewer, to Lakeview Internal Medicine.").await;
    let sent = "sent Thank-you to one interviewer sent on 22 November 2026";
    assert!(desk.messages().await.iter().any(|item| item == sent), "{:#?}", desk.messages().await);
    desk.tab("week").await;
    assert!(!desk.messages().await.iter().any(|item| item == first), "{:#?}", desk.messages().await);
}

/// Takes the last look at a message in which nothing is missing or wrong.
async fn check_message(desk: &Desk) {
    desk.browser.click(".end .button").await;
    desk.browser.settle("document.querySelector('.review')?.checkVisibility()").await;
    let state = ".verdict, .open-fields:not([hidden]) li, .review .finding-text";
    assert_eq!(
        desk.words(state).await,
        ["It is ready. Read it once more from top to bottom, then take it with you."],
        "of the check"
    );
}

/// Opens an update letter from a program's page and types what is new.
async fn write_update(desk: &Desk, number: usize, reason: &str) {
    let id = show_program(desk, number).await;
    let browser = &desk.browser;
    browser.type_into("#ws-target-program_reason", reason).await;
    browser.choose("#ws-target-recipient_role", "Program director").await;
    browser.run("document.querySelectorAll('.ws-messages details').forEach((node) => { node.open = true; });").await;
    browser.click(&format!(".ws-do a[href='#write/{id}/update-letter']")).await;
    desk.settled("write").await;
    browser.type_into("[name=headline]", "ECFMG certificate received").await;
    browser.click(".radio:has([name=f-stage][value=before-interview])").await;
    browser.click(".field:has([name=readiness_effect]) .more").await;
    browser.type_into("[name=readiness_effect]", "I could start in July without any further examination").await;
    for tick in ["mention_visa", "records_released"] {
        browser.click(&format!("[name={tick}]")).await;
    }
}

const REASON: &str = "the night clinic for seasonal farm workers that your residents run";

/// What clashes is told before and while one writes.
async fn clash(desk: &Desk) {
    let browser = &desk.browser;
    let kestrel = program(2);
    note_sent(desk, "10052026", &kestrel, "First").await;
    note_sent(desk, "11182026", &kestrel, "Visa").await;
    write_update(desk, 0, REASON).await;
    browser
        .settle("document.querySelector('.found .calm:not([hidden])') || document.querySelector('.found .finding')")
        .await;
    assert_eq!(desk.words(".found .finding").await, [""; 0]);

    // Too soon after the last one, told on the program's page already.
    show_program(desk, 2).await;
    let waits = "not yet Update letter from 28 November 2026, in 6 days";
    assert!(desk.messages().await.iter().any(|item| item == waits), "{:#?}", desk.messages().await);
    let gap =
        "Think twice Leave at least ten days between two emails to one program (the last one went on 2026-11-18).";
    let why = desk.words(".ws-why li").await;
    assert!(why.iter().any(|reason| reason.starts_with(gap)), "{why:#?}");
    // A first email can't go a second time.
    note_sent(desk, "10062026", &kestrel, "First").await;
    let week = desk.words(".ws-told p").await;
    assert_eq!(week, ["Noted: First interest email, to Kestrel Point Internal Medicine."]);
    browser.click_words(".ws-told", "Undo").await;
    desk.says(".ws-told p", "Taken back.").await;

    // The same reason as for another one, and nearly the same message.
    write_update(desk, 2, REASON).await;
    desk.says(".found .finding-text", "“Why this program” says the same as for “Lakeview Internal Medicine”.").await;
    desk.says(".found .finding-text", "What you wrote is nearly the same as for “Lakeview Internal Medicine”.").await;
    let found = desk.words(".found .finding-text").await;
    assert!(found.iter().any(|text| text.starts_with("Leave at least ten days")), "{found:#?}");
    browser.type_into("[name=program_reason]", "the shared ward rounds with nurses on every medical floor").await;
    browser.settle("document.querySelectorAll('.found .finding').length === 1").await;
    let found = desk.words(".found .finding").await;
    assert!(found[0].starts_with(gap) && found[0].contains("Read why"), "{found:#?}");
}

/// Ten days later the update letter goes out.
async fn update(desk: &Desk) {
    let browser = &desk.browser;
    desk.turn("2026-12-02").await;
    desk.tab("week").await;
    let item = desk.messages().await.into_iter().find(|item| item.starts_with("written Lakeview"));
    assert_eq!(
        item.as_deref(),
        Some("written Lakeview Internal Medicine Update letter until 31 December 2026, in 29 days")
    );
    let id = desk.id(&program(0)).await;
    browser.click(&format!(".ws-do a[href='#write/{id}/update-letter']")).await;
    desk.settled("write").await;
    let subject = "Application update: Amara Osei, non-US IMG, ECFMG certificate received";
    assert_eq!(desk.words(".letter .email-subject dd").await, [subject]);
    check_message(desk).await;
    browser.click_words(".ws-after", "I sent it").await;
    desk.settled("target").await;
    let sent = "sent Update letter sent on 2 December 2026";
    assert!(desk.messages().await.iter().any(|item| item == sent), "{:#?}", desk.messages().await);
}

/// Only one program hears that it is the first choice.
async fn choose_first(desk: &Desk) {
    desk.turn("2027-02-01").await;
    note_sent(desk, "01312027", &program(0), "Letter").await;
    let id = show_program(desk, 4).await;
    let barred = "not allowed Letter of intent until 3 March 2027, in 30 days";
    let item = format!(
        "const item = [...document.querySelectorAll('.ws-item')].find((node) => [...node.querySelector('.ws-what').childNodes].map((child) => child.textContent).join(' ').replace(/\\s+/g, ' ').trim() === {});
         return [item?.querySelectorAll('.ws-do > *').length, item?.querySelector('.ws-why li').textContent];",
        json!(barred)
    );
    let why = "Do not send “Letter of intent” went to another one before.";
    let found = desk.browser.run(&item).await;
    assert_eq!(found[0], 0, "{found}: {:#?}", desk.messages().await);
    assert!(found[1].as_str().is_some_and(|text| text.starts_with(why)), "{found}");
    // Whoever goes there all the same is told as well.
    desk.go(&format!("write/{id}/letter-of-intent")).await;
    desk.browser
        .type_into("[name=program_reason]", "the medicine clinic on the island that residents reach by boat")
        .await;
    desk.says(".found .finding-text", "“Letter of intent” went to another one before.").await;
    assert!(desk.words(".ws-standing").await[0].starts_with("not allowed"), "{:?}", desk.words(".ws-standing").await);
}

/// A copy is saved, everything is forgotten, and the copy brought back: all is as it was.
async fn take_and_bring_back(desk: &Desk) {
    let browser = &desk.browser;
    let id = desk.id(&program(0)).await;
    let (target, write) = (format!("target/{id}"), format!("write/{id}/update-letter"));
    let views = ["week", "targets", &target, &write, "you", "sent", "files", "overview"];
    let (before, seen) = (desk.kept().await, desk.screens(&views).await);
    desk.tab("files").await;
    browser.click_words(".ws-files", "Save a copy").await;
    let (name, saved) = browser.downloaded("json");
    assert_eq!(name, "my-season-2027-02-01.json");
    assert_eq!(serde_json::from_slice::<Value>(&saved).expect("JSON"), before);

    // It is asked for first, with a copy as the first choice.
    browser.click_words(".keep", "Forget everything").await;
    browser.click_words(".ws-files", "Forget everything").await;
    assert_eq!(
        desk.words(".ws-forget button").await,
        ["Save a copy, then forget", "Forget without a copy", "Keep everything"]
    );
    browser.click_words(".ws-forget", "Keep everything").await;
    assert_eq!(desk.kept().await, before);
    browser.click_words(".ws-files", "Forget everything").await;
    browser.click_words(".ws-forget", "Save a copy, then forget").await;
    let (_, copy) = browser.downloaded("json");
    assert!(copy == saved, "the same again");
    desk.settled("start").await;
    assert_eq!(desk.kept().await, Value::Null);
    desk.open("").await;
    desk.settled("start").await;
    assert_eq!(desk.words(".ws-tabs [aria-current]").await.len(), 1);

    browser.click("#keep").await;
    desk.import(&saved).await;
    assert_eq!(desk.kept().await, before);
    desk.open("").await;
    assert_eq!(desk.kept().await, before);
    let again = desk.screens(&views).await;
    for view in views {
        assert_eq!(again[view], seen[view], "{view}");
    }
}

/// What was removed comes back with all that belongs to it.
async fn remove_and_undo(desk: &Desk) {
    let before = desk.kept().await;
    let id = show_program(desk, 0).await;
    desk.browser.click_words(".ws-known", "Remove this program").await;
    desk.settled("targets").await;
    desk.says(".ws-told p", "Lakeview Internal Medicine is removed, with its drafts and what you sent there.").await;
    let after = desk.kept().await;
    assert!(!after.to_string().contains(&id), "{after}");
    assert_eq!(desk.words(".ws-count").await, ["29 programs"]);
    desk.browser.click_words(".ws-told", "Undo").await;
    assert_eq!(desk.kept().await, before);
    assert_eq!(desk.words(".ws-count").await, ["30 programs"]);

    // An entry of the log as well.
    desk.tab("sent").await;
    desk.browser.click("tbody tr:first-child .remove").await;
    assert_ne!(desk.kept().await, before);
    desk.browser.click_words(".ws-told", "Undo").await;
    assert_eq!(desk.kept().await, before);
}

#[tokio::test(flavor = "current_thread")]
async fn a_season_is_kept_by_clicks() {
    let server = Server::start();
    let desk = Desk::start(&server).await;
    set_up(&desk).await;
    thank(&desk).await;
    clash(&desk).await;
    update(&desk).await;
    choose_first(&desk).await;
    take_and_bring_back(&desk).await;
    remove_and_undo(&desk).await;
    desk.end(&server).await;
}

/// What waits to be sent speaks against what would go out too close to it, to the same program only.
#[tokio::test(flavor = "current_thread")]
async fn two_drafts_too_close_are_told_before_the_second_is_written() {
    const TOLD: &str = "(“Update letter” is written and not sent)";
    let server = Server::start();
    let desk = Desk::start(&server).await;
    desk.open_with(&season(3).to_string(), "target/n1").await;
    desk.settled("target").await;
    let items = desk.words(".ws-messages .ws-item").await;
    let of = |title: &str| items.iter().find(|item| item.contains(title)).unwrap_or_else(|| panic!("{items:#?}"));
    assert!(of("File status question").contains(TOLD), "{items:#?}");
    assert!(!of("Continue").contains(TOLD) && !of("First interest email").contains(TOLD), "{items:#?}");
    desk.go("target/n2").await;
    let items = desk.words(".ws-messages .ws-item").await;
    assert!(!items.is_empty() && !items.iter().any(|item| item.contains(TOLD)), "{items:#?}");
    desk.end(&server).await;
}

/// What a program was told about the writer, and is not so any more, is said before the next message to it.
#[tokio::test(flavor = "current_thread")]
async fn what_is_told_otherwise_than_before_is_said() {
    let server = Server::start();
    let desk = Desk::start(&server).await;
    let mut notebook = season(2);
    notebook["log"]["l1"]["said"] = json!({ "reply_email": "amara@old.example.org" });
    notebook["log"]["l2"]["said"] = json!({ "reply_email": notebook["you"]["reply_email"] });
    desk.open_with(&notebook.to_string(), "write/n0/update-letter").await;
    desk.settled("write").await;
    let now = notebook["you"]["reply_email"].as_str().expect("an address");
    let told = format!(
        "On 2 October 2026 you told them “Your email address: amara@old.example.org”. Now it is “{now}”. If that matters to them, say so."
    );
    let said = desk.words(".ws-standing li").await;
    assert!(said.iter().any(|line| line.ends_with(&told)), "{said:#?}");
    desk.go("write/n1/update-letter").await;
    let said = desk.words(".ws-standing li").await;
    assert!(!said.iter().any(|line| line.contains("you told them")), "{said:#?}");
    desk.end(&server).await;
}

/// A notebook may be older than the season: what went out before it counts for nothing now.
#[tokio::test(flavor = "current_thread")]
async fn what_went_out_in_an_earlier_season_is_past() {
    let server = Server::start();
    let desk = Desk::start(&server).await;
    let mut notebook = season(2);
    notebook["log"]["l1"] = json!({ "target": "n0", "template": "visa-inquiry", "date": "2025-11-02" });
    notebook["log"]["l2"] = json!({ "target": "n1", "template": "visa-inquiry", "date": "2026-11-02" });
    desk.open_with(&notebook.to_string(), "target/n0").await;
    desk.settled("target").await;
    let inquiry = |items: Vec<String>| items.into_iter().find(|item| item.contains("Visa sponsorship inquiry"));
    let here = inquiry(desk.words(".ws-messages .ws-item").await).expect("an entry");
    assert!(here.starts_with("open"), "{here}");
    desk.go("target/n1").await;
    let there = inquiry(desk.words(".ws-messages .ws-item").await).expect("an entry");
    assert!(there.starts_with("sent"), "{there}");
    // It is still to be seen where all is listed.
    desk.go("sent").await;
    assert_eq!(desk.words(".ws-count").await, ["2 sent"]);
    desk.end(&server).await;
}
