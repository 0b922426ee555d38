//! Messages that nobody would write, and phrases that nobody would look for.

use kbgen::lang::{Bindings, Condition, Parameter, Role, Segment, SegmentKind};
use kbgen::message::{Authority, Detector, Limits, Lists, Phrase, Region, Rules, Severity, WordBudget};
use serde_json::{Value, json};

use super::batches::{Batches, Message, Setting, Source};
use super::{TARGETS, corpus_cases, gardens, own, setting};
use crate::random::bytes;
use crate::shared::bytes::{Bytes, HOSTILE};
use crate::shared::cases::Case;

/// What rules look for, and what could trip their search over.
const TRAPS: [&str; 77] = [
    "Dear Dr. Osei,\n\n",
    "\n\nSincerely,\n",
    "Dear",
    "Best regards",
    "Ada",
    "Lakeview Hospital",
    "Lakeview",
    "St. Elm’s",
    "\u{130}",
    "ΑΣ",
    "Σ",
    "ς",
    "\u{345}",
    "Ⓐ",
    "ǅ",
    "ªº",
    "½",
    "\u{2BC}",
    "DON\u{2BC}T",
    "DON'T",
    "don’t",
    "'",
    "’",
    "\u{200D}",
    "👩‍🚀",
    "\u{FE0F}",
    "☀",
    "xxx",
    "XXXX",
    "xXx",
    "[name]",
    "[Ä b]",
    "{date}",
    "<my name>",
    "<a@b.example>",
    "[",
    "]",
    "{{",
    "{%",
    "{{%",
    "%}}",
    "https://bit.ly/x).",
    "HTTP://WWW.T.CO",
    "www.",
    "https://a.example/",
    "a@b",
    "!",
    "!!",
    "?",
    "??!",
    "...",
    "....",
    "..",
    ".,",
    " ,",
    " .com",
    " :)",
    "  ",
    "   ",
    "\t",
    "\r\n",
    "\n\n\n",
    "\n \n\n",
    "\n- ",
    "\u{85}",
    "\u{A0}",
    "\u{2028}",
    "\u{2003}",
    "dr.",
    "e.g. the",
    "U.S. He",
    "attached",
    "no attachment",
    "attached to the",
    "URGENT",
    "ABCDEF GHI JK",
    "the the",
];

/// Bodies that differ in what is hard to see.
const ODD: [&str; 18] = [
    "Dear all,\n\nSincerely,\nx.\n\nTwo a b c d. Three a b c. Four a b c d e.\n\nRegards,\nx",
    "Sincerely,\n\nA line.\n\nSincerely,\nAda Winter",
    "---\nDear Ms. Park,\n\nA line.",
    "  \r\n Dear all:\r\n\r\n  One two three four five six. Two.\r\nThree four!\r\n\r\nRegards\r\n",
    "Dear all,\n\n  One two three four five six. Two three. Then one.\n\nOne more.",
    "Dear all,\n\nHere a b c d e! so it goes on. Here dr! Next one? no. Then 1 dr. Last and done. \"Xy.\" z.",
    "ⒶⒷⒸⒹⒺⒻ ABCDEF ǄǄǄǄǄǄ ΑΒΓΔΕΖ abcdef ŉŉŉŉŉŉ",
    "[aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa𝐀𝐀𝐀𝐀𝐀𝐀𝐀𝐀𝐀𝐀] [aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa𝐀𝐀𝐀𝐀𝐀𝐀𝐀𝐀𝐀𝐀b]",
    "a .\u{A0}b :\u{85}c .\u{B}d .\u{C}e  .. f ,, g ...., h .,i ..j",
    "See https://bit.ly:80/x, http://is.gd?x and www.t.co#a or HTTPS://WWW.TINY.CC. xhttp://ow.ly",
    "𝐀𝐀 the the\u{2003}The THE @the the@x the\u{200B}the",
    "one\u{FEFF} \u{FEFF}\n\u{FEFF}\n\n two\u{85}\n\u{85}\n three",
    "👩\u{200D}🚀👩\u{FE0F}☀a☀☀",
    "Attached. I have not yet attached it; not\n\nattached, never a b c attached to a wall",
    "<my name> < my name> <my.name> {a b} {{a}} {%a%} [a\nb] [É] [1] xxx xxxx xx tbd TBD! [aʼb]",
    "hello! hello?! hello!? hello!!? ??!! ok!",
    "One two ( three ) . Four , five ; six:seven ;eight\n\n\n\n\tnine\n \n \nten\n\n\n",
    "- one two three four five six seven eight nine ten eleven twelve thirteen\n- two\nthree\n\n  - four",
];

