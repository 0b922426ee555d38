//! `kbgen fill` with tables: as spreadsheets write them, with faults, with a log, and long ones.

use snapbox::{assert_data_eq, str};

use super::fill::{HEAD, LAKEVIEW, MARY, fill, project, with_table, written};
use super::project::Project;

#[test]
fn tables_of_spreadsheets_are_read() {
    let head = HEAD.trim_end();
    // As spreadsheets write them: byte order mark, CRLF, semicolons, a quoted cell of two lines, a column and a row of nothing.
    let table = format!("\u{FEFF}{head},\n{}", MARY.replace("visits\n", "visits,\n"));
    let cells =
        |text: &str| text.replace("\"St. Mary, Ohio\"", "\"St. Mary; Ohio\"").replace(',', ";").replace('\n', "\r\n");
    let table = format!("{}{}", cells(&table), ";;;;;;;\r\n\r\n");
    let (project, run) = with_table(&table, &["--out", "letters"]);
    assert_eq!((run.code, run.stderr.as_str()), (0, "wrote 1 message to letters\n"));
    let text = String::from_utf8(written(&project, "letters").into_values().next().expect("a file")).expect("UTF-8");
    assert!(text.starts_with(
        "Subject: Thank you: St. Mary; Ohio, interview of November 21, 2026, Amara Osei\n\nDear Dr. Park,\n"
    ));
}

