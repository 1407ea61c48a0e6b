//! Paths of the building machine in a file.
//!
//! In: a file and the paths that may not appear. Out: those that do. Not here: which paths those are.

use super::super::Options;
use super::super::contents::FileView;
use super::super::finding::Severity;
use super::super::tag::{Check, Tag};
use super::holds;

pub const TAG: Tag = Tag {
    name: "build-path-in-file",
    severity: Severity::Error,
    summary: "a file holds a path of the machine that built the package",
    explanation: "What was built for one place does not work in another: scripts start an interpreter that is not \
                  there, libraries are looked for in directories of the builder. Two builds in two directories also \
                  differ. Usually a file was written by a program that ran in the scratch directory.",
    reference: "https://reproducible-builds.org/docs/build-path/",
    check: Check::File(check),
};

fn check(file: &FileView<'_>, options: &Options) -> Vec<String> {
    let found = options.forbidden_paths.iter().filter(|path| holds(file.bytes, path.as_bytes()));
    found.map(|path| format!("holds `{path}`")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_is_looked_at() {
        let options = Options { forbidden_paths: vec!["/build/here".to_owned()] };
        let look = |bytes: &[u8]| check(&FileView { path: "/opt/x", mode: 0o644, bytes }, &options).len();
        assert_eq!((look(b"\0\x01/build/here\xff"), look(b"/build/there")), (1, 0));
    }
}
