//! Fifth stage: plan and staged tree become a `.deb`.
//!
//! In: a [`PackagePlan`], a [`StagedTree`] and a [`Workplace`]. Out: a [`DebFile`]. Files are read once; the bytes
//! depend on nothing but the entries and the pinned libraries. Not here: which files a package has.

mod chunk;
mod content;
mod control;
mod documents;
pub mod error;
mod package;
mod parallel;
mod relations;
mod seal;
mod splice;
mod write;

use std::path::Path;

pub use error::Error;

use crate::deb::deb_file::DebFile;
use crate::host::Host;
use crate::plan::PackagePlan;
use crate::progress::Progress;
use crate::stage::StagedTree;

/// Where and with what a package is assembled.
#[derive(Clone, Copy)]
pub struct Workplace<'a> {
    pub host: &'a Host,
    pub progress: &'a dyn Progress,
    /// How many chunks are compressed at once; the bytes do not depend on it.
    pub threads: usize,
    /// The root of the repository, which planned copies are relative to.
    pub repository: &'a Path,
    /// A directory, in which the package gets its own name, or the file to write.
    pub output: &'a Path,
}

/// Writes the package; on any error nothing is left.
pub fn assemble(plan: &PackagePlan, tree: &StagedTree, workplace: &Workplace<'_>) -> Result<DebFile, Error> {
    let contents = content::contents(plan, tree, workplace)?;
    let package = seal::seal(plan, tree, contents)?;
    write::write(plan, &package, workplace)
}
