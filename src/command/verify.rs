//! `dj2deb verify`: judges a package, or explains a tag.

use std::path::Path;

use serde_json::json;

use crate::cli::{Format, Limit, args};
use crate::error::Error;
use crate::exit_status::ExitStatus;
use crate::host::clock::Watch;
use crate::host::file_system;
use crate::progress::{Event, Progress, Stage};
use crate::report::{Report, wording};
use crate::verify::{self, Options, Severity, Verdict, tags};

/// Prints the findings; the status is 1 when one of them reaches the limit.
pub fn verify(arguments: &args::Verify, report: &Report) -> Result<ExitStatus, Error> {
    if let Some(name) = &arguments.explain {
        return explain(name, report);
    }
    let Some(file) = &arguments.file else { return Ok(ExitStatus::Usage) };
    let watch = Watch::start();
    let verdict = verify::verify(file_system::open(file)?, &Options::default())?;
    match report.format() {
        Format::Text => verdict.findings.iter().for_each(|finding| report.data(&finding.to_string())),
        Format::Json => report.json(&as_json(&verdict)),
    }
    report.finished(Stage::Verify, &summary(&verdict), Some(watch));
    let limit = match arguments.fail_on {
        Some(Limit::Info) => Severity::Info,
        Some(Limit::Warning) => Severity::Warning,
        Some(Limit::Error) | None => Severity::Error,
    };
    Ok(if verdict.reaches(limit) { ExitStatus::Rejected } else { ExitStatus::Success })
}

/// The end of a build: says what was found; a package with errors does not stay.
pub fn judge(file: &Path, options: &Options, report: &Report) -> Result<ExitStatus, Error> {
    let watch = Watch::start();
    let verdict = verify::verify(file_system::open(file)?, options)?;
    for finding in &verdict.findings {
        report.event(match finding.tag.severity {
            Severity::Info => Event::Detail(finding.to_string()),
            Severity::Warning | Severity::Error => Event::Warning(finding.to_string()),
        });
    }
    report.finished(Stage::Verify, &summary(&verdict), Some(watch));
    if verdict.reaches(Severity::Error) {
        file_system::remove_file(file)?;
        return Err(verify::Error::Rejected { errors: verdict.count(Severity::Error) }.into());
    }
    Ok(ExitStatus::Success)
}

fn summary(verdict: &Verdict) -> String {
    let counted = |severity: Severity| match verdict.count(severity) {
        0 => None,
        number => Some(wording::count(number, severity.name())),
    };
    let found: Vec<String> = [Severity::Error, Severity::Warning].into_iter().filter_map(counted).collect();
    let found = if found.is_empty() { "nothing wrong".to_owned() } else { wording::list(&found) };
    format!("{}: {found}", wording::count(verdict.tags, "tag"))
}

fn as_json(verdict: &Verdict) -> serde_json::Value {
    let findings: Vec<_> = verdict
        .findings
        .iter()
        .map(|finding| {
            json!({
                "tag": finding.tag.name,
                "severity": finding.tag.severity.name(),
                "place": finding.place,
                "detail": finding.detail,
            })
        })
        .collect();
    json!({ "format": 1, "findings": findings, "tags": verdict.tags, "entries": verdict.entries })
}

fn explain(name: &str, report: &Report) -> Result<ExitStatus, Error> {
    let tag = tags::by_name(name)?;
    match report.format() {
        Format::Text => report.data(&format!(
            "{} ({})\n{}\n\n{}\n\nSee: {}",
            tag.name, tag.severity, tag.summary, tag.explanation, tag.reference
        )),
        Format::Json => report.json(&json!({
            "format": 1,
            "tag": tag.name,
            "severity": tag.severity.name(),
            "summary": tag.summary,
            "explanation": tag.explanation,
            "reference": tag.reference,
        })),
    }
    Ok(ExitStatus::Success)
}
