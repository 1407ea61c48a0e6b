//! What tools leave behind and no server needs.
//!
//! In: the package's paths. Out: junk. Not here: what is harmful.

use super::super::contents::{PackageContents, PackagedKind};
use super::super::finding::Severity;
use super::super::tag::{Check, Problem, Tag};

pub const TAG: Tag = Tag {
    name: "junk-in-package",
    severity: Severity::Warning,
    summary: "the package holds what tools left behind",
    explanation: "Version control data, caches, compiled files and installed JavaScript packages make the package \
                  larger, differ from build to build, and may hold more than was meant to be given away. Leave them \
                  out with `[project] exclude`.",
    reference: "lintian, package-contains-vcs-control-dir and package-installs-python-bytecode",
    check: Check::Package(check),
};

const DIRECTORIES: [&str; 11] = [
    ".git",
    ".hg",
    ".svn",
    "__pycache__",
    "node_modules",
    ".tox",
    ".nox",
    ".venv",
    ".pytest_cache",
    ".mypy_cache",
    ".ruff_cache",
];
const NAMES: [&str; 3] = [".DS_Store", "Thumbs.db", ".coverage"];
const ENDS: [&str; 4] = [".pyc", ".swp", ".orig", ".rej"];

/// One problem a directory, whatever it holds.
fn check(package: &PackageContents) -> Vec<Problem> {
    let mut problems: Vec<Problem> = Vec::new();
    for entry in &package.entries {
        let name = entry.path.rsplit('/').next().unwrap_or_default();
        let is_directory = matches!(entry.kind, PackagedKind::Directory);
        let is_below_junk = problems
            .last()
            .is_some_and(|last| entry.path.strip_prefix(last.place.as_str()).is_some_and(|rest| rest.starts_with('/')));
        if is_directory && DIRECTORIES.contains(&name) && !is_below_junk {
            problems.push(Problem::new(&entry.path, "is a directory that no server needs"));
        } else if !is_directory && (NAMES.contains(&name) || ENDS.iter().any(|end| name.ends_with(end))) {
            problems.push(Problem::new(&entry.path, "is a file that no server needs"));
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::super::samples::{directory, file, package};
    use super::*;

    #[test]
    fn directories_are_named_once() {
        let entries =
            [directory("/opt/p/.git"), directory("/opt/p/.git/.hg"), file("/opt/p/a.py", 1), file("/opt/p/a.pyc", 1)];
        let places: Vec<String> = check(&package(entries)).into_iter().map(|problem| problem.place).collect();
        assert_eq!(places, ["/opt/p/.git", "/opt/p/a.pyc"]);
    }
}
