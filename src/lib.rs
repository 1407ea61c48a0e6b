//! dj2deb turns a Django repository into a Debian package.
//!
//! A build is one sentence, each arrow a function named like its folder:
//!
//! ```text
//! repository ─► discover ─► configure ─► plan ─► stage ─► assemble ─► verify ─► publish
//!               Facts       Config       PackagePlan      DebFile     Verdict   apt repository
//!                              ▲                  StagedTree
//!              dj2deb.toml · DJ2DEB_* · flags
//! ```
//!
//! `discover`, `configure`, `plan` and `verify` are pure; `stage` and `assemble` work through [`host`], the only module
//! that touches the machine; [`report`] is the only one that prints; [`command`] wires them, one file a subcommand.
//! [`deb`], [`python`], [`django`] and [`repository`] hold the field's words. `docs/architecture.md` is the map.

pub mod diagnose;
pub mod error;
pub mod exit_status;
pub mod progress;

pub mod deb;
pub mod django;
pub mod python;
pub mod repository;

pub mod host;
pub mod template;

pub mod discover;

pub mod configure;

pub mod plan;

pub mod cache;
pub mod stage;

pub mod assemble;

pub mod verify;

pub mod trial;

pub mod cli;
pub mod command;
pub mod report;