#[test]
fn a_cell_of_several_lines_is_one_cell() {
    let (_, run) = with_table(&[HEAD, &LAKEVIEW.replace("the night clinic", "\"the night\r\nclinic\"")].concat(), &[]);
    assert_eq!(run.code, 1);
    assert_data_eq!(
        run.stderr,
        str![[r#"
error[bad-cell]: this value of `discussion_topic` has more than one line
 --> targets.csv:2:69
  |
2 |   Lakeview Internal Medicine,a@lake.example.org,2026-11-21,Dr. Hollis,"the night
  |  _____________________________________________________________________^
3 | | clinic" for farm workers,I ran such a clinic as an intern at home,
  | |________________________^
  |
  = help: write it in one line

nothing was filled in

"#]]
    );
}

#[test]
fn faults_of_a_table_are_told_at_their_line() {
    let table = "program_name,recipient_email,interview_dat,recipient_role,program_name\n\
        Lakeview,a@lake.example.org,2026-11-21,pd,x\n\
        Elm,A@lake.example.org,2026-11-21,chair,x\n\
        \"Oak, Hill\",a@,2026-11-21,pd,x\n\
        Birch,b@birch.example.org\n";
    let (project, run) = with_table(table, &["--out", "letters"]);
    assert_eq!((run.code, run.stdout.as_str()), (1, ""));
    assert_data_eq!(
        run.stderr,
        str![[r#"
error[unknown-column]: unknown column `interview_dat`
 --> targets.csv:1:30
  |
1 | program_name,recipient_email,interview_dat,recipient_role,program_name
  |                              ^^^^^^^^^^^^^
  |
  = help: did you mean `interview_date`?
  = help: columns are named for parameters

error[bad-table]: column `program_name` is there twice
 --> targets.csv:1:59
  |
1 | program_name,recipient_email,interview_dat,recipient_role,program_name
  |                                                           ^^^^^^^^^^^^

error[duplicate-target]: `A@lake.example.org` is there twice
 --> targets.csv:3:5
  |
3 | Elm,A@lake.example.org,2026-11-21,chair,x
  |     ^^^^^^^^^^^^^^^^^^
  |
 ::: targets.csv:2:10
  |
2 | Lakeview,a@lake.example.org,2026-11-21,pd,x
  |          ------------------ first here
  |
  = help: keep one row for each address, so that nobody gets two messages

error[bad-cell]: this value of `recipient_role` is none of the choices
 --> targets.csv:3:35
  |
3 | Elm,A@lake.example.org,2026-11-21,chair,x
  |                                   ^^^^^
  |
  = help: write one of `pd`, `apd`, `pc`, `interviewer`, `gme-office`, `mentor`, `chief`

error[bad-cell]: this value of `recipient_email` is not an email address
 --> targets.csv:4:13
  |
4 | "Oak, Hill",a@,2026-11-21,pd,x
  |             ^^
  |
  = help: write it like `name@example.org`

error[uneven-row]: row has 2 cells, and there are 5 columns
 --> targets.csv:5:1
  |
5 | Birch,b@birch.example.org
  | ^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: an empty cell needs its comma too

nothing was filled in

"#]]
    );
    assert!(!project.path("letters").exists());
}

#[test]
fn tables_that_are_none_are_told() {
    for (bytes, told) in [
        (&b""[..], "the table is empty"),
        (b"\xEF\xBB\xBF\r\n", "the table is empty"),
        (b"program_name\nCaf\xE9\n", "file is not UTF-8"),
        (b"interviewer_name\nDr. Park\n", "there is no column `program_name`, which says whom each row is about"),
        (b"program_name\n", "the table has no rows"),
    ] {
        let project = project();
        project.write("targets.csv", bytes);
        let run = fill(&project, &["--targets", "targets.csv", "--out", "letters"]);
        assert_eq!(run.code, 1);
        let expected = format!("]: {told}\n");
        assert!(run.stderr.contains(&expected) && run.stderr.ends_with("nothing was filled in\n"), "{}", run.stderr);
    }
}

#[test]
fn the_log_counts() {
    let project = Project::letters();
    project.write(
        "values.toml",
        "my_name = \"Ada Winter\"\nwaiting_id = \"CG-1042\"\nmy_email = \"ada.winter@example.org\"\n\
         garden_name = \"Millbrook Community Garden\"\ncontact_name = \"Ms. Park\"\n\
         question_text = \"Does a plot holder have to live within the city, or is a place of work enough?\"\n\
         garden_page = \"https://millbrook.example.org/plots\"\n",
    );
    let with = |template: &str, log: &str| {
        project.write("log.csv", format!("target,template,date\n{log}"));
        let run = project.run(&["fill", template, "--values", "values.toml", "--log", "log.csv"]);
        let rules: Vec<String> =
            run.stderr.lines().filter_map(|line| line.split_once("]: ").map(|(rule, _)| rule.to_owned())).collect();
        (run.code, rules)
    };
    let (code, rules) = with("question", "");
    assert_eq!((code, rules), (0, vec![]));
    let (code, rules) = with("question", "Millbrook Community Garden,first-letter,2026-11-20\n");
    assert_eq!((code, rules), (0, vec!["warn[gap/fortnight".to_owned()]));
    // The fourth letter of a season; three went out in the season before, too.
    let sent = |year: &str| {
        let rows =
            ["10-05", "10-20", "11-01"].map(|day| format!("Millbrook Community Garden,first-letter,{year}-{day}\n"));
        with("follow-up", &rows.concat()).1.contains(&"block[cap/letters-per-garden".to_owned())
    };
    assert!(sent("2026") && !sent("2025"));
    let (code, rules) = with("question", "Millbrook Community Garden,frist-letter,2026-11-31\n,question,2026-11-20\n");
    assert_eq!((code, rules), (1, vec!["error[unknown-template".to_owned(), "error[bad-cell".to_owned()]));
}

#[test]
fn a_thousand_targets() {
    let mut table = String::from(HEAD);
    for number in 0..1_000 {
        let row = LAKEVIEW.replace("Lakeview", &format!("Lakeview {number}")).replace("a@", &format!("a{number}@"));
        let row = row.replace("the night clinic", &format!("the night clinic {number}"));
        table.push_str(&row.replace("I ran such a clinic", &format!("I ran {number} clinics")));
    }
    let (project, run) = with_table(&table, &["--out", "letters"]);
    assert_eq!((run.code, run.stderr.as_str()), (0, "wrote 1000 messages to letters\n"));
    assert_eq!(written(&project, "letters").len(), 1_000);
}
