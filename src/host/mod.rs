//! The only module that touches the machine: files, programs, variables, time, signals.
//!
//! Input: what a stage wants done. Output: the result, or an error that names path and purpose. No decisions here.
#![expect(clippy::disallowed_methods, reason = "this module is the wall that the others stand behind")]

pub mod apt;
pub mod clock;
pub mod error;
pub mod file_system;
pub mod network;
pub mod new_file;
pub mod process;
pub mod repository;
pub mod scratch;
pub mod variables;

pub use error::Error;
pub use process::{Finished, Program};
pub use scratch::Scratch;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// The machine that dj2deb runs on.
#[derive(Clone, Default)]
pub struct Host {
    interrupted: Arc<AtomicBool>,
}

impl Host {
    /// A host whose long work ends with [`Error::Interrupted`] after SIGINT, SIGTERM or SIGHUP.
    pub fn with_signals() -> Self {
        let host = Self::default();
        let flag = Arc::clone(&host.interrupted);
        // A second handler cannot be set only when one exists already; then that one serves.
        let _ = ctrlc::set_handler(move || flag.store(true, Ordering::SeqCst));
        host
    }

    /// Fails once the user has asked to stop; long work calls this between its steps.
    pub fn check(&self) -> Result<(), Error> {
        if self.interrupted.load(Ordering::SeqCst) { Err(Error::Interrupted) } else { Ok(()) }
    }

    /// How many threads may work at once.
    pub fn cores(&self) -> usize {
        std::thread::available_parallelism().map_or(1, std::num::NonZero::get)
    }

    /// Debian's name of this machine's architecture; empty where dpkg is missing.
    pub fn architecture(&self) -> String {
        let program = Program::new("asking for the architecture", "dpkg").inherit().argument("--print-architecture");
        self.run(&program).map(|finished| finished.text()).unwrap_or_default()
    }

    /// Whether this process runs as root.
    pub fn is_root(&self) -> bool {
        rustix::process::geteuid().is_root()
    }
}

/// The text of os-release(5); empty on a machine without one.
pub fn os_release() -> String {
    ["/etc/os-release", "/usr/lib/os-release"]
        .iter()
        .find_map(|path| file_system::read_text(std::path::Path::new(path)).ok())
        .unwrap_or_default()
}
