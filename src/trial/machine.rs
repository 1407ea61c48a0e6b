//! A throwaway Debian: boots, runs commands, answers requests, reboots, and is gone when it is dropped.
//!
//! In: a [`Base`]. Out: what commands and requests gave. Its network is its own loopback, its only apt source the base's folder
//! of packages. Not here: what is checked ([`super::scenario`]).

use std::path::{Path, PathBuf};
use std::thread::JoinHandle;
use std::time::Duration;

use super::base::{Base, place};
use super::{Error, file_name};
use crate::host::clock::Watch;
use crate::host::file_system::{self, Lock};
use crate::host::{self, Finished, Host, Program, Scratch, network};

const BOOT_LIMIT: Duration = Duration::from_secs(90);
const POWER_OFF_LIMIT: Duration = Duration::from_mins(1);
const COMMAND_LIMIT: Duration = Duration::from_mins(9);
const PAUSE: Duration = Duration::from_millis(100);

const PATH: &str = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
const SOURCE: &[u8] = b"deb [trusted=yes] file:/packages ./\n";

/// A machine that exists as long as this value.
pub struct Machine {
    host: Host,
    base: Base,
    running: Option<Running>,
    scratch: Scratch,
    _lock: Lock,
}

struct Running {
    /// The machine's first process, as this side numbers it.
    process: String,
    supervisor: JoinHandle<Result<Finished, host::Error>>,
}

/// What a command in the machine gave.
#[derive(Clone, Debug)]
pub struct Outcome {
    pub success: bool,
    /// Both streams in their order, without the final newline.
    pub output: String,
}

impl Machine {
    /// Makes a machine over `base` and boots it. Leftovers of runs that were killed are removed first.
    pub fn boot(host: &Host, base: &Base) -> Result<Self, Error> {
        let (scratch, lock) = directory(host)?;
        for name in ["upper/etc/apt", "work", "root", "given"] {
            file_system::create_directory(&scratch.path().join(name))?;
        }
        file_system::write(&scratch.path().join("upper/etc/apt/sources.list"), SOURCE)?;
        file_system::write(&scratch.path().join("boot.sh"), include_bytes!("boot.sh"))?;
        let mut machine = Self { host: host.clone(), base: base.clone(), running: None, scratch, _lock: lock };
        machine.start()?;
        Ok(machine)
    }

    /// Puts a file into `/given` of the machine.
    pub fn give(&self, file: &Path) -> Result<(), Error> {
        Ok(file_system::copy(file, &self.scratch.path().join("given").join(file_name(file)))?)
    }

    /// Puts a text or picture that the program carries into `/given` of the machine.
    pub fn give_content(&self, name: &str, content: &[u8]) -> Result<(), Error> {
        Ok(file_system::write(&self.scratch.path().join("given").join(name), content)?)
    }

    /// Runs a command with root's usual environment and the `variables` (`NAME=value`).
    pub fn run(&self, command: &str, variables: &[String]) -> Result<Outcome, Error> {
        let program = Program::new("a command in the machine", "nsenter")
            .arguments(["--target", self.process()?, "--all", "--", "env", "-i", "HOME=/root", PATH])
            .arguments(["LC_ALL=C.UTF-8", "TERM=dumb", "DEBIAN_FRONTEND=noninteractive"])
            .arguments(variables)
            .arguments(["sh", "-c", &format!("exec 2>&1\n{command}")])
            .inherit()
            .time_limit(COMMAND_LIMIT);
        match self.host.try_run(&program) {
            Ok(finished) => Ok(Outcome { success: finished.status.success(), output: finished.text() }),
            Err(error @ host::Error::TimedOut { .. }) => Ok(Outcome { success: false, output: error.to_string() }),
            Err(error) => Err(error.into()),
        }
    }

    /// Sends `request` to a port of the machine's loopback and returns all that it answers.
    pub fn exchange(&self, port: u16, request: &[u8]) -> Result<Vec<u8>, Error> {
        let network = PathBuf::from(format!("/proc/{}/ns/net", self.process()?));
        network::exchange(&network, port, request).map_err(|source| Error::NoAnswer { port, source })
    }

    /// Powers off in order and boots again; what is on its disk stays.
    pub fn reboot(&mut self) -> Result<(), Error> {
        self.power_off()?;
        self.start()
    }

    /// The command that opens a shell in the machine.
    pub fn entrance(&self) -> Result<String, Error> {
        Ok(format!("nsenter --target {} --all -- env -i HOME=/root TERM=\"$TERM\" {PATH} bash", self.process()?))
    }

