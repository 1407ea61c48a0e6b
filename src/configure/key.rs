//! The table of keys: what may be said in the file, by variable, and what each means.

/// The type of a key's value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Text,
    List,
    Integer,
    /// A table of texts (`[environment]`).
    Table,
}

/// One key of the configuration.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    /// The dotted name, as `explain` and the file write it.
    pub name: &'static str,
    pub kind: Kind,
    /// One sentence: meaning, unit, range.
    pub doc: &'static str,
    /// A value in TOML.
    pub example: &'static str,
}

impl Key {
    /// The variable that sets it: `project.settings` is `DJ2DEB_PROJECT_SETTINGS`. A table has none.
    pub fn variable(&self) -> Option<String> {
        (self.kind != Kind::Table).then(|| format!("DJ2DEB_{}", self.name.replace('.', "_").to_uppercase()))
    }
}

const fn key(name: &'static str, kind: Kind, doc: &'static str, example: &'static str) -> Key {
    Key { name, kind, doc, example }
}

/// Every key. `edition` fixes the defaults, so that a newer dj2deb changes nothing unasked.
pub const KEYS: &[Key] = &[
    key(
        "name",
        Kind::Text,
        "the name of the package, its user and its directories: a lower-case letter, then 1 to 29 of `a-z0-9-`",
        "\"shop\"",
    ),
    key("version", Kind::Text, "the project's version, as PEP 440 or Debian write it", "\"1.4.2\""),
    key("edition", Kind::Text, "the year whose defaults hold", "\"2026\""),
    key("project.directory", Kind::Text, "the part of the repository that is the project", "\"backend\""),
    key("project.manage", Kind::Text, "the path of `manage.py`", "\"src/manage.py\""),
    key("project.settings", Kind::Text, "the settings module that holds on a server", "\"shop.settings.production\""),
    key("project.wsgi", Kind::Text, "the WSGI callable, module and attribute", "\"shop.wsgi:application\""),
    key("project.python_path", Kind::List, "directories of the repository that imports also start from", "[\"apps\"]"),
    key(
        "project.include",
        Kind::List,
        "paths that are packaged although a rule leaves them out",
        "[\"fixtures/demo.sqlite3\"]",
    ),
    key("project.exclude", Kind::List, "paths that are left out, with what is below them", "[\"design\"]"),
    key("python.lock", Kind::Text, "the lock file that rules", "\"uv.lock\""),
    key("python.requirements", Kind::Text, "the requirements file that rules", "\"requirements/production.txt\""),
    key("python.extras", Kind::List, "extras of the project that are installed", "[\"postgres\"]"),
    key("python.groups", Kind::List, "dependency groups that are installed", "[\"production\"]"),
    key("target.releases", Kind::List, "the releases that packages are built for", "[\"debian12\", \"debian13\"]"),
    key(
        "target.architectures",
        Kind::List,
        "the architecture that packages are built for; this version builds for one",
        "\"amd64\"",
    ),
    key(
        "package.maintainer",
        Kind::Text,
        "the Maintainer field, a name and an address (Policy 5.6.2)",
        "\"Web Team <web@example.org>\"",
    ),
    key("package.description", Kind::Text, "the synopsis, one line (Policy 5.6.13)", "\"online shop\""),
    key("package.homepage", Kind::Text, "the Homepage field (Policy 5.6.23)", "\"https://example.org\""),
    key("package.section", Kind::Text, "the Section field (Policy 2.4)", "\"web\""),
    key("package.depends", Kind::List, "relations added to Depends (Policy 7.2)", "[\"gettext\"]"),
    key("package.recommends", Kind::List, "relations added to Recommends (Policy 7.2)", "[\"redis-server\"]"),
    key("web.server", Kind::Text, "the web server in front: `nginx`", "\"nginx\""),
    key(
        "web.max_body_size",
        Kind::Text,
        "the largest request that is let in, a number with `k`, `m` or `g`",
        "\"20m\"",
    ),
    key("web.health_path", Kind::Text, "the page that shows that the site works: any answer below 500 counts", "\"/\""),
    key("application.server", Kind::Text, "the application server: `gunicorn`", "\"gunicorn\""),
    key(
        "application.workers",
        Kind::Integer,
        "worker processes, 1 to 256; without it by the server's processors and memory",
        "4",
    ),
    key("application.timeout", Kind::Integer, "seconds that one request may take, 1 to 3600", "60"),
    key("application.manager", Kind::Text, "what runs the processes: `systemd`", "\"systemd\""),
    key("database.engine", Kind::Text, "the database: `sqlite` or `postgresql`", "\"postgresql\""),
    key("migrations.policy", Kind::Text, "who applies migrations: `auto`, `manual` or `never`", "\"auto\""),
    key(
        "migrations.mode",
        Kind::Text,
        "`freeze` lets requests wait during a migration, `online` serves on",
        "\"freeze\"",
    ),
    key(
        "environment",
        Kind::Table,
        "first values of variables; never secrets, those stand in /etc/opt on the server",
        "{ LANGUAGE = \"de\" }",
    ),
];

/// The key of that name.
pub fn find(name: &str) -> Option<&'static Key> {
    KEYS.iter().find(|key| key.name == name)
}

/// The key whose name is most like `name`, when one is near.
pub fn nearest(name: &str) -> Option<&'static str> {
    fn last(text: &str) -> &str {
        text.rsplit('.').next().unwrap_or(text)
    }
    KEYS.iter()
        .map(|key| {
            let by_last = distance(last(key.name), name).min(distance(last(key.name), last(name)) + 1) + 1;
            (distance(key.name, name).min(by_last), key.name)
        })
        .filter(|(distance, _)| *distance <= 3)
        .min()
        .map(|(_, name)| name)
}

/// The number of letters to change, add or remove (Levenshtein).
fn distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (at, letter) in left.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = at + 1;
        for (column, other) in right.iter().enumerate() {
            let substituted = diagonal + usize::from(letter != *other);
            diagonal = row[column + 1];
            row[column + 1] = substituted.min(row[column] + 1).min(diagonal + 1);
        }
    }
    row[right.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_documented() {
        for (at, key) in KEYS.iter().enumerate() {
            assert!(KEYS[at + 1..].iter().all(|other| other.name != key.name), "{}", key.name);
            assert!(!key.doc.is_empty() && !key.example.is_empty());
        }
    }

    #[test]
    fn a_misspelt_key_has_a_nearest_one() {
        assert_eq!(nearest("project.setings"), Some("project.settings"));
        assert_eq!(nearest("settings"), Some("project.settings"));
        assert_eq!(nearest("project.version"), Some("version"));
        assert_eq!(nearest("colour"), None);
    }
}
