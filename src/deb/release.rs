//! The releases a package can be built for, and what each of them brings.
//!
//! In: text. Out: a [`Release`] and its row of the table. Not here: how a release is found on the host.

use std::fmt;
use std::str::FromStr;

/// A target release: `debian12`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Release {
    Debian12,
    Debian13,
}

/// The text names no release that dj2deb builds for.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a known release: `debian12` and `debian13` are")]
pub struct Error(String);

/// glibc's version, `2.36`; sorts as numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct GlibcVersion {
    pub major: u16,
    pub minor: u16,
}

struct Row {
    name: &'static str,
    codename: &'static str,
    suffix: &'static str,
    interpreter: &'static str,
    interpreter_full: &'static str,
    glibc: GlibcVersion,
}

const DEBIAN12: Row = Row {
    name: "debian12",
    codename: "bookworm",
    suffix: "~deb12",
    interpreter: "3.11",
    interpreter_full: "3.11.2",
    glibc: GlibcVersion { major: 2, minor: 36 },
};

const DEBIAN13: Row = Row {
    name: "debian13",
    codename: "trixie",
    suffix: "~deb13",
    interpreter: "3.13",
    interpreter_full: "3.13.5",
    glibc: GlibcVersion { major: 2, minor: 41 },
};

impl Release {
    /// Oldest first.
    pub const EVERY: [Self; 2] = [Self::Debian12, Self::Debian13];

    fn row(self) -> &'static Row {
        match self {
            Self::Debian12 => &DEBIAN12,
            Self::Debian13 => &DEBIAN13,
        }
    }

    pub fn name(self) -> &'static str {
        self.row().name
    }

    /// The name apt's sources use: `bookworm`.
    pub fn codename(self) -> &'static str {
        self.row().codename
    }

    /// What ends the Debian revision of a package for this release: `~deb12`.
    pub fn version_suffix(self) -> &'static str {
        self.row().suffix
    }

    /// The interpreter's minor version, which names its package and path: `3.11`.
    pub fn interpreter(self) -> &'static str {
        self.row().interpreter
    }

    /// All three numbers of the interpreter's version: markers may ask for the last one.
    pub fn interpreter_full(self) -> &'static str {
        self.row().interpreter_full
    }

    pub fn glibc(self) -> GlibcVersion {
        self.row().glibc
    }
}

/// The release that a text of os-release(5) describes, when packages are built for it.
pub fn of_os_release(text: &str) -> Option<Release> {
    let value = |name: &str| text.lines().find_map(|line| Some(line.strip_prefix(name)?.trim_matches('"')));
    let (system, version) = (value("ID=")?, value("VERSION_ID=")?);
    Release::EVERY.into_iter().find(|release| release.name() == format!("{system}{version}"))
}

impl FromStr for Release {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let named = Self::EVERY.into_iter().find(|release| release.name() == text);
        named.ok_or_else(|| Error(text.to_owned()))
    }
}

impl fmt::Display for Release {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.name())
    }
}

impl fmt::Display for GlibcVersion {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}.{}", self.major, self.minor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_release_prints_as_it_was_read() {
        for release in Release::EVERY {
            assert_eq!(release.to_string().parse(), Ok(release));
            assert!(release.interpreter_full().starts_with(release.interpreter()));
        }
        assert_eq!("bookworm".parse::<Release>(), Err(Error("bookworm".to_owned())));
    }
}
