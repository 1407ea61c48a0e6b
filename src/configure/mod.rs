//! Second stage: flags, variables, the file, what was found and the defaults become one decided configuration. Pure.

pub mod choice;
pub mod config;
pub mod defaults;
pub mod detected;
pub mod error;
pub mod file;
pub mod key;
pub mod layer;
pub mod origin;
pub mod resolve;
pub mod validate;

pub use config::Config;
pub use error::Error;
pub use layer::{Layer, Layers};
pub use origin::{Origin, Sourced};
pub use resolve::Resolved;

use crate::discover::Facts;
use crate::repository::RepoSnapshot;

/// What the machine adds to the defaults.
#[derive(Clone, Debug, Default)]
pub struct Machine {
    /// The release that this machine runs, when dj2deb knows it.
    pub release: Option<String>,
    pub architecture: String,
    /// `SOURCE_DATE_EPOCH`.
    pub source_date: Option<i64>,
}

/// Decides every value.
pub fn configure(
    layers: &Layers,
    facts: &Facts,
    snapshot: &RepoSnapshot,
    machine: &Machine,
) -> Result<(Config, Resolved), Error> {
    let detected = detected::layer(facts, &layers.said())?;
    let defaults = defaults::layer(snapshot, machine);
    let resolved = resolve::resolve(layers.all().chain([&detected, &defaults]));
    let config = config::decide(&resolved, facts, snapshot, machine)?;
    validate::validate(&config, &resolved, (facts, snapshot))?;
    Ok((config, resolved))
}
