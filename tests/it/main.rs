//! The integration tests, one binary; each line says what belongs there.
