//! Rules across keys, and what a server would refuse: found before anything is built.

use std::str::FromStr;

use pep440_rs::{Version, VersionSpecifiers};

use super::choice::Choices;
use super::config::Config;
use super::error::Error;
use super::origin::Origin;
use super::resolve::Resolved;
use crate::discover::Facts;
use crate::discover::variables::ReadVariable;
use crate::repository::{RepoPath, RepoSnapshot};

/// Users of base-passwd and of packages that a site stands on: the site's user cannot have their names.
const TAKEN_USERS: &[&str] = &[
    "root",
    "daemon",
    "bin",
    "sys",
    "sync",
    "games",
    "man",
    "lp",
    "mail",
    "news",
    "uucp",
    "proxy",
    "www-data",
    "backup",
    "list",
    "irc",
    "nobody",
    "gnats",
    "messagebus",
    "sshd",
    "postgres",
    "redis",
    "rabbitmq",
    // Groups alone.
    "adm",
    "tty",
    "disk",
    "kmem",
    "dialout",
    "fax",
    "voice",
    "cdrom",
    "floppy",
    "tape",
    "sudo",
    "audio",
    "dip",
    "operator",
    "src",
    "shadow",
    "utmp",
    "video",
    "sasl",
    "plugdev",
    "staff",
    "users",
    "nogroup",
    "crontab",
    "ssl-cert",
    "input",
    "kvm",
    "render",
    "netdev",
    "systemd-network",
];

/// Packages that a site depends on, or that are on every server: ours cannot replace them.
const TAKEN_PACKAGES: [&str; 26] = [
    "nginx",
    "apache2",
    "httpd",
    "postgresql",
    "postgresql-client",
    "adduser",
    "debconf",
    "ucf",
    "cron",
    "systemd",
    "dpkg",
    "apt",
    "logrotate",
    "duply",
    "duplicity",
    "python3",
    "libc6",
    "base-files",
    "bash",
    "dash",
    "passwd",
    "sudo",
    "supervisor",
    "memcached",
    "mariadb-server",
    "redis-server",
];

/// Checks the whole configuration.
pub fn validate(config: &Config, resolved: &Resolved, (facts, snapshot): (&Facts, &RepoSnapshot)) -> Result<(), Error> {
    let choices = Choices(resolved);
    name(config, &choices)?;
    paths(config, &choices, snapshot)?;
    environment(config, &choices)?;
    words(&choices)?;
    settings(config, resolved, (facts, snapshot))?;
    variables(config, facts)?;
    interpreter(config, facts)?;
    control_lines(&choices)
}

fn name(config: &Config, choices: &Choices) -> Result<(), Error> {
    let name = config.name.as_str();
    let letters = name.starts_with(|first: char| first.is_ascii_lowercase())
        && name.chars().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-')
        && (2..=30).contains(&name.len());
    if !letters {
        return Err(choices.error(
            "name",
            "a lower-case letter, then 1 to 29 letters, digits and hyphens are allowed; set `name` in dj2deb.toml",
        ));
    }
    if TAKEN_USERS.contains(&name) || name.starts_with("systemd-") {
        return Err(choices
            .error("name", "a user or group of that name exists on every server; set another `name` in dj2deb.toml"));
    }
    if TAKEN_PACKAGES.contains(&name)
        || name.starts_with("python3")
        || name.starts_with("lib") && name.ends_with("-dev")
    {
        return Err(choices.error(
            "name",
            "a package of that name is one that the site stands on; set another `name` in dj2deb.toml",
        ));
    }
    Ok(())
}

/// Paths that people said must be there, and what imports start from must be packaged.
fn paths(config: &Config, choices: &Choices, snapshot: &RepoSnapshot) -> Result<(), Error> {
    let there = |path: &RepoPath| snapshot.contains(path) || snapshot.has_directory(path);
    for key in ["python.lock", "python.requirements", "project.manage", "project.directory"] {
        if choices.path(key)?.is_some_and(|path| !there(&path)) {
            return Err(choices.error(key, "nothing in the repository has that path"));
        }
    }
    for key in ["project.include", "project.exclude", "project.python_path"] {
        if let Some(missing) = choices.paths(key)?.iter().find(|path| !there(path)) {
            return Err(
                choices.error(key, &format!("nothing in the repository that git does not ignore is `{missing}`"))
            );
        }
    }
    let directory = &config.project.directory;
    match config.project.python_path.iter().find(|path| *path != directory && path.below(directory).is_none()) {
        Some(outside) => {
            let reason = format!("`{outside}` is not below `{directory}`, the part of the repository that is packaged");
            Err(choices.error("project.python_path", &reason))
        }
        None => Ok(()),
    }
}

/// systemd and `P-ctl` read the environment file alike only in this subset (systemd.exec(5), `EnvironmentFile=`).
fn environment(config: &Config, choices: &Choices) -> Result<(), Error> {
    for (name, value) in &config.environment {
        let mut letters = name.chars();
        let starts = letters.next().is_some_and(|first| first.is_ascii_alphabetic() || first == '_');
        if !starts || !letters.all(|letter| letter.is_ascii_alphanumeric() || letter == '_') {
            return Err(choices.error("environment", &format!("`{name}` is not the name of a variable")));
        }
        let both_quotes = value.contains('"') && value.contains('\'');
        if both_quotes || value.chars().any(|letter| letter.is_control() || letter == '$' || letter == '\\') {
            let reason = format!(
                "the value of `{name}` may hold no `$`, no backslash, no control character and not both kinds of quotes"
            );
            return Err(choices.error("environment", &reason));
        }
    }
    Ok(())
}

