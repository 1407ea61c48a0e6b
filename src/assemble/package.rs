//! The sealed package: what the archive will hold, entry by entry, with nothing left to decide.
//!
//! In: nothing. Out: the types that `seal` fills and `chunk` writes. Not here: how they are made.

use std::borrow::Cow;
use std::path::Path;

use crate::deb::mode::FileMode;
use crate::deb::tarball::{self, TarKind};

/// The data member in the order of the archive.
pub struct Package<'a> {
    pub sections: Vec<Section<'a>>,
}

/// A contiguous run of the archive.
pub struct Section<'a> {
    pub owner: Owner<'a>,
    /// In the order of the archive.
    pub entries: Vec<SealedEntry<'a>>,
}

/// Where a section's entries come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Owner<'a> {
    Directories,
    Distribution { name: &'a str, version: &'a str },
    Environment,
    Project,
}

/// One entry of the archive; all are root's.
pub struct SealedEntry<'a> {
    /// Without a first slash; empty for the root.
    pub relative: Cow<'a, str>,
    pub mode: FileMode,
    pub kind: SealedKind<'a>,
}

pub enum SealedKind<'a> {
    Directory,
    File {
        content: SealedContent<'a>,
        size: u64,
        /// The SHA-256 that the content must have.
        expected: Option<[u8; 32]>,
    },
    Symlink(&'a str),
}

pub enum SealedContent<'a> {
    Disk(Cow<'a, Path>),
    Memory(Cow<'a, [u8]>),
}

impl SealedEntry<'_> {
    pub fn tar_kind(&self) -> TarKind<'_> {
        match &self.kind {
            SealedKind::Directory => TarKind::Directory,
            SealedKind::File { size, .. } => TarKind::File { size: *size },
            SealedKind::Symlink(target) => TarKind::Symlink(target),
        }
    }

    /// How many bytes of the archive the entry takes.
    pub fn tar_size(&self) -> u64 {
        tarball::entry_size(&self.relative, self.tar_kind())
    }

    /// Policy's rule for `Installed-Size`: files are rounded up, everything else counts as one.
    pub fn installed_kibibytes(&self) -> u64 {
        match &self.kind {
            SealedKind::File { size, .. } => size.div_ceil(1024),
            SealedKind::Directory | SealedKind::Symlink(_) => 1,
        }
    }
}

impl std::fmt::Display for Owner<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Directories => formatter.write_str("the directories"),
            Self::Distribution { name, version } => write!(formatter, "the distribution {name} {version}"),
            Self::Environment => formatter.write_str("the virtual environment"),
            Self::Project => formatter.write_str("the project"),
        }
    }
}
