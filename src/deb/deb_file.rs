//! A finished package on disk.
//!
//! In: what the archive writer measured. Out: [`DebFile`], which later stages are given. Not here: its contents.

use std::path::PathBuf;

use super::architecture::Architecture;
use super::package_name::PackageName;
use super::version::DebianVersion;

/// Where a package was written, and what its bytes are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DebFile {
    pub path: PathBuf,
    pub size: u64,
    pub sha256: [u8; 32],
}

impl DebFile {
    /// `NAME_VERSION_ARCHITECTURE.deb`; an epoch is left out, as dpkg-deb does.
    pub fn file_name(name: &PackageName, version: &DebianVersion, architecture: Architecture) -> String {
        format!("{name}_{}_{architecture}.deb", version.without_epoch())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_name_has_no_epoch() -> Result<(), Box<dyn std::error::Error>> {
        let name = DebFile::file_name(&"shop".parse()?, &"1:2.0-1~deb12".parse()?, Architecture::Amd64);
        assert_eq!(name, "shop_2.0-1~deb12_amd64.deb");
        Ok(())
    }
}
