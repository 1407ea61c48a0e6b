//! The decided configuration: plain, typed, complete.

use std::collections::BTreeMap;

use super::Machine;
use super::choice::Choices;
use super::error::Error;
use super::resolve::Resolved;
use crate::deb::architecture::Architecture;
use crate::deb::changelog;
use crate::deb::package_name::PackageName;
use crate::deb::release::Release;
use crate::discover::Facts;
use crate::discover::database::Engine;
use crate::discover::dependencies::{self, DependencyKind};
use crate::discover::variables::{Answer, ReadVariable};
use crate::django::DottedPath;
use crate::python;
use crate::repository::{GitDescription, RepoPath, RepoSnapshot};

/// The date that stands for "unknown": 2000-01-01 UTC.
const NO_DATE: i64 = 946_684_800;

/// Every decision of a build.
#[derive(Clone, Debug, PartialEq)]
pub struct Config {
    pub name: PackageName,
    /// The upstream part of the Debian version; a dirty tree is marked in it.
    pub upstream_version: String,
    pub project: Project,
    pub python: Python,
    pub releases: Vec<Release>,
    pub architecture: Architecture,
    pub package: Package,
    pub web: Web,
    pub application: Application,
    pub database: Engine,
    pub migrations: Migrations,
    /// First values of `/etc/opt/NAME/environment`.
    pub environment: BTreeMap<String, String>,
    /// Variables that the settings read, with the fact that answers each.
    pub variables: BTreeMap<String, &'static str>,
    /// Seconds since 1970 UTC: `SOURCE_DATE_EPOCH`, else the commit's time.
    pub source_date: i64,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Project {
    pub directory: RepoPath,
    pub manage: Option<RepoPath>,
    /// The directory that imports start from.
    pub import_root: RepoPath,
    pub python_path: Vec<RepoPath>,
    pub settings: DottedPath,
    /// `module:attribute`
    pub wsgi: String,
    /// What was uploaded while developing: it stays out.
    pub uploads: Option<RepoPath>,
    pub include: Vec<RepoPath>,
    pub exclude: Vec<RepoPath>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Python {
    /// The file that rules which distributions are installed.
    pub dependencies: Option<(DependencyKind, RepoPath)>,
    pub extras: Vec<String>,
    pub groups: Vec<String>,
    /// The series of Django that `startproject` wrote into the settings (`5.2`).
    pub django_series: Option<String>,
    pub requires_python: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Package {
    pub maintainer: String,
    pub description: String,
    pub homepage: Option<String>,
    pub section: String,
    pub depends: Vec<String>,
    pub recommends: Vec<String>,
    pub license: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Web {
    pub max_body_size: String,
    pub health_path: String,
    /// Empty when another host serves the static files.
    pub static_url: String,
    /// Empty when another host serves the media files.
    pub media_url: String,
    pub collects_static: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Application {
    pub workers: Option<u64>,
    /// Seconds.
    pub timeout: u64,
    pub clears_sessions: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Migrations {
    pub policy: String,
    pub mode: String,
}

/// Reads every decision out of the resolved values.
pub fn decide(resolved: &Resolved, facts: &Facts, snapshot: &RepoSnapshot, machine: &Machine) -> Result<Config, Error> {
    let choices = Choices(resolved);
    let project = project(&choices, facts)?;
    let releases = releases(&choices)?;
    let environment = environment(&choices, facts);
    let variables = variables(facts);
    let (static_url, media_url) =
        (served(facts.settings.static_url.as_ref(), "/static/"), served(facts.settings.media_url.as_ref(), "/media/"));
    Ok(Config {
        name: name(&choices)?,
        upstream_version: upstream_version(&choices, facts, snapshot)?,
        python: Python {
            dependencies: dependency_file(&choices)?,
            extras: choices.list("python.extras"),
            groups: choices.list("python.groups"),
            django_series: facts.settings.django_version.as_ref().map(|fact| fact.value.clone()),
            requires_python: facts.metadata.requires_python.as_ref().map(|fact| fact.value.clone()),
        },
        releases,
        architecture: architecture(&choices)?,
        package: package(&choices, facts, snapshot),
        web: Web {
            max_body_size: choices.text("web.max_body_size"),
            health_path: choices.text("web.health_path"),
            static_url,
            media_url,
            collects_static: facts.settings.collects_static.is_some(),
        },
        application: Application {
            workers: choices.integer("application.workers"),
            timeout: choices.integer("application.timeout").unwrap_or(60),
            clears_sessions: facts.settings.clears_sessions.is_some(),
        },
        database: choices.engine()?,
        migrations: Migrations { policy: choices.text("migrations.policy"), mode: choices.text("migrations.mode") },
        environment,
        variables,
        source_date: machine.source_date.or(snapshot.git.as_ref().map(|git| git.time)).unwrap_or(NO_DATE),
        project,
    })
}

fn project(choices: &Choices, facts: &Facts) -> Result<Project, Error> {
    let directory = choices.path("project.directory")?.unwrap_or_default();
    let manage = choices.path("project.manage")?;
    let import_root = manage.as_ref().map_or_else(|| directory.clone(), RepoPath::parent);
    let missing =
        |key, what: &str, example: &str| Error::Missing { key, what: what.to_owned(), example: example.to_owned() };
    let settings = choices.optional("project.settings")?.ok_or_else(|| {
        missing(
            "project.settings",
            "no Django project was found: no `manage.py` names a settings module",
            "NAME.settings",
        )
    })?;
    let wsgi = choices.optional_text("project.wsgi").ok_or_else(|| {
        missing(
            "project.wsgi",
            "no WSGI application was found: no `wsgi.py` assigns `application`",
            "NAME.wsgi:application",
        )
    })?;
    let wsgi = if wsgi.contains(':') { wsgi } else { format!("{wsgi}:application") };
    Ok(Project {
        python_path: choices.paths("project.python_path")?,
        uploads: facts.settings.uploads.as_ref().map(|fact| fact.value.clone()),
        include: choices.paths("project.include")?,
        exclude: choices.paths("project.exclude")?,
        directory,
        manage,
        import_root,
        settings,
        wsgi,
    })
}

fn releases(choices: &Choices) -> Result<Vec<Release>, Error> {
    let releases: Vec<Release> = choices.parsed_list("target.releases")?;
    if releases.is_empty() {
        return Err(Error::Missing {
            key: "target.releases",
            what: "this machine's release is none that packages are built for".to_owned(),
            example: Release::EVERY[0].name().to_owned(),
        });
    }
    Ok(releases)
}

fn architecture(choices: &Choices) -> Result<Architecture, Error> {
    match choices.parsed_list("target.architectures")?.as_slice() {
        [Architecture::All] | [] => {
            Err(choices.error("target.architectures", "the architecture of a machine is meant"))
        }
        [one] => Ok(*one),
        _ => Err(choices.error("target.architectures", "this version builds for one architecture at a time")),
    }
}

/// `P` by the contract: lower case, blanks and `_` become `-`.
fn name(choices: &Choices) -> Result<PackageName, Error> {
    let said = choices.text("name");
    let name = said.to_lowercase().replace([' ', '_'], "-");
    name.parse().map_err(|error: crate::deb::package_name::Error| choices.error("name", &error.to_string()))
}

fn upstream_version(choices: &Choices, facts: &Facts, snapshot: &RepoSnapshot) -> Result<String, Error> {
    let said = choices.optional_text("version");
    let is_said = said.is_some();
    let version = match (said, &snapshot.git) {
        (Some(version), _) => python::version::upstream_version(&version),
        (None, Some(git)) => of_commit(git, facts.version.as_deref()),
        (None, None) => "0".to_owned(),
    };
    // What lies outside of git is neither clean nor dirty: it is marked only when nothing else tells two states apart.
    let is_dirty = snapshot.git.as_ref().map_or(!is_said, |git| git.dirty);
    let digest = snapshot.digest.as_ref().filter(|_| is_dirty);
    let dirty = digest.map(|digest| format!("~dirty.{}", &digest[..8])).unwrap_or_default();
    let version = format!("{version}{dirty}");
    match format!("{version}-1").parse::<crate::deb::version::DebianVersion>() {
        Ok(_) => Ok(version),
        Err(error) => Err(choices.error("version", &error.to_string())),
    }
}

/// The nearest tag, and for a commit after it what makes it newer than the tag and older than the next one.
fn of_commit(git: &GitDescription, tag: Option<&str>) -> String {
    let commit = format!("{}.g{}", changelog::timestamp(git.time), git.commit);
    match (tag.map(python::version::upstream_version), git.commits_since_tag) {
        (Some(tag), 0) => tag,
        (Some(tag), commits) => format!("{tag}+{commits}.{commit}"),
        (None, _) => format!("0+{commit}"),
    }
}

fn dependency_file(choices: &Choices) -> Result<Option<(DependencyKind, RepoPath)>, Error> {
    let lock = choices.path("python.lock")?;
    let path = if choices.is_said_after("python.requirements", "python.lock") { None } else { lock };
    let path = match path {
        Some(path) => Some(path),
        None => choices.path("python.requirements")?,
    };
    Ok(path.map(|path| (dependencies::kind_of(&path), path)))
}

fn package(choices: &Choices, facts: &Facts, snapshot: &RepoSnapshot) -> Package {
    let description = choices
        .optional_text("package.description")
        .and_then(|text| text.lines().next().map(str::to_owned))
        .unwrap_or_else(|| format!("Django site {}", snapshot.name));
    Package {
        maintainer: choices.text("package.maintainer"),
        description,
        homepage: choices.optional_text("package.homepage"),
        section: choices.text("package.section"),
        depends: choices.list("package.depends"),
        recommends: choices.list("package.recommends"),
        license: facts.metadata.license.as_ref().map(|fact| fact.value.clone()),
    }
}

fn variables(facts: &Facts) -> BTreeMap<String, &'static str> {
    let answered = |variable: &ReadVariable| match variable.answer {
        Some(Answer::Fact(fact)) => Some((variable.name.clone(), fact)),
        _ => None,
    };
    facts.settings.variables.iter().filter_map(|variable| answered(&variable.value)).collect()
}

/// What people said, and the words that keep the settings from their development branches.
fn environment(choices: &Choices, facts: &Facts) -> BTreeMap<String, String> {
    let words = facts.settings.variables.iter().filter_map(|variable| match &variable.value.answer {
        Some(Answer::Word(word)) => Some((variable.value.name.clone(), word.clone())),
        _ => None,
    });
    words.chain(choices.table("environment")).collect()
}

/// The URL path below which the web server gives out files; empty when they lie on another host.
fn served(url: Option<&crate::discover::Fact<String>>, default: &str) -> String {
    let Some(url) = url.map(|fact| fact.value.as_str()).filter(|url| !url.is_empty() && *url != "/") else {
        return default.to_owned();
    };
    if url.contains("//") {
        return String::new();
    }
    format!("/{}/", url.trim_matches('/'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deb::version::DebianVersion;

    #[test]
    fn commits_after_a_tag_are_newer_than_it_and_older_than_the_next() {
        let git = |time, commits_since_tag| GitDescription {
            time,
            commits_since_tag,
            commit: "01234567".into(),
            ..GitDescription::default()
        };
        let versions: Vec<DebianVersion> = [
            of_commit(&git(1_700_000_000, 0), Some("2.1")),
            of_commit(&git(1_700_000_001, 1), Some("2.1")),
            of_commit(&git(1_700_000_002, 12), Some("2.1")),
            of_commit(&git(1_700_000_003, 0), Some("2.1.1")),
        ]
        .iter()
        .map(|text| format!("{text}-1").parse().unwrap())
        .collect();
        assert!(versions.windows(2).all(|pair| pair[0] < pair[1]), "{versions:?}");
    }
}
