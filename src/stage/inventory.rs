//! Everything that staging found, once: the environment's files by the distribution that owns them.

use std::path::PathBuf;

use crate::deb::mode::FileMode;
use crate::deb::target_path::TargetPath;

/// The content of the virtual environment and what is known of it.
#[derive(Clone, Debug, Default)]
pub struct StagedTree {
    /// Distributions by normalised name, then the environment's own files.
    pub runs: Vec<Run>,
    /// The pinned requirements that were installed, one a line, for projects without a lock.
    pub requirements: Option<String>,
}

/// The files of one distribution, or the environment's own.
#[derive(Clone, Debug)]
pub struct Run {
    pub owner: RunOwner,
    /// Sorted by path.
    pub entries: Vec<StagedEntry>,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RunOwner {
    Distribution { name: String, version: String },
    Environment,
}

#[derive(Clone, Debug)]
pub struct StagedEntry {
    pub path: TargetPath,
    pub kind: StagedKind,
}

#[derive(Clone, Debug)]
pub enum StagedKind {
    File {
        mode: FileMode,
        source: Source,
        /// Bytes.
        size: u64,
        /// The SHA-256 that RECORD gives; the content is checked against it when it is read.
        expected: Option<[u8; 32]>,
    },
    /// The target as it is written into the link.
    Symlink(String),
}

#[derive(Clone, Debug)]
pub enum Source {
    Disk(PathBuf),
    Memory(Vec<u8>),
}
