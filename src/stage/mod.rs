//! Fourth stage: the recipe is run; what the package's bytes are taken from is collected.

pub mod error;
pub mod inventory;

pub use error::Error;
pub use inventory::StagedTree;
