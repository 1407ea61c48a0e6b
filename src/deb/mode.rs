//! The permission bits of an installed file; its owner is always root.
//!
//! In: an octal text or number. Out: a [`FileMode`]. Not here: who decides which mode a path gets.

use std::fmt;
use std::str::FromStr;

/// The twelve permission bits, printed as four octal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FileMode(u16);

/// The text or number is no set of permission bits.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not an octal file mode between `0000` and `7777`")]
pub struct Error(String);

impl FileMode {
    pub const FILE: Self = Self(0o644);
    pub const EXECUTABLE: Self = Self(0o755);
    pub const DIRECTORY: Self = Self(0o755);
    /// What every symbolic link has.
    pub const SYMLINK: Self = Self(0o777);

    /// The permission bits of a mode as the kernel or an archive gives it.
    pub fn from_bits(bits: u32) -> Result<Self, Error> {
        match u16::try_from(bits) {
            Ok(bits) if bits <= 0o7777 => Ok(Self(bits)),
            _ => Err(Error(format!("{bits:o}"))),
        }
    }

    /// The checkout's umask does not count: only whether the owner may execute.
    pub fn for_executable_bit(bits: u32) -> Self {
        if bits & 0o100 == 0 { Self::FILE } else { Self::EXECUTABLE }
    }

    pub fn bits(self) -> u32 {
        u32::from(self.0)
    }

    pub fn is_executable(self) -> bool {
        self.0 & 0o111 != 0
    }
}

impl FromStr for FileMode {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let bits = u32::from_str_radix(text, 8).map_err(|_| Error(text.to_owned()))?;
        Self::from_bits(bits)
    }
}

impl fmt::Display for FileMode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:04o}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modes_print_as_they_were_read() {
        for text in ["0644", "0755", "2750", "7777"] {
            assert_eq!(text.parse::<FileMode>().map(|mode| mode.to_string()), Ok(text.to_owned()));
        }
        for text in ["", "8", "17777", "rw-"] {
            assert!(text.parse::<FileMode>().is_err(), "{text}");
        }
    }

    #[test]
    fn only_the_owners_executable_bit_counts() {
        assert_eq!(FileMode::for_executable_bit(0o100_664), FileMode::FILE);
        assert_eq!(FileMode::for_executable_bit(0o100_700), FileMode::EXECUTABLE);
        assert!(FileMode::EXECUTABLE.is_executable() && !FileMode::FILE.is_executable());
    }
}
