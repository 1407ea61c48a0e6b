//! Typed reading of resolved values; what does not fit is an error that names its origin.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::str::FromStr;

use super::error::Error;
use super::layer::Value;
use super::origin::Origin;
use super::resolve::Resolved;
use crate::discover::database::Engine;
use crate::repository::RepoPath;

/// The resolved values with readers for each type.
pub(super) struct Choices<'a>(pub(super) &'a Resolved);

impl Choices<'_> {
    pub(super) fn optional_text(&self, key: &str) -> Option<String> {
        self.0.get(key).map(|sourced| sourced.value.to_string())
    }

    /// The text of a key that has a default; empty for one that has none.
    pub(super) fn text(&self, key: &str) -> String {
        self.optional_text(key).unwrap_or_default()
    }

    pub(super) fn integer(&self, key: &str) -> Option<u64> {
        match self.0.get(key)?.value {
            Value::Integer(number) => Some(number),
            _ => None,
        }
    }

    pub(super) fn list(&self, key: &str) -> Vec<String> {
        match self.0.get(key).map(|sourced| &sourced.value) {
            Some(Value::List(items)) => items.clone(),
            _ => Vec::new(),
        }
    }

    pub(super) fn table(&self, key: &str) -> BTreeMap<String, String> {
        match self.0.get(key).map(|sourced| &sourced.value) {
            Some(Value::Table(entries)) => entries.clone(),
            _ => BTreeMap::new(),
        }
    }

    pub(super) fn optional<T: FromStr<Err: Display>>(&self, key: &'static str) -> Result<Option<T>, Error> {
        let Some(text) = self.optional_text(key) else { return Ok(None) };
        text.parse().map(Some).map_err(|error: T::Err| self.error(key, &error.to_string()))
    }

    pub(super) fn parsed_list<T: FromStr<Err: Display>>(&self, key: &'static str) -> Result<Vec<T>, Error> {
        self.list(key)
            .iter()
            .map(|item| item.parse().map_err(|error: T::Err| self.error(key, &error.to_string())))
            .collect()
    }

    pub(super) fn path(&self, key: &'static str) -> Result<Option<RepoPath>, Error> {
        self.optional(key)
    }

    pub(super) fn paths(&self, key: &'static str) -> Result<Vec<RepoPath>, Error> {
        self.parsed_list(key)
    }

    pub(super) fn engine(&self) -> Result<Engine, Error> {
        match self.text("database.engine").as_str() {
            "sqlite" => Ok(Engine::Sqlite),
            "postgresql" => Ok(Engine::Postgresql),
            other => Err(self
                .error("database.engine", &format!("`{other}` is not supported: only `sqlite` and `postgresql` are"))),
        }
    }

    /// Whether a person said `key` although `other` was only found.
    pub(super) fn is_said_after(&self, key: &str, other: &str) -> bool {
        let found = |name: &str| self.0.get(name).is_none_or(|sourced| matches!(sourced.origin, Origin::Detected(_)));
        !found(key) && found(other)
    }

    /// An error about the value of `key`.
    pub(super) fn error(&self, key: &'static str, reason: &str) -> Error {
        match self.0.get(key) {
            Some(sourced) => Error::invalid(key, &sourced.value, &sourced.origin, reason),
            None => Error::Missing { key, what: reason.to_owned(), example: String::new() },
        }
    }
}
