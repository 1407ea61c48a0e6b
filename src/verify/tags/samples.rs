//! Small packages for the tests of the tags.
//!
//! In: entries. Out: [`PackageContents`]. Not here: anything but tests.

use super::super::contents::{ControlFile, EntryOwner, PackageContents, PackagedEntry, PackagedKind};

pub fn package(entries: impl IntoIterator<Item = PackagedEntry>) -> PackageContents {
    PackageContents { entries: entries.into_iter().collect(), ..PackageContents::default() }
}

pub fn control_file(text: &str) -> ControlFile {
    ControlFile { mode: 0o644, text: text.to_owned() }
}

pub fn directory(path: &str) -> PackagedEntry {
    entry(path, PackagedKind::Directory, 0o755)
}

/// A file whose digest is all zeros.
pub fn file(path: &str, size: u64) -> PackagedEntry {
    entry(path, PackagedKind::File { size, md5: [0; 16], elf: None }, 0o644)
}

pub fn symlink(path: &str, target: &str) -> PackagedEntry {
    entry(path, PackagedKind::Symlink(target.to_owned()), 0o777)
}

fn entry(path: &str, kind: PackagedKind, mode: u32) -> PackagedEntry {
    PackagedEntry { path: path.to_owned(), kind, mode, owner: EntryOwner { user: 0, group: 0 } }
}
