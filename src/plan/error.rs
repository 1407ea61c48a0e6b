//! Why a decided configuration cannot become a package.

use super::file_tree::Conflict;
use crate::diagnose::Diagnose;
use crate::exit_status::ExitStatus;

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(transparent)]
    Conflict(#[from] Conflict),
    #[error("cannot use the lock `{path}`")]
    Lock { path: String, source: crate::python::lock_file::Error },
    #[error("`{path}` cannot be packaged: {reason}")]
    Path { path: String, reason: String },
    #[error("a value of the package is not valid")]
    Value(#[source] Box<dyn std::error::Error + Send + Sync>),
    #[error("a template of dj2deb failed")]
    Template(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl Error {
    /// A value that was checked before and still does not fit.
    pub fn value(error: impl std::error::Error + Send + Sync + 'static) -> Self {
        Self::Value(Box::new(error))
    }
}

impl From<crate::template::Error> for Error {
    fn from(error: crate::template::Error) -> Self {
        Self::Template(Box::new(error))
    }
}

impl From<crate::deb::target_path::Error> for Error {
    fn from(error: crate::deb::target_path::Error) -> Self {
        Self::value(error)
    }
}

impl Diagnose for Error {
    fn status(&self) -> ExitStatus {
        match self {
            Self::Template(_) => ExitStatus::Bug,
            Self::Conflict(_) | Self::Path { .. } | Self::Value(_) | Self::Lock { .. } => ExitStatus::Project,
        }
    }

    fn hints(&self) -> Vec<String> {
        match self {
            Self::Lock { .. } => vec![
                "name another file with `[python] lock` or `requirements` in dj2deb.toml, or lock with uv".to_owned(),
            ],
            Self::Conflict(_) | Self::Path { .. } => {
                vec!["leave the path out with `[project] exclude = [\"…\"]` in dj2deb.toml, or rename it".to_owned()]
            }
            Self::Value(_) => vec!["`dj2deb explain` shows every value and where it came from".to_owned()],
            Self::Template(_) => Vec::new(),
        }
    }
}
