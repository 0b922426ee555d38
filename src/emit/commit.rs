//! A new site takes the old one's place.
//!
//! Where the system can exchange two folders in one call, it does: whoever looks sees the old site or the new
//! one. Where it can't, a journal says what is to be moved and removed before anything is; a build that finds
//! one carries it out again to its end, which harms nothing if it was carried out in part before.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};
use walkdir::WalkDir;

use super::manifest::Manifest;
use crate::error::Error;

/// Puts the folder `new` in the place of `out`. What was there is in `replaced` afterwards, if anything.
pub(super) fn replace(new: &Path, replaced: &Path, journal: &Path, out: &Path) -> Result<(), Error> {
    let failed = |err| Error::Exchange { path: out.to_path_buf(), err };
    if !out.exists() {
        return fs::rename(new, out).map_err(failed);
    }
    // The folder is not kbgen's alone: it keeps its mode.
    let mode = out.metadata().map_err(failed)?.permissions();
    fs::set_permissions(new, mode).map_err(failed)?;
    // Under another name from here on: whoever finds it can't know on which side of the exchange the build ended.
    fs::rename(new, replaced).map_err(failed)?;
    match exchange(replaced, out) {
        Ok(()) => Ok(()),
        Err(err) if is_unsupported(&err) => {
            fs::rename(replaced, new).map_err(failed)?;
            by_journal(new, journal, out)
        }
        Err(err) => Err(failed(err)),
    }
}

#[cfg(any(target_os = "linux", target_os = "macos"))]
fn exchange(a: &Path, b: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE).map_err(io::Error::from)
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Whether the file system can't do it at all: the call is unknown, or the folder is a mount point.
fn is_unsupported(err: &io::Error) -> bool {
    matches!(
        err.kind(),
        io::ErrorKind::Unsupported
            | io::ErrorKind::InvalidInput
            | io::ErrorKind::CrossesDevices
            | io::ErrorKind::ResourceBusy
    )
}

/// What is left to do.
#[derive(Serialize, Deserialize)]
struct Journal {
    /// Files to move from the new folder into the output folder.
    moved: Vec<String>,
    /// Files to remove from the output folder.
    removed: Vec<String>,
}

fn by_journal(new: &Path, journal: &Path, out: &Path) -> Result<(), Error> {
    let (old, now) = (Manifest::read(out)?, Manifest::read(new)?);
    let todo = Journal {
        moved: now.files.iter().cloned().collect(),
        removed: old.files.difference(&now.files).cloned().collect(),
    };
    let bytes = serde_json::to_vec(&todo).expect("a journal is a list of texts");
    let partial = journal.with_extension("partial");
    let write = || -> io::Result<()> {
        let mut file = File::create(&partial)?;
        file.write_all(&bytes)?;
        file.sync_all()?;
        fs::rename(&partial, journal)
    };
    write().map_err(|err| Error::WriteFile { path: journal.to_path_buf(), err })?;
    finish(new, journal, out)
}

/// Carries out the journal, if there is one.
pub(super) fn finish(new: &Path, journal: &Path, out: &Path) -> Result<(), Error> {
    let bytes = match fs::read(journal) {
        Ok(bytes) => bytes,
        Err(err) if err.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(err) => return Err(Error::ReadFile { path: journal.to_path_buf(), err }),
    };
    let failed = |err| Error::Exchange { path: out.to_path_buf(), err };
    let todo: Journal = serde_json::from_slice(&bytes).map_err(|err| failed(err.into()))?;
    for path in &todo.moved {
        move_file(&new.join(path), &out.join(path)).map_err(failed)?;
    }
    for path in &todo.removed {
        remove_file(&out.join(path), out)?;
    }
    fs::remove_file(journal).map_err(|err| Error::Remove { path: journal.to_path_buf(), err })
}

/// Moves a file over another; one that is gone was moved before.
fn move_file(from: &Path, to: &Path) -> io::Result<()> {
    if !from.exists() {
        return Ok(());
    }
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder)?;
    }
    match fs::rename(from, to) {
        Err(err) if err.kind() == io::ErrorKind::CrossesDevices => {
            let mut name = to.file_name().unwrap_or_default().to_os_string();
            name.push(".kbgen-new");
            let beside = to.with_file_name(name);
            fs::copy(from, &beside)?;
            fs::rename(&beside, to)?;
            fs::remove_file(from)
        }
        result => result,
    }
}

/// Removes a file and then the folders above it, up to `root`, that are empty.
fn remove_file(path: &Path, root: &Path) -> Result<(), Error> {
    match fs::remove_file(path) {
        Err(err) if !matches!(err.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
            return Err(Error::Remove { path: path.to_path_buf(), err });
        }
        _ => {}
    }
    for folder in path.ancestors().skip(1).take_while(|folder| *folder != root) {
        if fs::remove_dir(folder).is_err() {
            break;
        }
    }
    Ok(())
}