/// Returns a text that a phrase stands for, or nearly.
fn spelt(phrase: &str, lists: &Value, bytes: &mut Bytes<'_>) -> String {
    let mut text = String::new();
    let mut rest = phrase;
    while let Some(first) = rest.chars().next() {
        let len = match first {
            '(' => rest.find(')').map_or(rest.len(), |end| end + 1),
            _ => rest.find([' ', '(']).unwrap_or(rest.len()).max(first.len_utf8()),
        };
        let token = &rest[..len];
        rest = &rest[len..];
        let row = |rows: &[&str], bytes: &mut Bytes<'_>| spelt(bytes.pick(rows), lists, bytes);
        match token {
            "!" if bytes.one_in(2) => break,
            "&" | "!" => text.push_str(bytes.pick(&["and", "", "so", ". And", "."])),
            "*" | "**" => text.push_str(bytes.pick(&["", "one", "one two", "a b c d e", "a b c d e f"])),
            _ if first == '(' => text.push_str(&row(&token[1..len - 1].split('|').collect::<Vec<_>>(), bytes)),
            _ if first == '@' => {
                let rows: Vec<&str> =
                    lists[&token[1..]].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
                if !rows.is_empty() {
                    text.push_str(&row(&rows, bytes));
                }
            }
            _ => text.push_str(&token.replace('~', bytes.pick(&["", "s", "ly", "ication"]))),
        }
        text.push_str(bytes.pick(&["", "", "", "", "", "", "", ",", "\n", ".", " "]));
    }
    text
}

/// Returns a text of all sorts of pieces, most of them words.
fn glued(bytes: &mut Bytes<'_>, words: &[&str], phrases: &[String], lists: &Value, most: usize) -> String {
    let mut text = String::new();
    for _ in 0..bytes.below(most) {
        match bytes.below(16) {
            0..=6 => text.push_str(bytes.pick(words)),
            7..=10 if !phrases.is_empty() => {
                let phrase = &phrases[bytes.below(phrases.len())];
                text.push_str(&spelt(phrase, lists, bytes));
            }
            11 => text.push_str(bytes.pick(&HOSTILE)),
            12 => text.push(bytes.char()),
            13 => text.push_str(&bytes.pick(words).to_uppercase()),
            _ => text.push_str(bytes.pick(&TRAPS)),
        }
        text.push_str(bytes.pick(&[" ", " ", " ", " ", " ", " ", " ", ", ", ". ", "\n", "\n\n", "? ", "", "\n- "]));
    }
    text
}

/// Returns the phrases of rules as written, and their lists.
fn phrases(rules: &Rules) -> (Vec<String>, Value) {
    let all = json!(rules);
    let mut phrases = Vec::new();
    for detector in all["detectors"].as_array().expect("a list") {
        for key in ["phrases", "lacks"] {
            let texts = detector[key].as_array().into_iter().flatten();
            phrases.extend(texts.map(|text| text.as_str().expect("a text").to_owned()));
        }
    }
    (phrases, all["lists"].clone())
}

/// Returns a text whose pieces come from parameters, or from elsewhere.
fn source(text: String, bytes: &mut Bytes<'_>, parameters: &[&Parameter]) -> Source {
    if bytes.one_in(2) {
        return Source::Text(text);
    }
    let mut segments = Vec::new();
    let mut rest = text.as_str();
    while !rest.is_empty() {
        let (piece, after) = rest.split_at(rest.ceil_char_boundary((9 + bytes.below(40)).min(rest.len())));
        let kind = [SegmentKind::Text, SegmentKind::Text, SegmentKind::Value, SegmentKind::Missing][bytes.below(4)];
        let parameter = (kind != SegmentKind::Text).then(|| parameters[bytes.below(parameters.len())].name.clone());
        segments.push(Segment { kind, parameter, text: piece.to_owned() });
        rest = after;
    }
    Source::Segments(segments)
}

/// Returns rules whose limits any message breaks, and of which some are off or of another severity.
pub(super) fn strict(rules: &Rules) -> Rules {
    let mut rules = rules.clone();
    rules.limits =
        Limits { subject_least: 9, subject_most: 30, words: 40, paragraph_words: 12, sentence_words: 3, links: 0 };
    let levels = [
        ("doubled-word", Some(Severity::Note)),
        ("closing", None),
        ("too-many-words", Some(Severity::Note)),
        ("other-target", None),
        ("long-sentences", Some(Severity::Block)),
    ];
    let conditions: Vec<Condition> = rules.detectors.iter().filter_map(|detector| detector.when.clone()).collect();
    let mut conditions = conditions.into_iter().cycle();
    rules.across.caps.iter_mut().for_each(|cap| cap.unless = conditions.next());
    for statement in &mut rules.across.statements {
        statement.unless = conditions.next();
        statement.max = Some(0);
    }
    rules.levels.extend(levels.map(|(name, level)| (name.to_owned(), level)));
    rules
}

