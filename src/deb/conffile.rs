//! The files that dpkg asks about when both sides changed them.
//!
//! In: installed paths. Out: the control member `conffiles`. Not here: which of a package's files are conffiles.

use std::collections::BTreeSet;
use std::fmt;

use super::target_path::TargetPath;

/// A package's conffiles, sorted; prints as the control member.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Conffiles(BTreeSet<TargetPath>);

/// A conffile lies outside `/etc` (Policy 10.7.2).
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` cannot be a conffile: conffiles lie below `/etc` (Policy 10.7.2)")]
pub struct Error(TargetPath);

impl Conffiles {
    pub fn insert(&mut self, path: TargetPath) -> Result<(), Error> {
        if !path.as_str().starts_with("/etc/") {
            return Err(Error(path));
        }
        self.0.insert(path);
        Ok(())
    }

    pub fn iter(&self) -> impl Iterator<Item = &TargetPath> {
        self.0.iter()
    }

    pub fn contains(&self, path: &TargetPath) -> bool {
        self.0.contains(path)
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Display for Conffiles {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // dpkg needs the last newline as well.
        self.0.iter().try_for_each(|path| writeln!(formatter, "{path}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prints_sorted_lines() -> Result<(), Box<dyn std::error::Error>> {
        let mut conffiles = Conffiles::default();
        assert!(conffiles.is_empty());
        conffiles.insert("/etc/logrotate.d/shop".parse()?)?;
        conffiles.insert("/etc/cron.d/shop".parse()?)?;
        assert_eq!(conffiles.to_string(), "/etc/cron.d/shop\n/etc/logrotate.d/shop\n");
        assert!(conffiles.contains(&"/etc/cron.d/shop".parse()?));
        assert_eq!(conffiles.insert("/opt/x".parse()?), Err(Error("/opt/x".parse()?)));
        Ok(())
    }
}
