//! Why the environment could not be made, collected or proved.

use std::path::PathBuf;

use crate::diagnose::{Diagnose, Excerpt};
use crate::exit_status::ExitStatus;
use crate::host;

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(transparent)]
    Host(#[from] host::Error),
    #[error("uv is not installed")]
    NoUv,
    #[error("uv {found} is too old, at least {needed} is needed")]
    OldUv { found: String, needed: &'static str },
    #[error("the dependencies of `{file}` could not be resolved for {release}")]
    Resolve { file: String, release: String, output: Vec<String>, source: host::Error },
    #[error("the dependencies could not be installed for {release}")]
    Install { release: String, output: Vec<String>, source: host::Error },
    #[error("`{requirement}` has no wheel for {release} on {architecture}, and it cannot be built here")]
    NoWheel {
        requirement: String,
        release: String,
        architecture: String,
        excerpt: Option<Excerpt>,
        output: Vec<String>,
    },
    #[error("the marker of `{requirement}` asks for the kernel's version, which a package cannot know")]
    KernelMarker { requirement: String, excerpt: Option<Excerpt> },
    #[error("the distribution `{distribution}` cannot be packaged: {reason}")]
    Distribution { distribution: String, reason: String },
    #[error("`{path}` belongs to no installed distribution", path = path.display())]
    NoEnvironment { path: PathBuf },
    #[error("the project does not start: {what}")]
    Proof { what: &'static str, output: Vec<String>, command: String },
}

impl Error {
    fn output(&self) -> &[String] {
        match self {
            Self::Resolve { output, .. }
            | Self::Install { output, .. }
            | Self::NoWheel { output, .. }
            | Self::Proof { output, .. } => output,
            Self::Host(error) => error.output(),
            _ => &[],
        }
    }
}

impl Diagnose for Error {
    fn status(&self) -> ExitStatus {
        match self {
            Self::Host(error) | Self::Resolve { source: error, .. } | Self::Install { source: error, .. } => {
                error.status()
            }
            Self::NoUv | Self::OldUv { .. } => ExitStatus::Environment,
            Self::NoWheel { .. } | Self::KernelMarker { .. } | Self::Distribution { .. } => ExitStatus::Project,
            Self::NoEnvironment { .. } | Self::Proof { .. } => ExitStatus::Build,
        }
    }

    fn hints(&self) -> Vec<String> {
        let mut hints: Vec<String> = match self {
            Self::NoUv | Self::OldUv { .. } => {
                vec!["install it: `pipx install uv`, or `pip install uv` in a virtual environment on the PATH".into()]
            }
            Self::NoWheel { .. } => vec![
                "lock a version that has a wheel for the target, or build on a machine of the target's release".into(),
            ],
            Self::KernelMarker { .. } => vec!["drop the marker, or exclude the distribution".into()],
            Self::Proof { command, .. } => vec![
                format!("the program was: {command}"),
                "to build without this check: `dj2deb build --no-proof`".into(),
            ],
            Self::Distribution { .. } => {
                vec!["build with `--no-cache` to install it afresh, or lock another version of it".into()]
            }
            Self::NoEnvironment { .. } => vec!["build with `--no-cache` to make the environment afresh".into()],
            Self::Resolve { file, .. } => vec![format!("change what `{file}` asks for, until uv finds a set")],
            Self::Install { .. } => vec!["lock the dependencies again, or wait until their registry answers".into()],
            Self::Host(error) => error.hints(),
        };
        if !self.output().is_empty() {
            hints.insert(0, format!("it printed:\n{}", self.output().join("\n")));
        }
        hints
    }

    fn excerpt(&self) -> Option<Excerpt> {
        match self {
            Self::NoWheel { excerpt, .. } | Self::KernelMarker { excerpt, .. } => excerpt.clone(),
            _ => None,
        }
    }
}
