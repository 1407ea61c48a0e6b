//! Where a value comes from.

use std::fmt;

use crate::diagnose::Excerpt;
use crate::discover::Evidence;

/// The source of a value.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Origin {
    /// `--target`
    Flag(&'static str),
    /// `DJ2DEB_NAME`
    Variable(String),
    /// A place in `dj2deb.toml` or `pyproject.toml`.
    File(Excerpt),
    /// Found in the repository.
    Detected(Evidence),
    Default {
        reason: &'static str,
    },
}

impl Origin {
    /// The place to show under an error.
    pub fn excerpt(&self) -> Option<Excerpt> {
        if let Self::File(excerpt) = self { Some(excerpt.clone()) } else { None }
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Flag(name) => write!(formatter, "option {name}"),
            Self::Variable(name) => write!(formatter, "variable {name}"),
            Self::File(excerpt) => write!(formatter, "{}:{}", excerpt.file, excerpt.line),
            Self::Detected(evidence) => write!(formatter, "found in {evidence}"),
            Self::Default { reason } => write!(formatter, "default: {reason}"),
        }
    }
}

/// A decided value and the place it came from.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Sourced<T> {
    pub value: T,
    pub origin: Origin,
    /// What other sources said, strongest first.
    pub shadowed: Vec<(T, Origin)>,
}
