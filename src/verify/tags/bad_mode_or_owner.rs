//! Modes and owners of the entries.
//!
//! In: the package. Out: what is not root's or gives rights away. Not here: what the scripts make on the server.

use super::super::contents::{EntryOwner, PackageContents, PackagedKind};
use super::super::finding::Severity;
use super::super::tag::{Check, Problem, Tag};

pub const TAG: Tag = Tag {
    name: "bad-mode-or-owner",
    severity: Severity::Error,
    summary: "an entry is not root's, or others may write to it",
    explanation: "What a package installs belongs to root, and only root writes to it: the service must not be able \
                  to change its own code. The checkout's umask must not show, and no file may take on another user's \
                  rights.",
    reference: "Debian Policy 10.9",
    check: Check::Package(check),
};

fn check(package: &PackageContents) -> Vec<Problem> {
    let mut problems = Vec::new();
    for entry in &package.entries {
        if entry.owner != (EntryOwner { user: 0, group: 0 }) {
            let EntryOwner { user, group } = entry.owner;
            problems.push(Problem::new(&entry.path, format!("belongs to {user}:{group}, not to root")));
        }
        let needed = if matches!(entry.kind, PackagedKind::Directory) { 0o700 } else { 0o400 };
        let is_link = matches!(entry.kind, PackagedKind::Symlink(_));
        if !is_link && (entry.mode & !0o755 != 0 || entry.mode & needed != needed) {
            problems.push(Problem::new(&entry.path, format!("has the mode {:04o}", entry.mode)));
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::super::samples::{directory, file, package, symlink};
    use super::*;

    #[test]
    fn only_root_writes() {
        let mut entries = [directory("/opt"), file("/opt/a", 1), file("/opt/b", 1), symlink("/opt/c", "a")];
        assert!(check(&package(entries)).is_empty());
        entries = [directory("/opt"), file("/opt/a", 1), file("/opt/b", 1), symlink("/opt/c", "a")];
        entries[0].mode = 0o600;
        entries[1].mode = 0o664;
        entries[2].owner.user = 1000;
        assert_eq!(check(&package(entries)).len(), 3);
    }
}
