//! The bytes of a tar archive, in the GNU form that dpkg-deb writes.
//!
//! In: names, kinds, modes, sizes. Out: 512-byte headers and padding; every entry is root's and of 2000-01-01, so that
//! equal files give equal bytes. Not here: the content of files, the order of entries, compression.

use super::mode::FileMode;

/// The size of a header, and what file contents are padded to.
pub const BLOCK: usize = 512;

/// Two empty blocks end an archive.
pub const END_OF_ARCHIVE: [u8; 2 * BLOCK] = [0; 2 * BLOCK];

/// 2000-01-01 00:00:00 UTC: a commit's date here would change every byte run of the project at each commit.
pub const ENTRY_TIME: u64 = 946_684_800;

const LONG_NAME: u8 = b'L';
const LONG_LINK: u8 = b'K';
const NAME_FIELD: usize = 100;

/// What an entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TarKind<'a> {
    Directory,
    File {
        size: u64,
    },
    /// The link's target as it is written.
    Symlink(&'a str),
}

/// Appends the header of `relative` (without a first `./` or `/`; empty for the root), after long names where it needs them.
pub fn append_header(archive: &mut Vec<u8>, relative: &str, kind: TarKind<'_>, mode: FileMode) {
    let slash = if kind == TarKind::Directory && !relative.is_empty() { "/" } else { "" };
    let name = format!("./{relative}{slash}");
    let target = if let TarKind::Symlink(target) = kind { target } else { "" };
    if target.len() > NAME_FIELD {
        append_long(archive, LONG_LINK, target);
    }
    if name.len() > NAME_FIELD {
        append_long(archive, LONG_NAME, &name);
    }
    let (type_flag, size) = match kind {
        TarKind::Directory => (b'5', 0),
        TarKind::File { size } => (b'0', size),
        TarKind::Symlink(_) => (b'2', 0),
    };
    let mut header = Header::new(&name, type_flag, size);
    header.text(157, NAME_FIELD, target);
    header.octal(100, 8, u64::from(mode.bits()));
    header.octal(136, 12, ENTRY_TIME);
    header.text(265, 32, "root");
    header.text(297, 32, "root");
    archive.extend_from_slice(&header.sealed());
}

/// How many bytes `append_header` and the padded content take.
pub fn entry_size(relative: &str, kind: TarKind<'_>) -> u64 {
    let long = |length: usize| if length > NAME_FIELD { BLOCK + (length + 1).next_multiple_of(BLOCK) } else { 0 };
    let slash = usize::from(kind == TarKind::Directory && !relative.is_empty());
    let names = long(relative.len() + 2 + slash);
    let (links, size) = match kind {
        TarKind::Directory => (0, 0),
        TarKind::File { size } => (0, size),
        TarKind::Symlink(target) => (long(target.len()), 0),
    };
    (BLOCK + names + links) as u64 + size.next_multiple_of(BLOCK as u64)
}

/// The zeros that follow a content of `size` bytes.
pub fn padding(size: u64) -> &'static [u8] {
    let used = usize::try_from(size % BLOCK as u64).unwrap_or_default();
    if used == 0 { &[] } else { &END_OF_ARCHIVE[..BLOCK - used] }
}

/// `././@LongLink`: the following entry's name or link target, which its own header has no room for.
fn append_long(archive: &mut Vec<u8>, type_flag: u8, text: &str) {
    let size = text.len() as u64 + 1;
    let mut header = Header::new("././@LongLink", type_flag, size);
    header.octal(100, 8, 0);
    header.octal(136, 12, 0);
    header.text(265, 32, "root");
    header.text(297, 32, "root");
    archive.extend_from_slice(&header.sealed());
    archive.extend_from_slice(text.as_bytes());
    archive.push(0);
    archive.extend_from_slice(padding(size));
}

struct Header([u8; BLOCK]);

impl Header {
    fn new(name: &str, type_flag: u8, size: u64) -> Self {
        let mut header = Self([0; BLOCK]);
        header.text(0, NAME_FIELD, name);
        header.octal(108, 8, 0);
        header.octal(116, 8, 0);
        header.size(size);
        header.0[156] = type_flag;
        // The GNU magic: `ustar`, two blanks, a zero.
        header.0[257..265].copy_from_slice(b"ustar  \0");
        header
    }