/// Returns parameters of which some stand for something else.
fn recast(parameters: &[&Parameter], bytes: &mut Bytes<'_>) -> Vec<Parameter> {
    let mut list: Vec<Parameter> = parameters.iter().map(|parameter| (*parameter).clone()).collect();
    let roles = [Role::SenderName, Role::SenderId, Role::SenderAddress, Role::TargetName, Role::TargetReason];
    for role in roles {
        let number = bytes.below(list.len());
        if bytes.one_in(2) {
            list.iter_mut()
                .filter(|parameter| parameter.role == Some(role))
                .for_each(|parameter| parameter.role = None);
            list[number].role = Some(role);
            list[number].specific ^= true;
        }
    }
    list
}

fn words(corpus: &[(String, Vec<Case>)]) -> Vec<&str> {
    let texts = corpus.iter().flat_map(|(_, cases)| cases).flat_map(|case| case.parts.values());
    let mut words: Vec<&str> = texts.flat_map(|text| text.split_whitespace()).collect();
    words.sort_unstable();
    words.dedup();
    words
}

const ADDRESSES: [&str; 7] =
    ["a@b.example", "A@B.example ", "x", "a@c@d.example", "b@d.example", "ö@É.example", "ö@é.example"];

#[tokio::test(flavor = "current_thread")]
async fn the_browser_finds_in_random_messages_what_rust_does() {
    let corpus = corpus_cases();
    let words = words(&corpus);
    let kbs = [gardens(), own()];
    let rules: Vec<Rules> = kbs.iter().flat_map(|kb| [kb.rules.clone(), strict(&kb.rules)]).collect();
    let mut batches = Batches::new(rules.iter().collect());
    for (number, kb) in kbs.iter().enumerate() {
        let (phrases, lists) = phrases(&kb.rules);
        let shared: Vec<&Parameter> = kb.parameters.rows().iter().map(|parameter| &parameter.definition).collect();
        let scenarios = &kb.rules.scenarios;
        for (index, random) in bytes(250, 600, 1_200).iter().enumerate() {
            let bytes = &mut Bytes::new(random);
            let own = if index % 4 == 0 { recast(&shared, bytes) } else { Vec::new() };
            let parameters = if own.is_empty() { shared.clone() } else { own.iter().collect() };
            let mut messages = Vec::new();
            let setting = setting(bytes, kb);
            for _ in 0..=bytes.below(3) {
                let hostile = bytes.one_in(3);
                let mut values = bytes.values(parameters.iter().copied(), hostile);
                values.retain(|_, _| bytes.one_in(2));
                let bound = u32::try_from(bytes.below(90)).expect("a byte");
                let subject = glued(bytes, &words, &phrases, &lists, 9).replace('\n', " ");
                let body = match ODD.get(index / 2) {
                    Some(odd) if messages.is_empty() => (*odd).to_owned(),
                    _ => glued(bytes, &words, &phrases, &lists, 90),
                };
                messages.push(Message {
                    subject: source(subject, bytes, &parameters),
                    body: source(body, bytes, &parameters),
                    values,
                    scenario: (!bytes.one_in(4)).then(|| scenarios[bytes.below(scenarios.len())].id.clone()),
                    budget: bytes.one_in(2).then_some(WordBudget { least: bound / 2, most: bound, max: bound + 9 }),
                    recipients: (0..bytes.below(4)).map(|_| bytes.pick(&ADDRESSES).to_owned()).collect(),
                    attachments: (0..bytes.below(3)).map(|_| bytes.pick(&["cv.pdf", "`", ""]).to_owned()).collect(),
                    target: bytes.pick(&TARGETS).to_owned(),
                    template: String::new(),
                });
            }
            let rules = number * 2 + index % 2;
            batches.add(format!("{number}/{index}"), rules, &parameters, &messages, &setting);
        }
    }
    assert!(batches.found.len() > 28, "only {:?}", batches.found);
    batches.agree().await;
}

/// Few words, so that phrases of them are found.
const WORDS: [&str; 10] = ["hat-abc", "abc", "abcd", "abd", "x", "y", "don't", "h-1b", "Éa", "ΣΑΣ"];

