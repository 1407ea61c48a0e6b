//! What can go wrong while a package is tried.
//!
//! Not here: checks that fail; those are results, in the report.

use std::path::PathBuf;

use crate::deb::release;
use crate::diagnose::{Diagnose, Excerpt};
use crate::exit_status::ExitStatus;
use crate::host;

/// A trial that could not be carried out.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(transparent)]
    Host(#[from] host::Error),
    #[error("only root can boot a machine")]
    NotRoot,
    #[error("`{program}` is not installed")]
    Missing { program: &'static str, package: &'static str },
    #[error(
        "no mirror for Debian in apt's sources of this machine (`/etc/apt/sources.list`, `/etc/apt/sources.list.d`)"
    )]
    NoMirror,
    #[error("the machine did not finish booting within {seconds} s")]
    NoBoot { seconds: u64, console: PathBuf },
    #[error("the machine is not running")]
    NotRunning,
    #[error("no answer on port {port} of the machine")]
    NoAnswer { port: u16, source: std::io::Error },
    #[error("`{}` is not a package that can be tried: {problem}", path.display())]
    Package { path: PathBuf, problem: String },
    #[error(transparent)]
    Release(release::Error),
    #[error("the version of `{}` does not say for which release it was built", path.display())]
    NoRelease { path: PathBuf },
    #[error("version {version} is not newer than {old_version}, so apt would not install it as an upgrade")]
    NotNewer { version: String, old_version: String },
    #[error("scenario `{name}`: {problem}")]
    Scenario { name: String, problem: String, excerpt: Excerpt },
    #[error("no file for scenarios is called `{name}`")]
    UnknownFile { name: String, known: Vec<String> },
    #[error("`{name}` is not a scenario")]
    UnknownScenario { name: String, known: Vec<String> },
}

impl Diagnose for Error {
    fn status(&self) -> ExitStatus {
        match self {
            Self::Host(error) => error.status(),
            Self::NotRoot | Self::Missing { .. } | Self::NoMirror | Self::NoBoot { .. } => ExitStatus::Environment,
            Self::NotRunning | Self::NoAnswer { .. } => ExitStatus::Rejected,
            Self::Package { .. }
            | Self::Release(_)
            | Self::NoRelease { .. }
            | Self::NotNewer { .. }
            | Self::Scenario { .. }
            | Self::UnknownFile { .. }
            | Self::UnknownScenario { .. } => ExitStatus::Usage,
        }
    }

    fn hints(&self) -> Vec<String> {
        match self {
            Self::Host(error) => error.hints(),
            Self::NotRoot => vec!["run it again with `sudo`".to_owned()],
            Self::Missing { package, .. } => vec![format!("apt install {package}")],
            Self::NoMirror => vec!["add a line such as `deb MIRROR bookworm main` to apt's sources".to_owned()],
            Self::NoBoot { console, .. } => vec![format!("what it printed: {}", console.display())],
            Self::UnknownFile { known, .. } => vec![format!("the files are: {}", known.join(", "))],
            Self::UnknownScenario { known, .. } => vec![format!("the scenarios are: {}", known.join(", "))],
            Self::NotNewer { .. } => vec!["raise the project's version, or build with `--project-version`".to_owned()],
            Self::NoRelease { .. } => vec!["name one: `--release debian12`".to_owned()],
            Self::NotRunning
            | Self::NoAnswer { .. }
            | Self::Package { .. }
            | Self::Release(_)
            | Self::Scenario { .. } => Vec::new(),
        }
    }

    fn excerpt(&self) -> Option<Excerpt> {
        match self {
            Self::Scenario { excerpt, .. } => Some(excerpt.clone()),
            _ => None,
        }
    }
}
