//! What makes a repository unreadable for discovery. A choice that is open is none: `configure` decides on it.

use crate::diagnose::{Diagnose, Excerpt};
use crate::exit_status::ExitStatus;

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("cannot parse `{}`: {message}", excerpt.file)]
    Syntax { message: String, excerpt: Excerpt },
    #[error("`{path}` cannot be read as text")]
    Unreadable { path: String },
}

impl Diagnose for Error {
    fn status(&self) -> ExitStatus {
        ExitStatus::Project
    }

    fn hints(&self) -> Vec<String> {
        match self {
            Self::Syntax { .. } => vec![
                "the file must be valid for the target's interpreter; `python3 -m py_compile FILE` says the same"
                    .to_owned(),
            ],
            Self::Unreadable { .. } => vec!["save the file as UTF-8, at most 4 MiB".to_owned()],
        }
    }

    fn excerpt(&self) -> Option<Excerpt> {
        match self {
            Self::Syntax { excerpt, .. } => Some(excerpt.clone()),
            Self::Unreadable { .. } => None,
        }
    }
}
