//! Which lock or requirements file rules.

use super::fact::{Evidence, Pointers};
use super::version;
use crate::repository::{RepoPath, RepoSnapshot};

/// A file that may say which distributions the project needs.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct DependencyFact {
    pub kind: DependencyKind,
    pub path: RepoPath,
    pub evidence: Evidence,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DependencyKind {
    UvLock,
    PyLock,
    PoetryLock,
    PdmLock,
    PipfileLock,
    Requirements,
    PyProject,
    SetupCfg,
    SetupPy,
    Pipfile,
}

/// The files that name dependencies, in the order in which they are believed; the first wins when several are there.
const ORDER: [(DependencyKind, &[&str]); 9] = [
    (DependencyKind::UvLock, &["uv.lock"]),
    (DependencyKind::PyLock, &["pylock.toml", "pylock.production.toml"]),
    (DependencyKind::PoetryLock, &["poetry.lock"]),
    (DependencyKind::PdmLock, &["pdm.lock"]),
    (DependencyKind::PipfileLock, &["Pipfile.lock"]),
    (
        DependencyKind::Requirements,
        &[
            "requirements/production.txt",
            "requirements/prod.txt",
            "requirements-production.txt",
            "requirements-prod.txt",
            "requirements_production.txt",
            "requirements.txt",
            "requirements/base.txt",
            "requirements/requirements.txt",
        ],
    ),
    (DependencyKind::Pipfile, &["Pipfile"]),
    (DependencyKind::SetupCfg, &["setup.cfg"]),
    (DependencyKind::SetupPy, &["setup.py"]),
];

/// What the name of a file says of its kind.
pub fn kind_of(path: &RepoPath) -> DependencyKind {
    match path.name() {
        "uv.lock" => DependencyKind::UvLock,
        "poetry.lock" => DependencyKind::PoetryLock,
        "pdm.lock" => DependencyKind::PdmLock,
        "Pipfile.lock" => DependencyKind::PipfileLock,
        "pyproject.toml" => DependencyKind::PyProject,
        "setup.cfg" => DependencyKind::SetupCfg,
        "setup.py" => DependencyKind::SetupPy,
        "Pipfile" => DependencyKind::Pipfile,
        name if name.starts_with("pylock") => DependencyKind::PyLock,
        _ => DependencyKind::Requirements,
    }
}

/// All candidates: in the import root first, then in the project's directory, then at the top.
pub fn find(snapshot: &RepoSnapshot, root: &RepoPath, pointers: &Pointers) -> Vec<DependencyFact> {
    let mut found: Vec<DependencyFact> = Vec::new();
    let mut add = |kind, path: RepoPath| {
        if found.iter().all(|known| known.path != path) {
            found.push(DependencyFact { kind, evidence: Evidence::file(&path), path });
        }
    };
    for path in pointers.lock.iter().chain(&pointers.requirements) {
        add(kind_of(path), path.clone());
    }
    for directory in [root, &pointers.directory, &RepoPath::root()] {
        for (kind, names) in ORDER {
            for name in names {
                if let Ok(path) = directory.join(name)
                    && snapshot.contains(&path)
                    && (!matches!(kind, DependencyKind::SetupCfg | DependencyKind::SetupPy)
                        || snapshot.text(&path).is_some_and(|text| text.contains("install_requires")))
                {
                    add(kind, path);
                }
            }
        }
    }
    if let Some(path) = version::file(snapshot, pointers)
        && snapshot.text(&path).is_some_and(|text| text.contains("dependencies"))
    {
        add(DependencyKind::PyProject, path);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_rules_over_requirements() {
        let snapshot = RepoSnapshot::of(
            "x",
            &[("requirements.txt", "django"), ("uv.lock", ""), ("requirements/production.txt", "")],
        );
        let kinds: Vec<_> =
            find(&snapshot, &RepoPath::root(), &Pointers::default()).iter().map(|fact| fact.path.to_string()).collect();
        assert_eq!(kinds, ["uv.lock", "requirements/production.txt", "requirements.txt"]);
    }
}
