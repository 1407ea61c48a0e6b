//! First stage: the repository becomes facts. Pure: Python, TOML and requirement files are parsed, nothing is run.
//!
//! Candidates are ranked, never refused: which one holds is decided in `configure`.

pub mod database;
pub mod dependencies;
pub mod drivers;
pub mod error;
pub mod fact;
pub mod module;
pub mod project;
pub mod python_source;
pub mod python_value;
pub mod settings;
mod variable_purpose;
pub mod variables;
pub mod version;

pub use error::Error;
pub use fact::{Evidence, Fact, Facts, Pointers};

use crate::repository::RepoSnapshot;

/// Finds out what the repository says of itself.
pub fn discover(snapshot: &RepoSnapshot, pointers: &Pointers) -> Result<Facts, Error> {
    let metadata = version::metadata(snapshot, pointers)?;
    let project = project::find(snapshot, pointers);
    project::check(snapshot, &project)?;
    let root = project.import_root(pointers);
    let settings_module = pointers.settings.clone().or_else(|| project.settings.first().map(|fact| fact.value.clone()));
    let mut settings = settings::read(snapshot, &root, settings_module.as_ref())?;
    let dependencies = dependencies::find(snapshot, &root, pointers);
    if settings.leaves_database_open() {
        settings.database = drivers::find(snapshot, &dependencies).or(settings.database);
    }
    Ok(Facts { metadata, project, settings, dependencies, version: version::find(snapshot) })
}