    /// Writes as much of `text` as fits, padded with zeros.
    fn text(&mut self, start: usize, width: usize, text: &str) {
        let length = text.len().min(width);
        self.0[start..start + length].copy_from_slice(&text.as_bytes()[..length]);
    }

    /// Octal digits that fill the field up to its closing zero.
    fn octal(&mut self, start: usize, width: usize, value: u64) {
        let digits = format!("{value:0digits$o}", digits = width - 1);
        self.text(start, width - 1, &digits);
    }

    /// Eleven octal digits, or GNU's base 256 from 8 GiB on.
    fn size(&mut self, size: u64) {
        if size < 1 << 33 {
            self.octal(124, 12, size);
        } else {
            self.0[124] = 0x80;
            self.0[128..136].copy_from_slice(&size.to_be_bytes());
        }
    }

    /// With the checksum: the sum of all bytes, the field itself counted as blanks; six digits, a zero, a blank.
    fn sealed(mut self) -> [u8; BLOCK] {
        self.0[148..156].copy_from_slice(b"        ");
        let sum: u64 = self.0.iter().map(|&byte| u64::from(byte)).sum();
        self.octal(148, 7, sum);
        self.0[154] = 0;
        self.0
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    fn archive_of(entries: &[(&str, TarKind<'_>)]) -> Vec<u8> {
        let mut archive = Vec::new();
        for &(name, kind) in entries {
            let before = archive.len() as u64;
            append_header(&mut archive, name, kind, FileMode::FILE);
            if let TarKind::File { size } = kind {
                archive.resize(archive.len() + usize::try_from(size).unwrap(), b'x');
                archive.extend_from_slice(padding(size));
            }
            assert_eq!(archive.len() as u64 - before, entry_size(name, kind), "{name}");
        }
        archive.extend_from_slice(&END_OF_ARCHIVE);
        archive
    }

    #[test]
    fn an_independent_reader_sees_the_same() {
        let long = format!("opt/{}/file", "long".repeat(40));
        let exact = "a".repeat(98);
        let entries: &[(&str, TarKind<'_>)] = &[
            ("", TarKind::Directory),
            ("opt", TarKind::Directory),
            ("opt/file", TarKind::File { size: 700 }),
            (&exact, TarKind::File { size: 512 }),
            (&long, TarKind::File { size: 1 }),
            ("opt/link", TarKind::Symlink(&long)),
            (&long[..103], TarKind::Directory),
        ];
        let bytes = archive_of(entries);
        let mut reader = tar::Archive::new(&bytes[..]);
        let mut seen = Vec::new();
        for entry in reader.entries().unwrap() {
            let mut entry = entry.unwrap();
            let header = entry.header().clone();
            assert_eq!((header.uid().unwrap(), header.gid().unwrap(), header.mtime().unwrap()), (0, 0, ENTRY_TIME));
            assert_eq!((header.username().unwrap(), header.groupname().unwrap()), (Some("root"), Some("root")));
            let link = entry.link_name_bytes().map(|name| String::from_utf8(name.to_vec()).unwrap());
            assert_eq!(link, header.entry_type().is_symlink().then(|| long.clone()));
            let mut content = Vec::new();
            entry.read_to_end(&mut content).unwrap();
            seen.push((String::from_utf8(entry.path_bytes().to_vec()).unwrap(), content.len()));
        }
        let expected = [
            ("./".to_owned(), 0),
            ("./opt/".to_owned(), 0),
            ("./opt/file".to_owned(), 700),
            (format!("./{exact}"), 512),
            (format!("./{long}"), 1),
            ("./opt/link".to_owned(), 0),
            (format!("./{}/", &long[..103]), 0),
        ];
        assert_eq!(seen, expected);
    }

    #[test]
    fn sizes_above_eight_gibibytes_are_written_in_base_256() {
        let mut archive = Vec::new();
        append_header(&mut archive, "big", TarKind::File { size: 1 << 33 }, FileMode::FILE);
        let header = tar::Header::from_byte_slice(&archive);
        assert_eq!(header.entry_size().unwrap(), 1 << 33);
    }
}
