//! A database of `SQLite` among the project's files.
//!
//! In: a file. Out: whether it is one. Not here: databases that a distribution brings along.

use super::super::Options;
use super::super::contents::FileView;
use super::super::finding::Severity;
use super::super::tag::{Check, Tag};

pub const TAG: Tag = Tag {
    name: "database-in-package",
    severity: Severity::Error,
    summary: "a file is a SQLite database",
    explanation: "A database of the development machine holds users, sessions and password digests, and the server \
                  could not write to it where the package puts it. The site's own database is made on the server, in \
                  /var/opt/P/data. Leave the file out with `[project] exclude`; data that the project needs is \
                  loaded by a migration or a fixture.",
    reference: "Debian Policy 9.1.1: variable data lies below /var",
    check: Check::File(check),
};

fn check(file: &FileView<'_>, _: &Options) -> Vec<String> {
    let is_database = !file.is_bundled() && file.bytes.starts_with(b"SQLite format 3\0");
    if is_database { vec!["is a SQLite database".to_owned()] } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_by_its_first_bytes() {
        let found = |path, bytes| check(&FileView { path, mode: 0o644, bytes }, &Options::default()).len();
        assert_eq!(found("/opt/shop/data", b"SQLite format 3\0rest"), 1);
        assert_eq!(found("/opt/shop/db.sqlite3", b""), 0);
        assert_eq!(found("/opt/shop/venv/lib/python3.11/site-packages/geo/d.db", b"SQLite format 3\0rest"), 0);
    }
}
