//! What discovery found, and the line that shows it.

use std::fmt;

use super::dependencies::DependencyFact;
use super::project::ProjectFacts;
use super::settings::SettingsFacts;
use super::version::Metadata;
use crate::django::DottedPath;
use crate::repository::RepoPath;

/// Where a fact stands in the repository.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Evidence {
    pub path: RepoPath,
    /// Counted from 1; absent when the file itself is the evidence.
    pub line: Option<usize>,
}

impl Evidence {
    pub fn line(path: &RepoPath, line: usize) -> Self {
        Self { path: path.clone(), line: Some(line) }
    }

    pub fn file(path: &RepoPath) -> Self {
        Self { path: path.clone(), line: None }
    }
}

impl fmt::Display for Evidence {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(formatter, "{}:{line}", self.path),
            None => self.path.fmt(formatter),
        }
    }
}

/// A value that was found, with its evidence.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Fact<T> {
    pub value: T,
    pub evidence: Evidence,
}

impl<T> Fact<T> {
    pub fn new(value: T, evidence: Evidence) -> Self {
        Self { value, evidence }
    }
}

/// What the configuration points at, because it decides what else is found.
#[derive(Clone, Debug, Default)]
pub struct Pointers {
    /// The project's directory inside the repository.
    pub directory: RepoPath,
    pub manage: Option<RepoPath>,
    pub settings: Option<DottedPath>,
    pub wsgi: Option<String>,
    pub lock: Option<RepoPath>,
    pub requirements: Vec<RepoPath>,
}

/// All that was found. Lists are ranked, best first.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Facts {
    pub metadata: Metadata,
    pub project: ProjectFacts,
    pub settings: SettingsFacts,
    pub dependencies: Vec<DependencyFact>,
    /// The version that the commit gives, when the project names none.
    pub version: Option<String>,
}
