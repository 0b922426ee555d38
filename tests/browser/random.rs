//! The email language in the browser on what nobody would write: random templates, settings, values and texts.

use jiff::civil::Date;
use kbgen::lang::{self, Bindings, Choice, Dates, Limits, Misfit, Parameter, Pattern, Phrases, Type};
use proptest::collection::vec;
use proptest::prelude::{Strategy as _, any};
use proptest::strategy::ValueTree as _;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde_json::{Value, json};

use super::browser::Browser;
use super::corpus::{Setting, compiled, differences};
use super::harness::Harness;
use super::shared::bytes::{Bytes, HOSTILE};
use super::shared::cases::parameters;
use super::shared::generator;

/// What replacing one text by another, or looking up a name, could trip over.
const TRAPS: [&str; 9] = ["$&", "$1", "{label}", "{value}", "{condition}", "{day}", "{month}", "{year}", "__proto__"];

/// Returns so many lists of bytes, the same in every run.
pub(crate) fn bytes(cases: usize, least: usize, most: usize) -> Vec<Vec<u8>> {
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let list = vec(vec(any::<u8>(), least..=most), cases).new_tree(&mut runner).expect("nothing to refuse");
    list.current()
}

fn shared() -> Vec<Parameter> {
    parameters(include_str!("../lang/params.toml")).expect("sound parameters")
}

fn word(bytes: &mut Bytes<'_>) -> String {
    match bytes.below(5) {
        0 | 1 => bytes.pick(&TRAPS).to_owned(),
        2 => bytes.soup(&HOSTILE, 3),
        _ => bytes.pick(&["Day", "a b", "is", " or ", "[", "é"]).to_owned(),
    }
}

/// Returns other parameters of nearly the same names, and other words.
fn setting(bytes: &mut Bytes<'_>) -> Setting {
    let mut parameters = shared();
    for parameter in &mut parameters {
        parameter.required ^= bytes.one_in(3);
        parameter.label = word(bytes);
        if parameter.name == "nick" {
            // An object has it, without having been given it.
            "constructor".clone_into(&mut parameter.name);
        }
        for choice in &mut parameter.choices {
            choice.label = word(bytes);
        }
    }
    let mut dates = Dates::default();
    let mut phrases = Phrases::default();
    if bytes.one_in(2) {
        dates.months.truncate(bytes.below(13));
        dates.months.insert(0, word(bytes));
        dates.long = format!("{}{{month}}{{day}}{}{{year}}{{day}}", word(bytes), word(bytes));
        dates.month = format!("{{year}}{}{{month}}", word(bytes));
        phrases.when.push_str("{condition}");
        for phrase in [&mut phrases.when, &mut phrases.otherwise, &mut phrases.is, &mut phrases.from, &mut phrases.and]
        {
            phrase.push_str(&word(bytes));
        }
    }
    Setting { parameters, dates, phrases }
}

#[tokio::test(flavor = "current_thread")]
async fn the_browser_renders_random_templates_as_rust_does() {
    let (harness, browser) = (Harness::start(), Browser::start().await);
    let mut settings: Vec<Setting> = bytes(39, 200, 300).iter().map(|bytes| setting(&mut Bytes::new(bytes))).collect();
    settings.push(Setting { parameters: shared(), dates: Dates::default(), phrases: Phrases::default() });
    let mut faults = Vec::new();
    for (batch, lists) in bytes(2_000, 60, 500).chunks(500).enumerate() {
        let mut cases = Vec::new();
        for (index, list) in lists.iter().enumerate() {
            let (number, bytes) = (index % settings.len(), &mut Bytes::new(&list[60..]));
            let setting = &settings[number];
            let template = generator::template(&mut Bytes::new(list), &setting.parameters);
            let mut values: Vec<Bindings> = vec![Bindings::new()];
            for hostile in [false, true] {
                let all = bytes.values(&setting.parameters, hostile);
                values.push(all.clone().into_iter().filter(|_| !bytes.one_in(4)).collect());
                values.push(all);
            }
            cases.extend(compiled(&format!("{batch}/{index}"), &template, (number, setting), &values));
        }
        faults.extend(differences(&harness, &browser, &settings, &cases).await);
    }
    browser.close().await;
    assert!(faults.is_empty(), "{}\n{}", faults.len(), faults[..faults.len().min(5)].join("\n\n"));
}

