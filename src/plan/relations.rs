//! The control stanza: relations and descriptive fields (Policy 5.3, 7).

use super::error::Error;
use crate::configure::Config;
use crate::deb::release::Release;
use crate::deb::stanza::Stanza;
use crate::deb::version::DebianVersion;
use crate::discover::database::Engine;
use crate::template::{self, Control, TemplateId};

/// The stanza with `${shlibs:Depends}` still open.
pub fn stanza(config: &Config, release: Release, version: &DebianVersion) -> Result<Stanza, Error> {
    let package = &config.package;
    let text = template::render(
        TemplateId::Control,
        &Control {
            package: config.name.to_string(),
            version: version.to_string(),
            architecture: config.architecture.to_string(),
            maintainer: package.maintainer.clone(),
            installed_size: 0,
            pre_depends: String::new(),
            depends: depends(config, release).join(", "),
            recommends: [&["logrotate".to_owned(), "duply".to_owned()], package.recommends.as_slice()]
                .concat()
                .join(", "),
            suggests: "default-mta | mail-transport-agent".to_owned(),
            section: package.section.clone(),
            homepage: package.homepage.clone().unwrap_or_default(),
            synopsis: synopsis(&package.description),
            description: format!(
                "This package holds the project with everything that it needs from the\nPython Package Index, and sets it up behind nginx as a systemd service with\n{}.",
                match config.database {
                    Engine::Postgresql => "a PostgreSQL database",
                    Engine::Sqlite | Engine::Mysql => "an SQLite database",
                }
            ),
        },
    )?;
    let mut stanza: Stanza = text.parse().map_err(Error::value)?;
    // Known when the package is sealed (deb-substvars(5)).
    for late in ["Architecture", "Installed-Size"] {
        stanza.set(late, format!("${{{late}}}"));
    }
    Ok(stanza)
}

/// What the installed site stands on. `python3.X` is written out: the environment works with that minor version only.
fn depends(config: &Config, release: Release) -> Vec<String> {
    let mut depends = vec![format!("python{}", release.interpreter()), "${shlibs:Depends}".to_owned()];
    depends.extend(
        [
            "adduser",
            "systemd (>= 252)",
            "debconf (>= 0.5) | debconf-2.0",
            "ucf",
            "tzdata",
            "cron | cron-daemon",
            "nginx | apache2 | httpd",
        ]
        .map(str::to_owned),
    );
    if config.database == Engine::Postgresql {
        depends.push("postgresql | postgresql-client (>= 9)".to_owned());
    }
    depends.extend(config.package.depends.iter().cloned());
    depends
}

/// A synopsis has no full stop, no article in front, and at most 80 characters (Policy 3.4.1).
fn synopsis(description: &str) -> String {
    let text = description.trim().trim_end_matches('.');
    let text = ["A ", "An ", "The ", "a ", "an ", "the "]
        .iter()
        .find_map(|article| text.strip_prefix(article))
        .unwrap_or(text);
    text.chars().take(79).collect::<String>().trim_end().to_owned()
}
