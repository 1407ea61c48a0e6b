//! The minimal Debian that machines are made from, and the packages that they may install; both kept from run to run.
//!
//! In: a release, packages to try. Out: [`Base`], a root that is never written again, and a folder that apt takes as its only
//! source. Not here: booting ([`super::machine`]).

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::Error;
use crate::deb::release::Release;
use crate::host::{Host, Program, Scratch, apt, file_system, variables};
use crate::progress::{Event, Progress, Stage};

/// What a machine needs in order to boot; a server has more, but then `Depends` would not be tested.
const INCLUDED: &str = "--include=systemd,systemd-sysv,dbus";

/// Programs the trial needs beside those of every Debian, and the packages that bring them.
const NEEDED: [(&str, &str); 3] =
    [("mmdebstrap", "mmdebstrap"), ("systemd-nspawn", "systemd-container"), ("dpkg-deb", "dpkg")];

/// A minimal Debian of one release.
#[derive(Clone, Debug)]
pub struct Base {
    release: Release,
    directory: PathBuf,
}

impl Base {
    /// The base of `release`: found in the cache, or made once.
    pub fn prepare(host: &Host, progress: &dyn Progress, release: Release) -> Result<Self, Error> {
        check_machine(host)?;
        let directory = place().join(release.name());
        file_system::create_directory(&directory)?;
        let base = Self { release, directory };
        let _lock = file_system::lock(&base.directory.join("lock"))?;
        if !file_system::is_directory(&base.root()) {
            base.make(host, progress)?;
        }
        Ok(base)
    }

    pub fn release(&self) -> Release {
        self.release
    }

    /// The root that machines are laid over.
    pub fn root(&self) -> PathBuf {
        self.directory.join("root")
    }

    /// Packages and their index.
    pub fn packages(&self) -> PathBuf {
        self.directory.join("packages")
    }

    /// Makes sure that everything which the packages in `debs` depend on or recommend is in the folder.
    pub fn download(&self, host: &Host, progress: &dyn Progress, debs: &[&Path]) -> Result<(), Error> {
        let _lock = file_system::lock(&self.directory.join("lock"))?;
        let mark = self.packages().join(format!(".complete-{}", needs(host, debs)?));
        if file_system::exists(&mark) {
            return Ok(());
        }
        say(progress, format!("downloading what the package needs on {}", self.release));
        let scratch = Scratch::new_in(&self.directory)?;
        let given = scratch.path().join("given");
        file_system::create_directory(&given)?;
        for deb in debs {
            file_system::copy(deb, &given.join(super::file_name(deb)))?;
        }
        let script = scratch.path().join("download.sh");
        file_system::write(&script, include_bytes!("download.sh"))?;
        let program = Program::new("downloading packages with apt", "sh")
            .argument(script)
            .arguments([self.root().as_path(), scratch.path(), self.packages().as_path()])
            .inherit()
            .variable("DEBIAN_FRONTEND", "noninteractive")
            .time_limit(Duration::from_mins(15));
        host.run_with(&program, &mut |line| progress.event(Event::Output(line.to_owned())))?;
        file_system::write(&mark, b"")?;
        Ok(())
    }

    fn make(&self, host: &Host, progress: &dyn Progress) -> Result<(), Error> {
        let mirror = apt::debian_mirror()?.ok_or(Error::NoMirror)?;
        say(progress, format!("making a minimal {} from {mirror}, once", self.release));
        let unfinished = self.directory.join("root.unfinished");
        file_system::remove_directory(&unfinished)?;
        let program = Program::new("making a minimal Debian", "mmdebstrap")
            .arguments(["--variant=apt", INCLUDED, "--dpkgopt=force-unsafe-io", "--quiet", self.release.codename()])
            .argument(&unfinished)
            .argument(mirror)
            .inherit()
            .time_limit(Duration::from_mins(15));
        host.run_with(&program, &mut |line| progress.event(Event::Output(line.to_owned())))?;
        file_system::rename(&unfinished, &self.root())?;
        Ok(())
    }
}

/// Where bases and machines are kept.
pub fn place() -> PathBuf {
    variables::cache_directory().join("v1/trial")
}

/// Fails when this machine or user cannot boot another one.
fn check_machine(host: &Host) -> Result<(), Error> {
    if !host.is_root() {
        return Err(Error::NotRoot);
    }
    let missing = NEEDED.into_iter().find(|(program, _)| variables::find_program(program).is_none());
    missing.map_or(Ok(()), |(program, package)| Err(Error::Missing { program, package }))
}

/// A digest of everything that decides which packages are needed.
fn needs(host: &Host, debs: &[&Path]) -> Result<String, Error> {
    let mut digest = blake3::Hasher::new();
    for deb in debs {
        let fields = Program::new("reading the package's fields", "dpkg-deb")
            .argument("--field")
            .argument(deb)
            .arguments(["Pre-Depends", "Depends", "Recommends"])
            .inherit();
        digest.update(&host.run(&fields)?.stdout).update(&[0]);
    }
    Ok(digest.finalize().to_hex()[..16].to_owned())
}

fn say(progress: &dyn Progress, what: String) {
    progress.event(Event::Step { stage: Stage::Trial, what });
}
