//! What staging will run, as data: `dj2deb plan --steps` prints it, `stage` walks it.

use std::collections::BTreeMap;

use crate::deb::architecture::Architecture;
use crate::deb::release::Release;
use crate::repository::RepoPath;

/// How the environment is made and proved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipe {
    pub release: Release,
    pub architecture: Architecture,
    /// Where the environment will live on the server (`/opt/shop/venv`).
    pub prefix: String,
    /// What rules which distributions are installed.
    pub dependencies: DependencySource,
    /// Extras of the project that are installed with it, for sources that know them.
    pub extras: Vec<String>,
    /// Dependency groups that are installed, for sources that know them.
    pub groups: Vec<String>,
    /// Distributions that a server needs and the project may not declare.
    pub added: Vec<Addition>,
    /// What is run to show that the project starts; absent when it was not asked for.
    pub proof: Option<Proof>,
}

/// Where the set of distributions comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DependencySource {
    /// `uv.lock`, which uv exports itself.
    UvLock { path: RepoPath },
    /// Requirements that are pinned and hashed already.
    Pinned { path: RepoPath, text: String },
    /// A file that leaves versions open, in a form that uv reads: resolved once, kept and shipped.
    Open { path: RepoPath },
    /// No file names anything: these lines are resolved once, kept and shipped.
    Inferred { lines: Vec<String> },
}

impl DependencySource {
    /// Nothing in the repository pins the whole set: it is resolved once, kept and shipped.
    pub fn is_open(&self) -> bool {
        matches!(self, Self::Open { .. } | Self::Inferred { .. })
    }
}

/// A distribution that is installed when the set lacks it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Addition {
    /// Any of these serves; the first is installed when none is there.
    pub any_of: &'static [&'static str],
    /// What is installed with the first, in the table of additions.
    pub with: &'static [&'static str],
}

/// What is run to show that the project starts, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    /// Where the release's tree is planned (`/opt/shop`).
    pub root: String,
    /// The directory of `manage.py` in the repository.
    pub directory: RepoPath,
    /// Directories that are added to the search path.
    pub python_path: Vec<RepoPath>,
    pub collects_static: bool,
    /// Variables with their first values.
    pub environment: BTreeMap<String, String>,
}
