//! uv, the program that resolves and installs: where it is, which version, how it is called.

use std::ffi::OsString;
use std::path::PathBuf;

use super::{Error, Network, Workshop};
use crate::deb::architecture::Architecture;
use crate::deb::release::{GlibcVersion, Release};
use crate::host::{Finished, Host, Program, variables};
use crate::progress::Event;

/// The oldest version whose options dj2deb uses.
const OLDEST: &str = "0.5.0";

/// uv's platforms end here; a newer glibc reads these wheels too.
const NEWEST_MANYLINUX: GlibcVersion = GlibcVersion { major: 2, minor: 40 };

/// A found uv.
pub struct Uv {
    path: PathBuf,
    pub version: String,
}

impl Uv {
    /// Finds uv on the `PATH` and asks for its version.
    pub fn find(workshop: &Workshop) -> Result<Self, Error> {
        Self::find_on(workshop.host)
    }

    /// As [`Uv::find`], for those who build nothing.
    pub fn find_on(host: &Host) -> Result<Self, Error> {
        let path = variables::find_program("uv").ok_or(Error::NoUv)?;
        let finished = host.run(&Program::new("asking uv for its version", &path).inherit().argument("--version"))?;
        let version = finished.text().split_whitespace().nth(1).unwrap_or_default().to_owned();
        let numbers = |text: &str| text.split('.').map(|part| part.parse::<u64>().unwrap_or(0)).collect::<Vec<_>>();
        if numbers(&version) < numbers(OLDEST) {
            return Err(Error::OldUv { found: version, needed: OLDEST });
        }
        Ok(Self { path, version })
    }

    /// A call of uv: it never fetches an interpreter, never colours, never writes bytecode.
    pub fn call(&self, purpose: &str, arguments: impl IntoIterator<Item: Into<OsString>>) -> Program {
        Program::new(purpose, &self.path)
            .inherit()
            .variable("UV_PYTHON_DOWNLOADS", "never")
            .variable("UV_NO_PROGRESS", "1")
            .variable("UV_COMPILE_BYTECODE", "0")
            .variable("NO_COLOR", "1")
            .arguments(arguments)
    }

    /// Runs a call; what uv prints is shown with `-vv`.
    pub fn run(&self, program: Program, workshop: &Workshop) -> Result<Finished, crate::host::Error> {
        let program = if workshop.network == Network::Offline { program.argument("--offline") } else { program };
        workshop.host.run_with(&program, &mut |line| workshop.progress.event(Event::Output(line.to_owned())))
    }
}

/// The options that make uv choose for the target, whatever the host is.
pub fn target_options(release: Release, architecture: Architecture) -> [String; 4] {
    let glibc = release.glibc().min(NEWEST_MANYLINUX);
    let machine = match architecture {
        Architecture::Arm64 => "aarch64",
        Architecture::Amd64 | Architecture::All => "x86_64",
    };
    [
        "--python-version".to_owned(),
        release.interpreter_full().to_owned(),
        "--python-platform".to_owned(),
        format!("{machine}-manylinux_{}_{}", glibc.major, glibc.minor),
    ]
}
