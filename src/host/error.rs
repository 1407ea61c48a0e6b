//! What can go wrong between dj2deb and the machine.

use std::io;
use std::path::{Path, PathBuf};

use crate::diagnose::Diagnose;
use crate::exit_status::ExitStatus;

/// An operation on the machine that failed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("cannot {purpose} `{}`", path.display())]
    File { purpose: &'static str, path: PathBuf, source: io::Error, nearest: Option<PathBuf> },
    #[error("`{}` is not UTF-8 text", path.display())]
    NotText { path: PathBuf },
    #[error("the submodule `{path}` is not there")]
    EmptySubmodule { path: String },
    #[error("cannot start `{program}`")]
    Start { program: String, source: io::Error },
    #[error("{purpose} failed: `{command}` ended with {status}")]
    Program { purpose: String, command: String, status: String, output: Vec<String> },
    #[error("{purpose} did not end within {seconds} s: `{command}`")]
    TimedOut { purpose: String, command: String, seconds: u64, output: Vec<String> },
    #[error("interrupted")]
    Interrupted,
}

impl Error {
    /// An error about `path`; finds the deepest parent that exists when the path is missing.
    pub(crate) fn file(purpose: &'static str, path: &Path, source: io::Error) -> Self {
        let nearest = (source.kind() == io::ErrorKind::NotFound)
            .then(|| path.ancestors().skip(1).find(|parent| parent.exists()).map(Path::to_path_buf))
            .flatten();
        Self::File { purpose, path: path.to_path_buf(), source, nearest }
    }

    /// The last lines that a failed program printed.
    pub fn output(&self) -> &[String] {
        match self {
            Self::Program { output, .. } | Self::TimedOut { output, .. } => output,
            _ => &[],
        }
    }
}

impl Diagnose for Error {
    fn status(&self) -> ExitStatus {
        match self {
            Self::File { .. } | Self::Start { .. } => ExitStatus::Environment,
            Self::NotText { .. } | Self::EmptySubmodule { .. } => ExitStatus::Project,
            Self::Program { .. } | Self::TimedOut { .. } => ExitStatus::Build,
            Self::Interrupted => ExitStatus::Interrupted,
        }
    }

    fn hints(&self) -> Vec<String> {
        match self {
            Self::File { nearest: Some(nearest), path, .. } if Some(nearest.as_path()) != path.parent() => {
                vec![format!("the deepest directory of that path that exists is `{}`", nearest.display())]
            }
            Self::File { source, path, .. } => vec![match source.kind() {
                io::ErrorKind::StorageFull => "free some space there, or name another place with `-o`".to_owned(),
                io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                    format!("who may: `namei --long {}`", path.display())
                }
                io::ErrorKind::NotFound => "its directory exists, but nothing in it has that name".to_owned(),
                _ => format!("what lies there: `ls -ld {}`", path.display()),
            }],
            Self::NotText { .. } => vec!["give it a name in UTF-8, and save what is in it as UTF-8".to_owned()],
            Self::Program { command, .. } | Self::TimedOut { command, .. } => {
                vec![format!("to see it alone: {command}")]
            }
            Self::Start { program, .. } => vec![format!("`dj2deb doctor` says how to install `{program}`")],
            Self::EmptySubmodule { .. } => vec!["fetch it: `git submodule update --init`".to_owned()],
            Self::Interrupted => Vec::new(),
        }
    }
}
