//! A Debian version and its order, as deb-version(7) defines them.
//!
//! In: text. Out: a [`DebianVersion`] that sorts as dpkg sorts. Not here: Python's versions and their mapping.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

/// `[epoch:]upstream_version[-debian_revision]`.
#[derive(Clone, Debug)]
pub struct DebianVersion {
    epoch: u32,
    upstream_version: String,
    debian_revision: Option<String>,
}

/// Why a text is not a Debian version.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    #[error("`{0}` is not a Debian version: nothing stands for the upstream version")]
    Empty(String),
    #[error("`{0}` is not a Debian version: what stands before the first `:` is not a number")]
    BadEpoch(String),
    #[error("`{0}` is not a Debian version: the upstream version must begin with a digit")]
    BadStart(String),
    #[error("`{version}` is not a Debian version: `{character}` is not allowed here (deb-version(7))")]
    BadCharacter { version: String, character: char },
    #[error("`{0}` is not a Debian version: nothing follows its last `-`")]
    EmptyRevision(String),
}

impl DebianVersion {
    pub fn epoch(&self) -> u32 {
        self.epoch
    }

    pub fn upstream_version(&self) -> &str {
        &self.upstream_version
    }

    pub fn debian_revision(&self) -> Option<&str> {
        self.debian_revision.as_deref()
    }

    /// The form that stands in file names: without the epoch.
    pub fn without_epoch(&self) -> String {
        match &self.debian_revision {
            Some(revision) => format!("{}-{revision}", self.upstream_version),
            None => self.upstream_version.clone(),
        }
    }
}

impl FromStr for DebianVersion {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let (epoch, rest) = match text.split_once(':') {
            Some((number, rest)) => (number.parse().map_err(|_| Error::BadEpoch(text.to_owned()))?, rest),
            None => (0, text),
        };
        let (upstream_version, debian_revision) = match rest.rsplit_once('-') {
            Some((_, "")) => return Err(Error::EmptyRevision(text.to_owned())),
            Some((upstream, revision)) => (upstream, Some(revision)),
            None => (rest, None),
        };
        let bad = |part: &str, also: &str| {
            let allowed = |character: char| character.is_ascii_alphanumeric() || also.contains(character);
            part.chars().find(|&character| !allowed(character))
        };
        let stray = bad(upstream_version, ".+-~:").or_else(|| bad(debian_revision.unwrap_or_default(), ".+~"));
        if let Some(character) = stray {
            return Err(Error::BadCharacter { version: text.to_owned(), character });
        }
        match upstream_version.chars().next() {
            None => Err(Error::Empty(text.to_owned())),
            Some(first) if !first.is_ascii_digit() => Err(Error::BadStart(text.to_owned())),
            Some(_) => Ok(Self {
                epoch,
                upstream_version: upstream_version.to_owned(),
                debian_revision: debian_revision.map(str::to_owned),
            }),
        }
    }
}

impl fmt::Display for DebianVersion {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.epoch > 0 {
            write!(formatter, "{}:", self.epoch)?;
        }
        formatter.write_str(&self.without_epoch())
    }
}

impl Ord for DebianVersion {
    fn cmp(&self, other: &Self) -> Ordering {
        // deb-version(7): an absent revision is the same as the revision `0`.
        let revision = |version: &Self| version.debian_revision.clone().unwrap_or_else(|| "0".to_owned());
        self.epoch
            .cmp(&other.epoch)
            .then_with(|| compare_part(&self.upstream_version, &other.upstream_version))
            .then_with(|| compare_part(&revision(self), &revision(other)))
    }
}

