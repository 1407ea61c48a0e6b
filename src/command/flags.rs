//! From what was typed to decided values: the first two stages, which several commands share.

use std::path::Path;

use crate::cli::args::Choices;
use crate::configure::layer::Value;
use crate::configure::{Config, Layer, Layers, Machine, Origin, Resolved, configure};
use crate::deb::release;
use crate::discover::{Facts, discover};
use crate::error::Error;
use crate::host::{self, Host, variables};
use crate::repository::RepoSnapshot;

/// The repository and all that was decided about it.
pub struct Decided {
    pub snapshot: RepoSnapshot,
    pub facts: Facts,
    pub config: Config,
    pub resolved: Resolved,
}

/// What was read of the repository, before anything is decided.
pub struct Read {
    pub snapshot: RepoSnapshot,
    pub layers: Layers,
    pub facts: Facts,
}

/// Reads the repository and finds its facts.
pub fn read(host: &Host, directory: &Path, choices: &Choices) -> Result<Read, Error> {
    let snapshot = host.repository(directory)?;
    let layers = Layers::read(layer(choices), &variables::with_prefix("DJ2DEB_"), &snapshot)?;
    let facts = discover(&snapshot, &layers.pointers()?)?;
    Ok(Read { snapshot, layers, facts })
}

/// Reads and decides.
pub fn decide(host: &Host, directory: &Path, choices: &Choices) -> Result<Decided, Error> {
    let Read { snapshot, layers, facts } = read(host, directory, choices)?;
    let (config, resolved) = configure(&layers, &facts, &snapshot, &machine(host))?;
    Ok(Decided { snapshot, facts, config, resolved })
}

/// What the machine adds to the defaults.
fn machine(host: &Host) -> Machine {
    let architecture = host.architecture();
    Machine {
        release: release::of_os_release(&host::os_release()).map(|release| release.to_string()),
        architecture: if architecture.is_empty() { "amd64".to_owned() } else { architecture },
        source_date: variables::get("SOURCE_DATE_EPOCH").and_then(|text| text.parse().ok()),
    }
}

fn layer(choices: &Choices) -> Layer {
    let mut layer = Layer::default();
    if !choices.targets.is_empty() {
        layer.say("target.releases", Value::List(choices.targets.clone()), Origin::Flag("--target"));
    }
    if let Some(architecture) = &choices.arch {
        layer.say("target.architectures", Value::List(vec![architecture.clone()]), Origin::Flag("--arch"));
    }
    if let Some(version) = &choices.project_version {
        layer.say("version", Value::Text(version.clone()), Origin::Flag("--project-version"));
    }
    layer
}
