//! `kbgen fill`.

use std::fs;
use std::io::{BufRead as _, IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};

use clap::ValueEnum;

use super::findings::{self, Told};
use super::input::{Place, count, shown, unknown_name};
use super::{Verdict, tell};
use crate::batch::{self, Filled, Target};
use crate::diag::Diagnostics;
use crate::emit::Drafts;
use crate::error::Error;
use crate::lang::{Bindings, Parameter, Role, SegmentKind, Value};
use crate::message::Sent;
use crate::model::{EmailTemplate, Id, KnowledgeBase};
use crate::output::{Artifact, OutputPath};
use crate::pack::{self, Letter, Mail, Mailbox};
use crate::source::Sources;

#[derive(Debug, clap::Args)]
pub(super) struct FillArguments {
    /// Id of an email template
    template: String,
    #[command(flatten)]
    place: Place,
    #[command(flatten)]
    values: ValueArguments,
    /// Table of targets, one message a row, one column a parameter (CSV with a head)
    #[arg(long, value_name = "FILE.csv")]
    targets: Option<PathBuf>,
    /// What was sent before: a table of target, template and date (CSV with a head)
    #[arg(long, value_name = "FILE.csv")]
    log: Option<PathBuf>,
    /// What a message is written as
    #[arg(long = "as", value_enum, value_name = "FORMAT", default_value_t)]
    form: Form,
    /// Folder to write the messages to [default: one message is printed]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
pub(super) struct ValueArguments {
    /// File of values: name = value, in TOML
    #[arg(long, value_name = "FILE.toml")]
    values: Option<PathBuf>,
    /// One value, in place of the file's
    #[arg(long, value_name = "NAME=VALUE")]
    set: Vec<String>,
}

impl ValueArguments {
    /// Reads the values; what is wrong with them is reported.
    pub(super) fn read(
        &self,
        parameters: &[&Parameter],
        sources: &mut Sources,
        found: &mut Diagnostics,
    ) -> Result<Bindings, Error> {
        let mut values = match &self.values {
            Some(path) => batch::values(&shown(path), &read_file(path)?, parameters, sources, found),
            None => Bindings::new(),
        };
        for written in &self.set {
            batch::set(written, parameters, &mut values, sources, found);
        }
        Ok(values)
    }
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum Form {
    /// Plain text with a subject line
    #[default]
    Txt,
    /// An email that Outlook and Thunderbird open as a draft
    Eml,
    /// An email that Apple Mail opens as a draft
    Emltpl,
    /// A document of a word processor
    Docx,
    /// A web page
    Html,
}

impl Form {
    fn suffix(self) -> &'static str {
        match self {
            Self::Txt => "txt",
            Self::Eml => "eml",
            Self::Emltpl => "emltpl",
            Self::Docx => "docx",
            Self::Html => "html",
        }
    }
}

pub(super) fn read_file(path: &Path) -> Result<Vec<u8>, Error> {
    fs::read(path).map_err(|err| Error::ReadFile { path: path.to_path_buf(), err })
}

pub(super) fn fill(arguments: &FillArguments) -> Result<Verdict, Error> {
    let Some(base) = arguments.place.open()? else { return Ok(Verdict::Findings) };
    let id = find_template(&base.kb, &arguments.template)?;
    let mut sources = Sources::default();
    let mut found = Diagnostics::default();
    let kb = &base.kb;
    let parameters = batch::parameters(kb, &kb.templates[id]);
    let mut values = arguments.values.read(&parameters, &mut sources, &mut found)?;
    let targets: Vec<Target> = match &arguments.targets {
        Some(path) => batch::targets(&shown(path), &read_file(path)?, &parameters, &mut sources, &mut found),
        None => Vec::new(),
    };
    let log: Option<Vec<Sent>> = match &arguments.log {
        Some(path) => Some(batch::log(&shown(path), &read_file(path)?, &kb.rules, &mut sources, &mut found)),
        None => None,
    };
    found.sort(&sources);
    findings::faults(&found, &sources);
    if found.has_errors() || (arguments.targets.is_some() && targets.is_empty()) {
        tell("nothing was filled in\n");
        return Ok(Verdict::Findings);
    }
    if targets.is_empty() {
        ask(kb, &kb.templates[id], &mut values)?;
    }
    let filled = batch::fill(kb, id, &values, &targets, log.as_deref(), Some(base.today));
    deliver(arguments, kb, id, &filled)
}

fn find_template(kb: &KnowledgeBase, name: &str) -> Result<Id<EmailTemplate>, Error> {
    let found = kb.templates.iter().find(|(_, template)| kb.pages[template.page].name == name);
    found.map(|(id, _)| id).ok_or_else(|| {
        let names = kb.templates.rows().iter().map(|template| kb.pages[template.page].name.as_str());
        unknown_name("email template", name, names)
    })
}

/// Asks for what is missing, if there is somebody to ask.
fn ask(kb: &KnowledgeBase, template: &EmailTemplate, values: &mut Bindings) -> Result<(), Error> {
    if !std::io::stdin().is_terminal() || !std::io::stderr().is_terminal() {
        return Ok(());
    }
    while let Some(parameter) = batch::first_missing(kb, template, values) {
        if !parameter.help.is_empty() {
            tell(&format!("{}\n", parameter.help));
        }
        for choice in &parameter.choices {
            tell(&format!("  {} ({})\n", choice.value, choice.label));
        }
        tell(&format!("{}: ", parameter.label));
        let mut line = String::new();
        let read = std::io::stdin().lock().read_line(&mut line);
        if read.map_err(|err| Error::ReadFile { path: PathBuf::from("-"), err })? == 0 {
            return Ok(());
        }
        let checked = Value::read(parameter, &line)
            .and_then(|value| value.map(|value| value.fits(parameter).map(|()| value)).transpose());
        match checked {
            Ok(Some(value)) => drop(values.insert(parameter.name.clone(), value)),
            Ok(None) => tell("this one is needed\n"),
            Err(misfit) => tell(&format!("this {}; {}\n", misfit.fault, misfit.help)),
        }
    }
    Ok(())
}

/// Prints or writes what may be sent, and tells the rest.
fn deliver(
    arguments: &FillArguments,
    kb: &KnowledgeBase,
    id: Id<EmailTemplate>,
    filled: &[Filled],
) -> Result<Verdict, Error> {
    for message in filled {
        let subject = Told { name: &message.target, subject: &message.subject_text(), body: &message.body_text() };
        findings::tell_all(&subject, &message.findings, kb);
    }
    let (blocked, sound): (Vec<&Filled>, Vec<&Filled>) = filled.iter().partition(|message| message.is_blocked());
    let template = &kb.pages[kb.templates[id].page].name;
    match &arguments.out {
        None if arguments.targets.is_some() && !sound.is_empty() => {
            tell("give a folder with --out to write the messages to\n");
            return Ok(Verdict::Findings);
        }
        None => {
            for message in &sound {
                let bytes = render(arguments.form, kb, id, message);
                std::io::stdout().write_all(&bytes).map_err(|err| Error::Print { err })?;
            }
        }
        Some(out) => {
            let batch = arguments.targets.is_some();
            let stems: Vec<String> = sound
                .iter()
                .map(|message| if batch { format!("{}-{template}", message.target) } else { template.clone() })
                .collect();
            let names = pack::unique_names(stems.iter().map(String::as_str));
            let artifacts: Vec<Artifact> = sound
                .iter()
                .zip(names)
                .map(|(message, name)| {
                    let path = OutputPath::new(format!("{name}.{}", arguments.form.suffix()));
                    Artifact::new(path, render(arguments.form, kb, id, message))
                })
                .collect();
            if !artifacts.is_empty() {
                Drafts::new(out)?.write(&artifacts)?;
            }
            tell(&format!("wrote {} to {}\n", count(artifacts.len(), "message"), shown(out)));
        }
    }
    if blocked.is_empty() {
        return Ok(Verdict::Clean);
    }
    let missing = missing(&blocked);
    if !missing.is_empty() {
        tell(&format!("give what is missing with --values, --set or a column: {}\n", missing.join(", ")));
    }
    let names: Vec<&str> =
        blocked.iter().map(|message| message.target.as_str()).filter(|name| !name.is_empty()).collect();
    let of = if names.is_empty() { String::new() } else { format!(": {}", names.join(", ")) };
    tell(&format!("{} must not be sent as it is{of}\n", count(blocked.len(), "message")));
    Ok(Verdict::Findings)
}

/// Returns the names of the parameters that messages lack, in the order of the gaps.
fn missing<'f>(messages: &[&'f Filled]) -> Vec<&'f str> {
    let mut names: Vec<&str> = Vec::new();
    for segment in messages.iter().flat_map(|message| message.subject.iter().chain(&message.body)) {
        if let (SegmentKind::Missing, Some(name)) = (segment.kind, segment.parameter.as_deref())
            && !names.contains(&name)
        {
            names.push(name);
        }
    }
    names
}

