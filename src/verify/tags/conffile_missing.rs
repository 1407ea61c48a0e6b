//! `conffiles` against the files below `/etc`.
//!
//! In: the package. Out: lines without a file and files without a line. Not here: which files should be conffiles.

use std::collections::BTreeSet;

use super::super::contents::{PackageContents, PackagedKind};
use super::super::finding::Severity;
use super::super::tag::{Check, Problem, Tag};

pub const TAG: Tag = Tag {
    name: "conffile-missing",
    severity: Severity::Error,
    summary: "`conffiles` and the files below /etc do not agree",
    explanation: "dpkg keeps an administrator's changes only in files that `conffiles` lists; others are overwritten \
                  by the next version without a question. A line without a file makes dpkg complain at each upgrade.",
    reference: "Debian Policy 10.7; deb-conffiles(5)",
    check: Check::Package(check),
};

fn check(package: &PackageContents) -> Vec<Problem> {
    let text = package.control_text("conffiles");
    let mut listed: BTreeSet<&str> = text.lines().collect();
    let mut problems = Vec::new();
    if !text.is_empty() && !text.ends_with('\n') {
        problems.push(Problem::new("conffiles", "has no newline at its end"));
    }
    for entry in &package.entries {
        let is_file = matches!(entry.kind, PackagedKind::File { .. });
        if is_file && entry.path.starts_with("/etc/") && !listed.remove(entry.path.as_str()) {
            problems.push(Problem::new(&entry.path, "lies below /etc but is not listed"));
        }
    }
    problems.extend(
        listed.into_iter().map(|path| Problem::new(path, "is listed but not a file of the package below /etc")),
    );
    problems
}

#[cfg(test)]
mod tests {
    use super::super::samples::{control_file, file, package};
    use super::*;

    #[test]
    fn lines_and_files_are_compared() {
        let mut package = package([file("/etc/a", 1), file("/etc/b", 1), file("/opt/c", 1)]);
        package.control_files.insert("conffiles".to_owned(), control_file("/etc/a\n/etc/d\n/opt/c"));
        let places: Vec<String> = check(&package).into_iter().map(|problem| problem.place).collect();
        assert_eq!(places, ["conffiles", "/etc/b", "/etc/d", "/opt/c"]);
    }
}
