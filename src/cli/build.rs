//! `kbgen build` and `kbgen check`.

use std::io::IsTerminal as _;
use std::path::{Component, Path, PathBuf};

use indicatif::ProgressBar;

use super::input::{Input, count, shown};
use super::{Verdict, tell};
use crate::build::{self, Analysis, Observer, Outcome};
use crate::emit::{Discard, Sink, Staging};
use crate::error::Error;
use crate::load;

#[derive(Debug, clap::Args)]
pub(super) struct BuildArguments {
    #[command(flatten)]
    input: Input,
    /// Folder to write the site to [default: `site` beside kbgen.toml]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

pub(super) fn check(input: &Input) -> Result<Verdict, Error> {
    let overrides = input.overrides()?;
    let root = input.root()?;
    let files = load::read(&root)?;
    let mut analysis = build::analyse(&files, overrides);
    drop(files);
    if !analysis.found.has_errors() {
        write(&mut analysis, &root, &|_, _| {}, Discard)?;
    }
    input.report(&analysis.found, &analysis.kb.sources)
}

pub(super) fn build(arguments: &BuildArguments) -> Result<Verdict, Error> {
    let BuildArguments { input, out } = arguments;
    let root = input.root()?;
    let overrides = input.overrides()?;
    let out = out.clone().unwrap_or_else(|| root.join("site"));
    refuse_sources(&root, &out)?;

    let files = load::read(&root)?;
    let mut analysis = build::analyse(&files, overrides);
    drop(files);
    let bar = if std::io::stderr().is_terminal() { ProgressBar::no_length() } else { ProgressBar::hidden() };
    let observe = |done: usize, of: usize| {
        bar.set_length(of as u64);
        bar.set_position(done as u64);
    };
    let written = match input.verdict(&analysis.found) {
        Verdict::Clean => Staging::new(&out).and_then(|staging| write(&mut analysis, &root, &observe, staging)),
        Verdict::Findings => Ok(None),
    };
    bar.finish_and_clear();
    let verdict = input.report(&analysis.found, &analysis.kb.sources)?;
    match written? {
        Some(report) => {
            let (files, changed, removed) = (count(report.files, "file"), report.changed, report.removed);
            tell(&format!("wrote {files} to {} ({changed} changed, {removed} removed)\n", shown(&out)));
        }
        None => tell("nothing was written\n"),
    }
    Ok(verdict)
}

/// Writes the site into `sink`. Faults of layouts that show only when pages are made join the findings.
fn write<S: Sink>(
    analysis: &mut Analysis,
    root: &Path,
    observe: &Observer<'_>,
    sink: S,
) -> Result<Option<S::Output>, Error> {
    let assets = |path: &str| load::asset_bytes(root, path);
    match build::write(analysis, &assets, observe, sink)? {
        Outcome::Written(output) => Ok(Some(output)),
        Outcome::Faulty(found) => {
            analysis.found.extend(found);
            analysis.found.sort(&analysis.kb.sources);
            Ok(None)
        }
    }
}

/// Refuses an output folder that the next build would read, or that holds the sources.
fn refuse_sources(root: &Path, out: &Path) -> Result<(), Error> {
    let (root, real) = (resolved(root), resolved(out));
    let sources = |root: &Path| ["content", "templates", "theme", "kbgen.toml"].map(|part| resolved(&root.join(part)));
    // Of this knowledge base, and of any other that the folder may lie in.
    let others = real.ancestors().filter(|folder| folder.join("kbgen.toml").is_file()).flat_map(sources);
    let among = others.chain(sources(&root)).any(|source| real.starts_with(source));
    if among || root.starts_with(&real) {
        return Err(Error::OutputAmongSources { path: out.to_path_buf() });
    }
    Ok(())
}

/// Returns an absolute path with links and `..` resolved as far as it exists.
fn resolved(path: &Path) -> PathBuf {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let mut real = PathBuf::new();
    for part in absolute.components() {
        match part {
            Component::ParentDir => {
                real.pop();
            }
            part => real.push(part),
        }
        if let Ok(there) = real.canonicalize() {
            real = there;
        }
    }
    real
}
