//! What the templates are filled with: one struct a template, and [`Site`] for all that describe the installed site.
//!
//! In: values that the plan has decided and checked. Out: what serde makes of them; field names are the templates' names.

use serde::Serialize;

/// The database that the package is built for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Database {
    Sqlite,
    Postgresql,
}

/// The facts of one site: for all templates but the four below, all frames, and the two rendered files of the runtime.
#[derive(Clone, Debug, Serialize)]
pub struct Site {
    /// Name of the package, `[a-z][a-z0-9-]{1,29}`.
    pub package: String,
    /// System user and group; the package's name.
    pub user: String,
    /// Version of the package, as in its control data.
    pub version: String,
    /// Name of the program in `/usr/bin`: `python3.11`.
    pub interpreter: String,
    /// Directory of the manage script below `/opt/P`, without slashes at its ends; empty when it lies at the top.
    pub manage_directory: String,
    /// Name of the manage script in that directory, `manage.py`; empty when the project has none.
    pub manage_script: String,
    /// More import directories below `/opt/P`, which `manage.py` or `wsgi.py` add to `sys.path`.
    pub python_path: Vec<String>,
    /// The project's own settings module: `shop.settings`.
    pub settings_module: String,
    /// What the services run with: `settings`, or `dj2deb_runtime.server` for a project with a module `settings` of its own.
    pub django_settings_module: String,
    /// `shop.wsgi:application`.
    pub wsgi_application: String,
    pub database: Database,
    /// URL path of static files, `/static/`; empty when another host serves them.
    pub static_url: String,
    /// URL path of uploads, `/media/`; empty when another host serves them.
    pub media_url: String,
    /// URL path that must answer below 500: `/`.
    pub health_path: String,
    /// Largest request body, in nginx's words: `20m`.
    pub max_body_size: String,
    /// Seconds that one request may take: 60.
    pub timeout: u32,
    /// Seconds that systemd waits for requests to end: `timeout` + 15.
    pub stop_seconds: u32,
    /// Seconds that the web server waits for an answer: `timeout` + 30.
    pub read_seconds: u32,
    /// False for projects that make machine code while they run (numba and the like).
    pub memory_deny_write_execute: bool,
    /// Is `clearsessions` run each night? (Sessions lie in the database.)
    pub clear_sessions: bool,
    /// First value of `migrate` in `host.conf`: `auto`, `manual` or `never`.
    pub migrate: String,
    /// First value of `upgrade` in `host.conf`: `freeze` or `online`.
    pub upgrade: String,
    /// Units that the site starts after: `postgresql.service`.
    pub after: Vec<String>,
    /// Variables that the project's settings read, with the fact that each is given.
    pub variables: Vec<Variable>,
    /// First values in `/etc/opt/P/environment`, written once; never secrets.
    pub first_values: Vec<FirstValue>,
}

/// A variable that the settings read; the facts are listed in `debian-templates/runtime/facts.py`.
#[derive(Clone, Debug, Serialize)]
pub struct Variable {
    /// `DATABASE_URL`.
    pub name: String,
    /// `database_url`.
    pub fact: String,
}

/// A line of the environment file.
#[derive(Clone, Debug, Serialize)]
pub struct FirstValue {
    pub name: String,
    /// Without a `$`, a newline, or both kinds of quotes.
    pub value: String,
}

/// `control.hbs`; relations as they stand in the file, an empty string leaves a field out.
#[derive(Clone, Debug, Serialize)]
pub struct Control {
    pub package: String,
    pub version: String,
    pub architecture: String,
    /// `Name <address>`.
    pub maintainer: String,
    /// KiB, by Policy 5.6.20.
    pub installed_size: u64,
    pub pre_depends: String,
    pub depends: String,
    pub recommends: String,
    pub suggests: String,
    pub section: String,
    pub homepage: String,
    /// One line.
    pub synopsis: String,
    /// Text in lines, not folded yet.
    pub description: String,
}

