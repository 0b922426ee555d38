//! Messages made from the real templates with any values: whatever is not blocked can be sent as it is.

use std::cell::Cell;

use kbgen::batch::{self, Filled, Target};
use kbgen::lang::{Bindings, Parameter, Role, Value};
use kbgen::pack::{self, Mail, Mailbox};
use mail_parser::MessageParser;
use proptest::test_runner::TestCaseResult;
use proptest::{prop_assert, prop_assert_eq};

use super::{check, knowledge_base};
use crate::shared::bytes::Bytes;

/// No delimiter and no label in brackets, and a subject of one line.
fn nothing_is_left(message: &Filled, parameters: &[&Parameter]) -> TestCaseResult {
    let (subject, body) = (message.subject_text(), message.body_text());
    for text in [&subject, &body] {
        for sign in ["{{", "}}", "{%", "%}"] {
            prop_assert!(!text.contains(sign), "{}", text);
        }
        for parameter in parameters {
            prop_assert!(!text.contains(&format!("[{}]", parameter.label)), "{}", text);
        }
        prop_assert!(!text.contains(|c: char| c != '\n' && c.is_control()), "{:?}", text);
    }
    prop_assert!(
        !subject.is_empty() && !subject.contains(['\n', '\r', '\u{2028}', '\u{2029}', '\u{85}']),
        "{:?}",
        subject
    );
    Ok(())
}

/// A draft has the headers that it should and no other, and reads as it was written.
fn the_draft_is_the_message(message: &Filled, parameters: &[&Parameter]) -> TestCaseResult {
    let role = |role: Role| {
        let of_role = parameters.iter().filter(|parameter| parameter.role == Some(role));
        of_role.into_iter().find_map(|parameter| message.values.get(&parameter.name)).map(Value::to_text)
    };
    let (subject, body) = (message.subject_text(), message.body_text());
    let (name, from, to) = (role(Role::SenderName), role(Role::SenderAddress), role(Role::TargetAddress));
    let eml = pack::render_eml(&Mail {
        from: from.as_deref().map(|address| Mailbox { name: name.as_deref().unwrap_or_default(), address }),
        to: to.as_deref().map(|address| Mailbox { name: "", address }).into_iter().collect(),
        cc: Vec::new(),
        subject: &subject,
        body: &body,
    });
    let read = MessageParser::default().parse(&eml).expect("an email");
    let headers: Vec<&str> = read.headers().iter().map(|header| header.name.as_str()).collect();
    let usable = |address: &Option<String>| address.as_ref().is_some_and(|address| address.is_ascii());
    let mut expected = vec!["MIME-Version", "X-Unsent"];
    expected.extend(usable(&from).then_some("From"));
    expected.extend(usable(&to).then_some("To"));
    expected.extend(["Subject", "Content-Type"]);
    prop_assert_eq!(headers, expected);
    prop_assert_eq!(read.subject(), Some(subject.as_str()));
    let text = read.body_text(0).expect("a text").replace("\r\n", "\n");
    prop_assert_eq!(text.trim_end_matches('\n'), body.as_str());
    let sender = read.from().and_then(|from| from.first()).and_then(|entry| entry.address());
    prop_assert_eq!(sender, from.as_deref().filter(|address| address.is_ascii()));
    prop_assert_eq!(read.attachment_count(), 0);
    Ok(())
}

/// No cell is one that a spreadsheet would run.
fn the_table_is_text(parameters: &[&Parameter], values: &Bindings) -> TestCaseResult {
    let own: Vec<Parameter> = parameters
        .iter()
        .map(|parameter| Parameter { example: values.get(&parameter.name).cloned(), ..(*parameter).clone() })
        .collect();
    let bytes = pack::params_csv(&own.iter().collect::<Vec<_>>());
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(&bytes[..]);
    for row in reader.records() {
        let row = row.expect("a row");
        let live = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
        prop_assert!(!row.iter().any(|cell| cell.trim_start_matches('\u{FEFF}').starts_with(live)), "{:?}", row);
    }
    Ok(())
}

/// Returns values, of which some are hostile and some a parameter's label in brackets.
fn values(bytes: &mut Bytes<'_>, parameters: &[&Parameter]) -> Bindings {
    let sound = bytes.one_in(2);
    let mut values: Bindings =
        parameters.iter().filter_map(|parameter| Some((parameter.name.clone(), parameter.example.clone()?))).collect();
    for _ in 0..=bytes.below(if sound { 4 } else { 3 }) {
        let parameter = bytes.pick(parameters);
        match bytes.below(6) {
            0 => drop(values.remove(&parameter.name)),
            1 if !sound => {
                let label = format!("[{}]", bytes.pick(parameters).label);
                drop(values.insert(parameter.name.clone(), Value::Text(label)));
            }
            _ => {
                let value = bytes.value(parameter, !sound);
                values.extend(value.map(|value| (parameter.name.clone(), value)));
            }
        }
    }
    values
}

#[test]
fn no_message_that_can_be_sent_holds_anything_left_over() {
    let kb = knowledge_base();
    let ids: Vec<_> = kb.templates.iter().map(|(id, _)| id).collect();
    let passed = vec![Cell::new(0); ids.len()];
    let hostile = Cell::new(0);
    check(1_000, 2..=80, |bytes| {
        let number = bytes.below(ids.len());
        let template = &kb.templates[ids[number]];
        let parameters = batch::parameters(kb, template);
        let own = kb.parameters_of(template);
        let values = values(bytes, &own);
        the_table_is_text(&own, &values)?;
        // In every third case as rows of a table, whose values go over those of all.
        let row = || Target {
            name: "Lakeview".to_owned(),
            columns: values.keys().cloned().collect(),
            values: values.clone(),
        };
        let rows: Vec<Target> = bytes.one_in(3).then(row).into_iter().collect();
        for message in batch::fill(kb, ids[number], &values, &rows, None, None) {
            if !message.is_blocked() {
                passed[number].set(passed[number].get() + 1);
                hostile.set(hostile.get() + u32::from(message.body_text().contains(['=', '<', '@', '\u{FEFF}'])));
                nothing_is_left(&message, &parameters)?;
                the_draft_is_the_message(&message, &parameters)?;
            }
        }
        Ok(())
    });
    for (id, passed) in ids.iter().zip(passed) {
        let name = &kb.pages[kb.templates[*id].page].name;
        assert!(passed.get() > 3, "{name}: only {} messages could be sent", passed.get());
    }
    assert!(hostile.get() > 50, "only {} odd ones could be sent", hostile.get());
}
