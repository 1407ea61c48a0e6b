//! Which package, and which version of it, gives a library and its symbols in a release.
//!
//! In: the tables of `symbols/`, made by `tests/tools/generate-symbols` from the releases' packages. Out: [`Library`] by
//! SONAME. Not here: what an ELF file asks for.
//!
//! A table's lines: `= SONAME SMALLEST TEMPLATE` begins a library with symbol versions, `| TEMPLATE` gives it another
//! template, `SYMBOL@NODE VERSION [TEMPLATE]` is a symbol that needs more than its node or the smallest version,
//! `- SONAME RELATIONS` is a library with one relation for everything, `#` names the package it was taken from.

use std::collections::BTreeMap;

use super::architecture::Architecture;
use super::release::Release;
use super::version::DebianVersion;

const DEBIAN12_AMD64: &str = include_str!("symbols/debian12-amd64.symbols");
const DEBIAN13_AMD64: &str = include_str!("symbols/debian13-amd64.symbols");

/// The libraries of a release and architecture.
pub struct SymbolTable {
    libraries: BTreeMap<&'static str, Library>,
}

/// One library: relations as templates in which `#MINVER#` stands for `(>= version)`.
pub struct Library {
    templates: Vec<&'static str>,
    smallest: &'static str,
    symbols: BTreeMap<&'static str, (&'static str, usize)>,
}

/// What the use of a symbol, or of the library at all, needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Requirement {
    pub template: &'static str,
    /// Replaces `#MINVER#`; `0` for any.
    pub version: &'static str,
}

impl SymbolTable {
    /// The table that is built in; none for an architecture that has none.
    pub fn of(release: Release, architecture: Architecture) -> Option<Self> {
        match (release, architecture) {
            (Release::Debian12, Architecture::Amd64) => Some(Self::read(DEBIAN12_AMD64)),
            (Release::Debian13, Architecture::Amd64) => Some(Self::read(DEBIAN13_AMD64)),
            (_, Architecture::All | Architecture::Arm64) => None,
        }
    }

    fn read(text: &'static str) -> Self {
        let mut libraries: BTreeMap<&'static str, Library> = BTreeMap::new();
        let mut current = "";
        for line in text.lines() {
            let (first, rest) = line.split_once(' ').unwrap_or((line, ""));
            match (first, libraries.get_mut(current)) {
                ("#", _) => {}
                ("=", _) => {
                    let mut words = rest.splitn(3, ' ');
                    current = words.next().unwrap_or_default();
                    let smallest = words.next().unwrap_or_default();
                    libraries.insert(current, Library::new(words.next().unwrap_or_default(), smallest));
                }
                ("-", _) => {
                    let (soname, relations) = rest.split_once(' ').unwrap_or((rest, ""));
                    libraries.insert(soname, Library::new(relations, "0"));
                }
                ("|", Some(library)) => library.templates.push(rest),
                (symbol, Some(library)) => {
                    let (version, template) = rest.split_once(' ').unwrap_or((rest, "0"));
                    library.symbols.insert(symbol, (version, template.parse().unwrap_or_default()));
                }
                (_, None) => {}
            }
        }
        Self { libraries }
    }

    pub fn library(&self, soname: &str) -> Option<&Library> {
        self.libraries.get(soname)
    }
}

impl Library {
    fn new(template: &'static str, smallest: &'static str) -> Self {
        Self { templates: vec![template], smallest, symbols: BTreeMap::new() }
    }

    /// What linking to the library needs, whatever is used of it.
    pub fn minimum(&self) -> Requirement {
        Requirement { template: self.templates[0], version: self.smallest }
    }

    /// What a symbol linked against a version node needs; nothing when the release's library has no such node.
    pub fn versioned(&self, symbol: &str, node: &str) -> Option<Requirement> {
        let known = self.lookup(&format!("{symbol}@{node}")).or_else(|| self.lookup(&format!("{node}@{node}")));
        match known {
            None if !self.has_nodes() => Some(self.minimum()),
            known => known,
        }
    }

    /// What a symbol without a version needs beyond the [`Library::minimum`], if that is known.
    pub fn unversioned(&self, symbol: &str) -> Option<Requirement> {
        self.lookup(&format!("{symbol}@"))
    }

    fn lookup(&self, key: &str) -> Option<Requirement> {
        let &(version, template) = self.symbols.get(key)?;
        let template = self.templates.get(template).copied().unwrap_or(self.templates[0]);
        Some(Requirement { template, version })
    }

    fn has_nodes(&self) -> bool {
        self.symbols.keys().any(|key| key.split_once('@').is_some_and(|(symbol, node)| symbol == node))
    }
}

impl Requirement {
    /// The later of two versions as they stand in the tables.
    pub fn later(left: &'static str, right: &'static str) -> &'static str {
        match (left.parse::<DebianVersion>(), right.parse::<DebianVersion>()) {
            (Ok(first), Ok(second)) if first < second => right,
            _ => left,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn library<'a>(table: &'a SymbolTable, soname: &str) -> &'a Library {
        table.library(soname).expect("the library is in the table")
    }

    #[test]
    fn symbols_nodes_and_the_smallest_version() {
        let table = SymbolTable::of(Release::Debian12, Architecture::Amd64).unwrap();
        let libc = library(&table, "libc.so.6");
        let version = |requirement: Option<Requirement>| requirement.map(|it| it.version);
        assert_eq!(version(libc.versioned("pthread_create", "GLIBC_2.34")), Some("2.34"));
        assert_eq!(version(libc.versioned("anything", "GLIBC_2.38")), None);
        assert_eq!(libc.minimum().template, "libc6 #MINVER#");
        assert_eq!(libc.versioned("x", "GLIBC_PRIVATE").unwrap().template, "libc6 (>> 2.36), libc6 (<< 2.37)");
        assert!(table.library("libnever.so.1").is_none());
        assert_eq!(version(library(&table, "libcairo.so.2").unversioned("cairo_clip_extents")), Some("1.4.10"));
        assert_eq!(library(&table, "libbz2.so.1.0").minimum(), Requirement { template: "libbz2-1.0", version: "0" });
    }

    #[test]
    fn every_version_of_the_tables_is_one() {
        for text in [DEBIAN12_AMD64, DEBIAN13_AMD64] {
            for library in SymbolTable::read(text).libraries.values() {
                let versions = library.symbols.values().map(|&(version, _)| version).chain([library.smallest]);
                versions.for_each(|version| assert!(version.parse::<DebianVersion>().is_ok(), "{version}"));
            }
        }
        assert_eq!((Requirement::later("2.9", "2.10"), Requirement::later("2.10", "2.9")), ("2.10", "2.10"));
    }
}
