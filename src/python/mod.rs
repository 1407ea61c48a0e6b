//! Words of Python packaging (PyPA): names, versions, requirements, RECORD.

pub mod distribution_name;
pub mod version;

pub use distribution_name::DistributionName;
