//! An interpreter of the target's minor version: the host's own, else one in a kept root of the target release.

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::{Error, Network, Workshop};
use crate::cache::Key;
use crate::deb::architecture::Architecture;
use crate::deb::release::Release;
use crate::host::{Program, apt, file_system, variables};
use crate::progress::Event;

/// How long making a root may take.
const TIME_LIMIT: Duration = Duration::from_mins(15);

/// Where the interpreter is.
pub struct Interpreter {
    /// The path of the program, inside the root.
    pub python: String,
    /// The root to change into; absent for the host's own interpreter.
    pub root: Option<PathBuf>,
}

/// The interpreter, or the reason why there is none.
pub fn interpreter(
    release: Release,
    architecture: Architecture,
    workshop: &Workshop,
) -> Result<Result<Interpreter, String>, Error> {
    let python = format!("/usr/bin/python{}", release.interpreter());
    if workshop.host.architecture() != architecture.name() {
        return Ok(Err(format!("this machine does not run programs for {architecture}")));
    }
    if let Err(error) = workshop.host.run(&isolated(workshop).arguments(["true"])) {
        let said = error.output().join(" ");
        return Ok(Err(format!("this machine does not let programs be isolated ({said})")));
    }
    if file_system::exists(Path::new(&python)) {
        return Ok(Ok(Interpreter { python, root: None }));
    }
    if !workshop.host.is_root() || variables::find_program("mmdebstrap").is_none() {
        return Ok(Err(format!(
            "this machine has no {python}; with root and mmdebstrap a root of {release} would be made"
        )));
    }
    root(release, architecture, workshop).map(|made| made.map(|root| Interpreter { python, root: Some(root) }))
}

/// A call that runs what follows without network and with mounts of its own; who is not root becomes root of a namespace.
pub fn isolated(workshop: &Workshop) -> Program {
    let program = Program::new("the proof", "unshare").variable("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
    let program = if workshop.host.is_root() { program } else { program.arguments(["--user", "--map-root-user"]) };
    program.arguments(["--mount", "--net", "--propagation", "private"])
}

/// A minimal system of the release with its interpreter, made once and kept.
fn root(release: Release, architecture: Architecture, workshop: &Workshop) -> Result<Result<PathBuf, String>, Error> {
    let packages = format!("python{}", release.interpreter());
    let key = Key::of()
        .input("release", release.name())
        .input("architecture", architecture.name())
        .input("packages", &packages)
        .key();
    let (path, _lock) = workshop.store.directory("roots", &key)?;
    let ready = path.with_extension("ready");
    if file_system::exists(&ready) {
        return Ok(Ok(path));
    }
    if workshop.network == Network::Offline {
        return Ok(Err(format!("there is no kept root of {release} and the network may not be used")));
    }
    let Some(mirror) = apt::debian_mirror()? else {
        return Ok(Err("apt's sources on this machine name no mirror for Debian".to_owned()));
    };
    workshop.step(format!("making a root of {release} for the proof, once"));
    file_system::remove_directory(&path)?;
    let program = Program::new(format!("making a root of {release}"), "mmdebstrap")
        .inherit()
        .argument("--quiet")
        .arguments(["--variant=minbase", "--aptopt=Acquire::Languages \"none\""])
        .argument(format!("--architectures={architecture}"))
        .argument(format!("--include={packages}"))
        .argument(release.codename())
        .argument(&path)
        .argument(mirror)
        .time_limit(TIME_LIMIT);
    let mut show = |line: &str| workshop.progress.event(Event::Output(line.to_owned()));
    workshop.host.run_with(&program, &mut show)?;
    file_system::write(&ready, b"")?;
    Ok(Ok(path))
}
