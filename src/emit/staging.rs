//! A site on its way into a folder.
//!
//! Beside the output folder `site`, `.site.kbgen` holds a lock and the new folder. An artifact that is the same
//! as before is hard-linked from the old folder, and so is every file that kbgen did not write; the rest is
//! written. Then the two folders change places ([`super::commit`]), and the old one is taken apart.

use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use walkdir::WalkDir;

use super::manifest::{self, Manifest};
use super::{Sink, commit};
use crate::error::Error;
use crate::output::Artifact;

/// Collects artifacts for a folder.
#[derive(Debug)]
pub struct Staging {
    out: PathBuf,
    work: WorkFolder,
    old: Manifest,
    /// Files in the output folder that kbgen did not write.
    foreign: BTreeSet<PathBuf>,
    /// Folders that were made already.
    folders: Mutex<BTreeSet<PathBuf>>,
    files: Mutex<BTreeSet<String>>,
    changed: AtomicUsize,
}

/// What a commit did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Report {
    /// Files of the site.
    pub files: usize,
    /// How many of them are new or different.
    pub changed: usize,
    /// How many of the old site are gone.
    pub removed: usize,
}

/// The folder beside the output folder, locked as long as this value lives.
#[derive(Debug)]
struct WorkFolder {
    path: PathBuf,
    _lock: File,
}

impl WorkFolder {
    const LOCK: &'static str = "lock";

    fn open(path: PathBuf, out: &Path) -> Result<Self, Error> {
        loop {
            create_folder(&path)?;
            let lock_path = path.join(Self::LOCK);
            let failed = |err| Error::Lock { path: lock_path.clone(), err };
            let lock = match OpenOptions::new().create(true).truncate(false).write(true).open(&lock_path) {
                Ok(lock) => lock,
                // The build before took its folder away between the two calls.
                Err(err) if err.kind() == io::ErrorKind::NotFound => continue,
                Err(err) => return Err(failed(err)),
            };
            match lock.try_lock() {
                Ok(()) => {}
                Err(fs::TryLockError::WouldBlock) => return Err(Error::Busy { path: out.to_path_buf() }),
                Err(fs::TryLockError::Error(err)) => return Err(failed(err)),
            }
            // The build before may have removed the file that is locked now; then it locks nobody out.
            if same_file(&lock, &lock_path) {
                return Ok(Self { path, _lock: lock });
            }
        }
    }

    fn new_site(&self) -> PathBuf {
        self.path.join("new")
    }

    /// Where the site is while it changes places, and the old one afterwards.
    fn replaced(&self) -> PathBuf {
        self.path.join("replaced")
    }

    fn journal(&self) -> PathBuf {
        self.path.join("journal")
    }
}

impl Drop for WorkFolder {
    fn drop(&mut self) {
        // A journal needs the new site, and what was replaced may hold files to rescue: the next build sees to them.
        if self.journal().exists() || self.replaced().exists() {
            return;
        }
        // What can't be removed here is removed by the next build; there is nobody to tell.
        let _ = fs::remove_dir_all(&self.path);
    }
}

impl Staging {
    /// Starts a new site for the folder `out`, which need not exist, and finishes what a killed build left.
    ///
    /// # Errors
    ///
    /// [`Error::Busy`] if another build is writing to it, others if the file system refuses.
    pub fn new(out: &Path) -> Result<Self, Error> {
        let failed = |err| Error::CreateFolder { path: out.to_path_buf(), err };
        let out = std::path::absolute(out).map_err(failed)?;
        if out.symlink_metadata().is_ok() && !out.is_dir() {
            return Err(Error::NoFolder { path: out });
        }
        // Through a link, so that the folder itself is exchanged and not the link.
        let out = if out.exists() { out.canonicalize().map_err(failed)? } else { out };
        let (Some(parent), Some(name)) = (out.parent(), out.file_name()) else {
            return Err(Error::OutputAmongSources { path: out });
        };
        fs::create_dir_all(parent).map_err(|err| Error::CreateFolder { path: parent.to_path_buf(), err })?;
        let work = WorkFolder::open(parent.join(format!(".{}.kbgen", name.to_string_lossy())), &out)?;
        commit::finish(&work.new_site(), &work.journal(), &out)?;
        commit::clear_replaced(&work.replaced(), &out)?;
        commit::clear_unfinished(&work.new_site())?;
        create_folder(&work.new_site())?;
        let old = Manifest::read(&out)?;
        let foreign = foreign_files(&out, &old)?;
        Ok(Self {
            out,
            work,
            old,
            foreign,
            folders: Mutex::default(),
            files: Mutex::default(),
            changed: AtomicUsize::new(0),
        })
    }

