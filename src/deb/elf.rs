//! What an ELF file says about the machine and the libraries it needs.
//!
//! In: the file's bytes. Out: [`ElfFacts`]. Not here: which package gives a library.

use std::collections::BTreeMap;

use goblin::elf::{Elf, Header, VerdefSection, VerneedSection, header, sym};

use super::architecture::Architecture;

/// The machine an ELF file runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ElfMachine {
    /// `e_machine`.
    pub number: u16,
    pub class: ElfClass,
    pub endianness: Endianness,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ElfClass {
    Bits32,
    Bits64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Endianness {
    Little,
    Big,
}

/// What the loader would look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ElfFacts {
    pub machine: ElfMachine,
    pub soname: Option<String>,
    /// `DT_NEEDED`, in order.
    pub needed: Vec<String>,
    /// The directories of `DT_RUNPATH`, or of `DT_RPATH` when there is no other.
    pub run_paths: Vec<String>,
    /// Symbols that another object has to define.
    pub undefined: Vec<UndefinedSymbol>,
    /// The version nodes that the object defines itself.
    pub nodes: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UndefinedSymbol {
    pub name: String,
    /// The library and the version node that the symbol was linked against.
    pub version: Option<SymbolVersion>,
    pub binding: Binding,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SymbolVersion {
    pub library: String,
    pub node: String,
}

/// A weak symbol may stay undefined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Binding {
    Strong,
    Weak,
}

/// The bytes begin like an ELF file but are not one.
#[derive(Debug, thiserror::Error)]
#[error("it is not a valid ELF file: {0}")]
pub struct Error(#[from] goblin::error::Error);

/// ELF files are known by their first bytes, never by their names.
pub fn is_elf(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\x7fELF")
}

impl ElfMachine {
    /// What every ELF file of a package for `architecture` must say; nothing for `all`.
    pub fn of(architecture: Architecture) -> Option<Self> {
        let number = match architecture {
            Architecture::All => return None,
            Architecture::Amd64 => header::EM_X86_64,
            Architecture::Arm64 => header::EM_AARCH64,
        };
        Some(Self { number, class: ElfClass::Bits64, endianness: Endianness::Little })
    }

    /// Reads the header only.
    pub fn read(bytes: &[u8]) -> Result<Self, Error> {
        let header = Elf::parse_header(bytes)?;
        Ok(Self::from_header(&header))
    }

    fn from_header(header: &Header) -> Self {
        let is_64 = header.e_ident[header::EI_CLASS] == header::ELFCLASS64;
        let is_little = header.e_ident[header::EI_DATA] == header::ELFDATA2LSB;
        Self {
            number: header.e_machine,
            class: if is_64 { ElfClass::Bits64 } else { ElfClass::Bits32 },
            endianness: if is_little { Endianness::Little } else { Endianness::Big },
        }
    }
}

impl std::fmt::Display for ElfMachine {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let bits = if self.class == ElfClass::Bits64 { 64 } else { 32 };
        let order = if self.endianness == Endianness::Little { "little" } else { "big" };
        write!(formatter, "{} ({bits} bits, {order} endian)", header::machine_to_str(self.number))
    }
}

impl ElfFacts {
    pub fn read(bytes: &[u8]) -> Result<Self, Error> {
        let elf = Elf::parse(bytes)?;
        let run_paths = if elf.runpaths.is_empty() { &elf.rpaths } else { &elf.runpaths };
        Ok(Self {
            machine: ElfMachine::from_header(&elf.header),
            soname: elf.soname.map(str::to_owned),
            needed: elf.libraries.iter().map(|&name| name.to_owned()).collect(),
            run_paths: run_paths.iter().flat_map(|list| list.split(':')).map(str::to_owned).collect(),
            undefined: undefined(&elf),
            nodes: nodes(&elf),
        })
    }
}

fn undefined(elf: &Elf<'_>) -> Vec<UndefinedSymbol> {
    let versions = needed_versions(elf);
    let mut symbols = Vec::new();
    for (index, symbol) in elf.dynsyms.iter().enumerate() {
        let name = elf.dynstrtab.get_at(symbol.st_name).unwrap_or_default();
        if symbol.st_shndx != 0 || name.is_empty() || symbol.st_bind() == sym::STB_LOCAL {
            continue;
        }
        let number = elf.versym.as_ref().and_then(|table| table.get_at(index)).map(|entry| entry.version());
        let version = number.and_then(|number| versions.get(&number)).cloned();
        let binding = if symbol.st_bind() == sym::STB_WEAK { Binding::Weak } else { Binding::Strong };
        symbols.push(UndefinedSymbol { name: name.to_owned(), version, binding });
    }
    symbols
}

/// The nodes that the file asks of its libraries, by the number that its symbols use.
fn needed_versions(elf: &Elf<'_>) -> BTreeMap<u16, SymbolVersion> {
    let text = |offset: usize| elf.dynstrtab.get_at(offset).unwrap_or_default().to_owned();
    let mut versions = BTreeMap::new();
    for library in elf.verneed.iter().flat_map(VerneedSection::iter) {
        for node in &library {
            versions
                .insert(node.vna_other, SymbolVersion { library: text(library.vn_file), node: text(node.vna_name) });
        }
    }
    versions
}

fn nodes(elf: &Elf<'_>) -> Vec<String> {
    let definitions = elf.verdef.iter().flat_map(VerdefSection::iter);
    // The first auxiliary record names the node, later ones its parents.
    let names = definitions.filter_map(|definition| definition.iter().next().map(|record| record.vda_name));
    names.filter_map(|offset| elf.dynstrtab.get_at(offset)).map(str::to_owned).collect()
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "a test may read the program that it is")]
mod tests {
    use super::*;

    #[test]
    fn other_files_are_not_elf() {
        assert!(!is_elf(b"#!/bin/sh"));
        assert!(ElfFacts::read(b"\x7fELF and nothing more").is_err());
    }

    #[test]
    fn the_test_program_itself_needs_glibc() {
        let program = std::fs::read("/proc/self/exe").unwrap();
        assert!(is_elf(&program));
        let facts = ElfFacts::read(&program).unwrap();
        assert!(facts.needed.iter().any(|name| name == "libc.so.6"));
        let glibc = |symbol: &UndefinedSymbol| {
            symbol
                .version
                .as_ref()
                .is_some_and(|version| version.library == "libc.so.6" && version.node.starts_with("GLIBC_"))
        };
        assert!(facts.undefined.iter().any(glibc));
        assert_eq!(facts.soname, None);
        assert!(
            [Architecture::Amd64, Architecture::Arm64].into_iter().any(|it| ElfMachine::of(it) == Some(facts.machine))
        );
    }
}
