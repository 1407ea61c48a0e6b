//! One error type for the whole program: a variant a stage.

use crate::diagnose::{Diagnose, Excerpt};
use crate::exit_status::ExitStatus;

/// What follows an error that nothing in a project or on a machine explains.
const BUG: &str =
    "this is a bug of dj2deb: report it with this text, `dj2deb --version` and what `dj2deb explain` prints";

/// The error of the stage that failed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(transparent)]
    Host(#[from] crate::host::Error),
    #[error(transparent)]
    Discover(#[from] crate::discover::Error),
    #[error(transparent)]
    Configure(#[from] crate::configure::Error),
    #[error(transparent)]
    Plan(#[from] crate::plan::Error),
    #[error(transparent)]
    Stage(#[from] crate::stage::Error),
    #[error(transparent)]
    Assemble(#[from] crate::assemble::Error),
    #[error(transparent)]
    Verify(#[from] crate::verify::Error),
    #[error(transparent)]
    Trial(#[from] crate::trial::Error),
    #[error(transparent)]
    Command(#[from] crate::command::Error),
}

impl Error {
    fn inner(&self) -> &dyn Diagnose {
        match self {
            Self::Host(error) => error,
            Self::Discover(error) => error,
            Self::Configure(error) => error,
            Self::Plan(error) => error,
            Self::Stage(error) => error,
            Self::Assemble(error) => error,
            Self::Verify(error) => error,
            Self::Trial(error) => error,
            Self::Command(error) => error,
        }
    }
}

impl Diagnose for Error {
    fn status(&self) -> ExitStatus {
        self.inner().status()
    }

    fn hints(&self) -> Vec<String> {
        let mut hints = self.inner().hints();
        if self.status() == ExitStatus::Bug {
            hints.push(BUG.to_owned());
        }
        hints
    }

    fn excerpt(&self) -> Option<Excerpt> {
        self.inner().excerpt()
    }
}
