//! Third stage: what was decided becomes one package plan. Pure.

pub mod application;
pub mod dependencies;
pub mod documents;
pub mod error;
pub mod file_tree;
pub mod package_plan;
pub mod recipe;
pub mod relations;
pub mod scripts;
pub mod server_files;
pub mod site;

pub use error::Error;
pub use package_plan::PackagePlan;

use crate::configure::Config;
use crate::deb::conffile::Conffiles;
use crate::deb::release::Release;
use crate::deb::version::DebianVersion;
use crate::repository::RepoSnapshot;
use file_tree::FileTree;

/// Whether the project is started once before it is packaged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProofWish {
    Prove,
    Skip,
}

/// Plans the package for one release.
pub fn plan(
    config: &Config,
    snapshot: &RepoSnapshot,
    (release, proof): (Release, ProofWish),
) -> Result<PackagePlan, Error> {
    let version = version(config, release)?;
    let site = site::site(config, release, &version);
    let (mut files, mut conffiles) = (FileTree::default(), Conffiles::default());
    let left_out = application::add(&mut files, config, snapshot)?;
    server_files::add((&mut files, &mut conffiles), &site)?;
    let recipe = dependencies::recipe(config, snapshot, (release, proof))?;
    documents::add(&mut files, config, (snapshot, &recipe, &version))?;
    Ok(PackagePlan {
        name: config.name.clone(),
        stanza: relations::stanza(config, release, &version)?,
        scripts: scripts::maintainer_scripts(&site)?,
        control_files: scripts::control_files(&site)?,
        recipe,
        architecture: config.architecture,
        source_date: config.source_date,
        version,
        release,
        files,
        conffiles,
        left_out,
    })
}

/// `UPSTREAM-1~deb12`: the suffix lets a release upgrade replace the package by the one for the newer release.
fn version(config: &Config, release: Release) -> Result<DebianVersion, Error> {
    let text = format!("{}-1{}", config.upstream_version, release.version_suffix());
    text.parse().map_err(Error::value)
}
