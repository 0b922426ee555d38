//! How long each action takes with 200 programs and 1,000 entries in the log: figures, with `--nocapture`; the medians
//! of as many rounds as `KBGEN_ROUNDS` says.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::super::server::Server;
use super::{Desk, season};

/// Returns a long season.
pub(super) fn long_season() -> Value {
    let templates =
        ["initial-interest", "continued-interest", "visa-inquiry", "update-letter", "thank-you-interviewer"];
    let mut notebook = season(200);
    for number in 0..1000 {
        let (target, day) =
            (format!("n{}", number % 200), format!("2026-{:02}-{:02}", 9 + number / 400, 1 + number % 28));
        notebook["log"][format!("e{number}")] =
            json!({ "target": target, "template": templates[number / 200], "date": day });
    }
    for number in 0..60 {
        let draft =
            json!({ "update-letter": { "headline": format!("News number {number}"), "stage": "before-interview" } });
        notebook["drafts"][format!("n{number}")] = draft;
        notebook["targets"][format!("n{number}")]["values"]["program_reason"] =
            json!(format!("the clinic number {number} that its residents run for their own neighborhood"));
    }
    notebook
}

#[expect(clippy::print_stdout, reason = "the figures are for people")]
#[tokio::test(flavor = "current_thread")]
async fn each_action_is_done_in_a_long_season() {
    let server = Server::start();
    let desk = Desk::start(&server).await;
    desk.open_with(&long_season().to_string(), "week").await;
    let rounds = std::env::var("KBGEN_ROUNDS").unwrap_or_else(|_| "1".to_owned());
    let script = include_str!("speed.js").replace("/* rounds */", &rounds);
    let times: BTreeMap<String, f64> = serde_json::from_value(desk.browser.run(&script).await).expect("figures");
    let mut times: Vec<_> = times.into_iter().collect();
    times.sort_by(|a, b| b.1.total_cmp(&a.1));
    for (action, ms) in times {
        println!("{ms:7.1} ms  {action}");
    }
    desk.end(&server).await;
}
