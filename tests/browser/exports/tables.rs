//! Tables, and links that open a message elsewhere.

use kbgen::lang::{Parameter, Value};
use kbgen::pack::{params_csv, undefused};
use serde_json::json;

use super::super::shared::bytes::Bytes;
use super::{MANY, assert_all, made, random, text};

/// Reads rows by the crate that Rust reads tables by; what parts cells is told.
fn rows(text: &str, delimiter: u8) -> Vec<Vec<String>> {
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes());
    let rows = reader.records().map(|row| row.expect("a row").iter().map(|cell| undefused(cell).to_owned()).collect());
    rows.filter(|row: &Vec<String>| row.iter().any(|cell| !cell.trim().is_empty())).collect()
}

#[tokio::test(flavor = "current_thread")]
async fn tables_are_read_as_by_rust() {
    let known = [
        ("", b'\t', json!([])),
        ("a,b\r\n1,2\r3,4\n\n,\n", b',', json!([["a", "b"], ["1", "2"], ["3", "4"]])),
        ("a;b,c;d\n\"x;\"\"y\"\"\r\n2\";'=1;e\"f", b';', json!([["a", "b,c", "d"], ["x;\"y\"\r\n2", "=1", "e\"f"]])),
        ("A, B, C\tx\n\"two\nlines\"\t\n", b'\t', json!([["A, B, C", "x"], ["two\nlines", ""]])),
        ("one\n\"a,b\"x,y\n\"open, \"\"", b'\t', json!([["one"], ["a,bx,y"], ["open, \""]])),
        ("a,b,", b',', json!([["a", "b", ""]])),
    ];
    for (text, delimiter, expected) in &known {
        assert_eq!(json!(rows(text, *delimiter)), *expected, "{text:?}");
    }
    let pieces = ["\"", "\"\"", "\n", "\r\n", "\r", "x", " ", "'=1", "'", "é", "\u{85}", ""];
    let mut texts: Vec<(String, u8)> = known.iter().map(|(text, sign, _)| ((*text).to_owned(), *sign)).collect();
    for seed in 0..MANY {
        let source = random(seed);
        let source = &mut Bytes::new(&source);
        for sign in [',', ';', '\t'] {
            let delimiter = u8::try_from(sign).expect("ASCII");
            let sign = sign.to_string();
            let own: Vec<&str> = pieces.iter().copied().chain([sign.as_str(); 4]).collect();
            texts.push((format!("{sign}\n{}", source.soup(&own, 30).replace('\u{FEFF}', "")), delimiter));
        }
    }
    let given: Vec<String> = texts.iter().map(|(text, _)| format!("\u{FEFF}{text}")).collect();
    let made = made(&json!({ "parse": given })).await;
    assert_all(&texts, &made["parse"], |(text, delimiter)| rows(text, *delimiter));
}

#[tokio::test(flavor = "current_thread")]
async fn tables_are_written_as_by_rust_and_come_back() {
    let tables: Vec<Vec<Parameter>> = (0..MANY)
        .map(|seed| {
            let source = random(seed);
            let source = &mut Bytes::new(&source);
            (0..=source.below(6))
                .map(|_| {
                    let example = match source.below(6) {
                        0 => None,
                        1 => Some(Value::Bool(source.one_in(2))),
                        2 => Some(Value::Number([-7, 0, kbgen::lang::GREATEST][source.below(3)])),
                        3 => Some(Value::List((0..source.below(4)).map(|_| text(source, 3)).collect())),
                        _ => Some(Value::Text(text(source, 6))),
                    };
                    Parameter { name: text(source, 3), example, ..Parameter::default() }
                })
                .collect()
        })
        .collect();
    let inputs: Vec<_> = tables
        .iter()
        .map(|table| {
            let names: Vec<_> = table.iter().map(|parameter| json!(parameter.name)).collect();
            let examples: Vec<_> = table.iter().map(|parameter| json!(parameter.example)).collect();
            [names, examples]
        })
        .collect();
    let texts: Vec<Vec<Vec<String>>> = (0..MANY)
        .map(|seed| {
            let source = random(seed);
            let source = &mut Bytes::new(&source);
            let columns = source.below(4);
            // What parts cells is told by the first line; a reader drops rows in which nothing stands.
            let head = vec!["a".to_owned(); columns + 2];
            let row = |_| (0..columns + 2).map(|_| format!("{}x", text(source, 4))).collect();
            std::iter::once(head).chain((0..3).map(row)).collect()
        })
        .collect();
    let made = made(&json!({ "write": inputs, "round": texts })).await;
    assert_all(&tables, &made["write"], |table| {
        String::from_utf8(params_csv(&table.iter().collect::<Vec<_>>())).expect("UTF-8")
    });
    assert_all(&texts, &made["round"], Clone::clone);
}

