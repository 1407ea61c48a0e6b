//! A directory for work in progress that is removed when it is dropped, also after an error or a signal.

use std::path::{Path, PathBuf};

use super::Error;

/// A scratch directory.
pub struct Scratch {
    path: PathBuf,
    directory: Option<tempfile::TempDir>,
}

impl Scratch {
    /// A new empty directory in the system's place for temporary files; other users may enter but not list it.
    pub fn new() -> Result<Self, Error> {
        Self::new_in(&std::env::temp_dir())
    }

    /// A new empty directory below `parent`.
    pub fn new_in(parent: &Path) -> Result<Self, Error> {
        let failed = |error| Error::file("make a scratch directory in", parent, error);
        let directory = tempfile::Builder::new().prefix("dj2deb-").tempdir_in(parent).map_err(failed)?;
        super::file_system::set_mode(directory.path(), 0o711)?;
        Ok(Self { path: directory.path().to_path_buf(), directory: Some(directory) })
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Leaves the directory where it is and returns its path.
    pub fn keep(mut self) -> PathBuf {
        if let Some(directory) = self.directory.take() {
            return directory.keep();
        }
        self.path.clone()
    }
}
