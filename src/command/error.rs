//! What only a command can find wrong.

use std::path::PathBuf;

use crate::diagnose::Diagnose;
use crate::exit_status::ExitStatus;

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("`{0}` is no key of the configuration")]
    NoSuchKey(String),
    #[error("`-o` names one file, but packages for several releases are built")]
    OneFileForMany,
    #[error("`-o` names `{}`, and there is no such directory", .0.display())]
    NoDirectory(PathBuf),
}

impl Diagnose for Error {
    fn status(&self) -> ExitStatus {
        ExitStatus::Usage
    }

    fn hints(&self) -> Vec<String> {
        match self {
            Self::NoSuchKey(key) => match crate::configure::key::nearest(key) {
                Some(nearest) => vec![format!("did you mean `{nearest}`?")],
                None => vec!["`dj2deb explain` lists every key".to_owned()],
            },
            Self::NoDirectory(path) => vec![format!("make it: `mkdir -p {}`", path.display())],
            Self::OneFileForMany => vec!["name a directory with `-o`".to_owned()],
        }
    }
}
