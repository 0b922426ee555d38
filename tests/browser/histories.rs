//! Rules across messages in the browser against a model of them: the same verdicts on random histories.

use serde_json::{Value, json};

use super::browser::Browser;
use super::harness::Harness;
use super::shared::histories::{Base, Read, bases, difference, verdict};
use super::shared::history::{Case, Verdict};

/// Returns a case as the browser takes it; what the letters say is of no matter.
fn batch(base: &Base, number: usize, case: &Case, parameters: &mut Vec<Value>) -> Value {
    let Read { template, parameters: all, targets, log, today } = base.read(case);
    let all = json!(all);
    let known = parameters.iter().position(|old| *old == all);
    let all = known.unwrap_or_else(|| {
        parameters.push(all);
        parameters.len() - 1
    });
    let scenario = &base.kb.pages[base.kb.scenarios[base.kb.templates[template].scenario].page].name;
    let planned = targets.iter().map(|target| {
        let draft = json!({
            "subject": "", "body": "", "parameters": all, "values": target.values, "scenario": scenario,
            "budget": null, "recipients": [], "attachments": [],
        });
        json!({ "draft": draft, "target": target.name, "template": case.template })
    });
    let log = log.map(|log| {
        let sent =
            log.iter().map(|sent| json!({ "target": sent.target, "template": sent.template, "date": sent.date }));
        sent.collect::<Value>()
    });
    json!({ "rules": number, "planned": planned.collect::<Value>(), "others": [], "log": log, "today": today })
}

/// Returns the verdicts among the findings of a message.
fn verdicts(findings: &Value) -> Vec<Verdict> {
    let known = findings.as_array().expect("a list").iter().filter_map(|one| {
        let text = |key: &str| one[key].as_str();
        verdict(text("rule").expect("a rule"), text("id"), text("severity").expect("a severity"), text("pitfall"))
    });
    let mut known: Vec<Verdict> = known.collect();
    known.sort();
    known
}

#[tokio::test(flavor = "current_thread")]
async fn the_browser_judges_random_histories_as_the_model_does() {
    let bases = bases();
    let mut parameters = Vec::new();
    let mut batches = Vec::new();
    let mut cases: Vec<(&Base, &Case)> = Vec::new();
    for (number, base) in bases.iter().enumerate() {
        for case in &base.cases {
            batches.push(batch(base, number, case, &mut parameters));
            cases.push((base, case));
        }
    }
    assert_eq!(cases.len(), 1_000);
    let rules: Vec<_> = bases.iter().map(|base| &base.kb.rules).collect();
    let input = json!({ "rules": rules, "parameters": parameters, "batches": batches });
    let browser = Browser::start().await;
    let found = Harness::start().evaluate(&browser, include_str!("messages.js"), &input).await;
    browser.close().await;
    let found = found.as_array().expect("a list");
    assert_eq!(found.len(), cases.len());
    let judged = cases.iter().zip(found).filter_map(|((base, case), found)| {
        let found: Vec<Vec<Verdict>> = found.as_array().expect("a list").iter().map(verdicts).collect();
        difference(base, case, &found)
    });
    let faults: Vec<String> = judged.collect();
    assert!(faults.is_empty(), "{} of {}\n{}", faults.len(), cases.len(), faults[..faults.len().min(5)].join("\n"));
}
