//! The integration tests, one binary; each line says what belongs there.

// The bytes of a package: order, splice, twice the same, and what Debian's own tools say of them.
mod format;
