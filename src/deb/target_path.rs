//! A path inside the package, as it will be on the server.
//!
//! In: text. Out: a [`TargetPath`]: absolute, normal, below `/`, never `..`. Not here: paths of the build machine.

use std::fmt;
use std::str::FromStr;

/// `/opt/shop/manage.py`; sorts bytewise.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TargetPath(String);

/// Why a text is not a path that a package may hold.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    #[error("`{0}` is not an absolute path below `/`")]
    NotBelowRoot(String),
    #[error("the path `{path}` has the part `{part}`: only plain names may stand between its slashes")]
    NotNormal { path: String, part: String },
    #[error("the path {0:?} holds a control character")]
    ControlCharacter(String),
}

impl TargetPath {
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Without the first slash, as archives and `md5sums` write it.
    pub fn relative(&self) -> &str {
        &self.0[1..]
    }

    pub fn file_name(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or_default()
    }

    /// The directory that holds it; none for what lies directly in `/`.
    pub fn parent(&self) -> Option<Self> {
        match self.0.rfind('/') {
            None | Some(0) => None,
            Some(position) => Some(Self(self.0[..position].to_owned())),
        }
    }

    /// The path of `relative` below this directory.
    pub fn join(&self, relative: &str) -> Result<Self, Error> {
        format!("{}/{relative}", self.0).parse()
    }

    /// True for the directory itself and everything in it.
    pub fn is_within(&self, directory: &Self) -> bool {
        self.0.strip_prefix(&directory.0).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }
}

impl FromStr for TargetPath {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        if text.chars().any(char::is_control) {
            // `md5sums` and `conffiles` are lines of paths.
            return Err(Error::ControlCharacter(text.to_owned()));
        }
        let Some(relative) = text.strip_prefix('/').filter(|relative| !relative.is_empty()) else {
            return Err(Error::NotBelowRoot(text.to_owned()));
        };
        match relative.split('/').find(|part| matches!(*part, "" | "." | "..")) {
            Some(part) => Err(Error::NotNormal { path: text.to_owned(), part: part.to_owned() }),
            None => Ok(Self(text.to_owned())),
        }
    }
}

impl fmt::Display for TargetPath {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(text: &str) -> TargetPath {
        text.parse().expect("the test's path is valid")
    }

    #[test]
    fn parts_of_a_path() {
        let file = path("/opt/shop/manage.py");
        assert_eq!(file.to_string(), "/opt/shop/manage.py");
        assert_eq!(file.relative(), "opt/shop/manage.py");
        assert_eq!(file.file_name(), "manage.py");
        assert_eq!(file.parent(), Some(path("/opt/shop")));
        assert_eq!(path("/opt").parent(), None);
        assert_eq!(path("/opt").join("shop/x"), Ok(path("/opt/shop/x")));
        assert!(file.is_within(&path("/opt/shop")) && file.is_within(&file));
        assert!(!path("/opt/shopping").is_within(&path("/opt/shop")));
    }

    #[test]
    fn what_leaves_the_package_is_refused() {
        for text in ["", "/", "opt/shop", "//opt", "/opt/", "/opt/../etc", "/opt/./x", "/opt//x", "/opt/a\nb"] {
            assert!(text.parse::<TargetPath>().is_err(), "{text:?}");
        }
        assert!(path("/opt").join("../etc/passwd").is_err());
    }
}
