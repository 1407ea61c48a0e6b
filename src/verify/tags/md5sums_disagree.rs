//! `md5sums` against the files.
//!
//! In: the package. Out: lines without a file, files without a line, wrong digests. Not here: conffiles, whose digests
//! dpkg keeps itself.

use std::collections::{BTreeMap, BTreeSet};

use super::super::contents::{PackageContents, PackagedKind};
use super::super::finding::Severity;
use super::super::tag::{Check, Problem, Tag};
use crate::deb::digest::hexadecimal;

pub const TAG: Tag = Tag {
    name: "md5sums-disagree",
    severity: Severity::Error,
    summary: "`md5sums` does not describe the package's files",
    explanation: "`dpkg --verify` and `debsums` compare the installed files with this list, and an upgrade takes over \
                  compiled files whose lines did not change. A wrong list makes both wrong.",
    reference: "deb-md5sums(5)",
    check: Check::Package(check),
};

fn check(package: &PackageContents) -> Vec<Problem> {
    let mut listed = BTreeMap::new();
    let mut problems = Vec::new();
    for line in package.control_text("md5sums").lines() {
        match line.split_once("  ") {
            Some((digest, relative)) => drop(listed.insert(format!("/{relative}"), digest)),
            None => problems.push(Problem::new("md5sums", format!("the line `{line}` has another form"))),
        }
    }
    let conffiles: BTreeSet<&str> = package.control_text("conffiles").lines().collect();
    for entry in &package.entries {
        let PackagedKind::File { md5, .. } = &entry.kind else { continue };
        match listed.remove(&entry.path) {
            Some(digest) if digest == hexadecimal(md5) => {}
            Some(_) => problems.push(Problem::new(&entry.path, "has another digest")),
            None if conffiles.contains(entry.path.as_str()) => {}
            None => problems.push(Problem::new(&entry.path, "is not listed")),
        }
    }
    problems.extend(listed.into_keys().map(|path| Problem::new(path, "is listed but not in the package")));
    problems
}

#[cfg(test)]
mod tests {
    use super::super::samples::{control_file, file, package};
    use super::*;

    #[test]
    fn lines_and_files_are_compared() {
        let zeros = "0".repeat(32);
        let mut package = package([file("/opt/a", 1), file("/opt/b", 1), file("/opt/c", 1), file("/etc/d", 1)]);
        let sums = format!("{zeros}  opt/a\n1{zeros}  opt/b\n{zeros}  opt/e\nbad\n");
        package.control_files.insert("md5sums".to_owned(), control_file(&sums));
        package.control_files.insert("conffiles".to_owned(), control_file("/etc/d\n"));
        let places: Vec<String> = check(&package).into_iter().map(|problem| problem.place).collect();
        assert_eq!(places, ["md5sums", "/opt/b", "/opt/c", "/opt/e"]);
    }
}
