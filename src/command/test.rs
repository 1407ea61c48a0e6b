//! `dj2deb test`: tries a package in a throwaway booted Debian.

use std::path::Path;
use std::time::Duration;

use crate::cli::{Format, args};
use crate::error::Error;
use crate::exit_status::ExitStatus;
use crate::host::{Host, file_system};
use crate::progress::{Event, Progress, Stage};
use crate::report::Report;
use crate::trial::{self, Base, Machine, Scenario, Subject};

/// Walks through the scenarios and prints one line a check; a check that fails makes the status 1.
pub fn test(arguments: &args::Test, report: &Report) -> Result<ExitStatus, Error> {
    let host = Host::with_signals();
    let subject = Subject::read(&host, &arguments.file, arguments.upgrade_from.as_deref())?;
    let named = arguments.release.as_deref().map(str::parse).transpose().map_err(trial::Error::Release)?;
    let release = named.or(subject.release).ok_or_else(|| trial::Error::NoRelease { path: subject.deb.clone() })?;
    let scenarios = scenarios(arguments.only.as_deref())?;
    let base = Base::prepare(&host, report, release)?;
    let (found, machine) = trial::trial(&host, report, (&subject, &base), &scenarios)?;
    match report.format() {
        Format::Text => report.data(&found.to_string()),
        Format::Json => report.json(&found),
    }
    if arguments.keep {
        keep(&host, &machine, report)?;
    }
    Ok(if found.passed() { ExitStatus::Success } else { ExitStatus::Rejected })
}

/// What is carried, or the one that `only` names: by name, or by the path of a file that somebody wrote.
fn scenarios(only: Option<&str>) -> Result<Vec<Scenario>, Error> {
    let mut known = trial::scenarios()?;
    let Some(name) = only.and_then(|only| Path::new(only).file_name()?.to_str()?.strip_suffix(".scenario")) else {
        return Ok(trial::choose(known, only)?);
    };
    let text = file_system::read_text(Path::new(only.unwrap_or_default()))?;
    known.push(Scenario::parse(name, &text)?);
    Ok(trial::choose(known, Some(name))?)
}

/// Waits for Ctrl-C while the machine runs.
fn keep(host: &Host, machine: &Machine, report: &Report) -> Result<(), Error> {
    let what = format!("until Ctrl-C; to enter the machine: {}", machine.entrance()?);
    report.event(Event::Step { stage: Stage::Trial, what });
    while host.check().is_ok() {
        std::thread::sleep(Duration::from_millis(200));
    }
    Ok(())
}
