//! Plan and staged tree become one sealed package: placeholders filled, parents added, no path twice.
//!
//! In: the plan, the tree, and the contents of the planned files. Out: a [`Package`]. Pure.
//! Not here: where contents come from (`content`), and what is known only after reading them (`control`).

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::Error;
use super::content::Contents;
use super::package::{Owner, Package, SealedContent, SealedEntry, SealedKind, Section};
use crate::deb::mode::FileMode;
use crate::deb::target_path::TargetPath;
use crate::plan::PackagePlan;
use crate::plan::package_plan::{EntryKind, PlannedEntry};
use crate::stage::StagedTree;
use crate::stage::inventory::{Run, RunOwner, Source, StagedEntry, StagedKind};

/// Directories first, then the distributions by name, the environment's own files, the project's.
pub fn seal<'a>(plan: &'a PackagePlan, tree: &'a StagedTree, contents: Contents<'a>) -> Result<Package<'a>, Error> {
    let mut directories = Directories::default();
    let mut owners = BTreeMap::new();
    let mut sections = Vec::new();
    for run in sorted_runs(tree) {
        sections.push(seal_run(run)?);
        for entry in &run.entries {
            check_placeholder(plan, &entry.path)?;
            claim(&mut owners, &entry.path, owner(run))?;
            directories.add_parents(&entry.path);
        }
    }
    for (path, entry) in plan.files.iter() {
        directories.add_parents(path);
        match entry.kind {
            EntryKind::Directory | EntryKind::Subtree(_) => directories.add(path, entry.mode),
            EntryKind::File(_) | EntryKind::Symlink(_) => claim(&mut owners, path, Owner::Project)?,
        }
    }
    if let Some((path, owner)) = owners.iter().find(|(path, _)| directories.0.contains_key(path.relative())) {
        return Err(Error::Conflict {
            path: path.to_string(),
            first: owner.to_string(),
            second: "a directory".to_owned(),
        });
    }
    sections.push(seal_project(plan, contents)?);
    sections.insert(0, directories.seal());
    Ok(Package { sections })
}

/// Parents lie before what they hold, because their names are shorter.
#[derive(Default)]
struct Directories(BTreeMap<String, FileMode>);

impl Directories {
    fn add(&mut self, path: &TargetPath, mode: FileMode) {
        self.0.insert(path.relative().to_owned(), mode);
    }

    fn add_parents(&mut self, path: &TargetPath) {
        let mut parent = path.parent();
        while let Some(directory) = parent {
            if self.0.contains_key(directory.relative()) {
                return;
            }
            self.add(&directory, FileMode::DIRECTORY);
            parent = directory.parent();
        }
    }

    fn seal<'a>(mut self) -> Section<'a> {
        // The root itself, as dpkg-deb writes it.
        self.0.insert(String::new(), FileMode::DIRECTORY);
        let seal = |(relative, mode)| SealedEntry { relative: Cow::Owned(relative), mode, kind: SealedKind::Directory };
        Section { owner: Owner::Directories, entries: self.0.into_iter().map(seal).collect() }
    }
}

/// The order of the archive must not depend on the order in which staging found things.
fn sorted_runs(tree: &StagedTree) -> Vec<&Run> {
    let mut runs: Vec<&Run> = tree.runs.iter().collect();
    runs.sort_by(|left, right| left.owner.cmp(&right.owner));
    runs
}

fn owner(run: &Run) -> Owner<'_> {
    match &run.owner {
        RunOwner::Distribution { name, version } => Owner::Distribution { name, version },
        RunOwner::Environment => Owner::Environment,
    }
}

fn claim<'a>(
    owners: &mut BTreeMap<&'a TargetPath, Owner<'a>>,
    path: &'a TargetPath,
    owner: Owner<'a>,
) -> Result<(), Error> {
    match owners.insert(path, owner) {
        None => Ok(()),
        Some(first) => {
            Err(Error::Conflict { path: path.to_string(), first: first.to_string(), second: owner.to_string() })
        }
    }
}

/// Staged entries fill a planned subtree; nothing may lie beside it.
fn check_placeholder(plan: &PackagePlan, path: &TargetPath) -> Result<(), Error> {
    let mut parent = path.parent();
    while let Some(directory) = parent {
        if matches!(plan.files.get(&directory), Some(PlannedEntry { kind: EntryKind::Subtree(_), .. })) {
            return Ok(());
        }
        parent = directory.parent();
    }
    Err(Error::NotPlanned { path: path.to_string() })
}

fn seal_run(run: &Run) -> Result<Section<'_>, Error> {
    let mut staged: Vec<&StagedEntry> = run.entries.iter().collect();
    staged.sort_by(|left, right| left.path.cmp(&right.path));
    let seal = |entry: &'_ StagedEntry| match &entry.kind {
        StagedKind::Symlink(target)
            if target.starts_with('/') && matches!(run.owner, RunOwner::Distribution { .. }) =>
        {
            Err(Error::AbsoluteLink {
                path: entry.path.to_string(),
                target: target.clone(),
                owner: owner(run).to_string(),
            })
        }
        _ => Ok(()),
    };
    staged.iter().try_for_each(|entry| seal(entry))?;
    Ok(Section { owner: owner(run), entries: staged.into_iter().map(seal_staged).collect() })
}

fn seal_staged(entry: &StagedEntry) -> SealedEntry<'_> {
    let (mode, kind) = match &entry.kind {
        StagedKind::Symlink(target) => (FileMode::SYMLINK, SealedKind::Symlink(target)),
        StagedKind::File { mode, source, size, expected } => {
            let content = match source {
                Source::Disk(path) => SealedContent::Disk(Cow::Borrowed(path)),
                Source::Memory(bytes) => SealedContent::Memory(Cow::Borrowed(bytes)),
            };
            (*mode, SealedKind::File { content, size: *size, expected: *expected })
        }
    };
    SealedEntry { relative: Cow::Borrowed(entry.path.relative()), mode, kind }
}

fn seal_project<'a>(plan: &'a PackagePlan, mut contents: Contents<'a>) -> Result<Section<'a>, Error> {
    let mut entries = Vec::new();
    for (path, entry) in plan.files.iter() {
        let (mode, kind) = match &entry.kind {
            EntryKind::Directory | EntryKind::Subtree(_) => continue,
            EntryKind::Symlink(target) => (FileMode::SYMLINK, SealedKind::Symlink(target)),
            EntryKind::File(_) => {
                let (content, size) =
                    contents.remove(path).ok_or_else(|| Error::NoContent { path: path.to_string() })?;
                (entry.mode, SealedKind::File { content, size, expected: None })
            }
        };
        entries.push(SealedEntry { relative: Cow::Borrowed(path.relative()), mode, kind });
    }
    Ok(Section { owner: Owner::Project, entries })
}
