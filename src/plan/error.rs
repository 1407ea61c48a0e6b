//! Why a decided configuration cannot become a package.

use super::file_tree::Conflict;
use crate::diagnose::Diagnose;
use crate::exit_status::ExitStatus;

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(transparent)]
    Conflict(#[from] Conflict),
    #[error("the name `{name}` cannot be used on the server: {reason}")]
    Name { name: String, reason: String },
    #[error("`{path}` cannot be packaged: {reason}")]
    Path { path: String, reason: String },
    #[error("a value of the package is not valid")]
    Value(#[source] Box<dyn std::error::Error + Send + Sync>),
    #[error("a template of dj2deb failed")]
    Template(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl Diagnose for Error {
    fn status(&self) -> ExitStatus {
        match self {
            Self::Template(_) => ExitStatus::Bug,
            Self::Name { .. } => ExitStatus::Usage,
            Self::Conflict(_) | Self::Path { .. } | Self::Value(_) => ExitStatus::Project,
        }
    }

    fn hints(&self) -> Vec<String> {
        match self {
            Self::Name { .. } => vec!["set `name = \"…\"` in dj2deb.toml".to_owned()],
            Self::Conflict(_) | Self::Path { .. } => {
                vec!["leave the path out with `[project] exclude = [\"…\"]` in dj2deb.toml, or rename it".to_owned()]
            }
            _ => Vec::new(),
        }
    }
}
