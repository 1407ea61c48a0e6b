//! Entries whose directory the archive did not name before.
//!
//! In: the package. Out: such entries. Not here: whether the directory's mode is right.

use std::collections::BTreeSet;

use super::super::contents::{PackageContents, PackagedKind};
use super::super::finding::Severity;
use super::super::tag::{Check, Problem, Tag};

pub const TAG: Tag = Tag {
    name: "missing-parent-directory",
    severity: Severity::Error,
    summary: "an entry comes before its directory, or without it",
    explanation: "dpkg creates directories when their entry comes; a file without one fails to unpack, or leaves a \
                  directory behind that belongs to no package.",
    reference: "deb(5), data.tar",
    check: Check::Package(check),
};

fn check(package: &PackageContents) -> Vec<Problem> {
    let mut directories = BTreeSet::from([""]);
    let mut seen = BTreeSet::new();
    let mut problems = Vec::new();
    for entry in &package.entries {
        let parent = entry.path.rsplit_once('/').map_or("", |(parent, _)| parent);
        if !directories.contains(parent) {
            problems.push(Problem::new(&entry.path, "its directory does not come before it"));
        }
        if !seen.insert(entry.path.as_str()) {
            problems.push(Problem::new(&entry.path, "stands there twice"));
        }
        if matches!(entry.kind, PackagedKind::Directory) {
            directories.insert(entry.path.as_str());
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::super::samples::{directory, file, package};
    use super::*;

    #[test]
    fn directories_come_first() {
        let entries = [directory("/"), file("/a/b", 1), directory("/a"), file("/a/c", 1), file("/a/c", 1)];
        let places: Vec<String> = check(&package(entries)).into_iter().map(|problem| problem.place).collect();
        assert_eq!(places, ["/a/b", "/a/c"]);
    }
}
