//! Entries that are neither files, directories nor symbolic links.
//!
//! In: the package. Out: such entries. Not here: links and their targets.

use super::super::contents::{PackageContents, PackagedKind};
use super::super::finding::Severity;
use super::super::tag::{Check, Problem, Tag};

pub const TAG: Tag = Tag {
    name: "special-file",
    severity: Severity::Error,
    summary: "an entry is a device, a pipe or a hard link",
    explanation: "Devices and pipes are made by the running system, never by a package; hard links depend on how the \
                  building machine stored the files.",
    reference: "Debian Policy 10.6",
    check: Check::Package(check),
};

fn check(package: &PackageContents) -> Vec<Problem> {
    let special = |entry: &super::super::contents::PackagedEntry| match &entry.kind {
        PackagedKind::Other(kind) => Some(Problem::new(&entry.path, format!("is of the kind {kind}"))),
        _ => None,
    };
    package.entries.iter().filter_map(special).collect()
}

#[cfg(test)]
mod tests {
    use super::super::samples::{file, package};
    use super::*;

    #[test]
    fn only_plain_kinds_are_allowed() {
        let mut pipe = file("/opt/pipe", 0);
        pipe.kind = PackagedKind::Other("Fifo".to_owned());
        assert_eq!(check(&package([file("/opt/a", 1), pipe])).len(), 1);
    }
}
