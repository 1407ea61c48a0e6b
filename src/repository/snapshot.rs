//! The repository read once: what lies where, and the texts that discovery looks at.

use std::collections::BTreeMap;

use super::{GitDescription, RepoPath};

/// What lies at a path of the repository.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RepoEntry {
    File { size: u64, executable: bool },
    Symlink(String),
}

/// The repository as dj2deb sees it: tracked files and new ones that git does not ignore.
#[derive(Clone, Debug, Default)]
pub struct RepoSnapshot {
    /// The name of the repository's directory.
    pub name: String,
    pub entries: BTreeMap<RepoPath, RepoEntry>,
    /// The content of the text files that discovery may read.
    pub texts: BTreeMap<RepoPath, String>,
    /// Absent outside a git work tree or before the first commit.
    pub git: Option<GitDescription>,
    /// A digest of names and contents, hexadecimal; known when there is no commit or the tree is dirty.
    pub digest: Option<String>,
}

impl RepoSnapshot {
    /// The text of a file, when it exists and is one that discovery reads.
    pub fn text(&self, path: &RepoPath) -> Option<&str> {
        self.texts.get(path).map(String::as_str)
    }

    pub fn contains(&self, path: &RepoPath) -> bool {
        self.entries.contains_key(path)
    }

    /// Whether a directory of that path holds something.
    pub fn has_directory(&self, path: &RepoPath) -> bool {
        path.is_root() || self.entries.keys().any(|entry| entry.below(path).is_some())
    }

    /// A snapshot with these texts, for tests.
    #[cfg(test)]
    pub(crate) fn of(name: &str, files: &[(&str, &str)]) -> Self {
        let mut snapshot = Self { name: name.to_owned(), ..Self::default() };
        for (path, text) in files {
            let path: RepoPath = path.parse().expect("a test names valid paths");
            snapshot.entries.insert(path.clone(), RepoEntry::File { size: text.len() as u64, executable: false });
            snapshot.texts.insert(path, (*text).to_owned());
        }
        snapshot
    }
}