/// Parts of texts that somebody could type into a field.
const TYPED: [&str; 65] = [
    "1",
    "½",
    "2026",
    "1999",
    "9",
    "0",
    "-",
    "+",
    "7",
    "12",
    "007",
    "9007199254740991",
    "-9007199254740992",
    "-9223372036854775808",
    "1e3",
    "1.0",
    "٣",
    "2026-11-22",
    "2026-02-29",
    "2028-02-29",
    "0000-02-29",
    "2026-13-01",
    "2026-1-1",
    "20261122",
    "T",
    "yes",
    "No",
    "TRUE",
    "x",
    "X",
    "true",
    ";",
    "; ",
    "\n",
    "\r\n",
    "a;b",
    "herb",
    "Herbs",
    "HERBS",
    "straße",
    "STRASSE",
    "ΣΑΣ",
    "σας",
    "İ",
    " ",
    "\u{85}",
    "\u{FEFF}",
    "\u{2028}",
    "\u{200D}",
    "\u{202E}",
    "\u{2069}",
    "one two",
    "a@b.example",
    "@",
    ".",
    "-",
    "ada@garden.example.org",
    "https://",
    "http://",
    "https://a.example/",
    "?",
    "HTTP://A.EXAMPLE",
    "(0) ",
    "\u{345}",
    "é",
];

/// Returns a parameter of any type, with any limits.
fn parameter(bytes: &mut Bytes<'_>) -> Parameter {
    let kinds = [
        Type::Text,
        Type::LongText,
        Type::Number,
        Type::Date,
        Type::Bool,
        Type::Choice,
        Type::List,
        Type::Email,
        Type::Url,
    ];
    let mut limit =
        |odds: usize, bound: usize| bytes.one_in(odds).then(|| i64::try_from(bytes.below(bound)).unwrap_or(0));
    let [min, max] = [limit(3, 9), limit(3, 20)];
    let [min_words, max_words] =
        [limit(4, 4), limit(4, 6)].map(|count| count.and_then(|count| u32::try_from(count).ok()));
    let patterns = [None, None, Some(Pattern::Digits8), Some(Pattern::Year), Some(Pattern::Phone)];
    let limits = Limits { min, max, min_words, max_words, pattern: patterns[bytes.below(patterns.len())] };
    let choice = |value: &str, label: &str| Choice { value: value.to_owned(), label: label.to_owned() };
    let choices =
        vec![choice("herb", "Herbs"), choice("x", "STRASSE"), choice("Herbs", "Σας"), choice("σ", "i\u{307}")];
    let kind = kinds[bytes.below(kinds.len())];
    Parameter { name: "p".to_owned(), label: "P".to_owned(), kind, limits, choices, ..Parameter::default() }
}

fn told(misfit: &Misfit) -> Value {
    json!({ "fault": misfit.fault, "help": misfit.help })
}

/// Returns what is to be said of a value that was read from a text.
fn said(parameter: &Parameter, value: &lang::Value, text: &str) -> Value {
    json!({
        "read": { "value": value },
        "fits": value.fits(parameter).err().as_ref().map(told),
        "text": value.to_text(),
        "isEmail": lang::is_email(text),
    })
}

/// Returns a text and what is to be said of it.
fn typed(parameter: &Parameter, text: &str) -> (Value, Value) {
    let expected = match lang::Value::read(parameter, text) {
        Ok(Some(value)) => said(parameter, &value, text),
        Ok(None) => json!({ "read": {} }),
        Err(misfit) => json!({ "read": told(&misfit) }),
    };
    (json!({ "parameter": parameter, "text": text }), expected)
}

fn value_case(bytes: &mut Bytes<'_>) -> (Value, Value) {
    let parameter = parameter(bytes);
    if bytes.one_in(4) {
        // A value that was never read, and may be of another type. Texts and dates are one type in JavaScript.
        let kinds = [parameter.kind, parameter.kind, Type::Number, Type::Bool, Type::List, parameter.kind];
        let other = Parameter { kind: kinds[bytes.below(kinds.len())], ..parameter.clone() };
        if let Some(value) = bytes.value(&other, true) {
            return (json!({ "parameter": parameter, "value": value }), said(&parameter, &value, ""));
        }
    }
    let text = match bytes.below(9) {
        0..=2 => {
            let value = bytes.value(&parameter, true).map_or_else(String::new, |value| value.to_text());
            if bytes.one_in(2) { bytes.mutated(&value, &TYPED) } else { value }
        }
        3 | 4 => bytes.pick(&TYPED).to_owned(),
        _ => bytes.soup(&TYPED, 5),
    };
    typed(&parameter, &text)
}