    fn start(&mut self) -> Result<(), Error> {
        let directory = self.scratch.path();
        file_system::remove_file(&directory.join("process"))?;
        let program = Program::new("booting a machine", "sh")
            .argument(directory.join("boot.sh"))
            .arguments([self.base.root().as_path(), directory, self.base.packages().as_path()])
            .inherit();
        let host = self.host.clone();
        let supervisor = std::thread::spawn(move || host.run(&program));
        let mut running = Running { process: String::new(), supervisor };
        let booted = self.wait_for_boot(&mut running);
        self.running = Some(running);
        booted?;
        let ready = self.run("systemctl is-system-running --wait; apt-get --quiet --quiet update", &[])?;
        if ready.success { Ok(()) } else { Err(self.no_boot()) }
    }

    /// Waits until the machine's system manager answers, and notes its process.
    fn wait_for_boot(&self, running: &mut Running) -> Result<(), Error> {
        let watch = Watch::start();
        while watch.elapsed() < BOOT_LIMIT {
            self.host.check()?;
            if running.supervisor.is_finished() {
                return Err(self.no_boot());
            }
            if let Some(process) = first_process(&self.scratch.path().join("process")) {
                let ask = Program::new("asking the machine", "nsenter")
                    .arguments(["--target", &process, "--all", "--", "systemctl", "is-system-running"])
                    .inherit();
                let answer = self.host.try_run(&ask)?.text();
                running.process = process;
                if ["starting", "running", "degraded"].contains(&answer.as_str()) {
                    return Ok(());
                }
            }
            std::thread::sleep(PAUSE);
        }
        Err(self.no_boot())
    }

    fn power_off(&mut self) -> Result<(), Error> {
        self.run("systemctl --no-block poweroff", &[])?;
        let watch = Watch::start();
        while watch.elapsed() < POWER_OFF_LIMIT && self.running.as_ref().is_some_and(|it| !it.supervisor.is_finished())
        {
            self.host.check()?;
            std::thread::sleep(PAUSE);
        }
        self.end();
        Ok(())
    }

    /// Ends the machine at once.
    fn end(&mut self) {
        let Some(running) = self.running.take() else { return };
        let process = file_system::read_text(&self.scratch.path().join("process")).unwrap_or_default();
        if !running.supervisor.is_finished() && !process.trim().is_empty() {
            let kill = Program::new("ending a machine", "sh")
                .arguments(["-c", "kill -9 \"$1\"", "sh", process.trim()])
                .inherit();
            // A fresh host: also after an interrupt the machine must end. One that has just ended by itself is as good.
            let _ = Host::default().try_run(&kill);
        }
        // It was killed: the status says no more than that.
        let _ = running.supervisor.join();
    }

    fn process(&self) -> Result<&str, Error> {
        self.running.as_ref().map(|running| running.process.as_str()).ok_or(Error::NotRunning)
    }

    fn no_boot(&self) -> Error {
        Error::NoBoot { seconds: BOOT_LIMIT.as_secs(), console: self.scratch.path().join("console") }
    }
}

impl Drop for Machine {
    fn drop(&mut self) {
        self.end();
    }
}

/// A directory for a machine; the lock says that its machine may be alive. Those whose lock is free are removed.
fn directory(host: &Host) -> Result<(Scratch, Lock), Error> {
    let machines = place().join("machines");
    file_system::create_directory(&machines)?;
    let _lock = file_system::lock(&place().join("machines.lock"))?;
    for left in file_system::list(&machines)? {
        let lock = left.join("lock");
        let remove = Program::new("removing an old machine", "flock")
            .argument("--nonblock")
            .arguments([lock.as_path(), "rm".as_ref(), "-rf".as_ref(), "--one-file-system".as_ref(), left.as_path()])
            .inherit();
        // Status 1: another run is using it.
        host.try_run(&remove)?;
    }
    let scratch = Scratch::new_in(&machines)?;
    let lock = file_system::lock(&scratch.path().join("lock"))?;
    Ok((scratch, lock))
}

/// The machine's first process: child of `systemd-nspawn`, which is the child of the process noted in `file`.
fn first_process(file: &Path) -> Option<String> {
    let outer = file_system::read_text(file).ok()?;
    let supervisor = child(outer.trim())?;
    let process = child(&supervisor)?;
    let status = file_system::read_text(format!("/proc/{process}/status").as_ref()).ok()?;
    let numbers = status.lines().find(|line| line.starts_with("NSpid:"))?;
    (numbers.split_whitespace().last() == Some("1")).then_some(process)
}

fn child(process: &str) -> Option<String> {
    let children = file_system::read_text(format!("/proc/{process}/task/{process}/children").as_ref()).ok()?;
    children.split_whitespace().next().map(str::to_owned)
}
