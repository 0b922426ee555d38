//! `kbgen fill`: what is printed and written, what is refused, and what is told.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read as _};

use mail_parser::MessageParser;
use snapbox::{assert_data_eq, str};

use super::project::{Project, Run};
use super::rules::read_tree;

const VALUES: &str = r#"
applicant_name = "Amara Osei"
degree = "MBBS"
application_service = "eras"
application_id = "10000042"
reply_email = "amara.osei@example.org"
"#;

pub(super) const HEAD: &str =
    "program_name,recipient_email,interview_date,interviewer_name,discussion_topic,why_it_matters,fitting_strength\n";
pub(super) const LAKEVIEW: &str = "Lakeview Internal Medicine,a@lake.example.org,2026-11-21,Dr. Hollis,\
    the night clinic for farm workers,I ran such a clinic as an intern at home,\n";
pub(super) const MARY: &str = "\"St. Mary, Ohio\",b@mary.example.org,2026-11-21,Dr. Park,the map of clinics on the wall,\
    a good map shows a new doctor where patients live,two years of home visits\n";
const ELM: &str = "Elm Valley Medicine,c@elm.example.org,2026-11-21,,how residents learn to teach,\
    teaching is what I enjoy most in a clinic,\n";

pub(super) fn project() -> Project {
    let project = Project::real();
    project.write("values.toml", VALUES);
    project
}

/// Fills the letter of thanks in.
pub(super) fn fill(project: &Project, arguments: &[&str]) -> Run {
    let mut all = vec!["fill", "thank-you-interviewer", "--values", "values.toml"];
    all.extend(arguments);
    project.run(&all)
}

pub(super) fn with_table(table: &str, arguments: &[&str]) -> (Project, Run) {
    let project = project();
    project.write("targets.csv", table);
    let mut all = vec!["--targets", "targets.csv"];
    all.extend(arguments);
    let run = fill(&project, &all);
    (project, run)
}

/// Returns what lies in a folder of messages, kbgen's own record left out.
pub(super) fn written(project: &Project, folder: &str) -> BTreeMap<String, Vec<u8>> {
    let mut files = read_tree(&project.path(folder));
    assert!(files.remove(".kbgen-messages.json").is_some());
    files
}