    /// Makes the folder of a path in the new site.
    fn folder_of(&self, path: &Path) -> Result<(), Error> {
        let Some(folder) = path.parent() else { return Ok(()) };
        let mut folders = self.folders.lock().expect("no thread panics while it holds the lock");
        let new: Vec<&Path> =
            folder.ancestors().take_while(|part| !part.as_os_str().is_empty() && !folders.contains(*part)).collect();
        for part in new.into_iter().rev() {
            create_folder(&self.work.new_site().join(part))?;
            folders.insert(part.to_path_buf());
        }
        Ok(())
    }

    /// Keeps what kbgen did not write: a link to each file, in folders with the modes that they have.
    fn keep_foreign(&self) -> Result<(), Error> {
        for path in &self.foreign {
            let (from, to) = (self.out.join(path), self.work.new_site().join(path));
            self.folder_of(path)?;
            keep(&from, &to).map_err(|err| Error::KeepFile { path: from, err })?;
        }
        let folders: BTreeSet<&Path> = self.foreign.iter().flat_map(|path| path.ancestors().skip(1)).collect();
        for folder in folders.into_iter().filter(|folder| !folder.as_os_str().is_empty()) {
            let from = self.out.join(folder);
            let copy = || fs::set_permissions(self.work.new_site().join(folder), from.metadata()?.permissions());
            copy().map_err(|err| Error::KeepFile { path: from.clone(), err })?;
        }
        Ok(())
    }

    /// Returns the file of others that stands where an artifact or one of its folders belongs.
    fn foreign_at(&self, path: &Path) -> Option<&PathBuf> {
        let in_the_way =
            |part: &Path| self.foreign.get(part).filter(|found| part == path || !self.out.join(found).is_dir());
        path.ancestors().find_map(in_the_way)
    }
}

impl Sink for Staging {
    type Output = Report;

    fn put(&self, artifact: Artifact) -> Result<(), Error> {
        let Artifact { path, bytes } = artifact;
        if let Some(foreign) = self.foreign_at(Path::new(path.as_str())) {
            return Err(Error::ForeignFile { path: self.out.join(foreign) });
        }
        let target = self.work.new_site().join(path.as_str());
        self.folder_of(Path::new(path.as_str()))?;
        let old = self.out.join(path.as_str());
        let kept =
            self.old.files.contains(path.as_str()) && is_same(&old, &bytes) && fs::hard_link(&old, &target).is_ok();
        if !kept {
            write_file(&target, &bytes).map_err(|err| Error::WriteFile { path: target, err })?;
            self.changed.fetch_add(1, Ordering::Relaxed);
        }
        self.files.lock().expect("no thread panics while it holds the lock").insert(path.as_str().to_owned());
        Ok(())
    }

    fn commit(self) -> Result<Report, Error> {
        let files = std::mem::take(&mut *self.files.lock().expect("no thread panics while it holds the lock"));
        let report = Report {
            files: files.len(),
            changed: self.changed.load(Ordering::Relaxed),
            removed: self.old.files.iter().filter(|old| *old != manifest::NAME && !files.contains(*old)).count(),
        };
        self.keep_foreign()?;
        let path = self.work.new_site().join(manifest::NAME);
        write_file(&path, &Manifest { files }.bytes()).map_err(|err| Error::WriteFile { path, err })?;
        commit::replace(&self.work.new_site(), &self.work.replaced(), &self.work.journal(), &self.out)?;
        commit::clear_replaced(&self.work.replaced(), &self.out)?;
        Ok(report)
    }
}

