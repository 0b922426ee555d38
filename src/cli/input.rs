//! What commands that read a knowledge base have in common.

use std::env;
use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use jiff::civil::Date;

use super::{Verdict, print, tell};
use crate::build;
use crate::config::{BaseUrl, Overrides};
use crate::diag::{self, Diagnostics, Format, Severity};
use crate::error::Error;
use crate::load;
use crate::model::KnowledgeBase;
use crate::source::Sources;

#[derive(Debug, clap::Args)]
pub(super) struct Input {
    /// Folder of the knowledge base [default: this folder, or the nearest above it with a kbgen.toml]
    folder: Option<PathBuf>,
    /// Build pages with `draft = true` as well
    #[arg(long)]
    drafts: bool,
    /// Where the site will be served, in place of the base_url in kbgen.toml
    #[arg(long, value_name = "URL")]
    base_url: Option<String>,
    /// The date that counts as today, such as 2026-11-22 [default: SOURCE_DATE_EPOCH, or the clock, in UTC]
    #[arg(long, value_name = "DATE")]
    today: Option<Date>,
    /// Fail on warnings as on errors
    #[arg(long)]
    deny_warnings: bool,
    /// How findings are printed
    #[arg(long, value_enum, default_value_t)]
    format: OutputFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(super) enum OutputFormat {
    /// For people, on standard error
    #[default]
    Human,
    /// One JSON document, on standard output
    Json,
    /// Workflow commands for a code host's continuous integration, on standard output
    Github,
    /// SARIF 2.1.0, on standard output
    Sarif,
}

impl Input {
    /// Returns the folder of the knowledge base.
    pub(super) fn root(&self) -> Result<PathBuf, Error> {
        root(self.folder.as_deref())
    }

    /// Returns what the command line and the environment change about the configuration.
    pub(super) fn overrides(&self) -> Result<Overrides, Error> {
        let base_url = match &self.base_url {
            None => None,
            Some(text) => Some(BaseUrl::parse(text).ok_or_else(|| Error::BadArgument {
                name: "--base-url",
                value: text.clone(),
                expected: "an absolute web URL without query or fragment",
            })?),
        };
        Ok(Overrides { today: today(self.today)?, drafts: self.drafts, base_url })
    }

    /// Says whether findings fail the run.
    pub(super) fn verdict(&self, found: &Diagnostics) -> Verdict {
        let fails = found.has_errors() || (self.deny_warnings && found.count(Severity::Warning) > 0);
        if fails { Verdict::Findings } else { Verdict::Clean }
    }

    /// Prints findings, once a run, and says whether they fail it.
    pub(super) fn report(&self, found: &Diagnostics, sources: &Sources) -> Result<Verdict, Error> {
        report(found, sources, self.format)?;
        Ok(self.verdict(found))
    }
}

/// Prints findings.
pub(super) fn report(found: &Diagnostics, sources: &Sources, format: OutputFormat) -> Result<(), Error> {
    match format {
        OutputFormat::Human => tell(&diag::print(found, sources, Format::Human, colored())),
        OutputFormat::Json => print(&diag::print(found, sources, Format::Json, false))?,
        OutputFormat::Github => print(&diag::print(found, sources, Format::Github, false))?,
        OutputFormat::Sarif => print(&diag::print(found, sources, Format::Sarif, false))?,
    }
    let (errors, warnings) = (found.count(Severity::Error), found.count(Severity::Warning));
    if errors + warnings > 0 && format == OutputFormat::Human {
        tell(&format!(
            "{} and {}; `kbgen explain RULE` says more about a rule\n",
            count(errors, "error"),
            count(warnings, "warning")
        ));
    }
    Ok(())
}

/// The knowledge base of a command whose own argument is something else, and the day.
#[derive(Debug, clap::Args)]
pub(super) struct Place {
    /// Folder of the knowledge base [default: this folder, or the nearest above it with a kbgen.toml]
    #[arg(long, value_name = "DIR")]
    folder: Option<PathBuf>,
    /// The date that counts as today, such as 2026-11-22 [default: SOURCE_DATE_EPOCH, or the clock, in UTC]
    #[arg(long, value_name = "DATE")]
    today: Option<Date>,
}

/// A knowledge base without errors.
pub(super) struct Base {
    pub(super) kb: KnowledgeBase,
    pub(super) today: Date,
}

impl Place {
    /// Reads the knowledge base; `None` if it has errors, which are told.
    pub(super) fn open(&self) -> Result<Option<Base>, Error> {
        let today = today(self.today)?;
        let files = load::read(&root(self.folder.as_deref())?)?;
        let (kb, found) = build::open(&files, Overrides { today, drafts: false, base_url: None });
        if found.has_errors() {
            tell(&diag::print(&found, &kb.sources, Format::Human, colored()));
            return Ok(None);
        }
        Ok(Some(Base { kb, today }))
    }
}

/// Returns the folder of the knowledge base that is given, or around here.
pub(super) fn root(folder: Option<&Path>) -> Result<PathBuf, Error> {
    let here = || env::current_dir().map_err(|err| Error::ReadFolder { path: PathBuf::from("."), err });
    match folder {
        Some(folder) if folder.join("kbgen.toml").is_file() => Ok(folder.to_path_buf()),
        Some(folder) => Err(Error::NoKnowledgeBase { path: folder.to_path_buf() }),
        None => load::find_root(&here()?),
    }
}

/// Returns the date that counts as today.
fn today(given: Option<Date>) -> Result<Date, Error> {
    if let Some(today) = given {
        return Ok(today);
    }
    let timestamp = match env::var("SOURCE_DATE_EPOCH") {
        Ok(value) => value
            .parse()
            .ok()
            .and_then(|seconds| jiff::Timestamp::from_second(seconds).ok())
            .ok_or(Error::BadArgument { name: "SOURCE_DATE_EPOCH", value, expected: "seconds since 1970" })?,
        Err(_) => jiff::Timestamp::now(),
    };
    Ok(timestamp.to_zoned(jiff::tz::TimeZone::UTC).date())
}

/// Whether what is told to people is coloured.
pub(super) fn colored() -> bool {
    env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()) && std::io::stderr().is_terminal()
}

/// Returns what is wrong with a name that nothing has.
pub(super) fn unknown_name<'a>(what: &'static str, name: &str, known: impl Iterator<Item = &'a str> + Clone) -> Error {
    let close = diag::suggest(name, known.clone()).map(str::to_owned);
    Error::UnknownName { what, name: name.to_owned(), close, known: known.map(str::to_owned).collect() }
}

/// Writes a number and a noun.
pub(super) fn count(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

/// Returns a path as people write it from here.
pub(super) fn shown(path: &Path) -> String {
    let here = env::current_dir().ok();
    here.and_then(|here| path.strip_prefix(here).ok().map(Path::to_path_buf))
        .unwrap_or_else(|| path.to_path_buf())
        .display()
        .to_string()
}
