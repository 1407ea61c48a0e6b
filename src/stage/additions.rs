//! Distributions that a server needs and a project may not declare, at exact versions with hashes, by edition.

use std::collections::BTreeSet;

use crate::plan::recipe::Addition;
use crate::python::DistributionName;
use crate::python::requirement::{self, RequirementLine};

/// The table of edition 2026.
const TABLE: &str = include_str!("additions/2026.txt");

/// What is added to a set: rows of the table, and names that must be resolved to go with a pin of the set.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Added {
    pub rows: Vec<RequirementLine>,
    /// `psycopg-binary==3.1.18`: the driver's C part must have the driver's own version.
    pub to_resolve: Vec<String>,
}

/// What the set `locked` lacks.
pub fn missing(locked: &[RequirementLine], wanted: &[Addition]) -> Added {
    let have: BTreeSet<&DistributionName> = locked.iter().map(|line| &line.name).collect();
    let has = |name: &str| have.contains(&DistributionName::of(name));
    let table = requirement::requirements(TABLE);
    let mut added = Added::default();
    for addition in wanted {
        if addition.any_of.iter().any(|name| has(name)) {
            if let Some(pin) = needs_c_part(locked, addition) {
                added.to_resolve.push(format!("psycopg-binary=={pin}"));
            }
            continue;
        }
        // Django learned psycopg 3 in 4.2.
        let older: &[&str] = &["psycopg2-binary"];
        let names: Vec<&str> = if addition.any_of.contains(&older[0]) && has_django_before(locked, (4, 2)) {
            older.to_vec()
        } else {
            addition.any_of.iter().take(1).chain(addition.with).copied().collect()
        };
        let rows = names
            .into_iter()
            .filter(|name| !has(name))
            .flat_map(|name| table.iter().filter(move |row| row.name == DistributionName::of(name)));
        added.rows.extend(rows.cloned());
    }
    added
}

fn has_django_before(locked: &[RequirementLine], limit: (u64, u64)) -> bool {
    let django = locked.iter().find(|line| line.name.as_str() == "django").and_then(|line| line.version.as_ref());
    let numbers = django.map(|version| version.split('.').map(|part| part.parse().unwrap_or(0)).collect::<Vec<u64>>());
    numbers.is_some_and(|numbers| matches!(numbers.as_slice(), [major, minor, ..] if (*major, *minor) < limit))
}

/// psycopg 3 without a C part finds libpq only where Debian's is installed: its own binary part goes with it.
fn needs_c_part(locked: &[RequirementLine], addition: &Addition) -> Option<String> {
    let find = |name: &str| locked.iter().find(|line| line.name.as_str() == name);
    if !addition.any_of.contains(&"psycopg") || find("psycopg-binary").is_some() || find("psycopg-c").is_some() {
        return None;
    }
    find("psycopg")?.version.clone()
}

/// A digest of the table, for cache keys.
pub fn table() -> &'static str {
    TABLE
}

#[cfg(test)]
mod tests {
    use super::*;

    const GUNICORN: Addition = Addition { any_of: &["gunicorn"], with: &[] };
    const PSYCOPG: Addition = Addition {
        any_of: &["psycopg", "psycopg2", "psycopg2-binary"],
        with: &["psycopg-binary", "typing-extensions"],
    };

    #[test]
    fn only_what_is_missing_is_added() {
        let names = |text: &str| {
            let added = missing(&requirement::requirements(text), &[GUNICORN, PSYCOPG]);
            (added.rows.iter().map(|row| row.name.to_string()).collect::<Vec<_>>(), added.to_resolve)
        };
        assert_eq!(
            names("django==5"),
            (vec!["gunicorn".into(), "psycopg".into(), "psycopg-binary".into(), "typing-extensions".into()], vec![])
        );
        assert_eq!(names("gunicorn==20\npsycopg2==2.9"), (vec![], vec![]));
        assert_eq!(names("gunicorn==20\ndjango==3.2.25"), (vec!["psycopg2-binary".into()], vec![]));
        assert_eq!(names("gunicorn==20\npsycopg==3.1.18"), (vec![], vec!["psycopg-binary==3.1.18".into()]));
    }

    #[test]
    fn every_row_of_the_table_is_pinned_and_hashed() {
        let rows = requirement::requirements(TABLE);
        assert!(rows.len() >= 4 && rows.iter().all(|row| row.is_hashed() && row.version.is_some()));
    }
}
