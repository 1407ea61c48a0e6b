//! The story on standard error: a verb in a column, a line a stage, and a line that changes on a terminal.

use std::io::{IsTerminal, Write};

use super::style::{FAINT, VERB, WARNING};
use super::{Verbosity, wording};
use crate::host::clock::Watch;
use crate::progress::{Event, Stage};

/// What has been told so far.
pub struct Story {
    verbosity: Verbosity,
    terminal: bool,
    step: String,
    shown: bool,
    tenth: u64,
}

impl Story {
    pub fn new(verbosity: Verbosity) -> Self {
        let dumb = crate::host::variables::get("TERM").is_none_or(|term| term == "dumb");
        let terminal = std::io::stderr().is_terminal() && !dumb;
        Self { verbosity, terminal, step: String::new(), shown: false, tenth: 0 }
    }

    /// A stage ended.
    pub fn finished(&mut self, stage: Stage, summary: &str, watch: Option<Watch>) {
        if self.verbosity < Verbosity::Normal {
            return;
        }
        let time = watch.map(|watch| wording::duration(watch.elapsed())).unwrap_or_default();
        self.line(&format!("{VERB}{:>12}{VERB:#} {summary:<54} {FAINT}{time:>8}{FAINT:#}", verb(stage)));
    }

    pub fn event(&mut self, event: Event) {
        match event {
            Event::Warning(text) if self.verbosity >= Verbosity::Warnings => {
                self.line(&format!("{WARNING}warning:{WARNING:#} {text}"));
            }
            Event::Detail(text) if self.verbosity >= Verbosity::Details => {
                self.line(&format!("{FAINT}{:>12} {text}{FAINT:#}", ""));
            }
            Event::Output(text) if self.verbosity >= Verbosity::Output => {
                self.line(&format!("{FAINT}{:>12} | {text}{FAINT:#}", ""));
            }
            Event::Step { stage, what } if self.verbosity >= Verbosity::Normal => {
                self.step = format!("{VERB}{:>12}{VERB:#} {what}", gerund(stage));
                self.tenth = 0;
                let text = self.step.clone();
                self.passing(&text);
            }
            Event::Count { done, total, .. } if self.verbosity >= Verbosity::Normal => self.count(done, total),
            _ => {}
        }
    }

    /// Removes the line that changes.
    pub fn clear(&mut self) {
        if self.shown {
            print("\r\x1b[2K");
            self.shown = false;
        }
    }

    fn count(&mut self, done: u64, total: u64) {
        let tenth = (done * 10).checked_div(total).unwrap_or(10);
        if self.terminal {
            self.passing(&format!("{} {done}/{total}", self.step.clone()));
        } else if self.verbosity >= Verbosity::Details && tenth > self.tenth {
            self.line(&format!("{} {done}/{total}", self.step.clone()));
        }
        self.tenth = tenth;
    }

    /// A line that the next one replaces; without a terminal it stays, so that a log shows progress too.
    fn passing(&mut self, text: &str) {
        if self.terminal {
            print(&format!("\r\x1b[2K{text}"));
            self.shown = true;
        } else {
            self.line(text);
        }
    }

    fn line(&mut self, text: &str) {
        self.clear();
        print(&format!("{}\n", text.trim_end()));
    }
}

fn print(text: &str) {
    let mut stderr = anstream::stderr().lock();
    // Nobody is left to be told when standard error is closed.
    let _ = write!(stderr, "{text}").and_then(|()| stderr.flush());
}

fn verb(stage: Stage) -> &'static str {
    match stage {
        Stage::Discover => "Discovered",
        Stage::Configure => "Configured",
        Stage::Plan => "Planned",
        Stage::Stage => "Staged",
        Stage::Assemble => "Assembled",
        Stage::Verify => "Verified",
        Stage::Trial => "Tried",
    }
}

fn gerund(stage: Stage) -> &'static str {
    match stage {
        Stage::Discover => "Discovering",
        Stage::Configure => "Configuring",
        Stage::Plan => "Planning",
        Stage::Stage => "Staging",
        Stage::Assemble => "Assembling",
        Stage::Verify => "Verifying",
        Stage::Trial => "Trying",
    }
}
