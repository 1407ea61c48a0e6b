//! Reads and writes; every error names the path and what was being done.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};

use super::Error;

/// What lies at a path, links not followed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    File { size: u64, executable: bool },
    Directory,
    Symlink(PathBuf),
    Other,
}

/// The kind of what lies at `path`, or `None` when nothing does.
pub fn kind(path: &Path) -> Result<Option<Kind>, Error> {
    let metadata = match fs::symlink_metadata(path) {
        Ok(metadata) => metadata,
        Err(error) if error.kind() == io::ErrorKind::NotFound || error.kind() == io::ErrorKind::NotADirectory => {
            return Ok(None);
        }
        Err(error) => return Err(Error::file("look at", path, error)),
    };
    let file_type = metadata.file_type();
    Ok(Some(if file_type.is_symlink() {
        Kind::Symlink(fs::read_link(path).map_err(|error| Error::file("read the link", path, error))?)
    } else if file_type.is_dir() {
        Kind::Directory
    } else if file_type.is_file() {
        Kind::File { size: metadata.len(), executable: metadata.mode() & 0o111 != 0 }
    } else {
        Kind::Other
    }))
}

/// Whether something lies at `path`, links followed.
pub fn exists(path: &Path) -> bool {
    path.exists()
}

/// Whether a directory lies at `path`, links followed.
pub fn is_directory(path: &Path) -> bool {
    path.is_dir()
}

/// The whole content of a file.
pub fn read(path: &Path) -> Result<Vec<u8>, Error> {
    fs::read(path).map_err(|error| Error::file("read", path, error))
}

/// The whole content of a UTF-8 text file.
pub fn read_text(path: &Path) -> Result<String, Error> {
    String::from_utf8(read(path)?).map_err(|_| Error::NotText { path: path.to_path_buf() })
}

/// A file opened for reading.
pub fn open(path: &Path) -> Result<impl Read + io::Seek + use<>, Error> {
    File::open(path).map_err(|error| Error::file("open", path, error))
}

/// Writes a file; whoever reads `path` sees the old content or the new, never a part.
pub fn write(path: &Path, content: &[u8]) -> Result<(), Error> {
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let failed = |error| Error::file("write", path, error);
    let mut file = tempfile::NamedTempFile::new_in(parent).map_err(failed)?;
    file.write_all(content).map_err(failed)?;
    fs::set_permissions(file.path(), fs::Permissions::from_mode(0o644)).map_err(failed)?;
    file.persist(path).map_err(|error| failed(error.error))?;
    Ok(())
}

/// The size and modification time of a file, links followed.
pub fn stamp(path: &Path) -> Result<(u64, i64), Error> {
    let metadata = fs::metadata(path).map_err(|error| Error::file("look at", path, error))?;
    Ok((metadata.len(), metadata.mtime()))
}

/// Gives a file or directory the permission bits `mode`.
pub fn set_mode(path: &Path, mode: u32) -> Result<(), Error> {
    fs::set_permissions(path, fs::Permissions::from_mode(mode))
        .map_err(|error| Error::file("change the mode of", path, error))
}

/// Makes a directory and its parents.
pub fn create_directory(path: &Path) -> Result<(), Error> {
    fs::create_dir_all(path).map_err(|error| Error::file("make the directory", path, error))
}

/// Makes a symbolic link at `path` that points to `target`.
pub fn symlink(target: &Path, path: &Path) -> Result<(), Error> {
    std::os::unix::fs::symlink(target, path).map_err(|error| Error::file("make the link", path, error))
}

/// Copies a file with its permission bits.
pub fn copy(from: &Path, to: &Path) -> Result<(), Error> {
    fs::copy(from, to).map(|_| ()).map_err(|error| Error::file("copy", from, error))
}

/// Moves a file or directory within one file system.
pub fn rename(from: &Path, to: &Path) -> Result<(), Error> {
    fs::rename(from, to).map_err(|error| Error::file("move", from, error))
}

/// Removes a file; a missing one is no error.
pub fn remove_file(path: &Path) -> Result<(), Error> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(Error::file("remove", path, error)),
        _ => Ok(()),
    }
}

/// Removes a directory and all below it; a missing one is no error.
pub fn remove_directory(path: &Path) -> Result<(), Error> {
    match fs::remove_dir_all(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(Error::file("remove the directory", path, error)),
        _ => Ok(()),
    }
}

/// The names in a directory, sorted.
pub fn list(path: &Path) -> Result<Vec<PathBuf>, Error> {
    let failed = |error| Error::file("list the directory", path, error);
    let mut names = Vec::new();
    for entry in fs::read_dir(path).map_err(failed)? {
        names.push(entry.map_err(failed)?.path());
    }
    names.sort();
    Ok(names)
}

/// The path without links and `..`, absolute.
pub fn canonical(path: &Path) -> Result<PathBuf, Error> {
    fs::canonicalize(path).map_err(|error| Error::file("find", path, error))
}

/// An exclusive lock on a file, kept until it is dropped.
pub struct Lock {
    _file: File,
}

/// Waits for the exclusive lock on `path`, which is made when missing.
pub fn lock(path: &Path) -> Result<Lock, Error> {
    let failed = |error| Error::file("lock", path, error);
    let file = fs::OpenOptions::new().create(true).truncate(false).write(true).open(path).map_err(failed)?;
    rustix::fs::flock(&file, rustix::fs::FlockOperation::LockExclusive).map_err(|error| failed(error.into()))?;
    Ok(Lock { _file: file })
}
