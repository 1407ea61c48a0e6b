//! What verification says: findings and the verdict over them.
//!
//! In: tags and what they found. Out: [`Verdict`]. Not here: how it is printed.

use std::fmt;
use std::str::FromStr;

use super::tag::Tag;

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// Somebody should look at it.
    Warning,
    /// The package must not be installed.
    Error,
}

/// One thing that a tag found.
#[derive(Clone, Debug)]
pub struct Finding {
    pub tag: &'static Tag,
    /// Where: an installed path, or a control member or field.
    pub place: String,
    pub detail: String,
}

/// All findings, the worst first, then by tag and place.
#[derive(Clone, Debug)]
pub struct Verdict {
    pub findings: Vec<Finding>,
    /// How many tags looked.
    pub tags: usize,
    /// How many entries they looked at.
    pub entries: usize,
}

/// The text names no severity.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a severity: `error`, `warning` and `info` are")]
pub struct UnknownSeverity(String);

impl Severity {
    pub const EVERY: [Self; 3] = [Self::Error, Self::Warning, Self::Info];

    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
        }
    }
}

impl Verdict {
    /// How many findings have this severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.tag.severity == severity).count()
    }

    /// Whether a finding is at least as bad as `limit`.
    pub fn reaches(&self, limit: Severity) -> bool {
        self.findings.iter().any(|finding| finding.tag.severity >= limit)
    }
}

impl FromStr for Severity {
    type Err = UnknownSeverity;

    fn from_str(text: &str) -> Result<Self, UnknownSeverity> {
        let named = Self::EVERY.into_iter().find(|severity| severity.name() == text);
        named.ok_or_else(|| UnknownSeverity(text.to_owned()))
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.name())
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}: {}: {}", self.tag.severity, self.tag.name, self.place, self.detail)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn severities_print_as_they_were_read_and_sort() {
        for severity in Severity::EVERY {
            assert_eq!(severity.to_string().parse(), Ok(severity));
        }
        assert_eq!("bad".parse::<Severity>(), Err(UnknownSeverity("bad".to_owned())));
        assert!(Severity::Error > Severity::Warning && Severity::Warning > Severity::Info);
    }
}
