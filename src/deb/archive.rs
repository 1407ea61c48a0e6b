//! The container of a package, deb(5): an `ar` archive of three members.
//!
//! In: the control member's bytes and the data member's. Out: the file's bytes, with one date for all members.
//! Not here: what is inside the members.

use std::io::{self, Read, Write};

/// The first member's content: the format's version.
const FORMAT_VERSION: &[u8] = b"2.0\n";

/// A member that is known by its size and read once.
pub struct DataMember<R> {
    pub size: u64,
    pub reader: R,
}

/// Writes the whole package; `date` is in seconds since 1970.
pub fn write(output: impl Write, control: &[u8], content: DataMember<impl Read>, date: u64) -> io::Result<()> {
    let mut builder = ar::Builder::new(output);
    let header = |name: &str, size: u64| {
        let mut header = ar::Header::new(name.as_bytes().to_vec(), size);
        header.set_mode(0o100_644);
        header.set_mtime(date);
        header
    };
    builder.append(&header("debian-binary", FORMAT_VERSION.len() as u64), FORMAT_VERSION)?;
    builder.append(&header("control.tar.xz", control.len() as u64), control)?;
    builder.append(&header("data.tar.xz", content.size), content.reader)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_are_in_order_and_plain() {
        let mut bytes = Vec::new();
        write(&mut bytes, b"odd", DataMember { size: 4, reader: &b"even"[..] }, 7).unwrap();
        assert_eq!(&bytes[8..68], b"debian-binary   7           0     0     100644  4         `\n");
        let mut archive = ar::Archive::new(&bytes[..]);
        let mut seen = Vec::new();
        while let Some(entry) = archive.next_entry() {
            let mut entry = entry.unwrap();
            let mut content = String::new();
            entry.read_to_string(&mut content).unwrap();
            seen.push((String::from_utf8(entry.header().identifier().to_vec()).unwrap(), content));
        }
        let names: Vec<(&str, &str)> = seen.iter().map(|(name, content)| (name.as_str(), content.as_str())).collect();
        assert_eq!(names, [("debian-binary", "2.0\n"), ("control.tar.xz", "odd"), ("data.tar.xz", "even")]);
    }

    #[test]
    fn a_member_of_another_size_is_an_error() {
        assert!(write(&mut Vec::new(), b"", DataMember { size: 5, reader: &b"even"[..] }, 7).is_err());
    }
}
