//! How bytes are compressed: gzip for documents, xz for the members of a package.
//!
//! In: bytes. Out: compressed bytes that depend on nothing but them and the pinned libraries. Not here: which bytes
//! form a block together, and how blocks are joined.

use std::io::{self, Write};

use flate2::GzBuilder;
use xz2::stream::{Action, Check, MtStreamBuilder, Status, Stream};

/// The largest block: what is longer becomes several.
pub const BLOCK_SIZE: u64 = 8 << 20;

/// Preset 1 of xz: higher ones buy little for several times the time.
const XZ_PRESET: u32 = 1;

/// An xz stream in the making, CRC32 as dpkg-deb writes, whose blocks carry their sizes.
pub struct XzEncoder {
    stream: Stream,
    output: Vec<u8>,
}

/// `gzip -9 -n`: no name, no time.
pub fn gzip(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = GzBuilder::new().mtime(0).write(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes)?;
    encoder.finish()
}

impl XzEncoder {
    pub fn new() -> io::Result<Self> {
        // The encoder for several threads, with one: it alone writes sizes into the headers of blocks.
        let mut builder = MtStreamBuilder::new();
        builder.threads(1).preset(XZ_PRESET).check(Check::Crc32).block_size(BLOCK_SIZE);
        Ok(Self { stream: builder.encoder()?, output: Vec::new() })
    }

    pub fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        let begin = self.stream.total_in();
        loop {
            let used = usize::try_from(self.stream.total_in() - begin).unwrap_or(bytes.len());
            if used == bytes.len() {
                return Ok(());
            }
            self.output.reserve(1 << 16);
            self.stream.process_vec(&bytes[used..], &mut self.output, Action::Run)?;
        }
    }

    /// The whole stream: header, blocks, index, footer.
    pub fn finish(mut self) -> io::Result<Vec<u8>> {
        loop {
            self.output.reserve(1 << 16);
            if self.stream.process_vec(&[], &mut self.output, Action::Finish)? == Status::StreamEnd {
                return Ok(self.output);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn gzip_has_neither_name_nor_time() {
        let bytes = gzip(b"text").unwrap();
        // Flags, four bytes of time, `best compression`, and an operating system that is not told.
        assert_eq!(bytes[..10], [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 255]);
        let mut text = String::new();
        flate2::read::GzDecoder::new(&bytes[..]).read_to_string(&mut text).unwrap();
        assert_eq!(text, "text");
    }

    #[test]
    fn pieces_do_not_show_in_the_bytes() {
        let data: Vec<u8> = (0..300_000_u32).flat_map(u32::to_le_bytes).collect();
        let encode = |pieces: usize| {
            let mut encoder = XzEncoder::new().unwrap();
            data.chunks(pieces).for_each(|piece| encoder.write(piece).unwrap());
            encoder.finish().unwrap()
        };
        let whole = encode(data.len());
        assert_eq!(whole, encode(1000));
        let mut decoded = Vec::new();
        xz2::read::XzDecoder::new(&whole[..]).read_to_end(&mut decoded).unwrap();
        assert_eq!(decoded, data);
    }
}
