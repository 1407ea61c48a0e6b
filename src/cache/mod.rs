//! What earlier builds left: resolved locks and environments (performance.md, section 6).

pub mod key;
pub mod store;

pub use key::Key;
pub use store::Store;
