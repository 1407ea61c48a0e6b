//! A chunk: a run of the archive that is compressed apart from its neighbours.
//!
//! In: a section of the sealed package. Out: where it is cut, and for each chunk its xz blocks and what was seen while
//! its files were read once. Not here: the order of chunks in the file.

use std::io::Read;

use super::Error;
use super::package::{Owner, SealedContent, SealedEntry, SealedKind, Section};
use super::splice::Blocks;
use crate::deb::compression::XzEncoder;
use crate::deb::digest::{FileDigests, Wanted, hexadecimal};
use crate::deb::elf::{self, ElfFacts};
use crate::deb::tarball;
use crate::host::{Host, file_system};

/// A distribution's run is cut so that memory and the idle time at the end stay small.
const LARGEST: u64 = 8 << 20;

/// The project's chunks are small, so that a changed line costs little.
const PROJECT_LARGEST: u64 = 2 << 20;
const PROJECT_MEAN: u64 = 256 << 10;

/// How much of a file is in memory at once.
const PIECE: usize = 256 << 10;

/// Consecutive entries of one section.
pub struct Chunk<'a> {
    pub owner: Owner<'a>,
    pub entries: &'a [SealedEntry<'a>],
}

/// A chunk compressed, and what its files are.
pub struct MadeChunk<'a> {
    pub blocks: Blocks,
    pub files: Vec<FileFacts<'a>>,
}

/// What was seen of a file while it was read.
pub struct FileFacts<'a> {
    pub relative: &'a str,
    pub owner: Owner<'a>,
    pub md5: [u8; 16],
    pub elf: Option<ElfFacts>,
}

/// Cuts a section; the borders depend on names and sizes only.
pub fn cut<'a>(section: &'a Section<'a>) -> Vec<Chunk<'a>> {
    let mut chunks = Vec::new();
    let (mut begin, mut size) = (0, 0);
    let largest = if section.owner == Owner::Project { PROJECT_LARGEST } else { LARGEST };
    for (position, entry) in section.entries.iter().enumerate() {
        let entry_size = entry.tar_size();
        if position > begin && size + entry_size > largest {
            chunks.push(begin..position);
            (begin, size) = (position, 0);
        }
        size += entry_size;
        if section.owner == Owner::Project && is_border(&entry.relative, entry_size) {
            chunks.push(begin..position + 1);
            (begin, size) = (position + 1, 0);
        }
    }
    if begin < section.entries.len() {
        chunks.push(begin..section.entries.len());
    }
    chunks.into_iter().map(|range| Chunk { owner: section.owner, entries: &section.entries[range] }).collect()
}

/// Whether a project's chunk ends after this path: by the path's hash, so that no change elsewhere moves the border. The
/// size counts only as a power of two, so that a changed line rarely moves it either.
fn is_border(relative: &str, size: u64) -> bool {
    let hash = blake3::hash(relative.as_bytes());
    let [first, second, third, fourth, ..] = *hash.as_bytes();
    let number = u64::from(u32::from_le_bytes([first, second, third, fourth]));
    // True for `size / PROJECT_MEAN` of all paths.
    number * PROJECT_MEAN < size.next_power_of_two().min(PROJECT_MEAN) << 32
}

impl<'a> Chunk<'a> {
    /// How many bytes of the archive it is.
    pub fn tar_size(&self) -> u64 {
        self.entries.iter().map(SealedEntry::tar_size).sum()
    }

