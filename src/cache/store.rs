//! The cache's directories on disk. Losing any of it makes a build slower, never wrong.

use std::path::{Path, PathBuf};

use super::Key;
use crate::host::{self, file_system};

/// The cache of one build.
pub struct Store {
    root: PathBuf,
}

impl Store {
    /// The cache below `root`, which is made when missing.
    pub fn open(root: &Path) -> Result<Self, host::Error> {
        file_system::create_directory(&root.join("v1"))?;
        Ok(Self { root: root.to_path_buf() })
    }

    /// Where the cache lies.
    pub fn path(&self) -> &Path {
        &self.root
    }

    /// The text kept under a key in `v1/KIND/`.
    pub fn find(&self, kind: &str, key: &Key) -> Option<String> {
        file_system::read_text(&self.root.join("v1").join(kind).join(key.as_str())).ok()
    }

    /// Keeps a text; written whole, so that no reader sees a part.
    pub fn keep(&self, kind: &str, key: &Key, text: &str) -> Result<(), host::Error> {
        let directory = self.root.join("v1").join(kind);
        file_system::create_directory(&directory)?;
        file_system::write(&directory.join(key.as_str()), text.as_bytes())
    }

    /// The directory of a key in `v1/KIND/`, locked against other builds until the lock is dropped.
    pub fn directory(&self, kind: &str, key: &Key) -> Result<(PathBuf, file_system::Lock), host::Error> {
        let parent = self.root.join("v1").join(kind);
        file_system::create_directory(&parent)?;
        let lock = file_system::lock(&parent.join(format!("{key}.lock")))?;
        Ok((parent.join(key.as_str()), lock))
    }
}
