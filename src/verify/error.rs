//! Why a package could not be verified at all.

use std::io;

use crate::diagnose::Diagnose;
use crate::exit_status::ExitStatus;

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("the file is not a Debian package that can be read")]
    Malformed(#[from] debpkg::Error),
    #[error("the package's {member} cannot be read")]
    Member { member: &'static str, source: io::Error },
    #[error("the package has no control file")]
    NoControl,
    #[error("the package was not kept: {errors} of its findings are errors")]
    Rejected { errors: usize },
    #[error("`{0}` is not a tag of dj2deb")]
    UnknownTag(String),
}

impl Diagnose for Error {
    fn status(&self) -> ExitStatus {
        match self {
            Self::Malformed(_) | Self::Member { .. } | Self::NoControl | Self::Rejected { .. } => ExitStatus::Rejected,
            Self::UnknownTag(_) => ExitStatus::Usage,
        }
    }

    fn hints(&self) -> Vec<String> {
        match self {
            Self::UnknownTag(name) => {
                let nearest = super::tags::nearest(name).map(|tag| format!("did you mean `{}`?", tag.name));
                vec![nearest.unwrap_or_else(known_tags)]
            }
            Self::Rejected { .. } => vec!["`dj2deb verify --explain TAG` says what a finding means".to_owned()],
            Self::Malformed(_) | Self::Member { .. } | Self::NoControl => {
                vec!["build it again; `dpkg-deb --info FILE` says what Debian reads of it".to_owned()]
            }
        }
    }
}

fn known_tags() -> String {
    let names: Vec<&str> = super::tags::TABLE.iter().map(|tag| tag.name).collect();
    format!("the tags are: {}", names.join(", "))
}
