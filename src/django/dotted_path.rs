//! A Python module or an attribute of one, by its dotted name.

use std::fmt;
use std::str::FromStr;

/// `shop.settings.production`; every part is an identifier.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct DottedPath(String);

/// A text that is no dotted name.
#[derive(Debug, thiserror::Error)]
#[error("`{0}` is not the dotted name of a Python module")]
pub struct InvalidDottedPath(String);

impl DottedPath {
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The first part: the module that an import looks for.
    pub fn root(&self) -> &str {
        self.0.split('.').next().unwrap_or_default()
    }

    /// The last part.
    pub fn last(&self) -> &str {
        self.0.rsplit('.').next().unwrap_or_default()
    }

    /// The package that holds the module, when it is not at the top.
    pub fn parent(&self) -> Option<Self> {
        self.0.rsplit_once('.').map(|(parent, _)| Self(parent.to_owned()))
    }

    /// The path of the module's file without its ending (`shop/settings`).
    pub fn file_stem(&self) -> String {
        self.0.replace('.', "/")
    }
}

impl FromStr for DottedPath {
    type Err = InvalidDottedPath;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let identifier = |part: &str| {
            part.chars().next().is_some_and(|first| first.is_alphabetic() || first == '_')
                && part.chars().all(|letter| letter.is_alphanumeric() || letter == '_')
        };
        if text.split('.').all(identifier) {
            Ok(Self(text.to_owned()))
        } else {
            Err(InvalidDottedPath(text.to_owned()))
        }
    }
}

impl fmt::Display for DottedPath {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_identifiers() {
        for text in ["settings", "shop.settings.production", "_a.b2"] {
            assert_eq!(text.parse::<DottedPath>().unwrap().to_string(), text);
        }
        for text in ["", "a..b", "2a", "{{ project_name }}.settings", "a-b"] {
            assert!(text.parse::<DottedPath>().is_err(), "{text}");
        }
    }
}