/// Takes the folder apart that changed places with `out`, or was about to.
///
/// A file that kbgen did not write and that is not in `out` too, because it came while the site was made, moves there.
pub(super) fn clear_replaced(old: &Path, out: &Path) -> Result<(), Error> {
    if !old.exists() {
        return Ok(());
    }
    let own = Manifest::read(old)?;
    for entry in WalkDir::new(old).into_iter().filter_map(Result::ok).filter(|entry| !entry.file_type().is_dir()) {
        let relative = entry.path().strip_prefix(old).expect("walked from there");
        if !own.has(relative) && out.join(relative).symlink_metadata().is_err() {
            let rescued = out.join(relative);
            move_file(entry.path(), &rescued).map_err(|err| Error::KeepFile { path: rescued, err })?;
        }
    }
    clear_unfinished(old)
}

/// Removes a site that was never finished.
pub(super) fn clear_unfinished(new: &Path) -> Result<(), Error> {
    match fs::remove_dir_all(new) {
        Err(err) if err.kind() != io::ErrorKind::NotFound => Err(Error::Remove { path: new.to_path_buf(), err }),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(root: &Path) -> Vec<(String, String)> {
        let mut files: Vec<_> = WalkDir::new(root)
            .sort_by_file_name()
            .into_iter()
            .filter_map(Result::ok)
            .filter(|entry| entry.file_type().is_file())
            .map(|entry| {
                let path = entry.path().strip_prefix(root).expect("inside").to_string_lossy().into_owned();
                (path, fs::read_to_string(entry.path()).expect("text"))
            })
            .collect();
        files.retain(|(path, _)| path != super::super::manifest::NAME);
        files
    }

    fn site(root: &Path, files: &[(&str, &str)]) {
        for (path, text) in files {
            let path = root.join(path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("made");
            fs::write(path, text).expect("written");
        }
        let manifest = Manifest { files: files.iter().map(|(path, _)| (*path).to_owned()).collect() };
        fs::write(root.join(super::super::manifest::NAME), manifest.bytes()).expect("written");
    }

    /// Cuts the journal's work short after each of its steps and lets the next build finish it.
    #[test]
    fn a_journal_that_was_cut_short_is_finished() {
        for steps in 0..4 {
            let folder = tempfile::tempdir().expect("a folder");
            let (out, new, journal) =
                (folder.path().join("out"), folder.path().join("new"), folder.path().join("journal"));
            site(&out, &[("a.html", "old a"), ("b/index.html", "old b")]);
            fs::write(out.join("mine.txt"), "mine").expect("written");
            site(&new, &[("a.html", "new a"), ("c/index.html", "new c")]);
            let todo =
                Journal { moved: vec!["a.html".into(), "c/index.html".into()], removed: vec!["b/index.html".into()] };
            fs::write(&journal, serde_json::to_vec(&todo).expect("json")).expect("written");
            // What the build before got done.
            if steps > 0 {
                move_file(&new.join("a.html"), &out.join("a.html")).expect("moved");
            }
            if steps > 1 {
                move_file(&new.join("c/index.html"), &out.join("c/index.html")).expect("moved");
            }
            if steps > 2 {
                remove_file(&out.join("b/index.html"), &out).expect("removed");
            }
            finish(&new, &journal, &out).expect("finished");
            let text = |path: &str, text: &str| (path.to_owned(), text.to_owned());
            assert_eq!(tree(&out), [text("a.html", "new a"), text("c/index.html", "new c"), text("mine.txt", "mine")]);
            assert!(!journal.exists());
        }
    }

    #[test]
    fn without_exchange_the_journal_does_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let (out, new, journal) = (folder.path().join("out"), folder.path().join("new"), folder.path().join("journal"));
        site(&out, &[("a.html", "old a"), ("b/index.html", "old b")]);
        fs::write(out.join("b/mine.txt"), "mine").expect("written");
        site(&new, &[("a.html", "new a")]);
        by_journal(&new, &journal, &out).expect("done");
        let text = |path: &str, text: &str| (path.to_owned(), text.to_owned());
        assert_eq!(tree(&out), [text("a.html", "new a"), text("b/mine.txt", "mine")]);
    }

    /// A folder that kbgen never wrote to before has no manifest.
    #[test]
    fn files_of_a_folder_without_manifest_are_rescued() {
        let folder = tempfile::tempdir().expect("a folder");
        let (old, out) = (folder.path().join("old"), folder.path().join("out"));
        fs::create_dir(&old).expect("made");
        fs::write(old.join("late.txt"), "late").expect("written");
        site(&out, &[("a.html", "new a")]);
        clear_replaced(&old, &out).expect("cleared");
        let text = |path: &str, text: &str| (path.to_owned(), text.to_owned());
        assert_eq!(tree(&out), [text("a.html", "new a"), text("late.txt", "late")]);
    }

    #[test]
    fn a_foreign_file_that_came_in_between_is_rescued() {
        let folder = tempfile::tempdir().expect("a folder");
        let (old, out) = (folder.path().join("old"), folder.path().join("out"));
        site(&old, &[("a.html", "old a")]);
        fs::write(old.join("late.txt"), "late").expect("written");
        site(&out, &[("a.html", "new a")]);
        clear_replaced(&old, &out).expect("cleared");
        let text = |path: &str, text: &str| (path.to_owned(), text.to_owned());
        assert_eq!(tree(&out), [text("a.html", "new a"), text("late.txt", "late")]);
        assert!(!old.exists());
    }
}
