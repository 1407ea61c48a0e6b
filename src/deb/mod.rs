//! Debian's words: names, versions, relations, control data and the bytes of an archive.
//!
//! In: strings and bytes. Out: values that were parsed once and print once, and encoded members.
//! Not here: anything that knows Django, Python or the machine's files.

pub mod architecture;
pub mod archive;
pub mod changelog;
pub mod compression;
pub mod conffile;
pub mod deb_file;
pub mod digest;
pub mod elf;
pub mod maintainer_script;
pub mod mirror;
pub mod mode;
pub mod package_name;
pub mod relation;
pub mod release;
pub mod stanza;
pub mod substvar;
pub mod symbols;
pub mod tarball;
pub mod target_path;
pub mod version;