/// Keys whose values are words of a list, and ranges of numbers.
fn words(choices: &Choices) -> Result<(), Error> {
    const WORDS: [(&str, &[&str]); 6] = [
        ("edition", &["2026"]),
        ("web.server", &["nginx"]),
        ("application.server", &["gunicorn"]),
        ("application.manager", &["systemd"]),
        ("migrations.policy", &["auto", "manual", "never"]),
        ("migrations.mode", &["freeze", "online"]),
    ];
    for (key, allowed) in WORDS {
        if !allowed.contains(&choices.text(key).as_str()) {
            let allowed = allowed.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ");
            return Err(choices.error(key, &format!("this version knows {allowed}")));
        }
    }
    for (key, highest) in [("application.workers", 256), ("application.timeout", 3600)] {
        if choices.integer(key).is_some_and(|number| !(1..=highest).contains(&number)) {
            return Err(choices.error(key, &format!("it must lie between 1 and {highest}")));
        }
    }
    let size = choices.text("web.max_body_size");
    let digits = size.trim_end_matches(['k', 'm', 'g']);
    if digits.is_empty() || size.len() - digits.len() > 1 || !digits.chars().all(|digit| digit.is_ascii_digit()) {
        return Err(choices.error("web.max_body_size", "a number with `k`, `m` or `g` is meant"));
    }
    let path = choices.text("web.health_path");
    if !path.starts_with('/') || path.chars().any(|letter| letter.is_whitespace() || letter.is_control()) {
        return Err(choices.error("web.health_path", "it must begin with `/` and hold no blanks"));
    }
    Ok(())
}

/// Settings that were only named, but are not in the repository. People may name a module of an installed distribution, but
/// not one that is missing in a package of the repository.
fn settings(config: &Config, resolved: &Resolved, (facts, snapshot): (&Facts, &RepoSnapshot)) -> Result<(), Error> {
    let Some(sourced) = resolved.get("project.settings") else { return Ok(()) };
    let root = config.project.import_root.join(config.project.settings.root());
    let is_own = root.is_ok_and(|root| snapshot.has_directory(&root));
    if facts.settings.file.is_none() && (is_own || matches!(sourced.origin, Origin::Detected(_))) {
        return Err(Error::Missing {
            key: "project.settings",
            what: format!(
                "the settings module `{}` ({}) is not in the repository",
                config.project.settings, sourced.origin
            ),
            example: "NAME.settings".to_owned(),
        });
    }
    Ok(())
}

fn variables(config: &Config, facts: &Facts) -> Result<(), Error> {
    let is_open = |variable: &ReadVariable| {
        variable.required && variable.answer.is_none() && !config.environment.contains_key(&variable.name)
    };
    let open = facts.settings.variables.iter().filter(|variable| is_open(&variable.value));
    let variables: Vec<_> = open.map(|variable| (variable.value.name.clone(), variable.evidence.to_string())).collect();
    if variables.is_empty() { Ok(()) } else { Err(Error::RequiredVariables { variables }) }
}

/// The Python range of the project against the interpreter of each target.
fn interpreter(config: &Config, facts: &Facts) -> Result<(), Error> {
    let Some(requires) = &facts.metadata.requires_python else { return Ok(()) };
    let specifiers = VersionSpecifiers::from_str(&requires.value).map_err(|error| Error::Unsupported {
        what: format!("`requires-python` is not a version specifier: {error}"),
        origin: requires.evidence.to_string(),
        hint: "write it as PEP 440 says, for example `>=3.11`".to_owned(),
        excerpt: None,
    })?;
    for release in &config.releases {
        let fits = Version::from_str(release.interpreter_full()).is_ok_and(|version| specifiers.contains(&version));
        if !fits {
            return Err(Error::Unsupported {
                what: format!(
                    "the project requires Python {}, and {release} has {}",
                    requires.value,
                    release.interpreter_full()
                ),
                origin: requires.evidence.to_string(),
                hint: "build for another release with `--target`, or widen `requires-python`".to_owned(),
                excerpt: None,
            });
        }
    }
    Ok(())
}

/// What becomes a control field stays on one line and within the field's form.
fn control_lines(choices: &Choices) -> Result<(), Error> {
    for key in ["package.maintainer", "package.homepage", "package.section"] {
        if choices.text(key).chars().any(char::is_control) {
            return Err(choices.error(key, "a control field holds one line"));
        }
    }
    let maintainer = choices.text("package.maintainer");
    if !(maintainer.contains('<') && maintainer.ends_with('>') && maintainer.contains('@')) {
        return Err(choices.error("package.maintainer", "a name and an address in `<>` are meant (Policy 5.6.2)"));
    }
    for key in ["package.depends", "package.recommends"] {
        choices.parsed_list::<crate::deb::relation::Relations>(key)?;
    }
    Ok(())
}
