//! What is wrong with a configuration, or open although it must be decided.

use super::key;
use super::layer::Value;
use super::origin::Origin;
use crate::diagnose::{Diagnose, Excerpt};
use crate::exit_status::ExitStatus;

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("cannot parse `{}`: {message}", excerpt.file)]
    Syntax { message: String, excerpt: Excerpt },
    #[error("`{path}` cannot be read as text")]
    Unreadable { path: String },
    #[error("unknown key `{key}`")]
    UnknownKey { key: String, nearest: Option<&'static str>, excerpt: Excerpt },
    #[error("the variable `{variable}` is of no key")]
    UnknownVariable { variable: String, nearest: Option<&'static str> },
    #[error("`{key}` must be {expected}")]
    WrongType { key: String, expected: &'static str, excerpt: Excerpt },
    #[error("both `{first}` and `{second}` configure dj2deb")]
    TwoFiles { first: String, second: String },
    #[error("`{value}` cannot be the value of `{key}`: {reason} ({origin})")]
    Invalid { key: &'static str, value: String, reason: String, origin: String, excerpt: Option<Excerpt> },
    #[error("several candidates for {what}: {}", list(candidates))]
    Tie { key: &'static str, what: &'static str, candidates: Vec<(String, String)> },
    #[error("{what}")]
    Missing { key: &'static str, what: String, example: String },
    #[error(
        "the settings read variables that have no default and that a server does not answer by itself: {}",
        list(variables)
    )]
    RequiredVariables { variables: Vec<(String, String)> },
    #[error("{what} ({origin})")]
    Unsupported { what: String, origin: String, hint: String, excerpt: Option<Excerpt> },
}

fn list(candidates: &[(String, String)]) -> String {
    candidates.iter().map(|(value, place)| format!("`{value}` ({place})")).collect::<Vec<_>>().join(", ")
}

impl Error {
    /// A value that its key does not allow.
    pub fn invalid(key: &'static str, value: &Value, origin: &Origin, reason: &str) -> Self {
        Self::Invalid {
            key,
            value: value.to_string(),
            reason: reason.to_owned(),
            origin: origin.to_string(),
            excerpt: origin.excerpt(),
        }
    }
}

impl Diagnose for Error {
    fn status(&self) -> ExitStatus {
        match self {
            Self::Tie { .. } | Self::Missing { .. } | Self::RequiredVariables { .. } | Self::Unsupported { .. } => {
                ExitStatus::Project
            }
            _ => ExitStatus::Usage,
        }
    }

    fn hints(&self) -> Vec<String> {
        match self {
            Self::UnknownKey { nearest: Some(nearest), .. } => vec![format!("did you mean `{nearest}`?")],
            Self::UnknownVariable { nearest: Some(nearest), .. } => {
                vec![format!("did you mean `DJ2DEB_{}`?", nearest.replace('.', "_").to_uppercase())]
            }
            Self::UnknownKey { .. } | Self::UnknownVariable { .. } => {
                vec!["`dj2deb explain` lists every key".to_owned()]
            }
            Self::TwoFiles { .. } => vec!["keep one of them".to_owned()],
            Self::Tie { key, candidates, .. } => {
                vec![format!("say which one in dj2deb.toml: {}", setting(key, &quoted(&candidates[0].0)))]
            }
            Self::Missing { key, example, .. } => {
                vec![format!("say it in dj2deb.toml: {}", setting(key, &quoted(example)))]
            }
            Self::RequiredVariables { variables } => {
                let lines: Vec<_> = variables.iter().map(|(name, _)| format!("`{name} = \"…\"`")).collect();
                vec![
                    format!("give them first values in dj2deb.toml: `[environment]` {}", lines.join(" ")),
                    "a secret does not belong there: give the setting a default in the project, and the server's value in \
                     /etc/opt/NAME/environment"
                        .to_owned(),
                ]
            }
            Self::Unsupported { hint, .. } => vec![hint.clone()],
            Self::Invalid { key, .. } => row(key),
            Self::WrongType { key, .. } => row(key),
            Self::Unreadable { .. } => vec!["save the file as UTF-8, at most 4 MiB".to_owned()],
            Self::Syntax { .. } => Vec::new(),
        }
    }

    fn excerpt(&self) -> Option<Excerpt> {
        match self {
            Self::Syntax { excerpt, .. } | Self::UnknownKey { excerpt, .. } | Self::WrongType { excerpt, .. } => {
                Some(excerpt.clone())
            }
            Self::Invalid { excerpt, .. } | Self::Unsupported { excerpt, .. } => excerpt.clone(),
            _ => None,
        }
    }
}

/// What the table of keys says of a key.
fn row(name: &str) -> Vec<String> {
    let row = key::find(name);
    row.map(|key| format!("{name}: {}; in dj2deb.toml {}", key.doc, setting(name, key.example))).into_iter().collect()
}

fn quoted(text: &str) -> String {
    format!("\"{text}\"")
}

/// `[project]` `settings = "…"` for `project.settings`; the value as TOML writes it.
fn setting(key: &str, value: &str) -> String {
    match key.split_once('.') {
        Some((table, name)) => format!("`[{table}]` `{name} = {value}`"),
        None => format!("`{key} = {value}`"),
    }
}
