//! A key: the digest of named inputs.

use std::fmt;

/// The digest of everything that a kept thing depends on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key(String);

/// Collects inputs; their names keep `a=bc` apart from `ab=c`.
#[derive(Default)]
pub struct KeyInputs(blake3::Hasher);

impl Key {
    pub fn of() -> KeyInputs {
        KeyInputs::default()
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl KeyInputs {
    #[must_use]
    pub fn input(mut self, name: &str, value: impl AsRef<[u8]>) -> Self {
        for part in [name.as_bytes(), value.as_ref()] {
            self.0.update(&(part.len() as u64).to_le_bytes()).update(part);
        }
        self
    }

    pub fn key(self) -> Key {
        Key(self.0.finalize().to_hex()[..32].to_owned())
    }
}

impl fmt::Display for Key {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_values_cannot_run_into_each_other() {
        let key = |name: &str, value: &str| Key::of().input(name, value).key();
        assert_ne!(key("a", "bc"), key("ab", "c"));
        assert_eq!(key("a", "b"), key("a", "b"));
    }
}
