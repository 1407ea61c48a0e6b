//! What a package needs of the system's libraries, from the ELF files in it: `${shlibs:Depends}`.
//!
//! In: the facts of every file. Out: the architecture and the relations, as dpkg-shlibdeps would compute them for the
//! target's release. Not here: reading ELF files, and the tables.

use std::collections::{BTreeMap, BTreeSet};

use super::Error;
use super::chunk::FileFacts;
use super::package::Owner;
use crate::deb::architecture::Architecture;
use crate::deb::elf::{Binding, ElfFacts, ElfMachine, UndefinedSymbol};
use crate::deb::release::Release;
use crate::deb::symbols::{Library, Requirement, SymbolTable};

/// What the loader finds on the target.
pub struct Target {
    pub release: Release,
    /// The architecture asked for.
    pub architecture: Architecture,
}

/// What the files need.
#[derive(Debug, PartialEq, Eq)]
pub struct Needs {
    /// `all` when no file depends on a machine.
    pub architecture: Architecture,
    /// A field's value; empty without ELF files.
    pub relations: String,
}

/// Computes what all ELF files of a package need together.
pub fn needs(files: &[FileFacts<'_>], target: &Target) -> Result<Needs, Error> {
    let objects: Vec<Object<'_>> = files.iter().filter_map(Object::of).collect();
    if objects.is_empty() {
        return Ok(Needs { architecture: Architecture::All, relations: String::new() });
    }
    let (release, architecture) = (target.release, target.architecture);
    let table = SymbolTable::of(release, architecture).ok_or(Error::NoSymbolTable { release, architecture })?;
    let bundle = Bundle::new(&objects);
    let mut collected = Collected::default();
    for object in &objects {
        if Some(object.facts.machine) != ElfMachine::of(architecture) {
            let found = object.facts.machine.to_string();
            return Err(Error::ForeignMachine {
                path: object.path(),
                owner: object.owner.to_string(),
                found,
                architecture,
            });
        }
        Resolution { object, bundle: &bundle, table: &table, release }.resolve(&mut collected)?;
    }
    Ok(Needs { architecture, relations: collected.relations() })
}

/// An ELF file of the package.
#[derive(Clone, Copy)]
struct Object<'a> {
    relative: &'a str,
    owner: Owner<'a>,
    facts: &'a ElfFacts,
}

impl<'a> Object<'a> {
    fn of(file: &'a FileFacts<'_>) -> Option<Self> {
        file.elf.as_ref().map(|facts| Self { relative: file.relative, owner: file.owner, facts })
    }

    fn path(&self) -> String {
        format!("/{}", self.relative)
    }

    fn directory(&self) -> &'a str {
        self.relative.rsplit_once('/').map_or("", |(directory, _)| directory)
    }
}

/// The package's own libraries.
struct Bundle<'a> {
    by_path: BTreeMap<&'a str, Object<'a>>,
    by_name: BTreeMap<Owner<'a>, BTreeMap<&'a str, Object<'a>>>,
}

