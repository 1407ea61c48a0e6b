//! A package on a throwaway booted Debian: `dj2deb test`, and our own system tests.
//!
//! In: a `.deb`, scenarios. Out: [`Report`]. Not here: building packages, printing.

pub mod base;
pub mod error;
mod files;
mod http;
mod layout;
pub mod machine;
pub mod report;
pub mod scenario;
mod walk;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::deb::release::Release;
use crate::deb::version::DebianVersion;
use crate::host::clock::Watch;
use crate::host::{Host, Program, file_system};
use crate::progress::{Event, Progress, Stage};

pub use base::Base;
pub use error::Error;
pub use files::scenarios;
pub use machine::Machine;
pub use report::Report;
pub use scenario::Scenario;

/// A package to try, and the one that it is an upgrade of.
#[derive(Clone, Debug)]
pub struct Subject {
    pub name: String,
    /// The release it was built for, by its version.
    pub release: Option<Release>,
    pub deb: PathBuf,
    pub old: Option<PathBuf>,
}

/// The package's name and version, by its control data.
fn name_and_version(host: &Host, path: &Path) -> Result<(String, String), Error> {
    let fields = Program::new("reading the package's fields", "dpkg-deb")
        .arguments(["--show", "--showformat=${Package} ${Version}"])
        .argument(path)
        .inherit();
    let finished = host.try_run(&fields)?;
    let text = finished.text();
    let found = text.split_once(' ').filter(|_| finished.status.success());
    let (name, version) =
        found.ok_or_else(|| Error::Package { path: path.to_path_buf(), problem: finished.stderr.join("\n") })?;
    Ok((name.to_owned(), version.to_owned()))
}

impl Subject {
    /// Reads name and version from the package at `deb`.
    pub fn read(host: &Host, deb: &Path, old: Option<&Path>) -> Result<Self, Error> {
        let path = file_system::canonical(deb)?;
        let (name, version) = name_and_version(host, &path)?;
        if let Some(old) = old {
            let (_, old_version) = name_and_version(host, &file_system::canonical(old)?)?;
            // apt would take the new package for the old one, or refuse it: nothing would be tried.
            if version.parse::<DebianVersion>().ok() <= old_version.parse().ok() {
                return Err(Error::NotNewer { version, old_version });
            }
        }
        let release = Release::EVERY.into_iter().find(|release| version.ends_with(release.version_suffix()));
        let old = old.map(file_system::canonical).transpose()?;
        Ok(Self { name, release, deb: path, old })
    }

    /// The domain that the site is installed for.
    pub fn domain(&self) -> String {
        format!("{}.example.org", self.name)
    }

    /// What scenarios know: with an old package they begin with that one, and `upgrade` goes on to `$NEW_DEB`.
    fn variables(&self) -> BTreeMap<String, String> {
        let given = |path: &Path| format!("/given/{}", file_name(path));
        let mut variables = BTreeMap::from([
            ("P".to_owned(), self.name.clone()),
            ("DOMAIN".to_owned(), self.domain()),
            ("DEB".to_owned(), given(self.old.as_deref().unwrap_or(&self.deb))),
        ]);
        if self.old.is_some() {
            variables.insert("NEW_DEB".to_owned(), given(&self.deb));
        }
        variables
    }
}

/// Walks through the scenarios, in their order, on a machine made for it. The machine is handed back, still running.
pub fn trial(
    host: &Host,
    progress: &dyn Progress,
    (subject, base): (&Subject, &Base),
    scenarios: &[Scenario],
) -> Result<(Report, Machine), Error> {
    let debs: Vec<&Path> = std::iter::once(subject.deb.as_path()).chain(subject.old.as_deref()).collect();
    base.download(host, progress, &debs)?;
    progress.event(Event::Step { stage: Stage::Trial, what: format!("{} on a new {}", subject.name, base.release()) });
    let mut machine = Machine::boot(host, base)?;
    for deb in debs {
        machine.give(deb)?;
    }
    let mut walk = walk::Walk::new(&mut machine, subject.variables());
    let mut walked = Vec::new();
    for scenario in scenarios.iter().filter(|scenario| !scenario.needs_old || subject.old.is_some()) {
        let (name, about) = (scenario.name.as_str(), scenario.about.as_str());
        progress.event(Event::Step { stage: Stage::Trial, what: format!("{name}: {about}") });
        let watch = Watch::start();
        let checks = walk.scenario(scenario)?;
        for check in &checks {
            progress.event(Event::Detail(check.to_string()));
        }
        walked.push(report::Walked::new((name, about), checks, watch.elapsed()));
    }
    let report =
        Report { version: 1, package: subject.name.clone(), release: base.release().to_string(), scenarios: walked };
    Ok((report, machine))
}

/// The scenarios that `only` names with all that must have run before; every one without a name.
pub fn choose(scenarios: Vec<Scenario>, only: Option<&str>) -> Result<Vec<Scenario>, Error> {
    let Some(mut wanted) = only else { return Ok(scenarios) };
    let mut chosen: Vec<Scenario> = Vec::new();
    loop {
        let Some(found) = scenarios.iter().find(|scenario| scenario.name == wanted) else {
            let known = scenarios.iter().map(|scenario| scenario.name.clone()).collect();
            return Err(Error::UnknownScenario { name: wanted.to_owned(), known });
        };
        chosen.insert(0, found.clone());
        match found.after.as_deref() {
            Some(after) => wanted = after,
            None => return Ok(chosen),
        }
    }
}

/// The last part of a path as text.
fn file_name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chosen_scenario_brings_what_must_run_before() {
        let all = scenarios().unwrap();
        let names =
            |only| choose(all.clone(), Some(only)).unwrap().iter().map(|it| it.name.clone()).collect::<Vec<_>>();
        assert_eq!(names("pages"), ["install", "pages"]);
        assert!(choose(all.clone(), Some("page")).is_err());
    }
}
