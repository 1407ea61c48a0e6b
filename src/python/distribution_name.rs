//! The normalised name of a distribution (`PyPA`: name normalisation).

use std::fmt;

/// Lower case, runs of `-`, `_` and `.` as one `-`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct DistributionName(String);

impl DistributionName {
    /// Normalises any spelling.
    pub fn of(name: &str) -> Self {
        let parts = name.split(['-', '_', '.']).filter(|part| !part.is_empty());
        Self(parts.map(str::to_ascii_lowercase).collect::<Vec<_>>().join("-"))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for DistributionName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_agree() {
        for name in ["Psycopg_Binary", "psycopg.binary", "psycopg--binary"] {
            assert_eq!(DistributionName::of(name).as_str(), "psycopg-binary");
        }
    }
}
