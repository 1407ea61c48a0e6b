//! `Installed-Size` against the entries.
//!
//! In: the package. Out: whether the field is what Policy's rule gives. Not here: the size of the file.

use super::super::contents::{PackageContents, PackagedKind};
use super::super::finding::Severity;
use super::super::tag::{Check, Problem, Tag};

pub const TAG: Tag = Tag {
    name: "installed-size-wrong",
    severity: Severity::Error,
    summary: "`Installed-Size` is not the sum of the entries",
    explanation: "apt and people plan disk space with this field. Every file counts with its size rounded up to \
                  1 KiB, everything else with 1 KiB.",
    reference: "Debian Policy 5.6.20; deb-substvars(5), Installed-Size",
    check: Check::Package(check),
};

fn check(package: &PackageContents) -> Vec<Problem> {
    let kibibytes = |kind: &PackagedKind| match kind {
        PackagedKind::File { size, .. } => size.div_ceil(1024),
        _ => 1,
    };
    let expected: u64 = package.entries.iter().map(|entry| kibibytes(&entry.kind)).sum();
    let field = package.stanza().and_then(|stanza| stanza.get("Installed-Size")).unwrap_or("absent");
    if field == expected.to_string() {
        return Vec::new();
    }
    vec![Problem::new("Installed-Size", format!("is {field}, the entries take {expected}"))]
}

#[cfg(test)]
mod tests {
    use super::super::samples::{directory, file, package, symlink};
    use super::*;

    #[test]
    fn files_are_rounded_up() {
        let mut package = package([directory("/"), file("/a", 1025), file("/b", 0), symlink("/c", "a")]);
        package.control = Some("Installed-Size: 4\n".parse());
        assert!(check(&package).is_empty());
        package.control = Some("Installed-Size: 3\n".parse());
        assert_eq!(check(&package).len(), 1);
        package.control = None;
        assert_eq!(check(&package).len(), 1);
    }
}
