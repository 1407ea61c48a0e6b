//! One file a subcommand: wiring, no knowledge.

pub mod build;
pub mod doctor;
pub mod error;
pub mod explain;
pub mod flags;
pub mod generate;
pub mod inspect;
pub mod plan;
pub mod test;
pub mod verify;

pub use error::Error;

use crate::cli::{Cli, Command};
use crate::exit_status::ExitStatus;
use crate::report::Report;

/// Runs the command that was typed.
pub fn run(cli: &Cli, report: &Report) -> Result<ExitStatus, crate::error::Error> {
    let directory = cli.global.directory.clone().unwrap_or_else(|| ".".into());
    match &cli.command {
        Command::Build(arguments) => build::build(arguments, &directory, report),
        Command::Inspect(arguments) => inspect::inspect(arguments, report),
        Command::Verify(arguments) => verify::verify(arguments, report),
        Command::Test(arguments) => test::test(arguments, report),
        Command::Explain(arguments) => explain::explain(arguments, &directory, report),
        Command::Plan(arguments) => plan::plan(arguments, &directory, report),
        Command::Generate(arguments) => generate::generate(arguments, report),
        Command::Doctor(arguments) => doctor::doctor(arguments, &directory, report),
    }
}
