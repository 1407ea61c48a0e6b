//! The control data's fields.
//!
//! In: the control data. Out: fields that are absent, unreadable or unfinished. Not here: whether relations are true.

use super::super::contents::PackageContents;
use super::super::finding::Severity;
use super::super::tag::{Check, Problem, Tag};
use crate::deb::architecture::Architecture;
use crate::deb::package_name::PackageName;
use crate::deb::relation::{RelationField, Relations};
use crate::deb::stanza::Stanza;
use crate::deb::version::DebianVersion;

pub const TAG: Tag = Tag {
    name: "control-field-invalid",
    severity: Severity::Error,
    summary: "a field of the control data is absent or wrong",
    explanation: "dpkg and apt read the control data before anything else. A package without the mandatory fields, \
                  with a relation that cannot be parsed or with a substitution variable that was not replaced is \
                  refused or installed wrongly.",
    reference: "Debian Policy 5.3, 5.6, 7.1; deb-control(5)",
    check: Check::Package(check),
};

const MANDATORY: [&str; 5] = ["Package", "Version", "Architecture", "Maintainer", "Description"];

fn check(package: &PackageContents) -> Vec<Problem> {
    let stanza = match &package.control {
        Some(Ok(stanza)) => stanza,
        Some(Err(error)) => return vec![Problem::new("control", error.to_string())],
        None => return vec![Problem::new("control", "is absent")],
    };
    let mut problems = Vec::new();
    for field in MANDATORY {
        if stanza.get(field).is_none_or(|value| value.trim().is_empty()) {
            problems.push(Problem::new(field, "is absent"));
        }
    }
    for field in stanza.fields() {
        if field.value.contains("${") {
            problems.push(Problem::new(&field.name, "holds a substitution variable that was not replaced"));
        }
    }
    problems.extend(unreadable(stanza));
    problems
}

fn unreadable(stanza: &Stanza) -> Vec<Problem> {
    let value = |name: &str| stanza.get(name).unwrap_or_default();
    let name = value("Package").parse::<PackageName>().err().map(|error| ("Package", error.to_string()));
    let version = value("Version").parse::<DebianVersion>().err().map(|error| ("Version", error.to_string()));
    let architecture = value("Architecture").parse::<Architecture>().err();
    let architecture = architecture.map(|error| ("Architecture", error.to_string()));
    let relations = RelationField::EVERY.into_iter().filter_map(|field| {
        let error = stanza.get(field.name())?.parse::<Relations>().err()?;
        Some((field.name(), error.to_string()))
    });
    let present = |(field, _): &(&'static str, String)| stanza.get(field).is_some();
    let all = [name, version, architecture].into_iter().flatten().filter(present).chain(relations);
    all.map(|(field, error)| Problem::new(field, error)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::samples::package;
    use super::*;

    fn places(text: &str) -> Vec<String> {
        let mut package = package([]);
        package.control = Some(text.parse());
        check(&package).into_iter().map(|problem| problem.place).collect()
    }

    #[test]
    fn fields_are_complete_and_readable() {
        let good = "Package: shop\nVersion: 1.0-1\nArchitecture: all\nMaintainer: A <a@example.org>\nDescription: x\n";
        assert!(places(good).is_empty());
        assert_eq!(places(&good.replace("shop", "Shop")), ["Package"]);
        assert_eq!(places(&good.replace("Maintainer", "Other")), ["Maintainer"]);
        assert_eq!(places(&format!("{good}Depends: a (> 1)\n")), ["Depends"]);
        assert_eq!(places(&format!("{good}Recommends: ${{x}}\n")), ["Recommends", "Recommends"]);
        assert_eq!(places("no stanza"), ["control"]);
    }
}
