//! An output that appears whole or not at all, and unnamed space beside it.
//!
//! Input: the place the output will have. Output: a writer. Whatever ends the work before [`NewFile::place`] removes it.

use std::fs::{self, File};
use std::io::{self, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use super::Error;

/// A file in the making, in the directory of its destination.
pub struct NewFile {
    file: tempfile::NamedTempFile,
    destination: PathBuf,
}

impl NewFile {
    pub fn create(destination: &Path) -> Result<Self, Error> {
        let file = tempfile::NamedTempFile::new_in(parent(destination))
            .map_err(|error| Error::file("write", destination, error))?;
        Ok(Self { file, destination: destination.to_path_buf() })
    }

    /// Gives the complete file its name, over an older one.
    pub fn place(self) -> Result<(), Error> {
        let failed = |error| Error::file("write", &self.destination, error);
        fs::set_permissions(self.file.path(), fs::Permissions::from_mode(0o644)).map_err(failed)?;
        self.file.as_file().sync_all().map_err(failed)?;
        self.file.persist(&self.destination).map_err(|error| failed(error.error))?;
        Ok(())
    }
}

impl Write for NewFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// A file without a name in the directory of `destination`: it is gone as soon as it is closed.
pub fn spool_beside(destination: &Path) -> Result<File, Error> {
    tempfile::tempfile_in(parent(destination)).map_err(|error| Error::file("write beside", destination, error))
}

fn parent(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_left_of_a_file_that_was_not_placed() {
        let directory = tempfile::tempdir().unwrap();
        let destination = directory.path().join("shop.deb");
        let mut file = NewFile::create(&destination).unwrap();
        file.write_all(b"half").unwrap();
        drop(file);
        assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 0);
        let mut file = NewFile::create(&destination).unwrap();
        file.write_all(b"whole").unwrap();
        file.place().unwrap();
        assert_eq!(fs::read(&destination).unwrap(), b"whole");
    }
}
