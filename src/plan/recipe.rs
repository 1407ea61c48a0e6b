//! What staging will run, as data: `dj2deb plan --steps` prints it, `stage` walks it.

use std::collections::BTreeMap;

use crate::deb::release::Release;
use crate::repository::RepoPath;

/// How the environment is made and proved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipe {
    pub release: Release,
    /// Where the environment will live on the server (`/opt/shop/venv`).
    pub prefix: String,
    /// What rules which distributions are installed.
    pub dependencies: DependencySource,
    /// Extras of the project that are installed with it, for sources that know them.
    pub extras: Vec<String>,
    /// Dependency groups that are installed, for sources that know them.
    pub groups: Vec<String>,
    /// Distributions that the project needs on a server and may not declare (`gunicorn`, `psycopg`), with their extras.
    pub added: Vec<Addition>,
    /// The proof; absent when it was not asked for.
    pub proof: Option<Proof>,
}

/// Where the pinned set comes from.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub enum DependencySource {
    /// `uv.lock` beside its `pyproject.toml`.
    UvLock { path: RepoPath },
    /// `pylock.toml`, which uv reads itself.
    PyLock { path: RepoPath },
    /// A requirements file; resolved once when it is not fully pinned.
    Requirements { path: RepoPath },
    /// `[project] dependencies` of a `pyproject.toml` without a lock.
    PyProject { path: RepoPath },
    /// Requirements that were read out of another file (`Pipfile.lock`, `poetry.lock`, `pdm.lock`, `setup.cfg`) or inferred.
    Lines { path: Option<RepoPath>, lines: Vec<String> },
}

/// A distribution that is installed when the locked set lacks it.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Addition {
    /// The normalised name that is looked for in the set.
    pub name: String,
    /// Other distributions that serve as well.
    pub instead: Vec<String>,
    /// What is installed when none of them is there.
    pub requirement: String,
    /// Why, for `explain`.
    pub reason: String,
}

/// What is run to show that the project starts, and how.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Proof {
    /// The directory of `manage.py` in the repository.
    pub directory: RepoPath,
    /// Directories that are added to the search path.
    pub python_path: Vec<RepoPath>,
    pub wsgi_application: String,
    pub django_settings_module: String,
    pub collects_static: bool,
    /// Variables with their first values.
    pub environment: BTreeMap<String, String>,
}
