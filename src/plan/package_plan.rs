//! What dj2deb decides about one package, before anything is built: entries, scripts, control data, steps.
//!
//! Late values stand as placeholders: the virtual environment, `${shlibs:Depends}`, copyright and SBOM.

use std::collections::BTreeMap;

use super::file_tree::FileTree;
use super::recipe::Recipe;
use crate::deb::architecture::Architecture;
use crate::deb::conffile::Conffiles;
use crate::deb::maintainer_script::MaintainerScript;
use crate::deb::mode::FileMode;
use crate::deb::package_name::PackageName;
use crate::deb::release::Release;
use crate::deb::stanza::Stanza;
use crate::deb::version::DebianVersion;
use crate::repository::RepoPath;

/// One package as it is going to be.
#[derive(Clone, Debug)]
pub struct PackagePlan {
    pub name: PackageName,
    pub version: DebianVersion,
    pub release: Release,
    /// The architecture asked for; the package is `all` when nothing in it depends on one.
    pub architecture: Architecture,
    /// Control fields; relations may hold `${shlibs:Depends}`, `Architecture` and `Installed-Size` are set when sealed.
    pub stanza: Stanza,
    pub files: FileTree,
    pub conffiles: Conffiles,
    /// Other control members by name: `templates`, `triggers`.
    pub control_files: BTreeMap<&'static str, String>,
    pub scripts: BTreeMap<MaintainerScript, String>,
    /// What staging will run.
    pub recipe: Recipe,
    /// Files of the repository that stay out, each with the reason.
    pub left_out: Vec<(RepoPath, &'static str)>,
    /// Seconds since 1970 UTC, for the changelog and the archive's members: the commit's or `SOURCE_DATE_EPOCH`.
    pub source_date: i64,
}

/// A path of the package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedEntry {
    pub kind: EntryKind,
    pub mode: FileMode,
    /// Who planned it, as conflicts name it (`repository`, `debian-templates/service.hbs`).
    pub source: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EntryKind {
    Directory,
    File(Content),
    /// The target as it is written into the link.
    Symlink(String),
    /// A directory whose content staging provides.
    Subtree(Placeholder),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// Text that the plan made.
    Rendered(String),
    /// Text that is shipped as a `.gz` file.
    Compressed(String),
    /// A file of the repository, byte for byte.
    Copied(RepoPath),
    /// A document that needs what staging found.
    Late(LateContent),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placeholder {
    /// The virtual environment.
    VirtualEnvironment,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LateContent {
    /// The machine-readable copyright file. `preamble` is its header and the project's own stanza.
    Copyright { preamble: String },
    /// The `CycloneDX` list of bundled distributions.
    SoftwareBillOfMaterials,
    /// The requirements that were resolved for a project without a lock.
    Requirements,
}
