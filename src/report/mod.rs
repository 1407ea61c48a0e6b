//! The only module that prints: data to standard output, the story to standard error.
#![expect(clippy::print_stderr, reason = "this is the one place that prints")]

pub mod diagnostic;
pub mod human;
pub mod listing;
pub mod style;
pub mod wording;

use std::io::Write;
use std::sync::Mutex;

use crate::cli::{Format, Global};
use crate::diagnose::Diagnose;
use crate::error::Error;
use crate::exit_status::ExitStatus;
use crate::host::clock::Watch;
use crate::progress::{Event, Progress};

/// How much of the story is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verbosity {
    /// Errors only (`-qq`).
    Errors,
    /// Errors and warnings (`-q`).
    Warnings,
    /// A line a stage.
    Normal,
    /// Steps and details (`-v`).
    Details,
    /// What child programs print (`-vv`).
    Output,
}

/// Prints what a command found and what a build does.
pub struct Report {
    verbosity: Verbosity,
    format: Format,
    story: Mutex<human::Story>,
}

impl Report {
    pub fn new(global: &Global) -> Self {
        style::apply(global.color);
        let verbosity = match (global.quiet, global.verbose) {
            (0, 0) => Verbosity::Normal,
            (1, _) => Verbosity::Warnings,
            (0, 1) => Verbosity::Details,
            (0, _) => Verbosity::Output,
            (_, _) => Verbosity::Errors,
        };
        let story = Mutex::new(human::Story::new(verbosity));
        Self { verbosity, format: global.format.unwrap_or(Format::Text), story }
    }

    pub fn format(&self) -> Format {
        self.format
    }

    pub fn verbosity(&self) -> Verbosity {
        self.verbosity
    }

    /// Prints data. A closed pipe is success: whoever read had enough.
    pub fn data(&self, text: &str) {
        let mut stdout = anstream::stdout().lock();
        let newline = if text.ends_with('\n') { "" } else { "\n" };
        let _ = write!(stdout, "{text}{newline}").and_then(|()| stdout.flush());
    }

    /// Prints data as JSON.
    pub fn json(&self, value: &impl serde::Serialize) {
        match serde_json::to_string_pretty(value) {
            Ok(text) => self.data(&text),
            Err(error) => eprintln!("error: cannot write JSON: {error}"),
        }
    }

    /// Prints the end of a stage with the time it took.
    pub fn finished(&self, stage: crate::progress::Stage, summary: &str, watch: Option<Watch>) {
        self.tell(|story| story.finished(stage, summary, watch));
    }

    /// Prints an error and returns the status to exit with.
    pub fn error(&self, error: &Error) -> ExitStatus {
        self.tell(human::Story::clear);
        match self.format {
            Format::Text => {
                let _ = write!(anstream::stderr().lock(), "{}", diagnostic::text(error));
            }
            Format::Json => self.json(&diagnostic::json(error)),
        }
        error.status()
    }

    /// Prints what clap has to say: help to standard output, a usage error to standard error.
    pub fn usage(error: &clap::Error) -> std::process::ExitCode {
        // A closed pipe while printing the help is no error.
        let _ = error.print();
        if error.use_stderr() { ExitStatus::Usage.into() } else { ExitStatus::Success.into() }
    }

    fn tell(&self, what: impl FnOnce(&mut human::Story)) {
        // A thread that panicked while printing left at worst half a line.
        what(&mut self.story.lock().unwrap_or_else(std::sync::PoisonError::into_inner));
    }
}

impl Progress for Report {
    fn event(&self, event: Event) {
        self.tell(|story| story.event(event));
    }
}
