//! One struct a subcommand. Every option is optional, so that what was typed can be told from a default.

use std::path::PathBuf;

/// What may configure a build on the command line.
#[derive(Debug, Default, Clone, clap::Args)]
pub struct Choices {
    /// Target release, repeatable (`debian12`, `debian13`); default: this machine's
    #[arg(long = "target", value_name = "RELEASE")]
    pub targets: Vec<String>,
    /// Target architecture; default: this machine's
    #[arg(long, value_name = "ARCH")]
    pub arch: Option<String>,
    /// The project's version instead of the one that was found
    #[arg(long, value_name = "VERSION")]
    pub project_version: Option<String>,
}

#[derive(Debug, clap::Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch that is typed")]
pub struct Build {
    #[command(flatten)]
    pub choices: Choices,
    /// Where the package is written: a directory, or a file name ending in `.deb`
    #[arg(short, long, value_name = "OUT")]
    pub output: Option<PathBuf>,
    /// Use nothing from the network
    #[arg(long)]
    pub offline: bool,
    /// Use nothing that earlier builds left
    #[arg(long)]
    pub no_cache: bool,
    /// Do not run the project's code to prove that it starts
    #[arg(long)]
    pub no_proof: bool,
    /// Keep the tree that the project was started in, and say where it is
    #[arg(long)]
    pub keep_stage: bool,
}

#[derive(Debug, clap::Args)]
pub struct Explain {
    #[command(flatten)]
    pub choices: Choices,
    /// One key in depth (`project.settings`)
    #[arg(value_name = "KEY")]
    pub key: Option<String>,
    /// What was found, before anything was decided
    #[arg(long)]
    pub facts: bool,
}

#[derive(Debug, clap::Args)]
pub struct Plan {
    #[command(flatten)]
    pub choices: Choices,
    /// The programs that `build` will run
    #[arg(long)]
    pub steps: bool,
    /// The maintainer scripts
    #[arg(long)]
    pub scripts: bool,
}

#[derive(Debug, clap::Args)]
pub struct Inspect {
    /// The package to show
    #[arg(value_name = "FILE.deb")]
    pub file: PathBuf,
}

#[derive(Debug, clap::Args)]
pub struct Verify {
    /// The package to judge
    #[arg(value_name = "FILE.deb", required_unless_present = "explain")]
    pub file: Option<PathBuf>,
    /// Say what a tag means, and what to do about it
    #[arg(long, value_name = "TAG", conflicts_with = "file")]
    pub explain: Option<String>,
    /// The severity that makes the exit status 1; default: error
    #[arg(long, value_enum, value_name = "SEVERITY")]
    pub fail_on: Option<super::Limit>,
}

#[derive(Debug, clap::Args)]
pub struct Test {
    /// The package to try
    #[arg(value_name = "FILE.deb")]
    pub file: PathBuf,
    /// The package of an earlier version, for the scenarios that upgrade from it
    #[arg(long, value_name = "OLD.deb")]
    pub upgrade_from: Option<PathBuf>,
    /// The machine's release; default: the one that the package was built for
    #[arg(long, value_name = "RELEASE")]
    pub release: Option<String>,
    /// Only this scenario, or the one in a file `NAME.scenario`, and those that must run before it
    #[arg(long, value_name = "SCENARIO")]
    pub only: Option<String>,
    /// Keep the machine running until Ctrl-C, and say how to enter it
    #[arg(long)]
    pub keep: bool,
}

#[derive(Debug, clap::Args)]
pub struct Doctor {
    #[command(flatten)]
    pub choices: Choices,
}

#[derive(Debug, clap::Args)]
pub struct Generate {
    /// What to print
    #[arg(value_enum)]
    pub what: Generated,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Generated {
    Man,
    Bash,
    Fish,
    Zsh,
}
