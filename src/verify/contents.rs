//! A finished package, read back by a reader that shares nothing with the writer.
//!
//! In: the bytes of a `.deb`. Out: [`PackageContents`]; each file's content passes once and is not kept.
//! Not here: what is right or wrong about it.

use std::collections::BTreeMap;
use std::io::Read;

use super::Error;
use crate::deb::digest;
use crate::deb::elf::{self, ElfMachine};
use crate::deb::stanza::{self, Stanza};

/// Everything but the files' contents.
#[derive(Debug, Default)]
pub struct PackageContents {
    /// The control data, or what is wrong with it.
    pub control: Option<Result<Stanza, stanza::Error>>,
    /// The control member's files by name.
    pub control_files: BTreeMap<String, ControlFile>,
    /// The data member's entries in the order of the archive.
    pub entries: Vec<PackagedEntry>,
}

/// A file of the control member.
#[derive(Debug)]
pub struct ControlFile {
    pub mode: u32,
    pub text: String,
}

/// An entry of the data member.
#[derive(Debug)]
pub struct PackagedEntry {
    /// Absolute; `/` for the root.
    pub path: String,
    pub kind: PackagedKind,
    pub mode: u32,
    pub owner: EntryOwner,
}

#[derive(Debug, PartialEq, Eq)]
pub struct EntryOwner {
    pub user: u64,
    pub group: u64,
}

#[derive(Debug)]
pub enum PackagedKind {
    Directory,
    File {
        size: u64,
        md5: [u8; 16],
        /// The machine of an ELF file, or what is wrong with its header.
        elf: Option<Result<ElfMachine, String>>,
    },
    Symlink(String),
    /// A hard link, a device, a pipe: nothing that a package of ours has.
    Other(String),
}

/// A file while it passes.
#[derive(Debug)]
pub struct FileView<'a> {
    pub path: &'a str,
    pub mode: u32,
    pub bytes: &'a [u8],
}

impl PackageContents {
    /// The control data, when it could be read.
    pub fn stanza(&self) -> Option<&Stanza> {
        self.control.as_ref().and_then(|control| control.as_ref().ok())
    }

    pub fn entry(&self, path: &str) -> Option<&PackagedEntry> {
        self.entries.iter().find(|entry| entry.path == path)
    }

    /// A control file's text, empty when there is none.
    pub fn control_text(&self, name: &str) -> &str {
        self.control_files.get(name).map_or("", |file| file.text.as_str())
    }
}

impl FileView<'_> {
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or_default()
    }

    /// What follows the last `.` of the name; empty without one.
    pub fn extension(&self) -> &str {
        self.name().rsplit_once('.').map_or("", |(_, extension)| extension)
    }

    /// Whether a distribution brought the file, so that it is public already.
    pub fn is_bundled(&self) -> bool {
        self.path.contains("/site-packages/")
    }
}

/// Reads a package; `look` sees every file's content.
pub fn read(deb: impl Read, mut look: impl FnMut(&FileView<'_>)) -> Result<PackageContents, Error> {
    let mut package = debpkg::DebPkg::parse(deb)?;
    let mut contents = PackageContents { control_files: read_control(&mut package)?, ..PackageContents::default() };
    let control = contents.control_files.get("control").ok_or(Error::NoControl)?;
    contents.control = Some(control.text.parse());
    let failed = |source| Error::Member { member: "data", source };
    let mut archive = package.data()?;
    let mut content = Vec::new();
    for entry in archive.entries().map_err(failed)? {
        let mut entry = entry.map_err(failed)?;
        content.clear();
        entry.read_to_end(&mut content).map_err(failed)?;
        let entry = packaged(&entry, &content).map_err(failed)?;
        if let PackagedKind::File { .. } = entry.kind {
            look(&FileView { path: &entry.path, mode: entry.mode, bytes: &content });
        }
        contents.entries.push(entry);
    }
    Ok(contents)
}

fn read_control<R: Read>(package: &mut debpkg::DebPkg<R>) -> Result<BTreeMap<String, ControlFile>, Error> {
    let failed = |source| Error::Member { member: "control member", source };
    let mut files = BTreeMap::new();
    let mut archive = package.control()?;
    for entry in archive.entries().map_err(failed)? {
        let mut entry = entry.map_err(failed)?;
        if !entry.header().entry_type().is_file() {
            continue;
        }
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).map_err(failed)?;
        let name = String::from_utf8_lossy(&entry.path_bytes()).trim_start_matches("./").to_owned();
        let mode = entry.header().mode().map_err(failed)?;
        files.insert(name, ControlFile { mode, text: String::from_utf8_lossy(&bytes).into_owned() });
    }
    Ok(files)
}

fn packaged<R: Read>(entry: &tar::Entry<'_, R>, content: &[u8]) -> std::io::Result<PackagedEntry> {
    let header = entry.header();
    let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
    let relative = name.trim_start_matches("./").trim_end_matches('/');
    let entry_type = header.entry_type();
    let kind = if entry_type.is_dir() {
        PackagedKind::Directory
    } else if entry_type.is_file() {
        let elf = elf::is_elf(content).then(|| ElfMachine::read(content).map_err(|error| error.to_string()));
        PackagedKind::File { size: content.len() as u64, md5: digest::md5(content), elf }
    } else if entry_type.is_symlink() {
        let target = entry.link_name_bytes().unwrap_or_default();
        PackagedKind::Symlink(String::from_utf8_lossy(&target).into_owned())
    } else {
        PackagedKind::Other(format!("{entry_type:?}"))
    };
    let owner = EntryOwner { user: header.uid()?, group: header.gid()? };
    Ok(PackagedEntry { path: format!("/{relative}"), kind, mode: header.mode()? & 0o7777, owner })
}
