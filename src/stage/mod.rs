//! Fourth stage: the recipe is run; what the package's bytes are taken from is collected.
//!
//! Input: a [`PackagePlan`]'s recipe and the repository on disk. Output: a [`StagedTree`]. What is installed and why is
//! the plan's affair.

pub mod additions;
pub mod collect;
pub mod environment;
pub mod error;
pub mod inventory;
pub mod proof;
pub mod proof_root;
pub mod requirements;
pub mod scripts;
pub mod uv;

pub use error::Error;
pub use inventory::StagedTree;

use std::path::Path;

use crate::cache::Store;
use crate::host::Host;
use crate::plan::PackagePlan;
use crate::progress::{Event, Progress, Stage};

/// What the stages of one build share.
pub struct Workshop<'a> {
    pub host: &'a Host,
    pub progress: &'a dyn Progress,
    pub store: &'a Store,
    /// The repository on disk.
    pub repository: &'a Path,
    pub network: Network,
    pub scratch: ScratchWish,
}

/// What becomes of the tree that the proof ran in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScratchWish {
    Remove,
    Keep,
}

/// Whether programs may ask the package index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Network {
    Allowed,
    Offline,
}

impl Workshop<'_> {
    pub(crate) fn step(&self, what: impl Into<String>) {
        self.progress.event(Event::Step { stage: Stage::Stage, what: what.into() });
    }

    pub(crate) fn warn(&self, what: impl Into<String>) {
        self.progress.event(Event::Warning(what.into()));
    }
}

/// Makes the environment, collects it, and proves that the project starts in it.
pub fn stage(plan: &PackagePlan, workshop: &Workshop) -> Result<StagedTree, Error> {
    let uv = uv::Uv::find(workshop)?;
    let locked = requirements::locked(&plan.recipe, &uv, workshop)?;
    let (environment, _lock) = environment::install(&plan.recipe, &locked, (&uv, workshop))?;
    let mut tree = collect::collect(&environment, &plan.recipe, workshop.host)?;
    tree.requirements = locked.resolved_here.then(|| locked.text.clone());
    if let Some(proof) = &plan.recipe.proof {
        proof::prove(plan, proof, (&environment, workshop))?;
    }
    Ok(tree)
}
