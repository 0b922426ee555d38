//! The command line: the only module that prints, reads the environment and the clock, and exits.
//!
//! Results go to standard output, prose to standard error. Exit codes: 0 clean, 1 findings that fail the run,
//! 2 wrong usage or the outside world failed.

mod audit;
mod build;
mod explain;
mod fill;
mod findings;
mod input;
mod lint;
mod packs;

use std::io::Write as _;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::error::Error;

/// Compiles Markdown guidance and email templates into a checked guide site.
#[derive(Debug, Parser)]
#[command(name = "kbgen", version, about, max_term_width = 100)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Check the knowledge base and write the site
    Build(build::BuildArguments),
    /// Check the knowledge base without writing anything
    Check(input::Input),
    /// Fill an email template in, once or for each row of a table, and check what comes of it
    Fill(fill::FillArguments),
    /// Check a message that was written elsewhere
    Lint(lint::LintArguments),
    /// Check that a pack is whole and as it was made
    Verify(packs::VerifyArguments),
    /// Tell in words what differs between two packs
    Diff(packs::DiffArguments),
    /// Look for what a built site would fetch from elsewhere, and for policies that let it
    Audit(audit::AuditArguments),
    /// Explain a rule: what it finds, why it matters, and what to write instead
    Explain(explain::ExplainArguments),
}

/// Whether a run found what fails it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Clean,
    Findings,
}

/// Runs the command of this process's arguments and returns its exit code.
#[must_use]
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    let verdict = match arguments.command {
        Command::Build(arguments) => build::build(&arguments),
        Command::Check(arguments) => build::check(&arguments),
        Command::Fill(arguments) => fill::fill(&arguments),
        Command::Lint(arguments) => lint::lint(&arguments),
        Command::Verify(arguments) => packs::verify(&arguments),
        Command::Diff(arguments) => packs::diff(&arguments),
        Command::Audit(arguments) => audit::audit(&arguments),
        Command::Explain(arguments) => explain::explain(&arguments),
    };
    match verdict {
        Ok(Verdict::Clean) => ExitCode::SUCCESS,
        Ok(Verdict::Findings) => ExitCode::from(1),
        Err(error) => {
            tell(&format!("error: {error}\n"));
            ExitCode::from(2)
        }
    }
}

/// Writes a result to standard output.
fn print(text: &str) -> Result<(), Error> {
    match std::io::stdout().write_all(text.as_bytes()) {
        // Whoever read it has read enough.
        Err(err) if err.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        result => result.map_err(|err| Error::Print { err }),
    }
}

/// Writes prose to standard error; if that is closed there is nobody to tell.
fn tell(text: &str) {
    let _ = std::io::stderr().write_all(text.as_bytes());
}
