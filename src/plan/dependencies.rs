//! The recipe: which distributions staging installs, and what it runs to prove that they serve.

use super::ProofWish;
use super::error::Error;
use super::recipe::{Addition, DependencySource, Proof, Recipe};
use super::site::below;
use crate::configure::Config;
use crate::deb::release::Release;
use crate::discover::database::Engine;
use crate::discover::dependencies::DependencyKind;
use crate::python::lock_file::{self, LockFormat, Wanted};
use crate::python::requirement::{self, Line};
use crate::repository::{RepoPath, RepoSnapshot};

const GUNICORN: Addition = Addition { any_of: &["gunicorn"], with: &[] };

const PSYCOPG: Addition = Addition {
    any_of: &["psycopg", "psycopg2", "psycopg2-binary", "psycopg2cffi"],
    with: &["psycopg-binary", "typing-extensions"],
};

/// The recipe for one release.
pub fn recipe(
    config: &Config,
    snapshot: &RepoSnapshot,
    (release, proof): (Release, ProofWish),
) -> Result<Recipe, Error> {
    let mut added = vec![GUNICORN];
    if config.database == Engine::Postgresql {
        added.push(PSYCOPG);
    }
    Ok(Recipe {
        release,
        architecture: config.architecture,
        prefix: format!("/opt/{}/venv", config.name),
        dependencies: source(config, snapshot)?,
        extras: config.python.extras.clone(),
        groups: config.python.groups.clone(),
        added,
        proof: (proof == ProofWish::Prove).then(|| self::proof(config)),
    })
}

fn source(config: &Config, snapshot: &RepoSnapshot) -> Result<DependencySource, Error> {
    let Some((kind, path)) = config.python.dependencies.clone() else {
        let series = config.python.django_series.as_ref();
        let django = series.map_or_else(|| "django".to_owned(), |series| format!("django=={series}.*"));
        return Ok(DependencySource::Inferred { lines: vec![django] });
    };
    let format = match kind {
        DependencyKind::UvLock => return Ok(DependencySource::UvLock { path }),
        DependencyKind::Pipfile => {
            let lines = lock_file::pipfile(snapshot.text(&path).unwrap_or_default());
            return Ok(DependencySource::Inferred {
                lines: lines.map_err(|source| Error::Lock { path: path.to_string(), source })?,
            });
        }
        DependencyKind::PyProject | DependencyKind::SetupCfg | DependencyKind::SetupPy => {
            return Ok(DependencySource::Open { path });
        }
        DependencyKind::Requirements => {
            let mut text = String::new();
            let pinned = pinned_lines(snapshot, &path, &mut text, 0);
            return Ok(if pinned && !text.is_empty() {
                DependencySource::Pinned { path, text }
            } else {
                DependencySource::Open { path }
            });
        }
        DependencyKind::PyLock => LockFormat::PyLock,
        DependencyKind::PoetryLock => LockFormat::Poetry,
        DependencyKind::PdmLock => LockFormat::Pdm,
        DependencyKind::PipfileLock => LockFormat::Pipenv,
    };
    let lock = snapshot.text(&path).unwrap_or_default();
    let wanted = Wanted { groups: &config.python.groups, extras: &config.python.extras };
    let text = lock_file::requirements(format, lock, wanted)
        .map_err(|source| Error::Lock { path: path.to_string(), source })?;
    Ok(DependencySource::Pinned { path, text })
}

/// Gathers the lines of a requirements file and of those that it includes; false when something is not pinned by hash.
fn pinned_lines(snapshot: &RepoSnapshot, path: &RepoPath, text: &mut String, depth: usize) -> bool {
    // Files that include each other are not pinned, whatever they hold.
    let Some(content) = snapshot.text(path).filter(|_| depth < 8) else { return false };
    requirement::lines(content).into_iter().all(|line| match line {
        Line::Requirement(requirement) => {
            text.push_str(&requirement.text);
            text.push('\n');
            requirement.version.is_some() && requirement.is_hashed()
        }
        Line::Include(next) => {
            path.parent().join(&next).is_ok_and(|next| pinned_lines(snapshot, &next, text, depth + 1))
        }
        // What is pinned needs no constraint.
        Line::Constraint(_) => true,
        Line::Option(option) => option.starts_with("--require-hashes"),
    })
}

fn proof(config: &Config) -> Proof {
    let inside = |path: &RepoPath| below(config, path);
    Proof {
        root: format!("/opt/{}", config.name),
        directory: inside(&config.project.import_root).unwrap_or_default(),
        python_path: config.project.python_path.iter().filter_map(inside).collect(),
        collects_static: config.web.collects_static,
        environment: config.environment.clone(),
    }
}
