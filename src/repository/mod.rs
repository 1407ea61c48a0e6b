//! The repository as data: paths, kinds, the texts that matter, and what git says. Built by `host`, or by hand in tests.

pub mod git;
pub mod repo_path;
pub mod snapshot;

pub use git::GitDescription;
pub use repo_path::RepoPath;
pub use snapshot::{RepoEntry, RepoSnapshot};
