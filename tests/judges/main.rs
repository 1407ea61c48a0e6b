//! What Debian's own tools say: lintian, shellcheck, dpkg-shlibdeps, systemd-analyze, nginx, man. Needs them, uv and the network.
//!
//! A missing tool is a failure; `tests/tools/setup` installs them.
#![expect(clippy::disallowed_methods, reason = "tests prepare files and run programs themselves")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

// Builds on a machine of the other release.
mod other_release;
// Whole packages of real projects: lintian, dpkg-deb, equal bytes, what a failed build leaves.
mod packages;
// `Depends` of real wheels against dpkg-shlibdeps.
mod relations;
// Rendered scripts, units, site and runtime.
mod scripts;
// Packages made by hand, shared with the tests that need only the compiler.
#[path = "../it/support/mod.rs"]
#[expect(dead_code, reason = "the other binary uses the rest")]
mod support;
