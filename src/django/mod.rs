//! Django's words.

pub mod dotted_path;

pub use dotted_path::DottedPath;
