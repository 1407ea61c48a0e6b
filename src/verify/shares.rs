//! What each bundled distribution takes of a package.
//!
//! In: the package's entries and the RECORDs that it holds. Out: files and bytes by distribution; what no RECORD lists
//! is the project's. Not here: licences and other metadata.

use std::collections::BTreeMap;

use super::contents::{FileView, PackageContents, PackagedKind};
use crate::python::distribution_name::DistributionName;
use crate::python::record;

/// The name under which everything is counted that no RECORD lists.
pub const PROJECT: &str = "project";

/// What a distribution, or the project, takes.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Share {
    pub files: u64,
    pub bytes: u64,
}

/// Which distribution a path belongs to, collected while the files pass.
#[derive(Debug, Default)]
pub struct Records {
    owners: BTreeMap<String, String>,
}

impl Records {
    /// Remembers the lines of a RECORD.
    pub fn look(&mut self, file: &FileView<'_>) {
        let Some((site_packages, name)) =
            file.path.strip_suffix(".dist-info/RECORD").and_then(|path| path.rsplit_once('/'))
        else {
            return;
        };
        // `name-version`: in the directory's name a distribution's own `-` is written as `_`.
        let (name, version) = name.split_once('-').unwrap_or((name, ""));
        let owner = format!("{} {version}", DistributionName::of(name));
        // A RECORD inside another distribution, or one that cannot be read, says nothing about this package.
        let is_own = site_packages.ends_with("/site-packages");
        let rows = record::parse(&String::from_utf8_lossy(file.bytes)).unwrap_or_default();
        for row in rows.into_iter().filter(|_| is_own) {
            self.owners.insert(normal(&format!("{site_packages}/{}", row.path)), owner.clone());
        }
    }

    /// The shares by distribution, as `name version`.
    pub fn shares(&self, package: &PackageContents) -> BTreeMap<String, Share> {
        let mut shares: BTreeMap<String, Share> = BTreeMap::new();
        for entry in &package.entries {
            if let PackagedKind::File { size, .. } = entry.kind {
                let owner = self.owners.get(&entry.path).map_or(PROJECT, String::as_str);
                let share = shares.entry(owner.to_owned()).or_default();
                share.files += 1;
                share.bytes += size;
            }
        }
        shares
    }
}

/// A RECORD names scripts as `../../../bin/name`.
fn normal(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::super::contents::{EntryOwner, PackagedEntry};
    use super::*;

    #[test]
    fn what_no_record_lists_is_the_projects() {
        let site = "/opt/p/venv/lib/python3.11/site-packages";
        let mut records = Records::default();
        let bytes = b"tiny/__init__.py,,\n../../../bin/tiny,,\n";
        records.look(&FileView { path: &format!("{site}/tiny-1.0.dist-info/RECORD"), mode: 0o644, bytes });
        let file = |path: String, size| PackagedEntry {
            path,
            kind: PackagedKind::File { size, md5: [0; 16], elf: None },
            mode: 0o644,
            owner: EntryOwner { user: 0, group: 0 },
        };
        let entries = vec![
            file(format!("{site}/tiny/__init__.py"), 10),
            file("/opt/p/venv/bin/tiny".to_owned(), 5),
            file("/opt/p/manage.py".to_owned(), 7),
        ];
        let shares = records.shares(&PackageContents { entries, ..PackageContents::default() });
        assert_eq!(shares["tiny 1.0"], Share { files: 2, bytes: 15 });
        assert_eq!(shares[PROJECT], Share { files: 1, bytes: 7 });
    }
}
