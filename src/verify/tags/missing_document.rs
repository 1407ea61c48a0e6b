//! The documents that every package of Debian has.
//!
//! In: the package. Out: those it lacks. Not here: what they say.

use super::super::contents::PackageContents;
use super::super::finding::Severity;
use super::super::tag::{Check, Problem, Tag};

pub const TAG: Tag = Tag {
    name: "missing-document",
    severity: Severity::Warning,
    summary: "the package has no copyright file or no changelog",
    explanation: "Administrators look into /usr/share/doc/P for the licences of what they run and for what changed; \
                  licences of bundled distributions also ask for it.",
    reference: "Debian Policy 12.5, 12.7",
    check: Check::Package(check),
};

fn check(package: &PackageContents) -> Vec<Problem> {
    let Some(name) = package.stanza().and_then(|stanza| stanza.get("Package")) else { return Vec::new() };
    let document = |file: &str| format!("/usr/share/doc/{name}/{file}");
    let wanted = ["copyright", "changelog.Debian.gz"].map(document);
    let absent = wanted.into_iter().filter(|path| package.entry(path).is_none());
    absent.map(|path| Problem::new(path, "is absent")).collect()
}

#[cfg(test)]
mod tests {
    use super::super::samples::{file, package};
    use super::*;

    #[test]
    fn both_are_wanted() {
        let mut package = package([file("/usr/share/doc/shop/copyright", 1)]);
        package.control = Some("Package: shop\n".parse());
        assert_eq!(check(&package), [Problem::new("/usr/share/doc/shop/changelog.Debian.gz", "is absent")]);
    }
}
