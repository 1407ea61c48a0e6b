//! `dj2deb test`: tries a package in a throwaway booted Debian.

use std::time::Duration;

use crate::cli::{Format, args};
use crate::error::Error;
use crate::exit_status::ExitStatus;
use crate::host::Host;
use crate::progress::{Event, Progress, Stage};
use crate::report::Report;
use crate::trial::{self, Base, Machine, Subject};

/// Walks through the scenarios and prints one line a check; a check that fails makes the status 1.
pub fn test(arguments: &args::Test, report: &Report) -> Result<ExitStatus, Error> {
    let host = Host::with_signals();
    let subject = Subject::read(&host, &arguments.file, arguments.upgrade_from.as_deref())?;
    let named = arguments.release.as_deref().map(str::parse).transpose().map_err(trial::Error::Release)?;
    let release = named.or(subject.release).ok_or_else(|| trial::Error::NoRelease { path: subject.deb.clone() })?;
    let scenarios = trial::choose(trial::scenarios()?, arguments.only.as_deref())?;
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

/// Waits for Ctrl-C while the machine runs.
fn keep(host: &Host, machine: &Machine, report: &Report) -> Result<(), Error> {
    let what = format!("until Ctrl-C; to enter the machine: {}", machine.entrance()?);
    report.event(Event::Step { stage: Stage::Trial, what });
    while host.check().is_ok() {
        std::thread::sleep(Duration::from_millis(200));
    }
    Ok(())
}
