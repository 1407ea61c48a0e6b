//! Symbolic links to places that the package does not own.
//!
//! In: the package. Out: links that leave it. Not here: links to the interpreter, which must leave it.

use std::collections::BTreeSet;

use super::super::contents::{PackageContents, PackagedKind};
use super::super::finding::Severity;
use super::super::tag::{Check, Problem, Tag};

pub const TAG: Tag = Tag {
    name: "directory-symlink-leaves-package",
    severity: Severity::Error,
    summary: "a link leads to a directory outside the package",
    explanation: "dpkg follows a link to a directory when it unpacks. If a later version has a real directory there, \
                  its files are written to where the old link led: into the system. Links inside the package, and \
                  links to programs in /usr/bin, are allowed.",
    reference: "Debian Policy 6.6; dpkg-maintscript-helper(1), symlink_to_dir",
    check: Check::Package(check),
};

/// Single files that a link may lead to.
const ALLOWED: [&str; 2] = ["/usr/bin/", "/dev/null"];

fn check(package: &PackageContents) -> Vec<Problem> {
    let paths: BTreeSet<&str> = package.entries.iter().map(|entry| entry.path.as_str()).collect();
    let mut problems = Vec::new();
    for entry in &package.entries {
        let PackagedKind::Symlink(target) = &entry.kind else { continue };
        let reached = resolve(&entry.path, target);
        let stays = paths.contains(reached.as_str())
            || own_tree(&reached).is_some_and(|tree| own_tree(&entry.path) == Some(tree));
        if !stays && !ALLOWED.iter().any(|allowed| reached.starts_with(allowed)) {
            problems.push(Problem::new(&entry.path, format!("leads to `{target}`, which the package does not hold")));
        }
    }
    problems
}

/// `/opt/NAME`, which belongs to one package; a link inside it that leads to nothing harms nobody else.
fn own_tree(path: &str) -> Option<&str> {
    let name = path.strip_prefix("/opt/")?.split('/').next()?;
    Some(&path[.."/opt/".len() + name.len()])
}

fn resolve(link: &str, target: &str) -> String {
    let directory = link.rsplit_once('/').map_or("", |(directory, _)| directory);
    let joined = if target.starts_with('/') { target.to_owned() } else { format!("{directory}/{target}") };
    let mut parts: Vec<&str> = Vec::new();
    for part in joined.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    format!("/{}", parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::super::samples::{directory, package, symlink};
    use super::*;

    #[test]
    fn links_inside_and_to_programs_are_allowed() {
        let entries = [
            directory("/opt/p/venv/lib"),
            symlink("/opt/p/venv/lib64", "lib"),
            symlink("/opt/p/venv/bin/python", "/usr/bin/python3.11"),
            symlink("/opt/p/nothing", "gone/file"),
            symlink("/opt/p/other", "../q/file"),
            symlink("/opt/p/a", "../../usr/lib/python3.11"),
            symlink("/opt/p/b", "/var/lib"),
        ];
        let problems = check(&package(entries));
        let places: Vec<&str> = problems.iter().map(|problem| problem.place.as_str()).collect();
        assert_eq!(places, ["/opt/p/other", "/opt/p/a", "/opt/p/b"]);
    }
}
