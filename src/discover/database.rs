//! Which database engine the settings ask for.

use std::fmt;

use super::fact::{Evidence, Fact};
use super::python_source::{PythonSource, Statement};
use super::python_value::Value;

/// The families of engines that dj2deb can set up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Engine {
    Sqlite,
    Postgresql,
    Mysql,
}

impl Engine {
    pub fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "sqlite",
            Self::Postgresql => "postgresql",
            Self::Mysql => "mysql",
        }
    }

    /// The engine that a Django backend or the scheme of a database URL names.
    fn of(text: &str) -> Option<Self> {
        let scheme = text.split(':').next().unwrap_or(text).to_ascii_lowercase();
        let backend = scheme.rsplit('.').next().unwrap_or_default();
        match backend {
            "sqlite" | "sqlite3" | "spatialite" => Some(Self::Sqlite),
            "postgres" | "postgresql" | "postgresql_psycopg2" | "postgis" | "psql" | "pgsql" => Some(Self::Postgresql),
            "mysql" | "mysqlgis" | "mariadb" => Some(Self::Mysql),
            _ => None,
        }
    }
}

impl fmt::Display for Engine {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

/// The engine of `DATABASES["default"]`: the last module that says one wins.
pub fn find(chain: &[PythonSource]) -> Option<Fact<Engine>> {
    chain.iter().rev().find_map(|source| {
        source.statements.iter().rev().find_map(|statement| {
            let (value, line) = match statement {
                Statement::Assign { target, value, line } if target == "DATABASES" => {
                    (value.entry("default").unwrap_or(value), *line)
                }
                Statement::AssignItem { of, key, value, line }
                    if of == "DATABASES" && key.text() == Some("default") =>
                {
                    (value, *line)
                }
                _ => return None,
            };
            engine(value).map(|engine| Fact::new(engine, Evidence::line(&source.path, line)))
        })
    })
}

/// The engine that an expression mentions: `ENGINE` first, else any URL in it; a development default does not speak
/// against a server's database, so `PostgreSQL` and `MySQL` win over `SQLite`.
fn engine(value: &Value) -> Option<Engine> {
    let mut named = Vec::new();
    let looked_at = value.entry("ENGINE").unwrap_or(value);
    looked_at.walk(&mut |value| named.extend(value.text().and_then(Engine::of)));
    named.into_iter().max_by_key(|engine| *engine != Engine::Sqlite)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn engine_of(text: &str) -> Option<Engine> {
        let source = PythonSource::parse(&"settings.py".parse().unwrap(), text).unwrap();
        find(&[source]).map(|fact| fact.value)
    }

    #[test]
    fn engines_are_read_from_backends_and_urls() {
        for (text, expected) in [
            ("DATABASES = {'default': {'ENGINE': 'django.db.backends.sqlite3'}}", Some(Engine::Sqlite)),
            ("DATABASES = {'default': env.db('DATABASE_URL', default='postgres:///x')}", Some(Engine::Postgresql)),
            ("DATABASES = {'default': dj_database_url.config(default='sqlite:///x')}", Some(Engine::Sqlite)),
            ("DATABASES['default'] = {'ENGINE': 'django.contrib.gis.db.backends.postgis'}", Some(Engine::Postgresql)),
            ("DATABASES = {'default': env.db('DATABASE_URL')}", None),
        ] {
            assert_eq!(engine_of(text), expected, "{text}");
        }
    }
}