#[test]
fn one_message_is_printed() {
    let run = fill(
        &project(),
        &[
            "--set",
            "program_name=Lakeview Internal Medicine",
            "--set",
            "interview_date=2026-11-21",
            "--set",
            "interviewer_name=  Dr. Hollis ",
            "--set",
            "discussion_topic=the night clinic for farm workers",
            "--set",
            "why_it_matters=I ran such a clinic as an intern at home",
            "--set",
            "applicant_name=Amara A. Osei",
            "--set",
            "degree=Osteopathic degree from abroad",
        ],
    );
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    assert_data_eq!(
        run.stdout,
        str![[r#"
Subject: Thank you: Lakeview Internal Medicine, interview of November 21, 2026, Amara A. Osei

Dear Dr. Hollis,

Thank you for our conversation on November 21, 2026. Our discussion of the night clinic for farm workers has stayed with me. It matters to me because I ran such a clinic as an intern at home.

I came away with a clearer picture of Lakeview Internal Medicine and an even stronger wish to train there. I wish you and your colleagues well for the rest of the interview season.

With kind regards,

Amara A. Osei
AAMC ID: 10000042
amara.osei@example.org

"#]]
    );
}

#[test]
fn each_missing_value_is_named() {
    let run = fill(&project(), &["--set", "program_name=Lakeview", "--set", "interviewer_name=Dr. Hollis"]);
    assert_eq!((run.code, run.stdout.as_str()), (1, ""));
    assert_data_eq!(
        run.stderr,
        str![[r#"
block[missing-value]: `Interview date` is not filled in
 --> Lakeview: subject:1:35
  |
1 | Thank you: Lakeview, interview of [Interview date], Amara Osei
  |                                   ^^^^^^^^^^^^^^^^
  |
  = help: fill it in
  = help: see "Someone else's name in your email" (pitfalls/copy-paste-name/)

block[missing-value]: `Interview date` is not filled in
 --> Lakeview: body:3:35
  |
3 | Thank you for our conversation on [Interview date]. Our discussion of [What you talked about] has stayed with me....
  |                                   ^^^^^^^^^^^^^^^^
  |
  = help: fill it in
  = help: see "Someone else's name in your email" (pitfalls/copy-paste-name/)

block[missing-value]: `What you talked about` is not filled in
 --> Lakeview: body:3:71
  |
3 | Thank you for our conversation on [Interview date]. Our discussion of [What you talked about] has stayed with me....
  |                                                                       ^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: fill it in
  = help: see "Someone else's name in your email" (pitfalls/copy-paste-name/)

block[missing-value]: `Why this topic matters to you` is not filled in
 --> Lakeview: body:3:140
  |
3 | ...ayed with me. It matters to me because [Why this topic matters to you].
  |                                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: fill it in
  = help: see "Someone else's name in your email" (pitfalls/copy-paste-name/)

give what is missing with --values, --set or a column: interview_date, discussion_topic, why_it_matters
1 message must not be sent as it is: Lakeview

"#]]
    );
}

#[test]
fn values_that_do_not_fit_are_told_at_their_place() {
    let project = project();
    project.write(
        "values.toml",
        "reply_email = \"ada\"\nstart_date = \"2026-11-22\"\nstrengths = \"one\"\naplicant = 1\n",
    );
    let run = fill(
        &project,
        &["--set", "interview_date=22.11.2026", "--set", "degree", "--set", "applicant_name=\u{FEFF}Amara Osei"],
    );
    assert_eq!((run.code, run.stdout.as_str()), (1, ""));
    assert_data_eq!(
        run.stderr,
        str![[r#"
error[bad-cell]: there is no `=`
 --> --set:1:1
  |
1 | degree
  | ^^^^^^
  |
  = help: write `--set name=value`

error[bad-cell]: this value of `interview_date` is not a date
 --> --set:1:16
  |
1 | interview_date=22.11.2026
  |                ^^^^^^^^^^
  |
  = help: write year, month and day, such as `2026-11-22`

error[bad-cell]: this value of `applicant_name` holds the hidden character U+FEFF
 --> --set:1:16
  |
1 | applicant_name=﻿Amara Osei
  |                ^^^^^^^^^^
  |
  = help: type it anew

error[bad-cell]: this value of `reply_email` is not an email address
 --> values.toml:1:15
  |
1 | reply_email = "ada"
  |               ^^^^^
  |
  = help: write it like `name@example.org`

error[bad-cell]: this value of `start_date` is not of the type date
 --> values.toml:2:14
  |
2 | start_date = "2026-11-22"
  |              ^^^^^^^^^^^^
  |
  = help: write it without quotes, such as `2026-11-22`

error[bad-cell]: this value of `strengths` is not of the type list
 --> values.toml:3:13
  |
3 | strengths = "one"
  |             ^^^^^
  |
  = help: write texts in brackets, such as `["one", "two"]`

error[unknown-value-name]: no parameter is called `aplicant`
 --> values.toml:4:1
  |
4 | aplicant = 1
  | ^^^^^^^^

nothing was filled in

"#]]
    );
}

#[test]
fn of_three_rows_the_blocked_one_is_left_out() {
    let (project, run) = with_table(&[HEAD, LAKEVIEW, MARY, ELM].concat(), &["--out", "letters"]);
    assert_eq!((run.code, run.stdout.as_str()), (1, ""));
    assert_data_eq!(
        run.stderr,
        str![[r#"
block[missing-value]: `Interviewer's title and family name` is not filled in
 --> Elm Valley Medicine: body:1:6
  |
1 | Dear [Interviewer's title and family name],
  |      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: fill it in
  = help: see "Someone else's name in your email" (pitfalls/copy-paste-name/)

wrote 2 messages to letters
give what is missing with --values, --set or a column: interviewer_name
1 message must not be sent as it is: Elm Valley Medicine

"#]]
    );
    let files = written(&project, "letters");
    let names: Vec<&str> = files.keys().map(String::as_str).collect();
    assert_eq!(
        names,
        ["Lakeview-Internal-Medicine-thank-you-interviewer.txt", "St-Mary-Ohio-thank-you-interviewer.txt"]
    );
    let text = String::from_utf8(files[names[1]].clone()).expect("UTF-8");
    assert_data_eq!(
        text,
        str![[r#"
Subject: Thank you: St. Mary, Ohio, interview of November 21, 2026, Amara Osei

Dear Dr. Park,

Thank you for our conversation on November 21, 2026. Our discussion of the map of clinics on the wall has stayed with me. It matters to me because a good map shows a new doctor where patients live.

To such work I could bring two years of home visits.

I came away with a clearer picture of St. Mary, Ohio and an even stronger wish to train there. I wish you and your colleagues well for the rest of the interview season.

With kind regards,

Amara Osei, MBBS
AAMC ID: 10000042
amara.osei@example.org

"#]]
    );
}

#[test]
fn a_table_needs_a_folder() {
    let (project, run) = with_table(&[HEAD, LAKEVIEW].concat(), &[]);
    assert_eq!(
        (run.code, run.stdout.as_str(), run.stderr.as_str()),
        (1, "", "give a folder with --out to write the messages to\n")
    );
    assert_eq!(project.beside(), ["targets.csv", "values.toml"]);
}

#[test]
fn nothing_is_written_when_all_are_blocked() {
    let (project, run) = with_table(&[HEAD, ELM].concat(), &["--out", "letters"]);
    assert_eq!(run.code, 1);
    assert!(!project.path("letters").exists());
}

/// Returns the text of an entry of a zip file.
fn entry(zip: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(zip)).expect("a zip file");
    let mut text = String::new();
    archive.by_name(name).expect("an entry").read_to_string(&mut text).expect("UTF-8");
    text
}

#[test]
fn every_format_reads_back() {
    let project = project();
    project.write("targets.csv", [HEAD, MARY].concat());
    let first = "Thank you for our conversation on November 21, 2026.";
    for form in ["txt", "eml", "emltpl", "docx", "html"] {
        let run = fill(&project, &["--targets", "targets.csv", "--out", form, "--as", form]);
        let told = format!("wrote 1 message to {form}\n");
        assert_eq!((run.code, run.stdout.as_str(), run.stderr), (0, "", told));
        let files = written(&project, form);
        let (name, bytes) = files.first_key_value().expect("a file");
        assert_eq!((files.len(), name.as_str()), (1, &*format!("St-Mary-Ohio-thank-you-interviewer.{form}")));
        let text = match form {
            "eml" | "emltpl" => {
                let mail = MessageParser::default().parse(bytes).expect("an email");
                let address = |list: Option<&mail_parser::Address<'_>>| {
                    let first = list.and_then(|list| list.first()).expect("an address");
                    (first.name().map(str::to_owned), first.address().map(str::to_owned))
                };
                let some = |text: &str| Some(text.to_owned());
                assert_eq!(address(mail.from()), (some("Amara Osei"), some("amara.osei@example.org")));
                assert_eq!(address(mail.to()), (None, some("b@mary.example.org")));
                let subject = "Thank you: St. Mary, Ohio, interview of November 21, 2026, Amara Osei";
                assert_eq!(mail.subject(), Some(subject));
                mail.body_text(0).expect("a text").into_owned()
            }
            "docx" => {
                let xml = entry(bytes, "word/document.xml");
                let document = roxmltree::Document::parse(&xml).expect("XML");
                document.descendants().filter(roxmltree::Node::is_text).filter_map(|node| node.text()).collect()
            }
            _ => String::from_utf8(bytes.clone()).expect("UTF-8"),
        };
        assert!(text.contains(first) && text.contains("two years of home visits"), "{form}: {text}");
        assert!(!text.contains("bracket"), "{form}: {text}");
    }
}

#[test]
fn what_kbgen_did_not_write_is_never_replaced() {
    let (project, run) = with_table(&[HEAD, LAKEVIEW, MARY].concat(), &["--out", "letters"]);
    assert_eq!((run.code, run.stderr.as_str()), (0, "wrote 2 messages to letters\n"));
    let all = ["--targets", "targets.csv", "--out", "letters"];
    // Once more, and with another value.
    assert_eq!(fill(&project, &all).code, 0);
    project.replace("values.toml", "Amara Osei", "Amara A. Osei");
    assert_eq!(fill(&project, &all).code, 0);
    let before = read_tree(&project.path("letters"));
    assert!(before.values().all(|text| !text.windows(10).any(|part| part == b"Amara Osei")));
    // A person changes one of them.
    project.replace("letters/St-Mary-Ohio-thank-you-interviewer.txt", "Dr. Park", "Prof. Park");
    project.replace("values.toml", "Amara A. Osei", "Amara Osei");
    let run = fill(&project, &all);
    assert_eq!(run.code, 2);
    assert_data_eq!(
        run.stderr,
        str![[r#"
error: `letters/St-Mary-Ohio-thank-you-interviewer.txt` was not written by kbgen and would be overwritten; move it or choose another --out

"#]]
    );
    let after = read_tree(&project.path("letters"));
    let lakeview = "Lakeview-Internal-Medicine-thank-you-interviewer.txt";
    assert_eq!(before[lakeview], after[lakeview]);
    assert!(!after.keys().any(|name| name.ends_with(".new")));
    // A file where the folder should be.
    project.write("taken", "mine");
    let run = fill(&project, &["--targets", "targets.csv", "--out", "taken"]);
    assert_eq!((run.code, run.stderr.as_str()), (2, "error: `taken` is not a folder; choose another --out\n"));
    assert_eq!(fs::read_to_string(project.path("taken")).expect("a text"), "mine");
}

#[test]
fn names_that_nothing_has_are_wrong_usage() {
    let project = project();
    let run = project.run(&["fill", "thank-you-interviewr"]);
    assert_eq!((run.code, run.stdout.as_str()), (2, ""));
    assert_data_eq!(
        run.stderr,
        str![[r#"
error: no email template is called `thank-you-interviewr`; did you mean `thank-you-interviewer`?

"#]]
    );
    let run = Project::small().run(&["fill", "letter"]);
    assert_eq!(run.code, 2);
    assert_data_eq!(
        run.stderr,
        str![[r#"
error: no email template is called `letter`; expected one of thanks

"#]]
    );
    let run = fill(&project, &["--targets", "gone.csv"]);
    assert_eq!(
        (run.code, run.stderr.as_str()),
        (2, "error: failed to read file `gone.csv`: No such file or directory (os error 2)\n")
    );
    assert_eq!(fill(&project, &["--as", "pdf"]).code, 2);
}
