//! How stages speak of their work without printing: events that the report turns into lines or bars.

/// The stages of a build, in the order in which they run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    Discover,
    Configure,
    Plan,
    Stage,
    Assemble,
    Verify,
    Trial,
}

/// Something a stage says while it works.
#[derive(Clone, Debug)]
pub enum Event {
    /// A step that takes time began (`installing 63 distributions`).
    Step { stage: Stage, what: String },
    /// `done` of `total` units of the current step are complete.
    Count { stage: Stage, done: u64, total: u64 },
    /// Something the user should know although the work goes on.
    Warning(String),
    /// A detail for `-v`.
    Detail(String),
    /// A line of a child program's output, for `-vv`.
    Output(String),
}

/// Listens to the events of a build; shared by the threads of a stage.
pub trait Progress: Sync {
    fn event(&self, event: Event);
}

/// A listener that ignores everything, for tests and for work whose progress nobody watches.
pub struct Silent;

impl Progress for Silent {
    fn event(&self, _event: Event) {}
}