#[tokio::test(flavor = "current_thread")]
async fn links_hold_the_message_or_tell_their_length() {
    let message = |body: String| json!({ "to": ["a@b.example"], "subject": "S", "body": body });
    // The characters beside the body.
    let lengths = [
        ("mailto", "mailto:a@b.example?subject=S&body=".len(), 2000),
        ("gmail", "https://mail.google.com/mail/?view=cm&fs=1&to=a@b.example&su=S&body=".len(), 6000),
        ("outlook", "https://outlook.office.com/mail/deeplink/compose?to=a@b.example&subject=S&body=".len(), 2000),
    ];
    let mut messages = vec![
        json!({
            "to": ["o'neil+x@b.example", "a?b&c%@d.example", "no mail", "x@y.example\r\nBcc: eve@z.example"],
            "cc": ["c@d.example"],
            "subject": "A & B = 100%\r\nBcc: eve@z.example",
            "body": "Dear Zoë,\r\n\r\n1 + 1 = #2 \u{202E}🙂\n"
        }),
        json!({}),
    ];
    messages.extend(lengths.iter().map(|(_, length, most)| message("x".repeat(most - length))));
    messages.extend(lengths.iter().map(|(_, length, most)| message("x".repeat(most + 1 - length))));
    let made = made(&json!({ "compose": messages })).await;
    let made = &made["compose"];
    let to = "o'neil%2Bx@b.example,a%3Fb%26c%25@d.example";
    let subject = "A%20%26%20B%20%3D%20100%25%20Bcc%3A%20eve%40z.example";
    let (first, last) = ("Dear%20Zo%C3%AB%2C", "1%20%2B%201%20%3D%20%232%20%F0%9F%99%82");
    let mailto = format!("mailto:{to}?cc=c@d.example&subject={subject}&body={first}%0D%0A%0D%0A{last}%0D%0A");
    assert_eq!(made[0]["mailto"]["url"], mailto);
    let web = format!("subject={subject}&body={first}%0A%0A{last}%0A");
    assert_eq!(
        made[0]["gmail"]["url"],
        format!(
            "https://mail.google.com/mail/?view=cm&fs=1&to={to}&cc=c@d.example&{}",
            web.replacen("subject", "su", 1)
        )
    );
    assert_eq!(
        made[0]["outlook"]["url"],
        format!("https://outlook.office.com/mail/deeplink/compose?to={}&cc=c@d.example&{web}", to.replace(',', "%3B"))
    );
    let read = url::Url::parse(&mailto).expect("an address");
    let fields: Vec<(String, String)> = read.query_pairs().into_owned().collect();
    let field = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    assert_eq!(
        fields,
        [
            field("cc", "c@d.example"),
            field("subject", "A & B = 100% Bcc: eve@z.example"),
            field("body", "Dear Zoë,\r\n\r\n1 + 1 = #2 🙂\r\n"),
        ]
    );
    assert_eq!(made[1]["mailto"]["url"], "mailto:");
    for (index, (name, _, most)) in lengths.into_iter().enumerate() {
        assert_eq!(made[2 + index][name]["url"].as_str().map(str::len), Some(most), "{name}");
        assert_eq!(made[2 + lengths.len() + index][name], json!({ "tooLong": most + 1 }), "{name}");
    }
}