impl<'a> Bundle<'a> {
    fn new(objects: &[Object<'a>]) -> Self {
        let by_path = objects.iter().map(|&object| (object.relative, object)).collect();
        let mut by_name: BTreeMap<Owner<'a>, BTreeMap<&str, Object<'a>>> = BTreeMap::new();
        for &object in objects {
            if let Some(soname) = &object.facts.soname {
                by_name.entry(object.owner).or_default().insert(soname, object);
            }
        }
        Self { by_path, by_name }
    }

    /// The library that the loader would take from the package: in a directory named from `$ORIGIN`, or loaded before
    /// by an importing object of the same distribution.
    fn find(&self, object: &Object<'a>, library: &str) -> Option<&Object<'a>> {
        let below_origin = |path: &String| {
            let relative = path.strip_prefix("$ORIGIN").or_else(|| path.strip_prefix("${ORIGIN}"))?;
            self.by_path.get(normal(&format!("{}{relative}/{library}", object.directory())).as_str())
        };
        let found = object.facts.run_paths.iter().find_map(below_origin);
        found.or_else(|| self.by_name.get(&object.owner)?.get(library))
    }
}

/// A path without `.` and `..`.
fn normal(path: &str) -> String {
    let mut parts = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// The latest version that each template needs.
#[derive(Default)]
struct Collected(BTreeMap<&'static str, &'static str>);

impl Collected {
    fn add(&mut self, requirement: Requirement) {
        let version = self.0.entry(requirement.template).or_insert(requirement.version);
        *version = Requirement::later(version, requirement.version);
    }

    fn relations(&self) -> String {
        let filled = self.0.iter().map(|(template, version)| match *version {
            "0" => template.replace(" #MINVER#", ""),
            version => template.replace("#MINVER#", &format!("(>= {version})")),
        });
        let elements = filled.flat_map(|text| text.split(", ").map(str::to_owned).collect::<Vec<_>>());
        elements.collect::<BTreeSet<String>>().into_iter().collect::<Vec<_>>().join(", ")
    }
}

/// One object against the libraries that it names.
struct Resolution<'a> {
    object: &'a Object<'a>,
    bundle: &'a Bundle<'a>,
    table: &'a SymbolTable,
    release: Release,
}

impl Resolution<'_> {
    fn resolve(&self, collected: &mut Collected) -> Result<(), Error> {
        let mut libraries = Vec::new();
        for name in &self.object.facts.needed {
            if self.bundle.find(self.object, name).is_some() {
                continue;
            }
            let library = self.table.library(name).ok_or_else(|| self.unknown_library(name))?;
            collected.add(library.minimum());
            libraries.push(library);
        }
        for symbol in &self.object.facts.undefined {
            self.resolve_symbol(symbol, &libraries, collected)?;
        }
        Ok(())
    }

    fn resolve_symbol(
        &self,
        symbol: &UndefinedSymbol,
        libraries: &[&Library],
        collected: &mut Collected,
    ) -> Result<(), Error> {
        let Some(version) = &symbol.version else {
            // The interpreter's own symbols are in no library: what nobody knows is its.
            if let Some(requirement) = libraries.iter().find_map(|library| library.unversioned(&symbol.name)) {
                collected.add(requirement);
            }
            return Ok(());
        };
        if let Some(bundled) = self.bundle.find(self.object, &version.library) {
            if symbol.binding == Binding::Weak || bundled.facts.nodes.contains(&version.node) {
                return Ok(());
            }
            let (path, owner) = (self.object.path(), self.object.owner.to_string());
            return Err(Error::BundledNode {
                path,
                owner,
                node: version.node.clone(),
                library: version.library.clone(),
            });
        }
        let library = self.table.library(&version.library).ok_or_else(|| self.unknown_library(&version.library))?;
        match library.versioned(&symbol.name, &version.node) {
            Some(requirement) => collected.add(requirement),
            None if symbol.binding == Binding::Weak => {}
            None => return Err(self.unknown_symbol(symbol, &version.library, &version.node)),
        }
        Ok(())
    }

    fn unknown_library(&self, library: &str) -> Error {
        let (path, owner) = (self.object.path(), self.object.owner.to_string());
        Error::UnknownLibrary { path, owner, library: library.to_owned(), release: self.release }
    }

    fn unknown_symbol(&self, symbol: &UndefinedSymbol, library: &str, node: &str) -> Error {
        let (path, owner, release) = (self.object.path(), self.object.owner.to_string(), self.release);
        let (symbol, node) = (symbol.name.clone(), node.to_owned());
        if node.starts_with("GLIBC_2.") {
            Error::NewerGlibc { path, owner, symbol, node, release }
        } else {
            Error::UnknownSymbol { path, owner, symbol, node, library: library.to_owned(), release }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deb::elf::SymbolVersion;

    const TARGET: Target = Target { release: Release::Debian12, architecture: Architecture::Amd64 };
    const OWNER: Owner<'static> = Owner::Distribution { name: "tiny", version: "1" };

    fn symbol(name: &str, library: &str, node: &str) -> UndefinedSymbol {
        let version = Some(SymbolVersion { library: library.to_owned(), node: node.to_owned() });
        UndefinedSymbol { name: name.to_owned(), version, binding: Binding::Strong }
    }

    fn object(relative: &'static str, needed: &[&str], undefined: Vec<UndefinedSymbol>) -> FileFacts<'static> {
        let elf = ElfFacts {
            machine: ElfMachine::of(Architecture::Amd64).unwrap(),
            soname: relative.rsplit('/').next().map(str::to_owned),
            needed: needed.iter().map(|&name| name.to_owned()).collect(),
            run_paths: vec!["$ORIGIN/../tiny.libs".to_owned()],
            undefined,
            nodes: vec!["OWN_1".to_owned()],
        };
        FileFacts { relative, owner: OWNER, md5: [0; 16], elf: Some(elf) }
    }

    #[test]
    fn without_elf_files_the_package_is_for_all() {
        let text = FileFacts { relative: "opt/x", owner: Owner::Project, md5: [0; 16], elf: None };
        assert_eq!(
            needs(&[text], &TARGET).unwrap(),
            Needs { architecture: Architecture::All, relations: String::new() }
        );
    }

    #[test]
    fn bundled_libraries_make_no_relation() {
        let undefined = vec![symbol("f", "libown-1.so", "OWN_1"), symbol("fcntl", "libc.so.6", "GLIBC_2.28")];
        let files = [
            object("opt/tiny/_tiny.so", &["libown-1.so", "libc.so.6"], undefined),
            object("opt/tiny.libs/libown-1.so", &["libz.so.1"], Vec::new()),
        ];
        let needs = needs(&files, &TARGET).unwrap();
        assert_eq!(needs.architecture, Architecture::Amd64);
        assert!(needs.relations.starts_with("libc6 (>= 2.28), zlib1g (>= "), "{}", needs.relations);
    }

    #[test]
    fn errors_name_file_distribution_and_symbol() {
        let error = |files: &[FileFacts<'_>]| needs(files, &TARGET).unwrap_err().to_string();
        let newer = object("opt/tiny/_tiny.so", &["libc.so.6"], vec![symbol("strlcpy", "libc.so.6", "GLIBC_2.38")]);
        let text = "`/opt/tiny/_tiny.so` of the distribution tiny 1 needs `strlcpy` of `GLIBC_2.38`, \
                    but debian12 has glibc 2.36";
        assert_eq!(error(&[newer]), text);
        assert!(error(&[object("opt/x.so", &["libnever.so.1"], Vec::new())]).contains("`libnever.so.1`"));
        let mut foreign = object("opt/x.so", &[], Vec::new());
        foreign.elf.as_mut().unwrap().machine = ElfMachine::of(Architecture::Arm64).unwrap();
        assert!(error(&[foreign]).contains("AARCH64"));
    }
}