/// Returns a phrase of any form, or what is none.
fn phrase(bytes: &mut Bytes<'_>) -> String {
    let mut text = String::new();
    for _ in 0..=bytes.below(5) {
        match bytes.below(12) {
            0 => text.push_str(" * "),
            1 => text.push_str(" ** "),
            2 | 3 => {
                let rows: Vec<String> = (0..=bytes.below(3))
                    .map(|_| match bytes.below(6) {
                        0 => String::new(),
                        1 => "@one".to_owned(),
                        2 => "abc~".to_owned(),
                        3 => format!("{} {}", bytes.pick(&WORDS), bytes.pick(&WORDS)),
                        _ => bytes.pick(&WORDS).to_owned(),
                    })
                    .collect();
                text.push_str(&format!(" ({}) ", rows.join("|")));
            }
            4 => text.push_str(bytes.pick(&[" @one ", " @two "])),
            5 => text.push_str(" & "),
            6 => text.push_str(bytes.pick(&[" ! ", " & ? ", " ! ? ", " ! "])),
            7 => text.push_str(bytes.pick(&[" abc~ ", " h-abc~ ", " éa\u{301}b~ "])),
            _ => text.push_str(&format!(" {} ", bytes.pick(&WORDS))),
        }
    }
    text
}

#[tokio::test(flavor = "current_thread")]
async fn the_browser_finds_random_phrases_where_rust_does() {
    let mut lists = Lists::default();
    let mut add = |name: &str, rows: &[&str]| {
        let rows: Vec<String> = rows.iter().map(|row| (*row).to_owned()).collect();
        lists.add(name, &rows).expect("a list");
    };
    add("one", &["abc x", "abd", "ABC~", "y y y", "x\t h-abc~"]);
    add("two", &[" @one", "Éa x", "don't"]);
    let many = bytes(4_000, 20, 60);
    let mut found: Vec<Phrase> =
        many.iter().filter_map(|bytes| Phrase::parse(&phrase(&mut Bytes::new(bytes)), &lists).ok()).collect();
    assert!(found.len() > 800, "only {} are phrases", found.len());
    let mut rules: Vec<Rules> = Vec::new();
    let mut random = bytes(60, 100, 200).into_iter();
    while found.len() > 10 {
        let random = random.next().unwrap_or_default();
        let bytes = &mut Bytes::new(&random);
        let detectors = (0..8)
            .map(|number| {
                let mut some = |most: usize| found.split_off(found.len().saturating_sub(bytes.below(most)));
                let (phrases, lacks) = (some(6), some(3));
                let regions = [Region::Anywhere, Region::Body, Region::Subject, Region::FirstLine];
                Detector {
                    pitfall: format!("pitfall-{}", number / 2),
                    title: format!("number {number}"),
                    help: String::new(),
                    severity: Severity::Warn,
                    authority: Authority::Guidance,
                    source: String::new(),
                    phrases,
                    lacks: if bytes.one_in(3) { lacks } else { Vec::new() },
                    when: None,
                    region: regions[bytes.below(6) % 4],
                    scenarios: bytes.one_in(4).then(|| vec!["here".to_owned()]),
                    except: Vec::new(),
                }
            })
            .collect();
        rules.push(Rules { detectors, lists: lists.clone(), ..Rules::default() });
    }
    let mut batches = Batches::new(rules.iter().collect());
    for (index, random) in bytes(rules.len() * 8, 60, 200).iter().enumerate() {
        let bytes = &mut Bytes::new(random);
        let mut text = |most: usize| {
            let mut text = String::new();
            for _ in 0..bytes.below(most) {
                text.push_str(bytes.pick(&WORDS));
                text.push_str(bytes.pick(&["", "es", "", "", "", ""]));
                text.push_str(bytes.pick(&[
                    " ",
                    " ",
                    " ",
                    " ",
                    " ",
                    ", ",
                    ". ",
                    "? ",
                    ".) ",
                    ".\u{BB} ",
                    "!\u{201D} ",
                    ".\u{2019}\n",
                    ".\u{AB} ",
                    "!\n",
                    "\n",
                    "\n\n",
                    "\n- ",
                ]));
            }
            text
        };
        let message = Message {
            subject: Source::Text(text(8)),
            body: Source::Text(text(60)),
            values: Bindings::new(),
            scenario: bytes.one_in(2).then(|| bytes.pick(&["here", "there"]).to_owned()),
            budget: None,
            recipients: Vec::new(),
            attachments: Vec::new(),
            target: String::new(),
            template: String::new(),
        };
        batches.add(index.to_string(), index % rules.len(), &[], &[message], &Setting::default());
    }
    assert!(batches.found["detector"] > 2_000, "only {}", batches.found["detector"]);
    batches.agree().await;
}