fn render(form: Form, kb: &KnowledgeBase, id: Id<EmailTemplate>, message: &Filled) -> Vec<u8> {
    let (subject, body) = (message.subject_text(), message.body_text());
    let language = kb.settings.language.value.as_str();
    match form {
        Form::Txt => format!("Subject: {subject}\n\n{body}\n").into_bytes(),
        Form::Html => pack::render_filled_html(language, &subject, &body).into_bytes(),
        Form::Docx => {
            let template = &kb.templates[id];
            pack::render_docx(&Letter {
                language,
                title: &kb.pages[template.page].meta.title.value,
                subject: &message.subject,
                body: &message.body,
                // There is nothing left to fill in.
                parameters: &[],
                checklist: None,
                words: &pack::Words::default(),
            })
        }
        Form::Eml | Form::Emltpl => {
            let parameters = batch::parameters(kb, &kb.templates[id]);
            let role = |role: Role| {
                let of_role = parameters.iter().filter(|parameter| parameter.role == Some(role));
                of_role.into_iter().find_map(|parameter| message.values.get(&parameter.name)).map(Value::to_text)
            };
            let (name, address) = (role(Role::SenderName), role(Role::SenderAddress));
            let to = role(Role::TargetAddress);
            let from = address.as_deref().map(|address| Mailbox { name: name.as_deref().unwrap_or_default(), address });
            pack::render_eml(&Mail {
                from,
                to: to.as_deref().map(|address| Mailbox { name: "", address }).into_iter().collect(),
                cc: Vec::new(),
                subject: &subject,
                body: &body,
            })
        }
    }
}
