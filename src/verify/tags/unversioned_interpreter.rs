//! Links that name `python3` instead of `python3.X`.
//!
//! In: the package's links. Out: those that name no version, or one that is not depended on. Not here: scripts, which
//! start the environment's own link.

use super::super::contents::{PackageContents, PackagedKind};
use super::super::finding::Severity;
use super::super::tag::{Check, Problem, Tag};

pub const TAG: Tag = Tag {
    name: "unversioned-interpreter",
    severity: Severity::Error,
    summary: "the virtual environment uses whatever interpreter the system has",
    explanation: "An environment belongs to one minor version of Python: its modules lie in lib/python3.X. A link to \
                  /usr/bin/python3 leads to another version after an upgrade of the release, and the site no longer \
                  starts. The link must name the version, and the package must depend on it.",
    reference: "PEP 405; Debian Python Policy 2",
    check: Check::Package(check),
};

fn check(package: &PackageContents) -> Vec<Problem> {
    let mut problems = Vec::new();
    for entry in &package.entries {
        match &entry.kind {
            PackagedKind::Symlink(target) if is_unversioned(target) => {
                problems.push(Problem::new(&entry.path, format!("leads to `{target}`")));
            }
            PackagedKind::Symlink(target) => {
                let interpreter = target.strip_prefix("/usr/bin/").filter(|name| name.starts_with("python3."));
                if let Some(interpreter) = interpreter.filter(|name| !depends_on(package, name)) {
                    problems.push(Problem::new(&entry.path, format!("the package does not depend on `{interpreter}`")));
                }
            }
            _ => {}
        }
    }
    problems
}

fn is_unversioned(target: &str) -> bool {
    let name = target.strip_prefix("/usr/bin/").or_else(|| target.strip_prefix("/usr/local/bin/"));
    matches!(name, Some("python" | "python3"))
}

fn depends_on(package: &PackageContents, name: &str) -> bool {
    let depends = package.stanza().and_then(|stanza| stanza.get("Depends")).unwrap_or_default();
    depends.split([',', '|']).filter_map(|relation| relation.split_whitespace().next()).any(|relation| relation == name)
}

#[cfg(test)]
mod tests {
    use super::super::samples::{package, symlink};
    use super::*;

    #[test]
    fn the_version_is_named_and_depended_on() {
        let of = |target, depends: &str| {
            let mut package = package([symlink("/opt/p/venv/bin/python", target)]);
            package.control = Some(format!("Depends: {depends}\n").parse());
            check(&package).len()
        };
        assert_eq!(of("/usr/bin/python3", "python3"), 1);
        assert_eq!(of("/usr/bin/python3.11", "adduser, python3.11 (>= 3.11.2)"), 0);
        assert_eq!(of("/usr/bin/python3.11", "python3"), 1);
        assert_eq!(of("python", ""), 0);
    }
}
