//! Why a package could not be assembled.

use std::io;
use std::path::PathBuf;

use crate::deb::{architecture::Architecture, relation, release::Release, stanza};
use crate::diagnose::Diagnose;
use crate::exit_status::ExitStatus;

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(transparent)]
    Host(#[from] crate::host::Error),
    #[error("`{path}` is wanted by {first} and by {second}")]
    Conflict { path: String, first: String, second: String },
    #[error("`{path}` was staged outside every subtree that the plan leaves to the environment")]
    NotPlanned { path: String },
    #[error("nothing says what `{path}` contains")]
    NoContent { path: String },
    #[error("the plan ships the resolved requirements, but staging found none")]
    NoRequirements,
    #[error("{owner} brings the link `{path}` to the absolute path `{target}`")]
    AbsoluteLink { path: String, target: String, owner: String },
    #[error("`{}` of {owner} changed while the package was built", path.display())]
    Changed { path: PathBuf, owner: String },
    #[error(
        "`{path}` of {owner} is not the file that its RECORD describes: the SHA-256 is `{found}`, not `{expected}`"
    )]
    Digest { path: String, owner: String, expected: String, found: String },
    #[error("`{path}` of {owner} cannot be read as what it begins like")]
    Elf { path: String, owner: String, source: crate::deb::elf::Error },
    #[error("`{path}` of {owner} is made for {found}, but the package is for {architecture}")]
    ForeignMachine { path: String, owner: String, found: String, architecture: Architecture },
    #[error("no table of libraries is built in for {release} on {architecture}")]
    NoSymbolTable { release: Release, architecture: Architecture },
    #[error("`{path}` of {owner} needs the library `{library}`, which no known package of {release} gives")]
    UnknownLibrary { path: String, owner: String, library: String, release: Release },
    #[error("`{path}` of {owner} needs `{symbol}` of `{node}`, but {release} has glibc {glibc}", glibc = release.glibc())]
    NewerGlibc { path: String, owner: String, symbol: String, node: String, release: Release },
    #[error("`{path}` of {owner} needs `{symbol}` of `{node}`, which `{library}` of {release} does not have")]
    UnknownSymbol { path: String, owner: String, symbol: String, node: String, library: String, release: Release },
    #[error("`{path}` of {owner} needs the version `{node}` of the bundled `{library}`, which does not define it")]
    BundledNode { path: String, owner: String, node: String, library: String },
    #[error("the control data cannot be completed")]
    Stanza(#[from] stanza::Error),
    #[error("the field `{field}` of the control data is wrong")]
    Relation { field: &'static str, source: relation::Error },
    #[error("the source date `{0}` lies before 1970")]
    SourceDate(i64),
    #[error("cannot compress")]
    Compress(#[source] io::Error),
    #[error("cannot write the software bill of materials")]
    Json(#[source] serde_json::Error),
}

impl Diagnose for Error {
    fn status(&self) -> ExitStatus {
        match self {
            Self::Host(error) => error.status(),
            Self::Conflict { .. }
            | Self::AbsoluteLink { .. }
            | Self::Changed { .. }
            | Self::Digest { .. }
            | Self::Elf { .. }
            | Self::ForeignMachine { .. }
            | Self::UnknownLibrary { .. }
            | Self::NewerGlibc { .. }
            | Self::UnknownSymbol { .. }
            | Self::BundledNode { .. }
            | Self::SourceDate(_) => ExitStatus::Project,
            Self::NotPlanned { .. }
            | Self::NoContent { .. }
            | Self::NoRequirements
            | Self::NoSymbolTable { .. }
            | Self::Stanza(_)
            | Self::Relation { .. }
            | Self::Compress(_)
            | Self::Json(_) => ExitStatus::Bug,
        }
    }

    fn hints(&self) -> Vec<String> {
        let hint = match self {
            Self::Host(error) => return error.hints(),
            Self::Digest { owner, .. } => {
                format!("something changed {owner} after it was installed: build with `--no-cache`")
            }
            Self::Changed { .. } => "build again when nothing writes to it any more".to_owned(),
            Self::NewerGlibc { release, .. } => {
                format!("lock a version that has a wheel for glibc {} or older", release.glibc())
            }
            Self::ForeignMachine { architecture, .. } => {
                format!("lock a version that has a wheel for {architecture}, or exclude the file")
            }
            Self::UnknownLibrary { library, .. } => {
                format!("lock a version whose wheel brings `{library}` along")
            }
            Self::UnknownSymbol { .. } | Self::BundledNode { .. } => {
                "lock another version of the distribution".to_owned()
            }
            Self::Conflict { .. } => "rename or exclude one of the two".to_owned(),
            Self::AbsoluteLink { owner, .. } => {
                format!("a link may only point into its own package: lock another version of {owner}")
            }
            Self::Elf { owner, .. } => {
                format!("the file is damaged: build with `--no-cache`, or lock another version of {owner}")
            }
            Self::SourceDate(_) => "unset SOURCE_DATE_EPOCH, or set it to seconds since 1970".to_owned(),
            Self::NotPlanned { .. }
            | Self::NoContent { .. }
            | Self::NoRequirements
            | Self::NoSymbolTable { .. }
            | Self::Stanza(_)
            | Self::Relation { .. }
            | Self::Compress(_)
            | Self::Json(_) => return Vec::new(),
        };
        vec![hint]
    }
}
