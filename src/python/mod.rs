//! Words of Python packaging (PyPA): names, versions, requirements, locks, RECORD.

pub mod distribution_name;
pub mod lock_file;
pub mod record;
pub mod requirement;
pub mod version;

pub use distribution_name::DistributionName;
