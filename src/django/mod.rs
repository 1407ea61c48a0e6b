//! Words of Django.
