//! Third stage: what was decided becomes one package plan. Pure.

pub mod error;
pub mod file_tree;
pub mod package_plan;
pub mod recipe;

pub use error::Error;
pub use package_plan::PackagePlan;
