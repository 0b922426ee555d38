//! `kbgen audit`.

use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::fill::read_file;
use super::input::{OutputFormat, count, report, root, shown};
use super::{Verdict, tell};
use crate::audit;
use crate::error::Error;

#[derive(Debug, clap::Args)]
pub(super) struct AuditArguments {
    /// Folder of a built site [default: `site` beside kbgen.toml]
    folder: Option<PathBuf>,
    /// How findings are printed
    #[arg(long, value_enum, default_value_t)]
    format: OutputFormat,
}

pub(super) fn audit(arguments: &AuditArguments) -> Result<Verdict, Error> {
    let folder = match &arguments.folder {
        Some(folder) => folder.clone(),
        None => root(None)?.join("site"),
    };
    let files = files(&folder)?;
    let looked_at: Vec<&String> = files.iter().filter(|path| audit::is_looked_at(path)).collect();
    if !looked_at.iter().any(|path| path.ends_with(".html")) {
        return Err(Error::BadArgument {
            name: "FOLDER",
            value: shown(&folder),
            expected: "the folder of a built site",
        });
    }
    let found: Result<Vec<Vec<audit::File>>, Error> =
        looked_at.par_iter().map(|path| Ok(audit::look(path, &read_file(&folder.join(path.as_str()))?))).collect();
    let mut found: Vec<audit::File> = found?.into_iter().flatten().collect();
    // What is in a pack and in the site as well is told where readers meet it first.
    found.sort_by_key(audit::File::is_packed);
    let (sources, found) = audit::report(found);
    report(&found, &sources, arguments.format)?;
    if !found.is_empty() {
        return Ok(Verdict::Findings);
    }
    if arguments.format == OutputFormat::Human {
        let looked_at = count(looked_at.len(), "file");
        tell(&format!("{}: nothing comes from elsewhere, {looked_at} looked at\n", shown(&folder)));
    }
    Ok(Verdict::Clean)
}

/// Returns the paths of the files of a folder, from there, parted by `/` and sorted.
fn files(folder: &Path) -> Result<Vec<String>, Error> {
    let mut files = Vec::new();
    for entry in walkdir::WalkDir::new(folder).sort_by_file_name() {
        let entry = entry.map_err(|err| Error::ReadFolder {
            path: err.path().unwrap_or(folder).to_path_buf(),
            err: err.into_io_error().unwrap_or_else(|| std::io::Error::other("a circle of links")),
        })?;
        if entry.file_type().is_dir() {
            continue;
        }
        let path = entry.path().strip_prefix(folder).expect("walked from there");
        files.push(path.to_string_lossy().replace('\\', "/"));
    }
    Ok(files)
}
