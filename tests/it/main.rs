//! The integration tests that need only the compiler and Debian's dpkg and xz, one binary; each line says what belongs there.
#![expect(clippy::disallowed_methods, reason = "tests prepare files and run programs themselves")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

// The house's own rules: imports, sizes, duties.
mod architecture;
// What is typed and what comes back: streams, exit statuses, errors with file and line.
mod cli;
// The bytes of a package: order, splice, twice the same.
mod format;
// The package that is planned for each project, as files that people read.
mod golden;
// Packages made by hand, shared by several files.
mod support;
// Findings in the bytes of packages.
mod verify;
