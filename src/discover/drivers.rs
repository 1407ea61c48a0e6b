//! The database driver that the project depends on: what it says of the engine when the settings leave it to a variable.

use super::database::Engine;
use super::dependencies::{DependencyFact, DependencyKind};
use super::fact::{Evidence, Fact};
use crate::python::DistributionName;
use crate::python::requirement;
use crate::repository::{RepoPath, RepoSnapshot};

const DRIVERS: [(&str, Engine); 6] = [
    ("psycopg", Engine::Postgresql),
    ("psycopg-binary", Engine::Postgresql),
    ("psycopg2", Engine::Postgresql),
    ("psycopg2-binary", Engine::Postgresql),
    ("mysqlclient", Engine::Mysql),
    ("pymysql", Engine::Mysql),
];

/// The engine of the first driver in the file that rules, or in a requirements file that it includes.
pub fn find(snapshot: &RepoSnapshot, dependencies: &[DependencyFact]) -> Option<Fact<Engine>> {
    let rules = dependencies.first()?;
    in_file(snapshot, &rules.path, rules.kind, 0)
}

fn in_file(snapshot: &RepoSnapshot, path: &RepoPath, kind: DependencyKind, depth: usize) -> Option<Fact<Engine>> {
    let text = snapshot.text(path).filter(|_| depth < 8)?;
    let driver = |name: &DistributionName| {
        DRIVERS.iter().find(|(driver, _)| *driver == name.as_str()).map(|(_, engine)| *engine)
    };
    if kind != DependencyKind::Requirements {
        return text.lines().enumerate().find_map(|(number, line)| {
            let engine = requirement::named_in(line).as_ref().and_then(driver)?;
            Some(Fact::new(engine, Evidence::line(path, number + 1)))
        });
    }
    requirement::lines(text).into_iter().find_map(|line| match line {
        requirement::Line::Requirement(line) => {
            driver(&line.name).map(|engine| Fact::new(engine, Evidence::line(path, line.line)))
        }
        requirement::Line::Include(next) => in_file(snapshot, &path.parent().join(&next).ok()?, kind, depth + 1),
        requirement::Line::Option(_) | requirement::Line::Constraint(_) => None,
    })
}

#[cfg(test)]
mod tests {
    use super::super::dependencies;
    use super::super::fact::Pointers;
    use super::*;

    #[test]
    fn drivers_are_found_in_locks_and_included_requirements() {
        for files in [
            vec![("uv.lock", "[[package]]\nname = \"psycopg\"\nversion = \"3.2\"\n")],
            vec![
                ("requirements.txt", "-r requirements/base.txt\n"),
                ("requirements/base.txt", "psycopg2-binary>=2.9\n"),
            ],
            vec![("pyproject.toml", "[project]\ndependencies = [\n  \"psycopg[binary]>=3\",\n]\n")],
        ] {
            let snapshot = RepoSnapshot::of("x", &files);
            let facts = dependencies::find(&snapshot, &RepoPath::root(), &Pointers::default());
            assert_eq!(find(&snapshot, &facts).map(|fact| fact.value), Some(Engine::Postgresql), "{files:?}");
        }
    }
}
