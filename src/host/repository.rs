//! Reads the repository once: git's view of it where there is git, every file otherwise.
//!
//! Input: the project's directory. Output: a [`RepoSnapshot`]. Which file means what is not decided here.

use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use super::file_system::{self, Kind};
use super::{Error, Host, Program};
use crate::repository::{GitDescription, RepoEntry, RepoPath, RepoSnapshot};

/// Texts above this size are data, not source that says how a project is set up. Bytes.
const LARGEST_TEXT: u64 = 4 << 20;

/// Finished packages are no part of the project: a build must not make the next one's tree dirty.
const PACKAGES_ASIDE: &str = ":(exclude)*.deb";

/// Directories that are never part of a project, for repositories without git.
const NEVER: [&str; 9] = [".git", ".hg", ".svn", "__pycache__", "node_modules", ".venv", "venv", ".tox", ".mypy_cache"];

impl Host {
    /// The repository in `directory`.
    pub fn repository(&self, directory: &Path) -> Result<RepoSnapshot, Error> {
        let root = file_system::canonical(directory)?;
        if !file_system::is_directory(&root) {
            return Err(Error::file("list the directory", &root, std::io::ErrorKind::NotADirectory.into()));
        }
        let name = root.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let tracked = self.git_files(&root);
        let mut paths = match &tracked {
            Some(paths) => paths.clone(),
            None => walk(&root)?,
        };
        paths.sort();
        paths.dedup();
        let mut snapshot = RepoSnapshot { name, ..RepoSnapshot::default() };
        for relative in paths {
            self.check()?;
            add(&mut snapshot, &root, &relative)?;
        }
        if tracked.is_some() {
            snapshot.git = self.git_description(&root);
        }
        if snapshot.git.as_ref().is_none_or(|git| git.dirty) {
            snapshot.digest = Some(digest(&root, &snapshot)?);
        }
        Ok(snapshot)
    }

    fn git(&self, root: &Path, arguments: &[&str]) -> Option<Vec<u8>> {
        // A repository of another user is still one that may be read: nothing of it is executed.
        let program = Program::new("asking git", "git")
            .inherit()
            .variable("GIT_OPTIONAL_LOCKS", "0")
            .arguments(["-c", "safe.directory=*", "-c", "core.fsmonitor=false", "-C"])
            .argument(root)
            .arguments(arguments.iter().copied());
        let finished = self.try_run(&program).ok()?;
        finished.status.success().then_some(finished.stdout)
    }

    /// Tracked files and new ones that are not ignored; `None` outside a work tree.
    fn git_files(&self, root: &Path) -> Option<Vec<PathBuf>> {
        let tracked =
            self.git(root, &["ls-files", "-z", "--cached", "--recurse-submodules", "--", ".", PACKAGES_ASIDE])?;
        let new = self.git(root, &["ls-files", "-z", "--others", "--exclude-standard", "--", ".", PACKAGES_ASIDE])?;
        let listing = [tracked, new].concat();
        let paths = listing.split(|&byte| byte == 0).filter(|name| !name.is_empty());
        Some(paths.map(|name| PathBuf::from(std::ffi::OsStr::from_bytes(name))).collect())
    }

    fn git_description(&self, root: &Path) -> Option<GitDescription> {
        let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).trim().to_owned();
        let head = text(self.git(root, &["log", "-1", "--format=%h %ct %aN <%aE>", "--abbrev=8"])?);
        let mut parts = head.splitn(3, ' ');
        let (commit, time, author) = (parts.next()?, parts.next()?, parts.next()?.to_owned());
        // TAG-COMMITS-gHASH; the tag itself may hold hyphens.
        let described = self.git(root, &["describe", "--tags", "--long", "--match", "*[0-9]*"]).map(text);
        let mut ends = described.as_deref().unwrap_or_default().rsplitn(3, '-').skip(1);
        let commits_since_tag = ends.next().and_then(|number| number.parse().ok()).unwrap_or_default();
        let tag = ends.next().map(str::to_owned);
        let dirty = self
            .git(root, &["status", "--porcelain", "-z", "--", ".", PACKAGES_ASIDE])
            .is_none_or(|status| !status.is_empty());
        Some(GitDescription {
            commit: commit.to_owned(),
            time: time.parse().ok()?,
            author,
            tag,
            commits_since_tag,
            dirty,
        })
    }
}

