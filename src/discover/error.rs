//! Errors of this room.

use crate::diagnose::Diagnose;
use crate::exit_status::ExitStatus;

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(transparent)]
    Host(#[from] crate::host::Error),
}

impl Diagnose for Error {
    fn status(&self) -> ExitStatus {
        match self {
            Self::Host(error) => error.status(),
        }
    }
}
