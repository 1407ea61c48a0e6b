//! What a trial found: one line a check, as text and as JSON.

use std::fmt;
use std::time::Duration;

use serde::Serialize;

/// The result of a trial.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    pub version: u32,
    pub package: String,
    pub release: String,
    pub scenarios: Vec<Walked>,
}

/// A scenario that was walked through.
#[derive(Clone, Debug, Serialize)]
pub struct Walked {
    pub scenario: String,
    pub about: String,
    pub checks: Vec<Check>,
    pub seconds: f64,
}

/// One line of the report.
#[derive(Clone, Debug, Serialize)]
pub struct Check {
    pub name: String,
    pub passed: bool,
    /// Why it failed, or what it was asked to show.
    pub detail: String,
}

impl Check {
    /// A check that passed when there is no detail to tell.
    pub fn of(name: impl Into<String>, failure: Option<String>) -> Self {
        Self { name: name.into(), passed: failure.is_none(), detail: failure.unwrap_or_default() }
    }
}

impl Walked {
    /// A scenario's result after `time`.
    pub fn new((scenario, about): (&str, &str), checks: Vec<Check>, time: Duration) -> Self {
        let seconds = (time.as_secs_f64() * 10.0).round() / 10.0;
        Self { scenario: scenario.to_owned(), about: about.to_owned(), checks, seconds }
    }
}

impl Report {
    /// How many checks there were, and how many failed.
    pub fn counts(&self) -> (usize, usize) {
        let checks = || self.scenarios.iter().flat_map(|walked| &walked.checks);
        (checks().count(), checks().filter(|check| !check.passed).count())
    }

    /// Whether every check passed, and there was one.
    pub fn passed(&self) -> bool {
        matches!(self.counts(), (1.., 0))
    }
}

impl fmt::Display for Check {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {}", if self.passed { "ok    " } else { "FAILED" }, self.name)?;
        self.detail.lines().try_for_each(|line| write!(formatter, "\n         | {line}"))
    }
}

impl fmt::Display for Report {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for walked in &self.scenarios {
            writeln!(formatter, "{} ({} s): {}", walked.scenario, walked.seconds, walked.about)?;
            for check in &walked.checks {
                writeln!(formatter, "  {check}")?;
            }
        }
        let (all, failed) = self.counts();
        write!(formatter, "{} on {}: {} of {all} checks passed", self.package, self.release, all - failed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_check_shows_why_and_nothing_at_all_is_no_success() {
        let checks = vec![Check::of("page", None), Check::of("form", Some("status 500\nbody".to_owned()))];
        let walked = Walked::new(("pages", "Pages answer."), checks, Duration::from_millis(1234));
        let mut report =
            Report { version: 1, package: "shop".into(), release: "debian12".into(), scenarios: vec![walked] };
        assert!(!report.passed());
        assert!(report.to_string().contains("  FAILED form\n         | status 500\n"));
        assert!(report.to_string().ends_with("shop on debian12: 1 of 2 checks passed"));
        report.scenarios.clear();
        assert!(!report.passed());
    }
}
