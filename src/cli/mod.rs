//! What may be typed: data only, no defaults, no knowledge of what it means.

pub mod args;

use std::path::PathBuf;

use clap::{ArgAction, Parser, Subcommand, ValueEnum};

/// dj2deb: from a Django repository to a Debian package.
#[derive(Debug, Parser)]
#[command(
    name = "dj2deb",
    version,
    about = "Turns a Django repository into a Debian package that installs, runs, upgrades and backs itself up",
    after_help = "Examples:\n  dj2deb build                 package the project in this directory\n  dj2deb explain               every value and where it came from\n  dj2deb doctor                can this machine build, and what to install\n\nOn the server: apt install ./PACKAGE.deb"
)]
pub struct Cli {
    #[command(flatten)]
    pub global: Global,
    #[command(subcommand)]
    pub command: Command,
}

/// Options of every command.
#[derive(Debug, clap::Args)]
pub struct Global {
    /// The project's directory
    #[arg(short = 'C', long = "directory", value_name = "DIR", global = true)]
    pub directory: Option<PathBuf>,
    /// Only warnings and errors; twice: only errors
    #[arg(short, long, action = ArgAction::Count, global = true)]
    pub quiet: u8,
    /// Steps and details; twice: also what child programs print
    #[arg(short, long, action = ArgAction::Count, global = true)]
    pub verbose: u8,
    /// How data is printed
    #[arg(long, value_enum, global = true)]
    pub format: Option<Format>,
    /// When colours are used
    #[arg(long, value_enum, value_name = "WHEN", global = true)]
    pub color: Option<ColorChoice>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    Text,
    Json,
}

/// From which severity on a finding makes the status 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Limit {
    Error,
    Warning,
    Info,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ColorChoice {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Package the project
    Build(args::Build),
    /// Show every value and where it came from; runs no project code
    Explain(args::Explain),
    /// Show what `build` will do, without building
    Plan(args::Plan),
    /// Show what a finished package holds
    Inspect(args::Inspect),
    /// Judge a finished package
    Verify(args::Verify),
    /// Try a package in a throwaway booted Debian; needs root
    Test(args::Test),
    /// Can this machine build; what to install
    Doctor(args::Doctor),
    /// The man page or a shell's completions, on standard output
    #[command(hide = true)]
    Generate(args::Generate),
}