/// Returns addresses whose parts are as long as they may be, or longer by one letter.
fn long_addresses() -> Vec<String> {
    let address = |local: usize, label: usize, labels: usize, rest: usize| {
        let domain = vec!["a".repeat(label); labels].join(".");
        format!("{}@{domain}.{}", "b".repeat(local), "c".repeat(rest))
    };
    let mut list = Vec::new();
    for more in [0, 1] {
        list.extend([
            address(64 + more, 3, 1, 3),
            address(1, 63 + more, 1, 3),
            address(1, 63, 3, 61 + more),
            address(1, 3, 1, 3).replace('b', &"é".repeat(32 + more)),
            address(1, 3, 1, 3).replace("aaa", &format!("{}{}", "é".repeat(31), "a".repeat(1 + more))),
        ]);
    }
    list
}

#[tokio::test(flavor = "current_thread")]
async fn the_browser_reads_random_texts_as_rust_does() {
    let lists = bytes(20_000, 40, 60);
    let random = lists.iter().map(|bytes| value_case(&mut Bytes::new(bytes)));
    let email = Parameter { kind: Type::Email, ..Parameter::default() };
    let long = long_addresses().into_iter().map(|text| typed(&email, &text));
    let (cases, expected): (Vec<Value>, Vec<Value>) = random.chain(long).unzip();
    let browser = Browser::start().await;
    let found = Harness::start().evaluate(&browser, include_str!("values.js"), &cases).await;
    browser.close().await;
    let found = found.as_array().expect("a list");
    assert_eq!(found.len(), cases.len());
    let faults: Vec<String> = cases
        .iter()
        .zip(expected.iter().zip(found))
        .filter(|(_, (expected, found))| expected != found)
        .map(|(case, (expected, found))| format!("{case}\nexpected: {expected}\nfound:    {found}"))
        .collect();
    assert!(faults.is_empty(), "{}\n{}", faults.len(), faults[..faults.len().min(10)].join("\n\n"));
}

/// Gives what becomes of each date, and of a window that counts from it.
const DATES: &str = "
    import { addDays, daysBetween, windowDays } from 'kbgen/core/dates.js';
    const parameters = [
      { name: 'text', type: 'text', anchor: 'visit' },
      { name: 'constructor', type: 'date', anchor: 'visit' },
      { name: 'visit', type: 'date', anchor: 'visit' },
    ];
    export default (cases) => cases.map(([from, days, to]) => ({
      moved: addDays(from, days) ?? null,
      between: daysBetween(from, to),
      window: windowDays({ opens: { anchor: ['visit', days] }, closes: { day: to } }, parameters, { visit: from }),
      unknown: windowDays({ opens: { anchor: ['visit', days] }, closes: null }, parameters, { text: from }),
    }));
";

#[tokio::test(flavor = "current_thread")]
async fn the_browser_counts_days_as_rust_does() {
    let (cases, expected): (Vec<Value>, Vec<Value>) = bytes(2_000, 12, 12)
        .iter()
        .map(|list| {
            let bytes = &mut Bytes::new(list);
            let mut date = || {
                let year = if bytes.one_in(2) { 1990 + bytes.below(60) } else { bytes.below(10_000) };
                let first = Date::new(i16::try_from(year).expect("below 10,000"), 1, 1).expect("a date");
                let days = i64::try_from(bytes.below(366)).expect("few");
                first.checked_add(jiff::Span::new().days(days)).expect("no later than 9999")
            };
            let (from, to) = (date(), date());
            let days = i32::try_from(bytes.below(4_000)).expect("few") - 2_000;
            let moved = from.checked_add(jiff::Span::new().days(days)).ok().filter(|moved| moved.year() >= 0);
            let mut window = json!({ "closes": to });
            if let Some(moved) = moved {
                window["opens"] = json!(moved);
            }
            let between = from.until(to).expect("both are dates").get_days();
            let expected = json!({ "moved": moved, "between": between, "window": window, "unknown": {} });
            (json!([from, days, to]), expected)
        })
        .unzip();
    let browser = Browser::start().await;
    let found = Harness::start().evaluate(&browser, DATES, &cases).await;
    browser.close().await;
    let found = found.as_array().expect("a list");
    for (case, (expected, found)) in cases.iter().zip(expected.iter().zip(found)) {
        assert_eq!(found, expected, "{case}");
    }
    assert_eq!(found.len(), cases.len());
}
