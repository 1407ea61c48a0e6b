//! The name of a Debian package.
//!
//! In: text. Out: a [`PackageName`] that Policy 5.6.1 accepts. Not here: how a project's name becomes one.

use std::fmt;
use std::str::FromStr;

/// A binary package's name: `shop`, `libstdc++6`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PackageName(String);

/// Why a text is not a package name.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    #[error("`{0}` is not a Debian package name: it has fewer than two characters")]
    TooShort(String),
    #[error("`{name}` is not a Debian package name: it begins with `{first}`, not with a lower case letter or digit")]
    BadStart { name: String, first: char },
    #[error(
        "`{name}` is not a Debian package name: `{character}` is not allowed (Policy 5.6.1: a-z, 0-9, `+`, `-`, `.`)"
    )]
    BadCharacter { name: String, character: char },
}

impl PackageName {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for PackageName {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let plain = |character: char| character.is_ascii_lowercase() || character.is_ascii_digit();
        if let Some(character) = text.chars().find(|&character| !plain(character) && !"+-.".contains(character)) {
            return Err(Error::BadCharacter { name: text.to_owned(), character });
        }
        if text.len() < 2 {
            return Err(Error::TooShort(text.to_owned()));
        }
        match text.chars().next() {
            Some(first) if !plain(first) => Err(Error::BadStart { name: text.to_owned(), first }),
            _ => Ok(Self(text.to_owned())),
        }
    }
}

impl fmt::Display for PackageName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn good_names_print_as_they_were_read() {
        for text in ["shop", "libstdc++6", "python3.11", "0ad", "a1"] {
            assert_eq!(text.parse::<PackageName>().map(|name| name.to_string()), Ok(text.to_owned()));
        }
    }

    #[test]
    fn bad_names_say_what_is_wrong() {
        assert_eq!("a".parse::<PackageName>(), Err(Error::TooShort("a".to_owned())));
        assert_eq!("".parse::<PackageName>(), Err(Error::TooShort(String::new())));
        assert_eq!("-a".parse::<PackageName>(), Err(Error::BadStart { name: "-a".to_owned(), first: '-' }));
        assert_eq!("Shop".parse::<PackageName>(), Err(Error::BadCharacter { name: "Shop".to_owned(), character: 'S' }));
        assert_eq!("a_b".parse::<PackageName>(), Err(Error::BadCharacter { name: "a_b".to_owned(), character: '_' }));
    }
}
