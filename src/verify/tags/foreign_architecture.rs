//! Machine code for another machine than the package's.
//!
//! In: the package. Out: ELF files that do not fit its `Architecture`. Not here: the libraries they need.

use super::super::contents::{PackageContents, PackagedKind};
use super::super::finding::Severity;
use super::super::tag::{Check, Problem, Tag};
use crate::deb::architecture::Architecture;
use crate::deb::elf::ElfMachine;

pub const TAG: Tag = Tag {
    name: "foreign-architecture",
    severity: Severity::Error,
    summary: "a file holds machine code for another architecture",
    explanation: "An extension module for another machine cannot be loaded: the site fails when it is imported. A \
                  package for `all` may hold no machine code. Usually a wheel for the building machine was taken \
                  instead of one for the target.",
    reference: "Debian Policy 5.6.8",
    check: Check::Package(check),
};

fn check(package: &PackageContents) -> Vec<Problem> {
    let field = package.stanza().and_then(|stanza| stanza.get("Architecture"));
    let Some(architecture) = field.and_then(|text| text.parse::<Architecture>().ok()) else { return Vec::new() };
    let expected = ElfMachine::of(architecture);
    let mut problems = Vec::new();
    for entry in &package.entries {
        match &entry.kind {
            PackagedKind::File { elf: Some(Ok(machine)), .. } if Some(*machine) != expected => {
                problems.push(Problem::new(&entry.path, format!("is for {machine}, the package for {architecture}")));
            }
            PackagedKind::File { elf: Some(Err(cause)), .. } => problems.push(Problem::new(&entry.path, cause)),
            _ => {}
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::super::samples::{file, package};
    use super::*;

    #[test]
    fn machine_code_must_fit_the_field() {
        let of = |field: &str, architecture| {
            let mut entry = file("/opt/p/x.so", 1);
            if let PackagedKind::File { elf, .. } = &mut entry.kind {
                *elf = Some(Ok(ElfMachine::of(architecture).unwrap()));
            }
            let mut package = package([entry]);
            package.control = Some(format!("Architecture: {field}\n").parse());
            check(&package).len()
        };
        assert_eq!(of("amd64", Architecture::Amd64), 0);
        assert_eq!(of("all", Architecture::Amd64), 1);
        assert_eq!(of("amd64", Architecture::Arm64), 1);
    }
}
