//! Values of control fields that are known only when the package is sealed.
//!
//! In: text with `${name}`. Out: the text with every name replaced (deb-substvars(5)). Not here: who computes them.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

/// A name between `${` and `}`: `shlibs:Depends`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Substvar(Cow<'static, str>);

/// What each [`Substvar`] stands for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Substvars(BTreeMap<Substvar, String>);

#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    #[error("`{0}` is not the name of a substitution variable: letters, digits, `-` and `:` are allowed")]
    BadName(String),
    #[error("`{0}` opens a substitution variable that is not closed")]
    Unclosed(String),
    #[error("nothing is known for `{0}`")]
    Unknown(Substvar),
}

impl Substvar {
    /// What dpkg-shlibdeps would fill in: the relations that ELF files need.
    pub const SHARED_LIBRARIES: Self = Self(Cow::Borrowed("shlibs:Depends"));
}

impl Substvars {
    pub fn set(&mut self, name: Substvar, value: String) {
        self.0.insert(name, value);
    }

    /// Replaces every `${name}` of `text`.
    pub fn expand(&self, text: &str) -> Result<String, Error> {
        let mut expanded = String::new();
        let mut rest = text;
        while let Some((before, opened)) = rest.split_once("${") {
            let (name, after) = opened.split_once('}').ok_or_else(|| Error::Unclosed(text.to_owned()))?;
            let name: Substvar = name.parse()?;
            expanded.push_str(before);
            expanded.push_str(self.0.get(&name).ok_or(Error::Unknown(name))?);
            rest = after;
        }
        expanded.push_str(rest);
        Ok(expanded)
    }
}

impl FromStr for Substvar {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let allowed = |character: char| character.is_ascii_alphanumeric() || character == '-' || character == ':';
        let starts = text.chars().next().is_some_and(|first| first.is_ascii_alphanumeric());
        if starts && text.chars().all(allowed) {
            Ok(Self(Cow::Owned(text.to_owned())))
        } else {
            Err(Error::BadName(text.to_owned()))
        }
    }
}

impl fmt::Display for Substvar {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "${{{}}}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_replaced() -> Result<(), Error> {
        let mut substvars = Substvars::default();
        substvars.set("shlibs:Depends".parse()?, "libc6 (>= 2.34)".to_owned());
        assert_eq!(
            substvars.expand("adduser, ${shlibs:Depends}, cron"),
            Ok("adduser, libc6 (>= 2.34), cron".to_owned())
        );
        assert_eq!(substvars.expand("$HOME {x}"), Ok("$HOME {x}".to_owned()));
        assert_eq!(substvars.expand("${a:b}"), Err(Error::Unknown("a:b".parse()?)));
        assert_eq!(substvars.expand("${a"), Err(Error::Unclosed("${a".to_owned())));
        assert_eq!(substvars.expand("${}"), Err(Error::BadName(String::new())));
        Ok(())
    }
}
