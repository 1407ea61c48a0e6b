//! Maintainer scripts, and every way in which dpkg and debconf call them.
//!
//! In: a control member's name. Out: [`MaintainerScript`] and the table of [`Invocation`]s (Policy 6.5,
//! debconf-devel(7)). Not here: what the scripts do.

use std::fmt;
use std::str::FromStr;

use Argument::{LastConfigured, NewVersion, OldVersion, OtherPackage, OtherVersion, Triggers, Word};
use MaintainerScript::{Config, Postinst, Postrm, Preinst, Prerm};

/// In the order in which a first installation calls them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MaintainerScript {
    Config,
    Preinst,
    Postinst,
    Prerm,
    Postrm,
}

/// The text names no maintainer script.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a maintainer script")]
pub struct Error(String);

/// One way in which a script is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Invocation {
    pub script: MaintainerScript,
    /// The first argument.
    pub verb: &'static str,
    /// What follows the verb.
    pub arguments: &'static [Argument],
}

/// An argument after the verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Argument {
    /// The word itself: `in-favour`, `removing`.
    Word(&'static str),
    /// The version that was or is installed.
    OldVersion,
    /// The version that is or was to be installed.
    NewVersion,
    /// The version configured last; empty on a first installation.
    LastConfigured,
    /// Another package's name.
    OtherPackage,
    /// The other package's version.
    OtherVersion,
    /// Names of triggers, separated by blanks, as one argument.
    Triggers,
}

impl MaintainerScript {
    pub const EVERY: [Self; 5] = [Self::Config, Self::Preinst, Self::Postinst, Self::Prerm, Self::Postrm];

    /// The control member's name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Config => "config",
            Self::Preinst => "preinst",
            Self::Postinst => "postinst",
            Self::Prerm => "prerm",
            Self::Postrm => "postrm",
        }
    }

    /// Every call that Policy lists for this script.
    pub fn invocations(self) -> impl Iterator<Item = &'static Invocation> {
        INVOCATIONS.iter().filter(move |invocation| invocation.script == self)
    }

    /// The distinct first arguments, in the table's order.
    pub fn verbs(self) -> Vec<&'static str> {
        let mut verbs: Vec<&'static str> = self.invocations().map(|invocation| invocation.verb).collect();
        verbs.dedup();
        verbs
    }
}

impl FromStr for MaintainerScript {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        Self::EVERY.into_iter().find(|script| script.name() == text).ok_or_else(|| Error(text.to_owned()))
    }
}

impl fmt::Display for MaintainerScript {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.name())
    }
}

const fn call(script: MaintainerScript, verb: &'static str, arguments: &'static [Argument]) -> Invocation {
    Invocation { script, verb, arguments }
}

const IN_FAVOUR: &[Argument] = &[Word("in-favour"), OtherPackage, OtherVersion];
const IN_FAVOUR_REMOVING: &[Argument] =
    &[Word("in-favour"), OtherPackage, OtherVersion, Word("removing"), OtherPackage, OtherVersion];

/// Policy 6.5 in its order; `config` as debconf-devel(7) says.
pub const INVOCATIONS: &[Invocation] = &[
    call(Config, "configure", &[LastConfigured]),
    call(Config, "reconfigure", &[LastConfigured]),
    call(Preinst, "install", &[]),
    call(Preinst, "install", &[OldVersion, NewVersion]),
    call(Preinst, "upgrade", &[OldVersion, NewVersion]),
    call(Preinst, "abort-upgrade", &[NewVersion]),
    call(Postinst, "configure", &[LastConfigured]),
    call(Postinst, "triggered", &[Triggers]),
    call(Postinst, "abort-upgrade", &[NewVersion]),
    call(Postinst, "abort-remove", &[]),
    call(Postinst, "abort-remove", IN_FAVOUR),
    call(Postinst, "abort-deconfigure", IN_FAVOUR),
    call(Postinst, "abort-deconfigure", IN_FAVOUR_REMOVING),
    call(Prerm, "remove", &[]),
    call(Prerm, "remove", IN_FAVOUR),
    call(Prerm, "upgrade", &[NewVersion]),
    call(Prerm, "failed-upgrade", &[OldVersion, NewVersion]),
    call(Prerm, "deconfigure", IN_FAVOUR),
    call(Prerm, "deconfigure", IN_FAVOUR_REMOVING),
    call(Postrm, "remove", &[]),
    call(Postrm, "purge", &[]),
    call(Postrm, "upgrade", &[NewVersion]),
    call(Postrm, "disappear", &[OtherPackage, OtherVersion]),
    call(Postrm, "failed-upgrade", &[OldVersion, NewVersion]),
    call(Postrm, "abort-install", &[]),
    call(Postrm, "abort-install", &[OldVersion, NewVersion]),
    call(Postrm, "abort-upgrade", &[OldVersion, NewVersion]),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_script_prints_as_it_was_read() {
        for script in MaintainerScript::EVERY {
            assert_eq!(script.to_string().parse(), Ok(script));
        }
        assert_eq!("postinstall".parse::<MaintainerScript>(), Err(Error("postinstall".to_owned())));
    }

    #[test]
    fn verbs_are_those_of_policy() {
        assert_eq!(Preinst.verbs(), ["install", "upgrade", "abort-upgrade"]);
        assert_eq!(Postinst.verbs(), ["configure", "triggered", "abort-upgrade", "abort-remove", "abort-deconfigure"]);
        assert_eq!(Prerm.verbs(), ["remove", "upgrade", "failed-upgrade", "deconfigure"]);
        let postrm = ["remove", "purge", "upgrade", "disappear", "failed-upgrade", "abort-install", "abort-upgrade"];
        assert_eq!(Postrm.verbs(), postrm);
    }
}
