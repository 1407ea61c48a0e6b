//! `dj2deb generate`: man page and completions, from the definition that parses the arguments.

use clap::CommandFactory;
use clap_complete::Shell;

use crate::cli::Cli;
use crate::cli::args::{self, Generated};
use crate::error::Error;
use crate::exit_status::ExitStatus;
use crate::report::Report;

/// Prints what was asked for.
pub fn generate(arguments: &args::Generate, report: &Report) -> Result<ExitStatus, Error> {
    let mut command = Cli::command();
    let mut text = Vec::new();
    match arguments.what {
        Generated::Man => {
            // Writing to memory cannot fail.
            let _ = clap_mangen::Man::new(command).render(&mut text);
            text.extend_from_slice(exit_statuses().as_bytes());
        }
        Generated::Bash => clap_complete::generate(Shell::Bash, &mut command, "dj2deb", &mut text),
        Generated::Fish => clap_complete::generate(Shell::Fish, &mut command, "dj2deb", &mut text),
        Generated::Zsh => clap_complete::generate(Shell::Zsh, &mut command, "dj2deb", &mut text),
    }
    report.data(&String::from_utf8_lossy(&text));
    Ok(ExitStatus::Success)
}

/// The table of statuses as a section of the man page.
fn exit_statuses() -> String {
    let rows = ExitStatus::TABLE.iter().map(|(_, number, meaning)| format!(".TP\n{number}\n{meaning}\n"));
    format!(".SH EXIT STATUS\n{}", rows.collect::<String>())
}
