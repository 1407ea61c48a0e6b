//! What one source may say: any key or none.

use std::collections::BTreeMap;
use std::fmt;

use super::error::Error;
use super::key::{self, Kind};
use super::origin::Origin;
use crate::discover::Pointers;
use crate::repository::{RepoPath, RepoSnapshot};

/// A value of the configuration before its meaning is checked.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(untagged)]
pub enum Value {
    Text(String),
    List(Vec<String>),
    Integer(u64),
    Table(BTreeMap<String, String>),
}

impl fmt::Display for Value {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => formatter.write_str(text),
            Self::List(items) => formatter.write_str(&items.join(", ")),
            Self::Integer(number) => number.fmt(formatter),
            Self::Table(entries) => {
                let entries: Vec<_> = entries.iter().map(|(name, value)| format!("{name}={value}")).collect();
                formatter.write_str(&entries.join(", "))
            }
        }
    }
}

/// What one source says.
#[derive(Clone, Debug, Default)]
pub struct Layer(pub(super) BTreeMap<&'static str, (Value, Origin)>);

impl Layer {
    /// Says a value; the name must stand in the table of keys.
    pub fn say(&mut self, name: &'static str, value: Value, origin: Origin) {
        debug_assert!(key::find(name).is_some(), "{name} is a key");
        self.0.insert(name, (value, origin));
    }

    pub fn get(&self, name: &str) -> Option<&(Value, Origin)> {
        self.0.get(name)
    }
}

/// What people said, strongest first: flags, variables, file.
#[derive(Clone, Debug, Default)]
pub struct Layers {
    flags: Layer,
    variables: Layer,
    file: Layer,
}

impl Layers {
    /// Gathers all that people said; `variables` are those that start with `DJ2DEB_`.
    pub fn read(flags: Layer, variables: &[(String, String)], snapshot: &RepoSnapshot) -> Result<Self, Error> {
        Ok(Self { flags, variables: from_variables(variables)?, file: super::file::layer(snapshot)? })
    }

    pub(super) fn all(&self) -> impl Iterator<Item = &Layer> {
        [&self.flags, &self.variables, &self.file].into_iter()
    }

    /// Looks a key up in what people said.
    pub(super) fn said(&self) -> impl Fn(&str) -> Option<(Value, Origin)> + '_ {
        |name| self.all().find_map(|layer| layer.get(name).cloned())
    }

    /// What decides what else is found.
    pub fn pointers(&self) -> Result<Pointers, Error> {
        let said = self.said();
        let path = |name: &'static str| -> Result<Option<RepoPath>, Error> {
            let Some((value, origin)) = said(name) else { return Ok(None) };
            let invalid = |error: crate::repository::repo_path::InvalidRepoPath| {
                Error::invalid(name, &value, &origin, &error.to_string())
            };
            value.to_string().parse().map(Some).map_err(invalid)
        };
        let settings = said("project.settings").map(|(value, origin)| {
            let text = value.to_string();
            text.parse().map_err(|error: crate::django::dotted_path::InvalidDottedPath| {
                Error::invalid("project.settings", &value, &origin, &error.to_string())
            })
        });
        Ok(Pointers {
            directory: path("project.directory")?.unwrap_or_default(),
            manage: path("project.manage")?,
            settings: settings.transpose()?,
            wsgi: said("project.wsgi").map(|(value, _)| value.to_string()),
            lock: path("python.lock")?,
            requirements: path("python.requirements")?.into_iter().collect(),
        })
    }
}

/// `DJ2DEB_TABLE_KEY`; lists are separated by commas. Variables that only steer dj2deb itself are no keys.
fn from_variables(variables: &[(String, String)]) -> Result<Layer, Error> {
    const STEERING: [&str; 3] = ["DJ2DEB_CACHE_DIR", "DJ2DEB_SYSTEM_TESTS", "DJ2DEB_GOLDEN"];
    let mut layer = Layer::default();
    for (name, text) in variables.iter().filter(|(name, _)| !STEERING.contains(&name.as_str())) {
        let Some(key) = key::KEYS.iter().find(|key| key.variable().as_deref() == Some(name)) else {
            let said = name.trim_start_matches("DJ2DEB_").to_lowercase().replacen('_', ".", 1);
            return Err(Error::UnknownVariable { variable: name.clone(), nearest: key::nearest(&said) });
        };
        let origin = Origin::Variable(name.clone());
        let value = match key.kind {
            Kind::List => Value::List(
                text.split(',').map(|item| item.trim().to_owned()).filter(|item| !item.is_empty()).collect(),
            ),
            Kind::Integer => Value::Integer(text.parse().map_err(|_| {
                Error::invalid(key.name, &Value::Text(text.clone()), &origin, "it is not a whole number")
            })?),
            Kind::Text | Kind::Table => Value::Text(text.clone()),
        };
        layer.say(key.name, value, origin);
    }
    Ok(layer)
}
