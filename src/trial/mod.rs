//! To be written by its stage.

pub mod error;

pub use error::Error;