    /// Reads each file once: checks it, digests it, looks for ELF, and compresses it.
    pub fn make(&self, host: &Host) -> Result<MadeChunk<'a>, Error> {
        let mut encoder = XzEncoder::new().map_err(Error::Compress)?;
        let mut files = Vec::new();
        let mut header = Vec::new();
        for entry in self.entries {
            host.check()?;
            header.clear();
            tarball::append_header(&mut header, &entry.relative, entry.tar_kind(), entry.mode);
            encoder.write(&header).map_err(Error::Compress)?;
            if let SealedKind::File { .. } = entry.kind {
                files.push(self.append_file(entry, &mut encoder)?);
            }
        }
        let stream = encoder.finish().map_err(Error::Compress)?;
        Ok(MadeChunk { blocks: Blocks::of_stream(stream).map_err(Error::Compress)?, files })
    }

    fn append_file(&self, entry: &'a SealedEntry<'a>, encoder: &mut XzEncoder) -> Result<FileFacts<'a>, Error> {
        let SealedKind::File { content, size, expected } = &entry.kind else {
            return Err(Error::NoContent { path: format!("/{}", entry.relative) });
        };
        let wanted = if expected.is_some() { Wanted::Both } else { Wanted::Md5 };
        let mut file = Reading { digests: FileDigests::new(wanted), encoder, size: 0, elf: Vec::new() };
        match content {
            SealedContent::Memory(bytes) => file.piece(bytes)?,
            SealedContent::Disk(path) => {
                let mut reader = file_system::open(path)?;
                let mut buffer = vec![0; PIECE];
                loop {
                    let failed = |error| crate::host::Error::file("read", path, error);
                    let length = reader.read(&mut buffer).map_err(failed)?;
                    if length == 0 {
                        break;
                    }
                    file.piece(&buffer[..length])?;
                }
                if file.size != *size {
                    return Err(Error::Changed { path: path.to_path_buf(), owner: self.owner.to_string() });
                }
            }
        }
        file.encoder.write(tarball::padding(*size)).map_err(Error::Compress)?;
        self.facts(entry, expected.as_ref(), file)
    }

    fn facts(
        &self,
        entry: &'a SealedEntry<'a>,
        expected: Option<&[u8; 32]>,
        file: Reading<'_>,
    ) -> Result<FileFacts<'a>, Error> {
        let path = || format!("/{}", entry.relative);
        let (md5, sha256) = file.digests.finish();
        if let (Some(expected), Some(found)) = (expected, sha256)
            && *expected != found
        {
            let (expected, found) = (hexadecimal(expected), hexadecimal(&found));
            return Err(Error::Digest { path: path(), owner: self.owner.to_string(), expected, found });
        }
        let elf = (!file.elf.is_empty()).then(|| ElfFacts::read(&file.elf)).transpose();
        let elf = elf.map_err(|source| Error::Elf { path: path(), owner: self.owner.to_string(), source })?;
        Ok(FileFacts { relative: &entry.relative, owner: self.owner, md5, elf })
    }
}

/// A file while it passes.
struct Reading<'a> {
    digests: FileDigests,
    encoder: &'a mut XzEncoder,
    size: u64,
    /// The whole content, when it is an ELF file.
    elf: Vec<u8>,
}

impl Reading<'_> {
    fn piece(&mut self, bytes: &[u8]) -> Result<(), Error> {
        let begins_elf = self.size == 0 && elf::is_elf(bytes);
        if begins_elf || !self.elf.is_empty() {
            self.elf.extend_from_slice(bytes);
        }
        self.size += bytes.len() as u64;
        self.digests.update(bytes);
        self.encoder.write(bytes).map_err(Error::Compress)
    }
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::*;
    use crate::deb::mode::FileMode;

    fn section(owner: Owner<'static>, sizes: &[(String, u64)]) -> Section<'static> {
        let entry = |(name, size): &(String, u64)| SealedEntry {
            relative: Cow::Owned(name.clone()),
            mode: FileMode::FILE,
            kind: SealedKind::File {
                content: SealedContent::Memory(Cow::Owned(Vec::new())),
                size: *size,
                expected: None,
            },
        };
        Section { owner, entries: sizes.iter().map(entry).collect() }
    }

    fn borders(section: &Section<'_>) -> Vec<String> {
        cut(section).iter().map(|chunk| chunk.entries[0].relative.to_string()).collect()
    }

    #[test]
    fn distributions_are_cut_greedily_at_file_borders() {
        let mebibytes = |name: &str, size: u64| (name.to_owned(), size << 20);
        let files = [mebibytes("a", 5), mebibytes("b", 2), mebibytes("c", 2), mebibytes("d", 20), mebibytes("e", 1)];
        assert_eq!(borders(&section(Owner::Environment, &files)), ["a", "c", "d", "e"]);
        assert!(cut(&section(Owner::Environment, &[])).is_empty());
    }

    #[test]
    fn a_changed_line_moves_no_border_of_the_project() {
        let files: Vec<(String, u64)> = (0..2000).map(|number| (format!("opt/shop/file{number}"), 5000)).collect();
        let before = section(Owner::Project, &files);
        let mut changed = files.clone();
        changed[1000].1 += 40;
        let after = section(Owner::Project, &changed);
        assert_eq!(borders(&before), borders(&after));
        let chunks = cut(&before);
        assert!((15..=90).contains(&chunks.len()), "{} chunks", chunks.len());
        assert!(chunks.iter().all(|chunk| chunk.tar_size() <= PROJECT_LARGEST));
        changed.remove(1000);
        let shorter = borders(&section(Owner::Project, &changed));
        let moved = shorter.iter().filter(|name| !borders(&before).contains(name)).count();
        assert!(moved <= 1, "{moved} borders moved");
    }
}
