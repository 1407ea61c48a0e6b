//! The tree of planned paths: one owner a path, parents before children, conflicts name both sources.

use std::collections::BTreeMap;

use super::package_plan::{EntryKind, PlannedEntry};
use crate::deb::target_path::TargetPath;

/// Planned entries by path.
#[derive(Clone, Debug, Default)]
pub struct FileTree(BTreeMap<TargetPath, PlannedEntry>);

/// Two sources want the same path.
#[derive(Debug, thiserror::Error)]
#[error("`{path}` is wanted by {first} and by {second}")]
pub struct Conflict {
    pub path: TargetPath,
    pub first: String,
    pub second: String,
}

impl FileTree {
    /// Adds an entry; a directory may be planned twice, anything else only once and never below a file.
    pub fn add(&mut self, path: TargetPath, entry: PlannedEntry) -> Result<(), Conflict> {
        if let Some(existing) = self.0.get(&path) {
            if existing.kind == EntryKind::Directory
                && entry.kind == EntryKind::Directory
                && existing.mode == entry.mode
            {
                return Ok(());
            }
            return Err(Conflict { path, first: existing.source.clone(), second: entry.source });
        }
        let mut parent = path.parent();
        while let Some(above) = parent {
            match self.0.get(&above) {
                Some(existing) if existing.kind != EntryKind::Directory => {
                    return Err(Conflict { path, first: existing.source.clone(), second: entry.source });
                }
                _ => parent = above.parent(),
            }
        }
        self.0.insert(path, entry);
        Ok(())
    }

    pub fn get(&self, path: &TargetPath) -> Option<&PlannedEntry> {
        self.0.get(path)
    }

    /// The entries in the order of their paths.
    pub fn iter(&self) -> impl Iterator<Item = (&TargetPath, &PlannedEntry)> {
        self.0.iter()
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::super::package_plan::Content;
    use super::*;
    use crate::deb::mode::FileMode;

    fn file(source: &str) -> PlannedEntry {
        PlannedEntry {
            kind: EntryKind::File(Content::Rendered(String::new())),
            mode: FileMode::FILE,
            source: source.into(),
        }
    }

    #[test]
    fn a_second_owner_is_an_error_that_names_both() {
        let mut tree = FileTree::default();
        tree.add("/opt/shop/a".parse().unwrap(), file("one")).unwrap();
        let conflict = tree.add("/opt/shop/a".parse().unwrap(), file("two")).unwrap_err();
        assert_eq!(conflict.to_string(), "`/opt/shop/a` is wanted by one and by two");
        assert!(tree.add("/opt/shop/a/b".parse().unwrap(), file("three")).is_err());
    }
}
