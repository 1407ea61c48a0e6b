//! Relations between packages (Policy 7.1).
//!
//! In: the text of a field such as `Depends`. Out: [`Relations`] that print canonically. Not here: substitution
//! variables, which are expanded before a field is parsed, and build-time restrictions.

use std::fmt;
use std::str::FromStr;

use super::package_name::{self, PackageName};
use super::version::{self, DebianVersion};

/// The fields that hold relations, in the order in which control data shows them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RelationField {
    PreDepends,
    Depends,
    Recommends,
    Suggests,
    Enhances,
    Breaks,
    Conflicts,
    Provides,
    Replaces,
}

/// How a version must compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Operator {
    StrictlyEarlier,
    EarlierOrEqual,
    Equal,
    LaterOrEqual,
    StrictlyLater,
}

/// One package, perhaps with an architecture qualifier and a version: `python3.11:any (>= 3.11.2)`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Relation {
    pub name: PackageName,
    pub qualifier: Option<String>,
    pub version: Option<(Operator, DebianVersion)>,
}

/// Relations of which one is enough: `duply | rsync`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Alternatives(pub Vec<Relation>);

/// A whole field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Relations(pub Vec<Alternatives>);

#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    #[error("`{0}` is not a relation: a version is written as `name (>= 1.0)`")]
    Shape(String),
    #[error("`{relation}` is not a relation: {cause}")]
    Name { relation: String, cause: package_name::Error },
    #[error("`{relation}` is not a relation: {cause}")]
    Version { relation: String, cause: version::Error },
}

impl RelationField {
    pub const EVERY: [Self; 9] = [
        Self::PreDepends,
        Self::Depends,
        Self::Recommends,
        Self::Suggests,
        Self::Enhances,
        Self::Breaks,
        Self::Conflicts,
        Self::Provides,
        Self::Replaces,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Self::PreDepends => "Pre-Depends",
            Self::Depends => "Depends",
            Self::Recommends => "Recommends",
            Self::Suggests => "Suggests",
            Self::Enhances => "Enhances",
            Self::Breaks => "Breaks",
            Self::Conflicts => "Conflicts",
            Self::Provides => "Provides",
            Self::Replaces => "Replaces",
        }
    }
}

impl Operator {
    const EVERY: [Self; 5] =
        [Self::StrictlyEarlier, Self::EarlierOrEqual, Self::Equal, Self::LaterOrEqual, Self::StrictlyLater];

    pub fn sign(self) -> &'static str {
        match self {
            Self::StrictlyEarlier => "<<",
            Self::EarlierOrEqual => "<=",
            Self::Equal => "=",
            Self::LaterOrEqual => ">=",
            Self::StrictlyLater => ">>",
        }
    }
}

impl FromStr for Relation {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let shape = || Error::Shape(text.to_owned());
        let text = text.trim();
        let (name, version) = match text.split_once('(') {
            None => (text, None),
            Some((name, rest)) => (name.trim(), Some(rest.strip_suffix(')').ok_or_else(shape)?.trim())),
        };
        let (name, qualifier) = match name.split_once(':') {
            Some((name, qualifier)) => (name, Some(qualifier.to_owned())),
            None => (name, None),
        };
        let name = name.parse().map_err(|cause| Error::Name { relation: text.to_owned(), cause })?;
        let version = version.map(|constraint| parse_constraint(text, constraint)).transpose()?;
        Ok(Self { name, qualifier, version })
    }
}

fn parse_constraint(relation: &str, constraint: &str) -> Result<(Operator, DebianVersion), Error> {
    let signed = |operator: Operator| constraint.strip_prefix(operator.sign()).map(|version| (operator, version));
    let (operator, version) =
        Operator::EVERY.into_iter().find_map(signed).ok_or_else(|| Error::Shape(relation.to_owned()))?;
    let version = version.trim().parse().map_err(|cause| Error::Version { relation: relation.to_owned(), cause })?;
    Ok((operator, version))
}

impl FromStr for Relations {
    type Err = Error;

    /// Empty elements, as an empty substitution variable leaves them, are dropped.
    fn from_str(text: &str) -> Result<Self, Error> {
        let elements = text.split(',').map(str::trim).filter(|element| !element.is_empty());
        let alternatives = |element: &str| element.split('|').map(Relation::from_str).collect::<Result<_, _>>();
        elements.map(|element| alternatives(element).map(Alternatives)).collect::<Result<_, _>>().map(Self)
    }
}

impl fmt::Display for Relation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.name)?;
        if let Some(qualifier) = &self.qualifier {
            write!(formatter, ":{qualifier}")?;
        }
        match &self.version {
            Some((operator, version)) => write!(formatter, " ({} {version})", operator.sign()),
            None => Ok(()),
        }
    }
}

impl fmt::Display for Alternatives {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let relations: Vec<String> = self.0.iter().map(Relation::to_string).collect();
        formatter.write_str(&relations.join(" | "))
    }
}

impl fmt::Display for Relations {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let alternatives: Vec<String> = self.0.iter().map(Alternatives::to_string).collect();
        formatter.write_str(&alternatives.join(", "))
    }
}

impl From<Relation> for Alternatives {
    fn from(relation: Relation) -> Self {
        Self(vec![relation])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_print_canonically() {
        let text = " adduser,python3.11 (>=3.11.2) , , nginx|httpd:any ( << 2 ),libc6 (= 2:1-1)";
        let relations: Relations = text.parse().expect("the test's field is valid");
        let canonical = "adduser, python3.11 (>= 3.11.2), nginx | httpd:any (<< 2), libc6 (= 2:1-1)";
        assert_eq!(relations.to_string(), canonical);
        assert_eq!(canonical.parse(), Ok(relations));
        assert_eq!(" ".parse(), Ok(Relations::default()));
    }

    #[test]
    fn bad_relations_are_named() {
        for text in ["Adduser", "adduser (>= 1", "adduser (1)", "adduser (> 1)", "adduser (>= x)", "a b", "|"] {
            assert!(text.parse::<Relations>().is_err(), "{text}");
        }
    }

    #[test]
    fn field_names_are_distinct() {
        let names: std::collections::BTreeSet<&str> =
            RelationField::EVERY.into_iter().map(RelationField::name).collect();
        assert_eq!(names.len(), RelationField::EVERY.len());
    }
}