/// `changelog.hbs`.
#[derive(Clone, Debug, Serialize)]
pub struct Changelog {
    pub package: String,
    pub version: String,
    /// Codename: `bookworm`.
    pub distribution: String,
    /// One line each.
    pub changes: Vec<String>,
    pub maintainer: String,
    /// As `date -R` prints it.
    pub date: String,
}

/// `copyright.hbs`, in the machine-readable format.
#[derive(Clone, Debug, Serialize)]
pub struct Copyright {
    pub package: String,
    /// The project's own name.
    pub name: String,
    /// Address of the repository; empty leaves it out.
    pub source: String,
    /// The project first (`*`), then each distribution.
    pub files: Vec<CopyrightFiles>,
}

/// One stanza of files.
#[derive(Clone, Debug, Serialize)]
pub struct CopyrightFiles {
    pub pattern: String,
    pub copyright: String,
    /// Short name of the licence.
    pub license: String,
    /// Its text, or where it is; empty when the short name says it all.
    pub text: String,
}

/// `lintian-overrides.hbs`.
#[derive(Clone, Debug, Serialize)]
pub struct LintianOverrides {
    pub package: String,
    pub overrides: Vec<Override>,
}

/// A tag that the package keeps, and why.
#[derive(Clone, Debug, Serialize)]
pub struct Override {
    pub tag: String,
    pub reason: String,
}

/// Contexts with every list filled, for tests.
#[cfg(test)]
pub mod sample {
    use super::super::TemplateId;
    use super::*;
    use serde_json::{Value, json};

    pub fn site() -> Site {
        Site {
            package: "shop".into(),
            user: "shop".into(),
            version: "1.0-1~deb12".into(),
            interpreter: "python3.11".into(),
            manage_directory: "src".into(),
            manage_script: "manage.py".into(),
            python_path: vec!["src/apps".into()],
            settings_module: "shop.settings".into(),
            django_settings_module: "settings".into(),
            wsgi_application: "shop.wsgi:application".into(),
            database: Database::Postgresql,
            static_url: "/static/".into(),
            media_url: "/media/".into(),
            health_path: "/".into(),
            max_body_size: "20m".into(),
            timeout: 60,
            stop_seconds: 75,
            read_seconds: 90,
            memory_deny_write_execute: true,
            clear_sessions: true,
            migrate: "auto".into(),
            upgrade: "freeze".into(),
            after: vec!["postgresql.service".into()],
            variables: vec![Variable { name: "DATABASE_URL".into(), fact: "database_url".into() }],
            first_values: vec![FirstValue { name: "SHOP_CURRENCY".into(), value: "EUR".into() }],
        }
    }

    pub(crate) fn context(template: TemplateId) -> Value {
        match template {
            TemplateId::Control => json!({
                "package": "shop", "version": "1.0", "architecture": "all", "maintainer": "A <a@example.org>",
                "installed_size": 1, "pre_depends": "", "depends": "python3.11", "recommends": "", "suggests": "",
                "section": "web", "homepage": "", "synopsis": "a shop", "description": "Sells.\n\nThings.",
            }),
            TemplateId::Changelog => json!({
                "package": "shop", "version": "1.0", "distribution": "bookworm", "changes": ["Built."],
                "maintainer": "A <a@example.org>", "date": "Sat, 01 Jan 2000 00:00:00 +0000",
            }),
            TemplateId::Copyright => json!({
                "package": "shop", "name": "shop", "source": "", "files": [
                    {"pattern": "*", "copyright": "the authors", "license": "MIT", "text": ""}],
            }),
            TemplateId::LintianOverrides => json!({
                "package": "shop", "overrides": [{"tag": "dir-or-file-in-opt", "reason": "FHS 3.13"}],
            }),
            _ => serde_json::to_value(site()).unwrap(),
        }
    }
}
