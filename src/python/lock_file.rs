//! Lock files of several tools as hashed requirement lines, which uv installs.

use super::DistributionName;

/// Which tool wrote the lock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LockFormat {
    /// `pylock.toml` (PEP 751)
    PyLock,
    Poetry,
    Pdm,
    Pipenv,
}

/// A lock file that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("{0}")]
    Syntax(String),
    #[error("`{name}` is locked to {what}, which this version of dj2deb cannot install from this kind of lock")]
    Source { name: String, what: String },
    #[error("the lock does not say to which groups its packages belong: it was written by Poetry before 2.0")]
    NoGroups,
}

#[derive(serde::Deserialize)]
struct TomlLock {
    #[serde(default, alias = "packages")]
    package: Vec<Package>,
}

#[derive(serde::Deserialize)]
struct Package {
    name: String,
    version: Option<String>,
    groups: Option<Vec<String>>,
    marker: Option<String>,
    markers: Option<toml::Value>,
    source: Option<toml::Table>,
    vcs: Option<toml::Table>,
    directory: Option<toml::Table>,
    archive: Option<toml::Table>,
    #[serde(default)]
    files: Vec<LockedFile>,
    #[serde(default)]
    wheels: Vec<LockedFile>,
    sdist: Option<LockedFile>,
}

#[derive(serde::Deserialize)]
struct LockedFile {
    hash: Option<String>,
    hashes: Option<std::collections::BTreeMap<String, String>>,
}

impl LockedFile {
    fn hash(&self) -> Option<String> {
        let of_table = || self.hashes.as_ref()?.get("sha256").map(|digest| format!("sha256:{digest}"));
        self.hash.clone().or_else(of_table)
    }
}

#[derive(serde::Deserialize)]
struct PipfileLock {
    #[serde(default)]
    default: std::collections::BTreeMap<String, PipfilePackage>,
}

#[derive(serde::Deserialize)]
struct PipfilePackage {
    version: Option<String>,
    #[serde(default)]
    hashes: Vec<String>,
    markers: Option<String>,
    git: Option<String>,
    path: Option<String>,
}

/// What of a lock is wanted beside its main group.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wanted<'a> {
    pub groups: &'a [String],
    pub extras: &'a [String],
}

/// The locked set of the main group and of what else is wanted, one requirement a line with its hashes.
pub fn requirements(format: LockFormat, text: &str, wanted: Wanted<'_>) -> Result<String, Error> {
    if format == LockFormat::Pipenv {
        return pipenv(text);
    }
    let lock: TomlLock = toml::from_str(text).map_err(|error| Error::Syntax(error.to_string()))?;
    let main = if format == LockFormat::Pdm { "default" } else { "main" };
    let mut lines = String::new();
    for package in &lock.package {
        let chosen = |own: &[String]| own.iter().any(|group| group == main || wanted.groups.contains(group));
        match &package.groups {
            Some(own) if !chosen(own) => continue,
            None if format == LockFormat::Poetry => return Err(Error::NoGroups),
            _ => {}
        }
        lines.push_str(&line(package, main, wanted.extras)?);
    }
    Ok(lines)
}

fn line(package: &Package, main: &str, extras: &[String]) -> Result<String, Error> {
    let other = |what: &str| Error::Source { name: package.name.clone(), what: what.to_owned() };
    let source_kind = package.source.as_ref().and_then(|source| source.get("type")).and_then(toml::Value::as_str);
    match source_kind {
        Some(kind @ ("git" | "directory" | "file" | "url")) => {
            return Err(other(&format!("a source of type `{kind}`")));
        }
        _ if package.vcs.is_some() || package.directory.is_some() || package.archive.is_some() => {
            return Err(other("a source that is no package index"));
        }
        _ => {}
    }
    let Some(version) = &package.version else { return Err(other("no version")) };
    let marker = package.marker.clone().or_else(|| match package.markers.as_ref()? {
        toml::Value::String(marker) => Some(marker.clone()),
        toml::Value::Table(by_group) => by_group.get(main).and_then(toml::Value::as_str).map(str::to_owned),
        _ => None,
    });
    let marker = marker.map(|marker| with_extras(&marker, extras));
    let files = package.files.iter().chain(&package.wheels).chain(&package.sdist);
    let hashes: Vec<String> = files.filter_map(LockedFile::hash).collect();
    Ok(format(&package.name, version, marker.as_deref(), &hashes))
}

/// A requirement line has no extra to ask for, so each `extra == "name"` becomes what is true or false everywhere.
fn with_extras(marker: &str, extras: &[String]) -> String {
    let mut parts = marker.split("extra == ");
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let quote = part.chars().next().unwrap_or('"');
        let (name, rest) = part[1.min(part.len())..].split_once(quote).unwrap_or((part, ""));
        let is_wanted = extras.iter().any(|extra| DistributionName::of(extra) == DistributionName::of(name));
        text.push_str(if is_wanted { "python_version >= '3'" } else { "python_version < '3'" });
        text.push_str(rest);
    }
    text
}

