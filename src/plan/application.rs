//! The project's own files: what of the repository lies in `/opt/P`, and what stays out.

use super::error::Error;
use super::file_tree::FileTree;
use super::package_plan::{Content, EntryKind, PlannedEntry};
use super::site::below;
use crate::configure::Config;
use crate::deb::mode::FileMode;
use crate::deb::target_path::TargetPath;
use crate::repository::{RepoEntry, RepoPath, RepoSnapshot};

/// Names at the top of `/opt/P`, or of a release below it, that are dj2deb's.
const OURS: [&str; 4] = ["venv", "dj2deb_runtime", ".static", ".md5sums"];

/// A rule about what stays out of a package, by the name of a file or directory.
struct Rule {
    matches: fn(&str) -> bool,
    reason: &'static str,
}

/// What stays out unless `[project] include` names it.
const RULES: [Rule; 6] = [
    Rule { matches: is_secret, reason: "it may hold secrets" },
    Rule { matches: is_database, reason: "a database belongs to one machine" },
    Rule { matches: is_bytecode, reason: "bytecode is made on the server" },
    Rule { matches: is_version_control, reason: "it is for version control" },
    Rule { matches: is_tool, reason: "it is for development" },
    Rule { matches: |name| name == "dj2deb.toml", reason: "it configures the build" },
];

fn is_secret(name: &str) -> bool {
    let example = ["example", "sample", "template", "dist"].iter().any(|word| name.contains(word));
    let environment =
        matches!(name, ".env" | ".envs" | ".envrc") || name.starts_with(".env.") || name.ends_with(".env");
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let data = [".json", ".yml", ".yaml", ".toml", ".ini"].iter().any(|ending| name.ends_with(ending));
    let store = data && (matches!(stem, "secrets" | "secret" | "credentials") || stem.starts_with("service-account"));
    let key = [".pem", ".key", ".p12", ".pfx", ".kdbx"].iter().any(|ending| name.ends_with(ending))
        || name.starts_with("id_rsa")
        || name.starts_with("id_ed25519")
        || name.starts_with("id_ecdsa");
    ((environment || store) && !example)
        || key
        || matches!(name, ".netrc" | ".pypirc" | "pip.conf" | ".pgpass" | ".htpasswd")
}

fn is_database(name: &str) -> bool {
    [".sqlite3", ".sqlite", ".db", ".sqlite3-journal", ".sqlite3-wal", ".sqlite3-shm", ".rdb"]
        .iter()
        .any(|ending| name.ends_with(ending))
}

fn is_bytecode(name: &str) -> bool {
    name == "__pycache__" || [".pyc", ".pyo"].iter().any(|ending| name.ends_with(ending))
}

fn is_version_control(name: &str) -> bool {
    matches!(
        name,
        ".git"
            | ".gitignore"
            | ".gitattributes"
            | ".gitmodules"
            | ".github"
            | ".gitlab"
            | ".gitlab-ci.yml"
            | ".hg"
            | ".svn"
            | ".gitkeep"
    )
}

fn is_tool(name: &str) -> bool {
    matches!(
        name,
        "node_modules"
            | ".venv"
            | ".tox"
            | ".nox"
            | ".mypy_cache"
            | ".pytest_cache"
            | ".ruff_cache"
            | ".idea"
            | ".vscode"
            | ".DS_Store"
            | ".coverage"
            | ".editorconfig"
            | ".pre-commit-config.yaml"
            | ".dockerignore"
    ) || [".swp", ".orig", ".deb", "~"].iter().any(|ending| name.ends_with(ending))
}

/// Adds the project's files and returns what stays out, with the reason.
pub fn add(
    files: &mut FileTree,
    config: &Config,
    snapshot: &RepoSnapshot,
) -> Result<Vec<(RepoPath, &'static str)>, Error> {
    let root: TargetPath = format!("/opt/{}", config.name).parse()?;
    let directory =
        || PlannedEntry { kind: EntryKind::Directory, mode: FileMode::DIRECTORY, source: "the repository".to_owned() };
    files.add(root.clone(), directory())?;
    let mut left_out = Vec::new();
    for (path, entry) in &snapshot.entries {
        if path.as_str().chars().any(char::is_control) {
            let reason = "its name holds a control character".to_owned();
            return Err(Error::Path { path: path.as_str().escape_debug().to_string(), reason });
        }
        let Some(inside) = below(config, path).filter(|inside| !inside.is_root()) else { continue };
        if let Some(reason) = stays_out(config, path) {
            left_out.push((path.clone(), reason));
            continue;
        }
        refuse_ours(&inside)?;
        let (kind, mode) = match entry {
            RepoEntry::File { executable, .. } => {
                let mode = if *executable { FileMode::EXECUTABLE } else { FileMode::FILE };
                (EntryKind::File(Content::Copied(path.clone())), mode)
            }
            RepoEntry::Symlink(target) => {
                refuse_leaving_link(path, &inside, target)?;
                (EntryKind::Symlink(target.clone()), FileMode::SYMLINK)
            }
        };
        let mut parent = inside.parent();
        while !parent.is_root() {
            files.add(root.join(parent.as_str())?, directory())?;
            parent = parent.parent();
        }
        files.add(
            root.join(inside.as_str())?,
            PlannedEntry { kind, mode, source: format!("`{path}` of the repository") },
        )?;
    }
    Ok(left_out)
}

fn stays_out(config: &Config, path: &RepoPath) -> Option<&'static str> {
    let covers = |rule: &RepoPath| path == rule || path.below(rule).is_some();
    if config.project.include.iter().any(covers) {
        return None;
    }
    if config.project.exclude.iter().any(covers) {
        return Some("`[project] exclude` names it");
    }
    if config.project.uploads.as_ref().is_some_and(covers) {
        return Some("uploads belong to one server");
    }
    path.parts().find_map(|part| RULES.iter().find(|rule| (rule.matches)(part)).map(|rule| rule.reason))
}

fn refuse_ours(inside: &RepoPath) -> Result<(), Error> {
    let first = inside.parts().next().unwrap_or_default();
    if OURS.contains(&first) || first.starts_with(".releases") || first.starts_with(".live") {
        let reason = format!("`{first}` at the top of the project is a name that dj2deb uses on the server");
        return Err(Error::Path { path: inside.to_string(), reason });
    }
    Ok(())
}

/// A link that leaves the package would let the next version be unpacked into someone else's directory.
fn refuse_leaving_link(path: &RepoPath, inside: &RepoPath, target: &str) -> Result<(), Error> {
    if inside.parent().join(target).is_err() {
        let reason = format!("the link points to `{target}`, outside of the project");
        return Err(Error::Path { path: path.to_string(), reason });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_databases_and_junk_stay_out_but_examples_do_not() {
        let reason = |name: &str| RULES.iter().find(|rule| (rule.matches)(name)).map(|rule| rule.reason);
        for name in
            [".env", ".env.production", "server.key", "id_rsa", "db.sqlite3", "__pycache__", ".git", "node_modules"]
        {
            assert!(reason(name).is_some(), "{name}");
        }
        for name in [".env.example", "manage.py", "database.py", "keys.py", "uv.lock"] {
            assert!(reason(name).is_none(), "{name}");
        }
    }
}
