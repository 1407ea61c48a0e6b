//! Parses the arguments, runs the command, prints the error, exits.

use std::process::ExitCode;

use clap::Parser;
use dj2deb::cli::Cli;
use dj2deb::command;
use dj2deb::report::Report;

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return Report::usage(&error),
    };
    let report = Report::new(&cli.global);
    match command::run(&cli, &report) {
        Ok(status) => status.into(),
        Err(error) => report.error(&error).into(),
    }
}