fn pipenv(text: &str) -> Result<String, Error> {
    let lock: PipfileLock = serde_json::from_str(text).map_err(|error| Error::Syntax(error.to_string()))?;
    let mut lines = String::new();
    for (name, package) in &lock.default {
        if package.git.is_some() || package.path.is_some() {
            return Err(Error::Source { name: name.clone(), what: "a source that is no package index".to_owned() });
        }
        let version = package.version.as_deref().unwrap_or_default().trim_start_matches("==");
        lines.push_str(&format(name, version, package.markers.as_deref(), &package.hashes));
    }
    Ok(lines)
}

/// The requirements of a Pipfile's `[packages]`, which are pinned nowhere.
pub fn pipfile(text: &str) -> Result<Vec<String>, Error> {
    let table: toml::Table = toml::from_str(text).map_err(|error| Error::Syntax(error.to_string()))?;
    let Some(packages) = table.get("packages").and_then(toml::Value::as_table) else { return Ok(Vec::new()) };
    packages
        .iter()
        .map(|(name, value)| {
            let inner = value.as_table();
            let version = value.as_str().or_else(|| inner?.get("version")?.as_str());
            let extras = inner.and_then(|table| table.get("extras")?.as_array());
            let extras: Vec<&str> = extras.into_iter().flatten().filter_map(toml::Value::as_str).collect();
            let extras = if extras.is_empty() { String::new() } else { format!("[{}]", extras.join(",")) };
            match version {
                Some("*") => Ok(format!("{name}{extras}")),
                Some(version) => Ok(format!("{name}{extras}{version}")),
                None => Err(Error::Source { name: name.clone(), what: "a source that is no package index".to_owned() }),
            }
        })
        .collect()
}

fn format(name: &str, version: &str, marker: Option<&str>, hashes: &[String]) -> String {
    let marker = marker.map(|marker| format!(" ; {marker}")).unwrap_or_default();
    let hashes: String = hashes.iter().map(|hash| format!(" \\\n    --hash={hash}")).collect();
    format!("{}=={version}{marker}{hashes}\n", DistributionName::of(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_tool_gives_hashed_lines_of_the_main_group() {
        let poetry = "[[package]]\nname = \"Django\"\nversion = \"5.2\"\ngroups = [\"main\"]\nfiles = [{file = \"a\", hash = \"sha256:aa\"}]\nmarkers = \"python_version > '3'\"\n[[package]]\nname = \"black\"\nversion = \"1\"\ngroups = [\"dev\"]\nfiles = []\n";
        assert_eq!(
            requirements(LockFormat::Poetry, poetry, Wanted::default()).unwrap(),
            "django==5.2 ; python_version > '3' \\\n    --hash=sha256:aa\n"
        );
        let pylock = "lock-version = \"1.0\"\n[[packages]]\nname = \"django\"\nversion = \"5.2\"\nwheels = [{name = \"x\", hashes = {sha256 = \"bb\"}}]\n";
        assert_eq!(
            requirements(LockFormat::PyLock, pylock, Wanted::default()).unwrap(),
            "django==5.2 \\\n    --hash=sha256:bb\n"
        );
        let pipenv =
            "{\"default\": {\"django\": {\"version\": \"==5.2\", \"hashes\": [\"sha256:cc\"]}}, \"develop\": {}}";
        assert_eq!(
            requirements(LockFormat::Pipenv, pipenv, Wanted::default()).unwrap(),
            "django==5.2 \\\n    --hash=sha256:cc\n"
        );
    }

    #[test]
    fn extras_are_decided_when_the_lock_is_read() {
        let marker = "python_version > '3.8' and (extra == \"cache\" or extra == \"all\")";
        assert_eq!(
            with_extras(marker, &["all".to_owned()]),
            "python_version > '3.8' and (python_version < '3' or python_version >= '3')"
        );
        assert_eq!(with_extras("os_name == 'posix'", &[]), "os_name == 'posix'");
    }

    #[test]
    fn a_pipfile_alone_gives_its_open_requirements() {
        let text =
            "[packages]\ndjango = \"~=5.2\"\nx = {version = \"*\", extras = [\"y\"]}\n[dev-packages]\nz = \"*\"\n";
        assert_eq!(pipfile(text).unwrap(), ["django~=5.2", "x[y]"]);
        assert!(pipfile("[packages]\nx = {git = \"y\"}\n").is_err());
    }

    #[test]
    fn what_no_index_carries_is_refused_by_name() {
        let poetry = "[[package]]\nname = \"own\"\nversion = \"1\"\ngroups = [\"main\"]\n[package.source]\ntype = \"git\"\nurl = \"x\"\n";
        assert!(matches!(requirements(LockFormat::Poetry, poetry, Wanted::default()), Err(Error::Source { .. })));
    }
}