impl PartialOrd for DebianVersion {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for DebianVersion {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for DebianVersion {}

/// Compares alternating runs of non-digits and digits, as deb-version(7) describes.
fn compare_part(left: &str, right: &str) -> Ordering {
    let (mut left, mut right) = (left.as_bytes(), right.as_bytes());
    while !left.is_empty() || !right.is_empty() {
        let (left_text, left_rest) = split_run(left, |byte| !byte.is_ascii_digit());
        let (right_text, right_rest) = split_run(right, |byte| !byte.is_ascii_digit());
        let (left_number, left_rest) = split_run(left_rest, |byte| byte.is_ascii_digit());
        let (right_number, right_rest) = split_run(right_rest, |byte| byte.is_ascii_digit());
        let order = compare_text(left_text, right_text).then_with(|| compare_number(left_number, right_number));
        if order != Ordering::Equal {
            return order;
        }
        (left, right) = (left_rest, right_rest);
    }
    Ordering::Equal
}

fn split_run(bytes: &[u8], belongs: impl Fn(u8) -> bool) -> (&[u8], &[u8]) {
    let length = bytes.iter().take_while(|&&byte| belongs(byte)).count();
    bytes.split_at(length)
}

/// `~` sorts before the end, the end before letters, letters before everything else.
fn compare_text(left: &[u8], right: &[u8]) -> Ordering {
    let weight = |bytes: &[u8], position: usize| match bytes.get(position) {
        Some(b'~') => -1,
        None => 0,
        Some(&byte) if byte.is_ascii_alphabetic() => i32::from(byte),
        Some(&byte) => i32::from(byte) + 256,
    };
    (0..left.len().max(right.len()))
        .map(|position| weight(left, position).cmp(&weight(right, position)))
        .find(|&order| order != Ordering::Equal)
        .unwrap_or(Ordering::Equal)
}

fn compare_number(left: &[u8], right: &[u8]) -> Ordering {
    let (_, left) = split_run(left, |byte| byte == b'0');
    let (_, right) = split_run(right, |byte| byte == b'0');
    left.len().cmp(&right.len()).then_with(|| left.cmp(right))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version(text: &str) -> DebianVersion {
        text.parse().expect("the test's version is valid")
    }

    #[test]
    fn good_versions_print_as_they_were_read() {
        for text in ["1", "1.0-1", "2:1.0-1~deb12", "1.0-rc-1", "0+20260101120000.gabcdef-1~deb12", "1:2:3-1"] {
            assert_eq!(version(text).to_string(), text);
        }
        assert_eq!(version("2:1.0-1").without_epoch(), "1.0-1");
        assert_eq!(version("2:1.0-1").debian_revision(), Some("1"));
        assert_eq!(
            (version("2:1.0-1").epoch(), version("2:1.0-1").upstream_version().to_owned()),
            (2, "1.0".to_owned())
        );
    }

    #[test]
    fn bad_versions_say_what_is_wrong() {
        let error = |text: &str| text.parse::<DebianVersion>().expect_err("the version is bad");
        assert_eq!(error(""), Error::Empty(String::new()));
        assert_eq!(error("-1"), Error::Empty("-1".to_owned()));
        assert_eq!(error("x:1"), Error::BadEpoch("x:1".to_owned()));
        assert_eq!(error("v1"), Error::BadStart("v1".to_owned()));
        assert_eq!(error("1-"), Error::EmptyRevision("1-".to_owned()));
        assert_eq!(error("1_0"), Error::BadCharacter { version: "1_0".to_owned(), character: '_' });
    }

    #[test]
    fn order_is_that_of_dpkg() {
        let ascending = [
            "1.0~~dev1",
            "1.0~a1",
            "1.0~rc1-1",
            "1.0-1~deb12",
            "1.0-1~deb13",
            "1.0-1",
            "1.0a-1",
            "1.0+post1-1",
            "1.0.1-1",
            "1.2-1",
            "1.10-1",
            "2-1",
            "1:0.1-1",
        ];
        for (position, left) in ascending.iter().enumerate() {
            for right in &ascending[position + 1..] {
                assert!(version(left) < version(right), "{left} < {right}");
            }
        }
        assert_eq!(version("1.0"), version("1.0-0"));
        assert_eq!(version("1.00"), version("1.0"));
    }
}
