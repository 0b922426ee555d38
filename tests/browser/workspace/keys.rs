//! The essential steps of a season by keyboard alone.

use serde_json::Value;

use super::super::journey::Reader;
use super::super::server::Server;
use super::{Desk, TODAY, day_is, program};

const HEADING: &str = "document.activeElement.matches('.ws-head h2')";

async fn choose_tab(reader: &mut Reader, view: &str) {
    reader.tab_to(&format!(".ws-tabs a[href='#{view}']")).await;
    reader.enter().await;
    let there = format!("document.querySelector('kbgen-workspace').dataset.view === '{view}'");
    reader.browser.settle(&format!("{there} && {HEADING}")).await;
}

async fn press(reader: &mut Reader, css: &str) {
    reader.tab_to(css).await;
    reader.enter().await;
}

async fn told(reader: &Reader, words: &str) {
    let told = format!("document.querySelector('.ws-told p').textContent === '{words}'");
    reader.browser.settle(&told).await;
}

#[tokio::test(flavor = "current_thread")]
async fn a_season_is_kept_by_keyboard_alone() {
    let server = Server::start();
    let mut reader = Reader::start().await;
    let source = serde_json::json!({ "source": day_is(TODAY) });
    reader.browser.devtools("Page.addScriptToEvaluateOnNewDocument", source).await;
    reader.browser.open(&server.url("workspace/")).await;
    reader.browser.settle("document.querySelector('kbgen-workspace[ready]')").await;

    // Programs, and what is typed once.
    reader.fill("#keep", " ").await;
    press(&mut reader, ".ws-steps a[href='#targets']").await;
    reader.browser.settle(HEADING).await;
    for number in 0..2 {
        press(&mut reader, ".ws-tools .button").await;
        reader.browser.settle("document.activeElement.matches('tbody th input')").await;
        reader.browser.type_keys(&program(number)).await;
    }
    reader.fill("tbody tr input[type=date][aria-label$='Lakeview Internal Medicine']", "11212026").await;
    choose_tab(&mut reader, "you").await;
    reader.fill("#ws-you-applicant_name", "Amara Osei").await;
    reader.fill("#ws-you-degree", "MBCh").await;
    reader.fill("#ws-you-reply_email", "amara.osei@example.org").await;
    reader.fill("[name=ws-you-application_service]", " ").await;
    reader.fill("#ws-you-application_id", "10000042").await;

    // What is due is written and noted.
    choose_tab(&mut reader, "week").await;
    press(&mut reader, ".ws-do a[href$='/thank-you-interviewer']").await;
    reader.browser.settle("document.querySelector('kbgen-form[ready]')").await;
    reader.fill("[name=interviewer_name]", "Dr. Reyes").await;
    reader.fill("[name=discussion_topic]", "the evening clinic for patients who work").await;
    reader.fill("[name=why_it_matters]", "I saw at home how many patients come late").await;
    press(&mut reader, ".end .button").await;
    reader.browser.settle("document.activeElement.id === 'review' && document.querySelector('.verdict.ready')").await;
    press(&mut reader, ".ws-after .button").await;
    reader.browser.settle(&format!("{HEADING} && document.activeElement.textContent === '{}'", program(0))).await;
    told(&reader, "Noted: Thank-you to one interviewer, to Lakeview Internal Medicine.").await;
    press(&mut reader, ".ws-told button").await;
    told(&reader, "Taken back.").await;

    // On the program's page; the focus goes along with what moves.
    press(&mut reader, ".ws-item:has(.ws-do a[href$='/thank-you-interviewer']) .ws-do button").await;
    reader.browser.settle("document.activeElement.matches('.ws-do a[href$=\"/thank-you-interviewer\"]')").await;
    reader.fill("#ws-target-recipient_name", "Dr. Okafor").await;
    press(&mut reader, ".ws-people > button").await;
    reader.browser.settle("document.querySelector('.ws-person')").await;
    press(&mut reader, ".ws-person button:last-child").await;
    reader
        .browser
        .settle("!document.querySelector('.ws-person') && document.activeElement.matches('.ws-people > button')")
        .await;
    reader.fill("#ws-notes", "Asked about the farm clinic.").await;
    let before = reader
        .browser
        .run("return new Promise((done) => setTimeout(() => done(localStorage.getItem('kbgen')), 400));")
        .await;
    press(&mut reader, ".ws-known > .text-button").await;
    reader.browser.settle(&format!("{HEADING} && document.querySelectorAll('tbody tr').length === 1")).await;
    press(&mut reader, ".ws-told button").await;
    reader.browser.settle("document.querySelectorAll('tbody tr').length === 2").await;

    // A copy is saved, everything forgotten, and the copy brought back.
    choose_tab(&mut reader, "files").await;
    press(&mut reader, ".ws-files .ws-part:nth-last-child(2) .button").await;
    let (_, saved) = reader.browser.downloaded("json");
    press(&mut reader, ".ws-files .ws-part:last-child > .button").await;
    reader.browser.settle("document.activeElement.matches('.ws-forget button')").await;
    reader.enter().await;
    let (_, copy) = reader.browser.downloaded("json");
    reader
        .browser
        .settle("document.querySelector('kbgen-workspace').dataset.view === 'start' && localStorage.length === 0")
        .await;
    assert_eq!(saved, copy);
    press(&mut reader, ".ws-view a[href='#files']").await;
    reader.browser.settle(HEADING).await;
    reader.tab_to("#ws-import").await;
    reader.browser.choose_file("#ws-import", "copy.json", &saved).await;
    told(&reader, "Everything from the file is here.").await;
    reader.fill("#keep", " ").await;
    let desk = Desk { browser: reader.browser, address: server.url("workspace/") };
    let before: Value = serde_json::from_str(before.as_str().expect("a text")).expect("JSON");
    assert_eq!(desk.kept().await, before);
    desk.end(&server).await;
    assert!(reader.lost.is_empty(), "the focus was not to be seen: {:#?}", reader.lost);
}
