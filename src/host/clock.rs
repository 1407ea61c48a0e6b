//! Time: how long work took, for people. What goes into a package comes from the commit, never from here.

use std::time::{Duration, Instant};

/// A stop watch.
#[derive(Clone, Copy, Debug)]
pub struct Watch(Instant);

impl Watch {
    pub fn start() -> Self {
        Self(Instant::now())
    }

    pub fn elapsed(self) -> Duration {
        self.0.elapsed()
    }
}