/// Returns the files in `out` that are not in its manifest, links and empty folders included.
fn foreign_files(out: &Path, own: &Manifest) -> Result<BTreeSet<PathBuf>, Error> {
    let mut foreign = BTreeSet::new();
    if !out.exists() {
        return Ok(foreign);
    }
    for entry in WalkDir::new(out).min_depth(1) {
        let entry = entry.map_err(|err| Error::ReadFolder {
            path: err.path().unwrap_or(out).to_path_buf(),
            err: err.into_io_error().unwrap_or_else(|| io::Error::other("a link leads back to a folder above it")),
        })?;
        let relative = entry.path().strip_prefix(out).expect("walked from there");
        let empty_folder = || entry.path().read_dir().is_ok_and(|mut entries| entries.next().is_none());
        if own.has(relative) || (entry.file_type().is_dir() && !empty_folder()) {
            continue;
        }
        foreign.insert(relative.to_path_buf());
    }
    Ok(foreign)
}

/// Makes `to` the same file as `from`; a folder is made anew with the same mode.
fn keep(from: &Path, to: &Path) -> io::Result<()> {
    let metadata = from.symlink_metadata()?;
    if metadata.is_dir() {
        match fs::create_dir(to) {
            Err(err) if err.kind() == io::ErrorKind::AlreadyExists => {}
            result => result?,
        }
        return fs::set_permissions(to, metadata.permissions());
    }
    match fs::hard_link(from, to) {
        // Some file systems have no links, and some systems refuse links to files of another owner.
        Err(err) if err.kind() != io::ErrorKind::AlreadyExists && metadata.is_file() => {
            fs::copy(from, to)?;
            File::options().write(true).open(to)?.set_modified(metadata.modified()?)
        }
        result => result,
    }
}

fn create_folder(path: &Path) -> Result<(), Error> {
    let make = || -> io::Result<()> {
        match fs::create_dir(path) {
            Err(err) if err.kind() == io::ErrorKind::AlreadyExists && path.is_dir() => return Ok(()),
            result => result?,
        }
        set_mode(path, 0o755)
    };
    make().map_err(|err| Error::CreateFolder { path: path.to_path_buf(), err })
}

/// Writes a file with mode 644 whatever the umask.
fn write_file(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create_new(path)?;
    file.write_all(bytes)?;
    set_mode(path, 0o644)
}

#[cfg(unix)]
fn set_mode(path: &Path, mode: u32) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(path, fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
fn set_mode(_: &Path, _: u32) -> io::Result<()> {
    Ok(())
}

/// Whether a file has these bytes and the mode that it would be written with.
fn is_same(path: &Path, bytes: &[u8]) -> bool {
    let same = || -> io::Result<bool> {
        let mut file = File::open(path)?;
        let metadata = file.metadata()?;
        if !metadata.is_file() || metadata.len() != bytes.len() as u64 || !has_mode(&metadata) {
            return Ok(false);
        }
        let mut old = Vec::with_capacity(bytes.len());
        file.read_to_end(&mut old)?;
        Ok(old == bytes)
    };
    same().unwrap_or(false)
}

#[cfg(unix)]
fn has_mode(metadata: &fs::Metadata) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    metadata.mode() & 0o7777 == 0o644
}

#[cfg(not(unix))]
fn has_mode(_: &fs::Metadata) -> bool {
    true
}

#[cfg(unix)]
fn same_file(open: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    open.metadata()
        .and_then(|open| path.metadata().map(|there| (open.dev(), open.ino()) == (there.dev(), there.ino())))
        .unwrap_or(false)
}

#[cfg(not(unix))]
fn same_file(_: &File, path: &Path) -> bool {
    path.exists()
}
