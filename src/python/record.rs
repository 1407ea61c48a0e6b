//! RECORD: the files of one installed distribution with their digests (`PyPA`: recording installed projects).

/// A row of RECORD.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordRow {
    /// Relative to `site-packages`; may climb to `../../../bin/NAME`.
    pub path: String,
    /// Absent for RECORD itself and what the installer made.
    pub sha256: Option<[u8; 32]>,
    pub size: Option<u64>,
}

/// A line that RECORD may not hold.
#[derive(Debug, thiserror::Error)]
#[error("line {line} of RECORD cannot be used: {reason}")]
pub struct InvalidRecord {
    pub line: usize,
    pub reason: &'static str,
}

/// The rows of a RECORD.
pub fn parse(text: &str) -> Result<Vec<RecordRow>, InvalidRecord> {
    text.lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(number, line)| row(line).map_err(|reason| InvalidRecord { line: number + 1, reason }))
        .collect()
}

fn row(line: &str) -> Result<RecordRow, &'static str> {
    let fields = fields(line);
    let [path, hash, size] = fields.as_slice() else { return Err("it has not three fields") };
    if path.is_empty() || path.contains('\0') {
        return Err("the path is empty");
    }
    let sha256 = match hash.strip_prefix("sha256=") {
        Some(encoded) => Some(decode(encoded).ok_or("the digest is no SHA-256")?),
        None if hash.is_empty() => None,
        None => return Err("the digest is no SHA-256"),
    };
    Ok(RecordRow { path: path.clone(), sha256, size: size.parse().ok() })
}

/// CSV with quotes where a name holds a comma or a quote.
fn fields(line: &str) -> Vec<String> {
    let mut fields = vec![String::new()];
    let mut quoted = false;
    let mut letters = line.trim_end_matches('\r').chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => {
                letters.next();
                fields.last_mut().into_iter().for_each(|field| field.push('"'));
            }
            '"' => quoted = !quoted,
            ',' if !quoted => fields.push(String::new()),
            letter => fields.last_mut().into_iter().for_each(|field| field.push(letter)),
        }
    }
    fields
}

/// A row as RECORD writes it.
pub fn format(path: &str, sha256: Option<&[u8; 32]>, size: u64) -> String {
    let path = if path.contains([',', '"']) { format!("\"{}\"", path.replace('"', "\"\"")) } else { path.to_owned() };
    match sha256 {
        Some(digest) => format!("{path},sha256={},{size}\n", encode(digest)),
        None => format!("{path},,\n"),
    }
}

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// URL-safe base64 without padding.
fn encode(digest: &[u8; 32]) -> String {
    let mut text = String::new();
    for group in digest.chunks(3) {
        let bits = group.iter().enumerate().fold(0_u32, |bits, (at, byte)| bits | u32::from(*byte) << (16 - 8 * at));
        for position in 0..=group.len() {
            text.push(char::from(ALPHABET[(bits >> (18 - 6 * position) & 63) as usize]));
        }
    }
    text
}

fn decode(text: &str) -> Option<[u8; 32]> {
    let mut bytes = Vec::with_capacity(33);
    let (mut bits, mut held) = (0_u32, 0);
    for letter in text.trim_end_matches('=').bytes() {
        let value = ALPHABET.iter().position(|known| *known == letter)?;
        bits = (bits << 6 | u32::try_from(value).ok()?) & 0xffff;
        held += 6;
        if held >= 8 {
            held -= 8;
            bytes.push(u8::try_from(bits >> held & 0xff).ok()?);
        }
    }
    bytes.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_read_and_written() {
        let digest: [u8; 32] = std::array::from_fn(|at| u8::try_from(at * 7).unwrap_or(0));
        let line = format("a,b/c.py", Some(&digest), 12);
        let rows = parse(&format!("{line}x-1.dist-info/RECORD,,\n")).unwrap();
        assert_eq!(rows[0], RecordRow { path: "a,b/c.py".into(), sha256: Some(digest), size: Some(12) });
        assert_eq!(rows[1].sha256, None);
        assert!(parse("a,md5=x,1\n").is_err());
    }

    #[test]
    fn the_encoding_is_the_one_of_wheels() {
        let empty = [
            0xe3, 0xb0, 0xc4, 0x42, 0x98, 0xfc, 0x1c, 0x14, 0x9a, 0xfb, 0xf4, 0xc8, 0x99, 0x6f, 0xb9, 0x24, 0x27, 0xae,
            0x41, 0xe4, 0x64, 0x9b, 0x93, 0x4c, 0xa4, 0x95, 0x99, 0x1b, 0x78, 0x52, 0xb8, 0x55,
        ];
        assert_eq!(encode(&empty), "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU");
    }
}
