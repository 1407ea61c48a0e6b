//! A package's architecture.
//!
//! In: text. Out: an [`Architecture`]. Not here: which machine an ELF file is for (`elf`).

use std::fmt;
use std::str::FromStr;

/// What stands in the field `Architecture` of a binary package.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Architecture {
    All,
    Amd64,
    Arm64,
}

/// The text names no architecture that dj2deb knows.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a known architecture: `amd64`, `arm64` and `all` are")]
pub struct Error(String);

impl Architecture {
    pub const EVERY: [Self; 3] = [Self::All, Self::Amd64, Self::Arm64];

    pub fn name(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Amd64 => "amd64",
            Self::Arm64 => "arm64",
        }
    }
}

impl FromStr for Architecture {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let named = Self::EVERY.into_iter().find(|architecture| architecture.name() == text);
        named.ok_or_else(|| Error(text.to_owned()))
    }
}

impl fmt::Display for Architecture {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_architecture_prints_as_it_was_read() {
        for architecture in Architecture::EVERY {
            assert_eq!(architecture.to_string().parse(), Ok(architecture));
        }
        assert_eq!("x86_64".parse::<Architecture>(), Err(Error("x86_64".to_owned())));
    }
}
