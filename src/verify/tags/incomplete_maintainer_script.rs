//! Maintainer scripts that do not know every call of dpkg.
//!
//! In: the control member's scripts. Out: verbs that are missing. Not here: what the scripts do for each verb.

use super::super::contents::PackageContents;
use super::super::finding::Severity;
use super::super::tag::{Check, Problem, Tag};
use crate::deb::maintainer_script::MaintainerScript;

pub const TAG: Tag = Tag {
    name: "incomplete-maintainer-script",
    severity: Severity::Error,
    summary: "a maintainer script does not handle every call that Policy lists",
    explanation: "dpkg calls the scripts with more arguments than `configure` and `remove`; a script that fails for \
                  one it does not know leaves a package that can neither be upgraded nor removed. Each script names \
                  every verb, stops at the first error (`set -e`), starts with `#!/bin/sh` and is executable.",
    reference: "Debian Policy 6.5, 10.4; debconf-devel(7)",
    check: Check::Package(check),
};

fn check(package: &PackageContents) -> Vec<Problem> {
    let mut problems = Vec::new();
    for script in MaintainerScript::EVERY {
        let Some(file) = package.control_files.get(script.name()) else { continue };
        let mut say = |detail: String| problems.push(Problem::new(script.name(), detail));
        if !file.text.starts_with("#!/bin/sh\n") {
            say("does not start with `#!/bin/sh`".to_owned());
        }
        if !file.text.lines().any(|line| line.trim() == "set -e") {
            say("does not stop at the first error (`set -e`)".to_owned());
        }
        if file.mode & 0o111 == 0 {
            say(format!("is not executable (mode {:04o})", file.mode));
        }
        for verb in script.verbs() {
            if !names(&file.text, verb) {
                say(format!("does not name `{verb}`"));
            }
        }
    }
    problems
}

/// Whether the verb stands there as a word, outside comments.
fn names(script: &str, verb: &str) -> bool {
    let code = script.lines().filter(|line| !line.trim_start().starts_with('#'));
    let is_part = |letter: char| letter.is_ascii_alphanumeric() || letter == '-' || letter == '_';
    code.flat_map(|line| line.split(|letter| !is_part(letter))).any(|word| word == verb)
}

#[cfg(test)]
mod tests {
    use super::super::super::contents::ControlFile;
    use super::super::samples::package;
    use super::*;

    fn problems(text: &str, mode: u32) -> Vec<String> {
        let mut package = package([]);
        package.control_files.insert("prerm".to_owned(), ControlFile { mode, text: text.to_owned() });
        check(&package).into_iter().map(|problem| problem.detail).collect()
    }

    #[test]
    fn every_verb_is_named() {
        let whole =
            "#!/bin/sh\nset -e\ncase $1 in\n    remove|upgrade) ;;\n    failed-upgrade | deconfigure) ;;\nesac\n";
        assert!(problems(whole, 0o755).is_empty());
        assert_eq!(problems(&whole.replace("remove|upgrade", "remove # upgrade"), 0o755).len(), 0);
        assert_eq!(problems(&whole.replace("remove|upgrade", "remove"), 0o755), ["does not name `upgrade`"]);
        assert_eq!(problems("#!/bin/bash\n# remove upgrade\n", 0o644).len(), 7);
    }
}
