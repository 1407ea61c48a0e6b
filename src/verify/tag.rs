//! A check, and what a reader must know about it.
//!
//! In: nothing. Out: the types of the table in `tags`. Not here: the checks themselves.

use super::Options;
use super::contents::{FileView, PackageContents};
use super::finding::Severity;

/// One check: `dj2deb verify --explain NAME` prints it.
#[derive(Debug)]
pub struct Tag {
    pub name: &'static str,
    pub severity: Severity,
    pub summary: &'static str,
    pub explanation: &'static str,
    /// The policy clause, manual page or page of the documentation that it comes from.
    pub reference: &'static str,
    pub check: Check,
}

/// What a check looks at.
#[derive(Debug)]
pub enum Check {
    /// The content of each file, while it passes; the texts say what is wrong with it.
    File(fn(&FileView<'_>, &Options) -> Vec<String>),
    /// The package as a whole.
    Package(fn(&PackageContents) -> Vec<Problem>),
}

/// What is wrong, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    pub place: String,
    pub detail: String,
}

impl Problem {
    pub fn new(place: impl Into<String>, detail: impl Into<String>) -> Self {
        Self { place: place.into(), detail: detail.into() }
    }
}
