//! Bytes that people bring along: tables, values, letters and packs. Nothing panics, and faults stand where they are.

use std::sync::OnceLock;

use kbgen::batch::{self, Letter};
use kbgen::diag::Diagnostics;
use kbgen::lang::{Bindings, Parameter, Role};
use kbgen::message::{Draft, Part, Written};
use kbgen::output::{Artifact, OutputPath};
use kbgen::pack::{self, About, Mail, Mailbox, Manifest};
use kbgen::source::Sources;
use proptest::prop_assert;
use proptest::test_runner::TestCaseResult;

use super::{all_inside, check, knowledge_base};
use crate::shared::bytes::{Bytes, HOSTILE};

const TABLE: [&str; 22] = [
    ",",
    ";",
    "\t",
    "\"",
    "\"\"",
    "\n",
    "\r\n",
    "\r",
    "\u{FEFF}",
    "program_name",
    "recipient_email",
    "interview_date",
    "target",
    "template",
    "date",
    "2026-11-22",
    "a@b.example",
    "A@b.example",
    "yes",
    "'=1",
    " ",
    "é",
];
const TARGETS: &str = "program_name,recipient_email,interview_date,fit_evidence\n\
    Lakeview,lake@view.example,2026-11-12,\"one\ntwo; three\"\n\"Élan, St. \"\"Mary\"\"\",\u{66F8}@x.example,,'=x\n";
const LOG: &str = "target,template,date\nLakeview,thank-you-interviewer,2026-11-13\nÉlan,offer-accept,2026-11-14\n";
const VALUES: &str = "applicant_name = \"Zoë 'Z' Brook\"\ndegree = \"MD\"\ngraduation_year = 2021\nstart_date = 2027-07-01\n\
    strengths = [\"one\", \"two\"]\nhas_applied = true\n";
const LETTER: &str = "From: =?utf-8?q?Zo=C3=AB?= <zoe@b.example>\r\nTo: a@b.example, \"C, D\" <c@d.example>\r\n\
    Subject: =?utf-8?b?R3LDvMOfZQ==?=\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"x\"\r\n\r\n\
    --x\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nDear J=C3=B6rg,\r\n\
    --x\r\nContent-Type: application/pdf; name=cv.pdf\r\nContent-Disposition: attachment\r\n\r\nx\r\n--x--\r\n";

fn parameters() -> &'static [&'static Parameter] {
    static ALL: OnceLock<Vec<&Parameter>> = OnceLock::new();
    ALL.get_or_init(|| knowledge_base().parameters.rows().iter().map(|parameter| &parameter.definition).collect())
}

/// Returns a text like the given one, or any; in some cases not UTF-8.
fn bytes_like(bytes: &mut Bytes<'_>, text: &str, pieces: &[&str]) -> Vec<u8> {
    let mut made = match bytes.below(6) {
        0 => bytes.soup(pieces, 40).into_bytes(),
        1 => return bytes.rest().to_vec(),
        2 => bytes.mutated(text, &HOSTILE).into_bytes(),
        _ => bytes.mutated(text, pieces).into_bytes(),
    };
    if bytes.one_in(10) && !made.is_empty() {
        let at = bytes.below(made.len());
        made[at] = 0xE9;
    }
    made
}

/// What is read fits, and nothing stands for a value that is missing.
fn all_fit(values: &Bindings) -> TestCaseResult {
    for (name, value) in values {
        let parameter = parameters().iter().find(|parameter| parameter.name == *name).expect("a known name");
        prop_assert!(value.fits(parameter).is_ok() && !value.is_empty(), "{}: {:?}", name, value);
    }
    Ok(())
}

#[test]
fn any_bytes_are_a_table_or_have_faults() {
    let kb = knowledge_base();
    check(2_500, 0..=120, |bytes| {
        let mut sources = Sources::default();
        let mut found = Diagnostics::default();
        let table = bytes_like(bytes, TARGETS, &TABLE);
        for target in batch::targets("targets.csv", &table, parameters(), &mut sources, &mut found) {
            all_fit(&target.values)?;
            prop_assert!(target.columns.iter().all(|column| parameters().iter().any(|known| known.name == *column)));
        }
        let log = bytes_like(bytes, LOG, &TABLE);
        let sent = batch::log("log.csv", &log, &kb.rules, &mut sources, &mut found);
        prop_assert!(sent.iter().all(|sent| kb.rules.templates.iter().any(|known| known.id == sent.template)));
        all_inside(&found, &sources)
    });
}

