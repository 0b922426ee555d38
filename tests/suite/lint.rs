//! `kbgen lint`: messages that were written elsewhere, as a text, on standard input and as an email file.

use std::io::Write as _;
use std::process::Stdio;

use serde_json::json;
use snapbox::{assert_data_eq, str};

use super::project::Project;

const LETTER: &str = "Subject: Quick question\n\nDear Dr. Hollis,\n\nI am am writing to you. Please see the attached CV.\n\n\
    Best,\nAmara\n";
const EMAIL: &str = "From: Amara Osei <amara@b.example>\r\nTo: Pat <a@lake.example.org>\r\nCc: b@mary.example.org\r\n\
    Subject: =?utf-8?q?Zo=C3=AB=27s_question?=\r\nMIME-Version: 1.0\r\n\
    Content-Type: multipart/mixed; boundary=\"x\"\r\n\r\n--x\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n\
    Dear Dr. Hollis,\r\n\r\nthank you \u{1F642}\r\n\r\nSincerely,\r\nAmara Osei\r\n--x\r\n\
    Content-Type: application/pdf; name=\"cv.pdf\"\r\nContent-Disposition: attachment; filename=\"cv.pdf\"\r\n\r\nx\r\n--x--\r\n";

#[test]
fn a_text_is_checked() {
    let project = Project::letters();
    project.write("letter.txt", LETTER);
    let run = project.run(&["lint", "letter.txt"]);
    assert_eq!((run.code, run.stdout.as_str()), (1, ""));
    assert_data_eq!(
        run.stderr,
        str![[r#"
block[attachment-words]: `attached` announces an attachment
 --> body:3:40
  |
3 | I am am writing to you. Please see the attached CV.
  |                                        ^^^^^^^^
  |
  = help: offer it, and send it only when you are asked
  = help: see "Careless" (pitfalls/careless/)

warn[detector/vague-subject]: A subject that says nothing
 --> subject:1:1
  |
1 | Quick question
  | ^^^^^^^^^^^^^^
  |
  = help: see "A subject that says nothing" (pitfalls/vague-subject/)

warn[subject-length]: the subject has 14 characters, fewer than 20
 --> subject:1:1
  |
1 | Quick question
  | ^^^^^^^^^^^^^^
  |
  = help: say what it is about, who writes, and to whom
  = help: see "A subject that says nothing" (pitfalls/vague-subject/)

warn[doubled-word]: `am` stands twice in a row
 --> body:3:3
  |
3 | I am am writing to you. Please see the attached CV.
  |   ^^^^^
  |
  = help: remove one
  = help: see "Careless" (pitfalls/careless/)

warn[closing]: no line closes the letter
 --> body:6:1
  |
6 | Amara
  | ^^^^^
  |
  = help: close with a line such as 'Sincerely,'
  = help: see "Who writes?" (pitfalls/stranger/)

1 blocking finding, 4 warnings and 0 notes

"#]]
    );
}

#[test]
fn standard_input_is_checked() {
    let project = Project::letters();
    project.write("letter.txt", LETTER);
    let from_file = project.run(&["lint", "letter.txt", "--format", "json"]);
    for text in [LETTER.to_owned(), format!("\u{FEFF}{}", LETTER.replace('\n', "\r\n"))] {
        let mut command = project.command(&["lint", "-", "--format", "json"]);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("the program");
        child.stdin.take().expect("a pipe").write_all(text.as_bytes()).expect("written");
        let output = child.wait_with_output().expect("an end");
        assert_eq!(output.status.code(), Some(1));
        assert_eq!(String::from_utf8(output.stdout).expect("UTF-8"), from_file.stdout);
    }
}

#[test]
fn an_email_file_is_checked_with_what_goes_with_it() {
    let project = Project::letters();
    project.write("sent.eml", EMAIL);
    let run = project.run(&["lint", "sent.eml"]);
    assert_eq!((run.code, run.stdout.as_str()), (1, ""));
    assert_data_eq!(
        run.stderr,
        str![[r#"
block[attached-file]: `cv.pdf` is attached
--> subject
 = help: remove it, unless you were asked for it
 = help: see "Careless" (pitfalls/careless/)

block[many-recipients]: the message goes to 2 domains at once
--> subject
 = help: write one message to each
 = help: see "Careless" (pitfalls/careless/)

warn[subject-length]: the subject has 14 characters, fewer than 20
 --> subject:1:1
  |
1 | Zoë's question
  | ^^^^^^^^^^^^^^
  |
  = help: say what it is about, who writes, and to whom
  = help: see "A subject that says nothing" (pitfalls/vague-subject/)

warn[emoji]: an emoji
 --> body:3:11
  |
3 | thank you 🙂
  |           ^^
  |
  = help: say it in words
  = help: see "Loud" (pitfalls/loud/)

2 blocking findings, 2 warnings and 0 notes

"#]]
    );
}

/// Whoever reads the JSON relies on every name in it.
#[test]
fn findings_as_json() {
    let project = Project::letters();
    project.write("sent.eml", EMAIL.replace("thank you \u{1F642}", "J\u{F6}rg \u{1F642} I hope you are well."));
    let run = project.run(&["lint", "sent.eml", "--format", "json", "--scenario", "plot-wish"]);
    assert_eq!((run.code, run.stderr.as_str()), (1, ""));
    let report: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
    let finding = |severity: &str, rule: &str, text: &str| {
        json!({
            "severity": severity, "rule": rule, "id": null, "pitfall": "careless", "authority": "guidance", "source": "",
            "part": "subject", "start": 0, "end": 0, "excerpt": "", "text": text, "help": ""
        })
    };
    let with = |mut finding: serde_json::Value, changes: serde_json::Value| {
        for (name, value) in changes.as_object().expect("changes") {
            assert!(finding.get(name).is_some(), "{name}");
            finding[name] = value.clone();
        }
        finding
    };
    let expected = json!({
        "version": 1,
        "subject": "Zo\u{EB}'s question",
        "findings": [
            with(
                finding("block", "attached-file", "`cv.pdf` is attached"),
                json!({ "help": "remove it, unless you were asked for it" })
            ),
            with(
                finding("block", "many-recipients", "the message goes to 2 domains at once"),
                json!({ "help": "write one message to each" })
            ),
            with(
                finding("block", "timing", "it is too early for a wish (`Time to wish` opens on 2027-01-31)"),
                json!({ "id": "wish-too-early", "pitfall": "impatience", "authority": "rule" })
            ),
            with(
                finding("warn", "subject-length", "the subject has 14 characters, fewer than 20"),
                json!({
                    "pitfall": "vague-subject", "end": 14, "excerpt": "Zo\u{EB}'s question",
                    "help": "say what it is about, who writes, and to whom"
                })
            ),
            // Places are counted in characters.
            with(
                finding("warn", "emoji", "an emoji"),
                json!({
                    "pitfall": "loud", "part": "body", "start": 23, "end": 24, "excerpt": "\u{1F642}",
                    "help": "say it in words"
                })
            ),
        ]
    });
    assert_eq!(report, expected);
}

#[test]
fn a_sound_message_passes() {
    let project = Project::letters();
    project.write(
        "letter.txt",
        "Subject: Question about a plot: Ada Winter, for Millbrook Garden\n\nDear Ms. Park,\n\nis a place of work enough?\n\n\
         Sincerely,\n\nAda Winter\n",
    );
    let run = project.run(&["lint", "letter.txt"]);
    assert_eq!((run.code, run.stdout.as_str(), run.stderr.as_str()), (0, "", "nothing was found\n"));
    // What is known makes more of it.
    let run = project.run(&["lint", "letter.txt", "--set", "waiting_id=CG-1042", "--scenario", "question"]);
    assert_eq!(run.code, 0);
    assert_data_eq!(
        run.stderr,
        str![[r#"
warn[missing-id]: your number `CG-1042` does not stand in the message
 --> body:7:1
  |
7 | Ada Winter
  | ^^^^^^^^^^
  |
  = help: put it under your name
  = help: see "Who writes?" (pitfalls/stranger/)

0 blocking findings, 1 warning and 0 notes

"#]]
    );
    project.write("targets.csv", "garden_name\nMillbrook Garden\nLinden Garden\n");
    let run = project.run(&["lint", "letter.txt", "--set", "garden_name=Linden Garden", "--targets", "targets.csv"]);
    assert_eq!(run.code, 1);
    assert_data_eq!(
        run.stderr,
        str![[r#"
block[other-target]: `Millbrook Garden` is another one's name
 --> subject:1:40
  |
1 | Question about a plot: Ada Winter, for Millbrook Garden
  |                                        ^^^^^^^^^^^^^^^^
  |
  = help: put in the right name
  = help: see "One letter for all" (pitfalls/copy-paste/)

warn[subject-content]: the subject names neither you nor whom you write to
 --> subject:1:1
  |
1 | Question about a plot: Ada Winter, for Millbrook Garden
  | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: put your name or theirs into it
  = help: see "A subject that says nothing" (pitfalls/vague-subject/)

1 blocking finding, 1 warning and 0 notes

"#]]
    );
}

#[test]
fn what_is_no_message_is_wrong_usage() {
    let project = Project::letters();
    project.write("image.png", b"\x89PNG\xFF");
    project.write("letter.txt", "x");
    for (arguments, told) in [
        (&["lint", "gone.txt"][..], "error: failed to read file `gone.txt`: No such file or directory (os error 2)\n"),
        (&["lint", "image.png"], "error: `FILE` is `image.png`, expected a text in UTF-8 or an .eml file\n"),
        (
            &["lint", "letter.txt", "--scenario", "plot-wsh"],
            "error: no scenario is called `plot-wsh`; did you mean `plot-wish`?\n",
        ),
    ] {
        let run = project.run(arguments);
        assert_eq!((run.code, run.stdout.as_str(), run.stderr.as_str()), (2, "", told));
    }
}
