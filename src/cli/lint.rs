//! `kbgen lint`.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use clap::ValueEnum;

use super::fill::{ValueArguments, read_file};
use super::findings::{self, Told};
use super::input::{Place, count, shown, unknown_name};
use super::{Verdict, print, tell};
use crate::batch::{self, Letter};
use crate::diag::Diagnostics;
use crate::error::Error;
use crate::lang::{Parameter, Role};
use crate::message::{Draft, Planned, Severity, Written};
use crate::source::Sources;

#[derive(Debug, clap::Args)]
pub(super) struct LintArguments {
    /// A message: a text whose first line may be `Subject: ...`, or an .eml file; `-` for standard input
    file: PathBuf,
    #[command(flatten)]
    place: Place,
    /// Id of the scenario that it belongs to
    #[arg(long, value_name = "ID")]
    scenario: Option<String>,
    #[command(flatten)]
    values: ValueArguments,
    /// Table of targets, whose names must not stand in a message to another one (CSV with a head)
    #[arg(long, value_name = "FILE.csv")]
    targets: Option<PathBuf>,
    /// What was sent before: a table of target, template and date (CSV with a head)
    #[arg(long, value_name = "FILE.csv")]
    log: Option<PathBuf>,
    /// How findings are printed
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people, on standard error
    #[default]
    Human,
    /// One JSON document, on standard output
    Json,
}

pub(super) fn lint(arguments: &LintArguments) -> Result<Verdict, Error> {
    let Some(base) = arguments.place.open()? else { return Ok(Verdict::Findings) };
    let kb = &base.kb;
    let letter = read_letter(&arguments.file)?;
    let parameters: Vec<&Parameter> = kb.parameters.rows().iter().map(|parameter| &parameter.definition).collect();
    let mut sources = Sources::default();
    let mut found = Diagnostics::default();
    let values = arguments.values.read(&parameters, &mut sources, &mut found)?;
    let log = match &arguments.log {
        Some(path) => Some(batch::log(&shown(path), &read_file(path)?, &kb.rules, &mut sources, &mut found)),
        None => None,
    };
    let mut others = Vec::new();
    if let Some(path) = &arguments.targets {
        let targets = batch::targets(&shown(path), &read_file(path)?, &parameters, &mut sources, &mut found);
        others.extend(targets.into_iter().map(|target| target.name));
    }
    found.sort(&sources);
    findings::faults(&found, &sources);
    if found.has_errors() {
        return Ok(Verdict::Findings);
    }
    if let Some(scenario) = &arguments.scenario
        && !kb.scenarios.rows().iter().any(|known| kb.pages[known.page].name == *scenario)
    {
        let names = kb.scenarios.rows().iter().map(|scenario| kb.pages[scenario.page].name.as_str());
        return Err(unknown_name("scenario", scenario, names));
    }
    let draft = Draft {
        subject: Written::from_text(letter.subject),
        body: Written::from_text(letter.body),
        parameters: &parameters,
        values: &values,
        scenario: arguments.scenario.as_deref(),
        budget: arguments.scenario.as_deref().and_then(|scenario| batch::budget(kb, scenario)),
        recipients: &letter.recipients,
        attachments: &letter.attachments,
    };
    let target = draft.role(Role::TargetName).unwrap_or_default();
    let planned = [Planned { draft: &draft, target, template: "" }];
    let checked =
        kb.rules.checker().check_all(&planned, &others, log.as_deref(), Some(base.today)).pop().unwrap_or_default();
    let subject = Told { name: "", subject: &draft.subject.text, body: &draft.body.text };
    match arguments.format {
        Format::Human => {
            findings::tell_all(&subject, &checked, kb);
            let number = |severity| checked.iter().filter(|finding| finding.severity == severity).count();
            let (block, warn, note) = (number(Severity::Block), number(Severity::Warn), number(Severity::Note));
            if checked.is_empty() {
                tell("nothing was found\n");
            } else {
                let notes = count(note, "note");
                let blocking = count(block, "blocking finding");
                tell(&format!("{blocking}, {} and {notes}\n", count(warn, "warning")));
            }
        }
        Format::Json => print(&findings::json(&subject, &checked, kb))?,
    }
    let blocked = checked.iter().any(|finding| finding.severity == Severity::Block);
    Ok(if blocked { Verdict::Findings } else { Verdict::Clean })
}

fn read_letter(path: &Path) -> Result<Letter, Error> {
    let bytes = if path == Path::new("-") {
        let mut bytes = Vec::new();
        let read = std::io::stdin().lock().read_to_end(&mut bytes);
        read.map_err(|err| Error::ReadFile { path: path.to_path_buf(), err })?;
        bytes
    } else {
        read_file(path)?
    };
    let suffix = path.extension().and_then(|suffix| suffix.to_str()).unwrap_or_default().to_ascii_lowercase();
    let head = bytes
        .split(|byte| *byte == b'\n')
        .take(40)
        .any(|line| line.get(..13).is_some_and(|start| start.eq_ignore_ascii_case(b"mime-version:")));
    if (matches!(suffix.as_str(), "eml" | "emltpl") || head)
        && let Some(letter) = Letter::from_eml(&bytes)
    {
        return Ok(letter);
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Letter::from_text(&text)),
        Err(_) => Err(Error::BadArgument {
            name: "FILE",
            value: path.display().to_string(),
            expected: "a text in UTF-8 or an .eml file",
        }),
    }
}
