//! The only user of handlebars: every text that goes into a package, rendered from `debian-templates/` and `maintscripts/`.
//!
//! In: a [`TemplateId`] and its context. Out: the text. Not here: which files a package gets (the plan chooses), and how
//! they become an archive.

pub mod context;
pub mod fragment;
pub mod helpers;
pub mod layout;
pub mod registry;

pub use context::{Changelog, Control, Copyright, Database, LintianOverrides, Site};
pub use fragment::{FragmentId, Frame, WebServer, sequence};
pub use layout::{LAYOUT, Placed, Source};
pub use registry::{Error, TemplateId, render, script};
