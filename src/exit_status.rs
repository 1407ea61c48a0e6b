//! The exit statuses of dj2deb and what each promises to a calling script.

use std::process::ExitCode;

/// How a run ended, as the number a script sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ExitStatus {
    /// Everything asked for was done.
    Success,
    /// A check found something at or above the limit (`verify`, `test`, `doctor`).
    Rejected,
    /// The command line or the configuration is wrong (clap's own number).
    Usage,
    /// The project cannot be packaged as it is.
    Project,
    /// A program that dj2deb ran for the project failed.
    Build,
    /// The machine lacks something: a tool, a permission, disk space, the network.
    Environment,
    /// An internal rule of dj2deb was broken: worth a report.
    Bug,
    /// Ended by a signal: no output, scratch removed.
    Interrupted,
}

impl ExitStatus {
    /// Every status, its number and its meaning: man page and reference are made from this table.
    pub const TABLE: [(Self, u8, &'static str); 8] = [
        (Self::Success, 0, "success"),
        (Self::Rejected, 1, "a check found something at or above the limit"),
        (Self::Usage, 2, "the command line or the configuration is wrong"),
        (Self::Project, 3, "the project cannot be packaged as it is"),
        (Self::Build, 4, "a program that dj2deb ran failed"),
        (Self::Environment, 5, "the machine lacks a tool, a permission, disk space or the network"),
        (Self::Bug, 70, "a bug in dj2deb"),
        (Self::Interrupted, 130, "interrupted; no output, scratch removed"),
    ];

    /// The number of the status.
    pub fn number(self) -> u8 {
        Self::TABLE.iter().find(|row| row.0 == self).map_or(70, |row| row.1)
    }
}

impl From<ExitStatus> for ExitCode {
    fn from(status: ExitStatus) -> Self {
        Self::from(status.number())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_unique_and_ascending() {
        assert!(ExitStatus::TABLE.windows(2).all(|pair| pair[0].1 < pair[1].1));
    }
}
