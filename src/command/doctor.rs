//! `dj2deb doctor`: can this machine build, and what to install.

use std::path::Path;

use crate::cli::{Format, args};
use crate::deb::release::{self, Release};
use crate::diagnose::Diagnose;
use crate::error::Error;
use crate::exit_status::ExitStatus;
use crate::host::{self, Host, file_system, variables};
use crate::report::Report;
use crate::stage::uv::Uv;

/// Whether a finding stops a build.
#[derive(Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
enum State {
    Fine,
    /// Something works less well.
    Note,
    /// Nothing can be built.
    Missing,
}

#[derive(serde::Serialize)]
struct Finding {
    state: State,
    what: String,
    /// What to do about it.
    next: Option<String>,
}

impl Finding {
    fn fine(what: String) -> Self {
        Self { state: State::Fine, what, next: None }
    }

    fn of(state: State, what: impl Into<String>, next: impl Into<String>) -> Self {
        Self { state, what: what.into(), next: Some(next.into()) }
    }
}

/// Prints a finding a line; exit status 5 when a build is not possible.
pub fn doctor(_arguments: &args::Doctor, _directory: &Path, report: &Report) -> Result<ExitStatus, Error> {
    let host = Host::with_signals();
    let mut findings = vec![machine(), uv(&host), git()];
    findings.extend(Release::EVERY.into_iter().map(|release| interpreter(&host, release)));
    findings.push(trial(&host));
    match report.format() {
        Format::Json => report.json(&serde_json::json!({ "format": 1, "findings": findings })),
        Format::Text => {
            for finding in &findings {
                let word = match finding.state {
                    State::Fine => "ok",
                    State::Note => "note",
                    State::Missing => "MISSING",
                };
                let next = finding.next.as_ref().map(|next| format!(": {next}")).unwrap_or_default();
                report.data(&format!("{word:<8} {}{next}", finding.what));
            }
        }
    }
    let missing = findings.iter().any(|finding| finding.state == State::Missing);
    Ok(if missing { ExitStatus::Environment } else { ExitStatus::Success })
}

fn machine() -> Finding {
    match release::of_os_release(&host::os_release()) {
        Some(release) => Finding::fine(format!("this machine runs {release}, the default target")),
        None => Finding::of(
            State::Note,
            "this machine's release is none that packages are built for",
            "name one with --target",
        ),
    }
}

fn uv(host: &Host) -> Finding {
    match Uv::find_on(host) {
        Ok(uv) => Finding::fine(format!("uv {}", uv.version)),
        Err(error) => Finding::of(State::Missing, error.to_string(), error.hints().join("; ")),
    }
}

fn git() -> Finding {
    if variables::find_program("git").is_some() {
        return Finding::fine("git".to_owned());
    }
    Finding::of(State::Note, "git is not installed, so versions do not come from commits", "apt install git")
}

/// Where the project is started for the proof.
fn interpreter(host: &Host, release: Release) -> Finding {
    let python = format!("/usr/bin/python{}", release.interpreter());
    if file_system::exists(Path::new(&python)) {
        return Finding::fine(format!("{release}: projects are started with {python} before they are packaged"));
    }
    if host.is_root() && variables::find_program("mmdebstrap").is_some() {
        return Finding::fine(format!("{release}: projects are started in a root of the release, which is made once"));
    }
    let next = "apt install mmdebstrap, and build as root; or build on that release";
    Finding::of(
        State::Note,
        format!("{release}: packages are built, but the project is not started before (`unproven`)"),
        next,
    )
}

/// What `dj2deb test` needs.
fn trial(host: &Host) -> Finding {
    let missing: Vec<&str> =
        ["mmdebstrap", "systemd-nspawn"].into_iter().filter(|name| variables::find_program(name).is_none()).collect();
    match (missing.as_slice(), host.is_root()) {
        ([], true) => Finding::fine("`dj2deb test` can boot a throwaway Debian".to_owned()),
        ([], false) => Finding::of(State::Note, "`dj2deb test` needs root", "sudo dj2deb test FILE.deb"),
        _ => Finding::of(
            State::Note,
            format!("`dj2deb test` needs {}", missing.join(", ")),
            "apt install mmdebstrap systemd-container",
        ),
    }
}
