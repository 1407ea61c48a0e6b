//! A path inside the repository: relative, normal, UTF-8, with `/` between its parts.

use std::fmt;
use std::str::FromStr;

/// A path relative to the project's root; the root itself is the empty path.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
pub struct RepoPath(String);

/// A text that is no [`RepoPath`].
#[derive(Debug, thiserror::Error)]
#[error("`{0}` is not a path inside the repository")]
pub struct InvalidRepoPath(String);

impl RepoPath {
    /// The root of the repository.
    pub fn root() -> Self {
        Self::default()
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub fn is_root(&self) -> bool {
        self.0.is_empty()
    }

    /// The last part, empty for the root.
    pub fn name(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or_default()
    }

    /// The directory that holds this path; the root's is the root.
    #[must_use]
    pub fn parent(&self) -> Self {
        Self(self.0.rsplit_once('/').map(|(parent, _)| parent.to_owned()).unwrap_or_default())
    }

    /// How many directories lie above.
    pub fn depth(&self) -> usize {
        self.0.matches('/').count()
    }

    /// This path with `part` below it; `..` and `.` in `part` are resolved, and one that leaves the repository is an error.
    pub fn join(&self, part: &str) -> Result<Self, InvalidRepoPath> {
        let mut parts: Vec<&str> = self.0.split('/').filter(|part| !part.is_empty()).collect();
        for piece in part.split('/') {
            match piece {
                "" | "." => {}
                ".." => {
                    if parts.pop().is_none() {
                        return Err(InvalidRepoPath(part.to_owned()));
                    }
                }
                piece => parts.push(piece),
            }
        }
        if part.starts_with('/') || part.contains('\0') {
            return Err(InvalidRepoPath(part.to_owned()));
        }
        Ok(Self(parts.join("/")))
    }

    /// The rest of this path below `directory`, when it lies there.
    pub fn below(&self, directory: &Self) -> Option<&str> {
        if directory.is_root() {
            return Some(&self.0);
        }
        self.0.strip_prefix(&directory.0).and_then(|rest| rest.strip_prefix('/'))
    }

    /// The parts of the path, outermost first.
    pub fn parts(&self) -> impl Iterator<Item = &str> {
        self.0.split('/').filter(|part| !part.is_empty())
    }
}

impl FromStr for RepoPath {
    type Err = InvalidRepoPath;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::root().join(text)
    }
}

impl fmt::Display for RepoPath {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(if self.0.is_empty() { "." } else { &self.0 })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_normal() {
        for (text, expected) in [("a/b", "a/b"), ("./a//b/", "a/b"), ("a/../b", "b"), (".", ".")] {
            assert_eq!(text.parse::<RepoPath>().unwrap().to_string(), expected);
        }
        for text in ["/etc", "..", "a/../../b"] {
            assert!(text.parse::<RepoPath>().is_err(), "{text}");
        }
    }

    #[test]
    fn below_is_by_whole_parts() {
        let path: RepoPath = "src/shop/urls.py".parse().unwrap();
        assert_eq!(path.below(&"src".parse().unwrap()), Some("shop/urls.py"));
        assert_eq!(path.below(&"sr".parse().unwrap()), None);
    }
}