#[test]
fn any_bytes_are_values_or_have_faults() {
    check(1_500, 0..=120, |bytes| {
        let mut sources = Sources::default();
        let mut found = Diagnostics::default();
        let file =
            bytes_like(bytes, VALUES, &["\"", "'''", "[", "]", "=", ".", "\n", "{", "}", "inf", "2026-02-30", "#"]);
        let mut values = batch::values("values.toml", &file, parameters(), &mut sources, &mut found);
        for line in String::from_utf8_lossy(&file).lines() {
            batch::set(line, parameters(), &mut values, &mut sources, &mut found);
        }
        all_fit(&values)?;
        all_inside(&found, &sources)
    });
}

#[test]
fn any_bytes_are_a_letter() {
    let kb = knowledge_base();
    let checker = kb.rules.checker();
    let pieces =
        ["\r\n", "\r\n\r\n", "=?utf-8?q?=", "?=", "--x", "Content-Type: ", "boundary=", "=C3", "<", ">", ",", "\u{0}"];
    let values = Bindings::new();
    check(400, 0..=120, |bytes| {
        let file = bytes_like(bytes, LETTER, &pieces);
        let text = Letter::from_text(&String::from_utf8_lossy(&file));
        for letter in [Some(text), Letter::from_eml(&file)].into_iter().flatten() {
            let draft = Draft {
                subject: Written::from_text(letter.subject),
                body: Written::from_text(letter.body),
                parameters: parameters(),
                values: &values,
                scenario: None,
                budget: None,
                recipients: &letter.recipients,
                attachments: &letter.attachments,
            };
            prop_assert!(draft.role(Role::SenderName).is_none());
            for finding in checker.check(&draft) {
                let text = match finding.part {
                    Part::Subject => &draft.subject.text,
                    Part::Body => &draft.body.text,
                };
                prop_assert!(text.get(finding.range.clone()).is_some(), "{:?} of {:?}", finding, text);
            }
        }
        Ok(())
    });
}

#[test]
fn any_bytes_are_a_pack_or_have_faults() {
    let mail = Mail {
        from: Some(Mailbox { name: "Zoë", address: "zoe@b.example" }),
        subject: "Thanks",
        body: "Dear Ada,\n\nthank you.",
        ..Mail::default()
    };
    let file = |path: &str, bytes: Vec<u8>| Artifact::new(OutputPath::new(path), bytes);
    let files = [file("README.txt", b"What it is.\n".to_vec()), file("é/thanks.eml", pack::render_eml(&mail))];
    let manifest = Manifest::new(About { id: "thanks".to_owned(), ..About::default() }, &files);
    let whole = pack::pack("thanks", &files, &manifest);
    assert!(pack::verify(&whole).is_ok());
    check(1_500, 0..=60, |bytes| {
        let mut zip = if bytes.one_in(8) { bytes.rest().to_vec() } else { whole.clone() };
        for _ in 0..=bytes.below(4) {
            let at = bytes.below(zip.len().max(1));
            match bytes.below(4) {
                0 if at < zip.len() => zip[at] ^= 1 << bytes.below(8),
                1 => zip.truncate(at),
                2 => drop(zip.splice(at.min(zip.len())..at.min(zip.len()), b"PK\x05\x06".iter().copied())),
                _ => {
                    let end = (at + bytes.below(40)).min(zip.len());
                    zip.drain(at.min(end)..end);
                }
            }
        }
        match pack::verify(&zip) {
            Ok(verified) => prop_assert!(verified.manifest == manifest),
            Err(faults) => {
                prop_assert!(!faults.is_empty());
                prop_assert!(!faults.iter().any(|fault| fault.contains(char::is_control)), "{:?}", faults);
            }
        }
        Ok(())
    });
}
