//! Words of Python packaging.
