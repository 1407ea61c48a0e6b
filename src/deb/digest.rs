//! MD5 and SHA-256 of bytes as they pass.
//!
//! In: bytes. Out: digests and their hexadecimal form. Not here: what a digest is compared with.

use std::fmt::Write as _;
use std::io::{self, Write};

use md5::Md5;
use sha2::{Digest as _, Sha256};

/// Whether the SHA-256 of a file is wanted beside its MD5, which `md5sums` always needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    Md5,
    Both,
}

/// The digests of one file, fed piece by piece.
pub struct FileDigests {
    md5: Md5,
    sha256: Option<Sha256>,
}

/// Passes bytes on and remembers how many there were and their SHA-256.
pub struct HashingWriter<W> {
    inner: W,
    sha256: Sha256,
    size: u64,
}

impl FileDigests {
    pub fn new(wanted: Wanted) -> Self {
        Self { md5: Md5::new(), sha256: (wanted == Wanted::Both).then(Sha256::new) }
    }

    pub fn update(&mut self, bytes: &[u8]) {
        self.md5.update(bytes);
        if let Some(sha256) = &mut self.sha256 {
            sha256.update(bytes);
        }
    }

    pub fn finish(self) -> ([u8; 16], Option<[u8; 32]>) {
        (self.md5.finalize().into(), self.sha256.map(|sha256| sha256.finalize().into()))
    }
}

impl<W: Write> HashingWriter<W> {
    pub fn new(inner: W) -> Self {
        Self { inner, sha256: Sha256::new(), size: 0 }
    }

    /// What received the bytes, their number and their SHA-256.
    pub fn finish(self) -> (W, u64, [u8; 32]) {
        (self.inner, self.size, self.sha256.finalize().into())
    }
}

impl<W: Write> Write for HashingWriter<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(bytes)?;
        self.sha256.update(&bytes[..written]);
        self.size += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

pub fn md5(bytes: &[u8]) -> [u8; 16] {
    Md5::digest(bytes).into()
}

pub fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// Lower case hexadecimal digits.
pub fn hexadecimal(digest: &[u8]) -> String {
    digest.iter().fold(String::new(), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digests_of_nothing_are_the_well_known_ones() {
        assert_eq!(hexadecimal(&md5(b"")), "d41d8cd98f00b204e9800998ecf8427e");
        assert!(hexadecimal(&sha256(b"")).starts_with("e3b0c44298fc1c14"));
        assert_eq!(FileDigests::new(Wanted::Md5).finish(), (md5(b""), None));
    }

    #[test]
    fn pieces_and_the_whole_agree() -> io::Result<()> {
        let mut digests = FileDigests::new(Wanted::Both);
        digests.update(b"one ");
        digests.update(b"two");
        assert_eq!(digests.finish(), (md5(b"one two"), Some(sha256(b"one two"))));
        let mut writer = HashingWriter::new(Vec::new());
        writer.write_all(b"one ")?;
        writer.write_all(b"two")?;
        assert_eq!(writer.finish(), (b"one two".to_vec(), 7, sha256(b"one two")));
        Ok(())
    }
}
