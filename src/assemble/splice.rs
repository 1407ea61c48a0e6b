//! Chunks that were compressed apart become one xz stream.
//!
//! In: complete one-chunk streams. Out: one stream: header, all their blocks, an index of our own, footer. Readers of
//! packages stop after the first stream, so several may not follow each other. Not here: compression itself.
//!
//! The format is <https://tukaani.org/xz/xz-file-format.txt>.

use std::io::{self, Error, ErrorKind, Write};

use flate2::Crc;

const HEADER_MAGIC: [u8; 6] = [0xfd, b'7', b'z', b'X', b'Z', 0];
const FOOTER_MAGIC: [u8; 2] = *b"YZ";
/// No reserved bits, CRC32 as the check of every block.
const FLAGS: [u8; 2] = [0, 1];
const HEADER_SIZE: usize = 12;
const FOOTER_SIZE: usize = 12;

/// The blocks of one stream and their lines of the index.
pub struct Blocks {
    bytes: Vec<u8>,
    records: Vec<Record>,
}

/// A block's line of the index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Record {
    /// The block's size without the padding at its end.
    unpadded: u64,
    /// The size of what it decodes to.
    decoded: u64,
}

/// A stream in the making.
pub struct SplicedStream<W> {
    output: W,
    records: Vec<Record>,
}

impl Blocks {
    /// Takes header, index and footer off a complete stream.
    pub fn of_stream(mut stream: Vec<u8>) -> io::Result<Self> {
        let malformed = || Error::new(ErrorKind::InvalidData, "the xz stream has another form than expected");
        let begin = stream.len().checked_sub(FOOTER_SIZE).ok_or_else(malformed)?;
        let footer = &stream[begin..];
        if stream[..HEADER_SIZE] != header() || footer[8..] != [FLAGS, FOOTER_MAGIC].concat() {
            return Err(malformed());
        }
        let stored = u32::from_le_bytes([footer[4], footer[5], footer[6], footer[7]]);
        let index_size = (stored as usize + 1) * 4;
        let index_begin = begin.checked_sub(index_size).filter(|&index| index >= HEADER_SIZE).ok_or_else(malformed)?;
        let records = read_index(&stream[index_begin..begin]).ok_or_else(malformed)?;
        stream.truncate(index_begin);
        stream.drain(..HEADER_SIZE);
        Ok(Self { bytes: stream, records })
    }
}

impl<W: Write> SplicedStream<W> {
    pub fn new(mut output: W) -> io::Result<Self> {
        output.write_all(&header())?;
        Ok(Self { output, records: Vec::new() })
    }

    pub fn append(&mut self, blocks: &Blocks) -> io::Result<()> {
        self.output.write_all(&blocks.bytes)?;
        self.records.extend_from_slice(&blocks.records);
        Ok(())
    }

    /// Writes index and footer.
    pub fn finish(mut self) -> io::Result<W> {
        let index = write_index(&self.records);
        self.output.write_all(&index)?;
        let stored = u32::try_from(index.len() / 4 - 1).map_err(|_| ErrorKind::FileTooLarge)?;
        let mut tail = stored.to_le_bytes().to_vec();
        tail.extend_from_slice(&FLAGS);
        self.output.write_all(&crc32(&tail))?;
        self.output.write_all(&tail)?;
        self.output.write_all(&FOOTER_MAGIC)?;
        Ok(self.output)
    }
}

fn header() -> [u8; HEADER_SIZE] {
    let mut header = [0; HEADER_SIZE];
    header[..6].copy_from_slice(&HEADER_MAGIC);
    header[6..8].copy_from_slice(&FLAGS);
    header[8..].copy_from_slice(&crc32(&FLAGS));
    header
}

fn read_index(index: &[u8]) -> Option<Vec<Record>> {
    let mut rest = index.strip_prefix(&[0])?;
    let count = read_number(&mut rest)?;
    (0..count).map(|_| Some(Record { unpadded: read_number(&mut rest)?, decoded: read_number(&mut rest)? })).collect()
}

fn write_index(records: &[Record]) -> Vec<u8> {
    let mut index = vec![0];
    write_number(&mut index, records.len() as u64);
    for record in records {
        write_number(&mut index, record.unpadded);
        write_number(&mut index, record.decoded);
    }
    index.resize(index.len().next_multiple_of(4), 0);
    let sum = crc32(&index);
    index.extend_from_slice(&sum);
    index
}

/// Seven bits a byte, the lowest first; the highest bit says that more follow.
fn read_number(bytes: &mut &[u8]) -> Option<u64> {
    let mut number = 0;
    for position in 0..9 {
        let (&byte, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= u64::from(byte & 0x7f) << (7 * position);
        if byte & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}

fn write_number(bytes: &mut Vec<u8>, mut number: u64) {
    loop {
        let [low, ..] = number.to_le_bytes();
        number >>= 7;
        if number == 0 {
            bytes.push(low & 0x7f);
            return;
        }
        bytes.push(low | 0x80);
    }
}

fn crc32(bytes: &[u8]) -> [u8; 4] {
    let mut sum = Crc::new();
    sum.update(bytes);
    sum.sum().to_le_bytes()
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;
    use crate::deb::compression::XzEncoder;

    fn stream_of(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = XzEncoder::new().unwrap();
        encoder.write(bytes).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn the_splice_decodes_to_the_concatenation() {
        let texts: [&[u8]; 3] = [b"one", &[7; 10_000], b"three"];
        let mut spliced = SplicedStream::new(Vec::new()).unwrap();
        for text in texts {
            let blocks = Blocks::of_stream(stream_of(text)).unwrap();
            assert_eq!(blocks.records.len(), 1);
            assert_eq!(blocks.records[0].decoded, text.len() as u64);
            spliced.append(&blocks).unwrap();
        }
        let bytes = spliced.finish().unwrap();
        let mut decoded = Vec::new();
        xz2::read::XzDecoder::new(&bytes[..]).read_to_end(&mut decoded).unwrap();
        assert_eq!(decoded, texts.concat());
    }

    #[test]
    fn one_chunk_alone_keeps_its_bytes() {
        let stream = stream_of(b"the only one");
        let mut spliced = SplicedStream::new(Vec::new()).unwrap();
        spliced.append(&Blocks::of_stream(stream.clone()).unwrap()).unwrap();
        assert_eq!(spliced.finish().unwrap(), stream);
    }

    #[test]
    fn other_bytes_are_refused() {
        assert!(Blocks::of_stream(Vec::new()).is_err());
        assert!(Blocks::of_stream(vec![0; 100]).is_err());
    }
}