fn walk(root: &Path) -> Result<Vec<PathBuf>, Error> {
    let mut found = Vec::new();
    let mut pending = vec![root.to_path_buf()];
    while let Some(directory) = pending.pop() {
        for path in file_system::list(&directory)? {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            match file_system::kind(&path)? {
                Some(Kind::Directory) if NEVER.contains(&name.as_ref()) => {}
                Some(Kind::Directory) => pending.push(path),
                Some(Kind::File { .. }) if name.ends_with(".deb") => {}
                Some(Kind::File { .. } | Kind::Symlink(_)) => {
                    found.extend(path.strip_prefix(root).map(Path::to_path_buf));
                }
                _ => {}
            }
        }
    }
    Ok(found)
}

fn add(snapshot: &mut RepoSnapshot, root: &Path, relative: &Path) -> Result<(), Error> {
    let full = root.join(relative);
    let not_text = || Error::NotText { path: full.clone() };
    let path: RepoPath = relative.to_str().ok_or_else(not_text)?.parse().map_err(|_| not_text())?;
    match file_system::kind(&full)? {
        Some(Kind::File { size, executable }) => {
            if size <= LARGEST_TEXT && is_source(&path) {
                // Source in another encoding is passed over here; discovery says so when it needs that very file.
                let bytes = file_system::read(&full)?;
                if let Ok(text) = String::from_utf8(bytes) {
                    snapshot.texts.insert(path.clone(), text);
                }
            }
            snapshot.entries.insert(path, RepoEntry::File { size, executable });
        }
        Some(Kind::Symlink(target)) => {
            let target = target.to_str().ok_or_else(not_text)?.to_owned();
            snapshot.entries.insert(path, RepoEntry::Symlink(target));
        }
        // git lists a directory only where a submodule belongs.
        Some(Kind::Directory) => return Err(Error::EmptySubmodule { path: path.to_string() }),
        // Listed by git but deleted in the work tree.
        _ => {}
    }
    Ok(())
}

/// Whether discovery may want to read the file.
fn is_source(path: &RepoPath) -> bool {
    let name = path.name();
    let lower = name.to_ascii_lowercase();
    let extension = lower.rsplit_once('.').map_or("", |(_, extension)| extension);
    let python = extension == "py" && !path.parts().any(|part| part == "migrations" || part == "node_modules");
    let requirements = matches!(extension, "txt" | "in" | "pip")
        && (lower.contains("require")
            || lower.contains("constraint")
            || path.parts().any(|part| part.contains("require")));
    python
        || requirements
        || matches!(
            lower.as_str(),
            "pyproject.toml" | "dj2deb.toml" | "setup.cfg" | "pipfile" | "pipfile.lock" | "procfile"
        )
        || (extension == "lock" && matches!(lower.as_str(), "uv.lock" | "poetry.lock" | "pdm.lock"))
        || (lower.starts_with("pylock") && extension == "toml")
        || matches!(lower.as_str(), ".python-version" | "runtime.txt" | "dockerfile")
        || (lower.starts_with("licen") || lower.starts_with("copying"))
        || lower == "readme.md"
}

/// A digest of every name, mode and content: what tells one uncommitted tree from another.
fn digest(root: &Path, snapshot: &RepoSnapshot) -> Result<String, Error> {
    let mut hasher = blake3::Hasher::new();
    for (path, entry) in &snapshot.entries {
        hasher.update(path.as_str().as_bytes()).update(&[0]);
        match entry {
            RepoEntry::File { executable, .. } => {
                let content = file_system::read(&root.join(path.as_str()))?;
                hasher.update(&[u8::from(*executable)]).update(&(content.len() as u64).to_le_bytes()).update(&content);
            }
            RepoEntry::Symlink(target) => {
                hasher.update(&[2]).update(target.as_bytes());
            }
        }
    }
    Ok(hasher.finalize().to_hex().to_string())
}
