//! Environment variables and places that follow from them.

use std::path::PathBuf;

/// The value of a variable; empty counts as unset.
pub fn get(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// All variables whose name starts with `prefix`, sorted by name.
pub fn with_prefix(prefix: &str) -> Vec<(String, String)> {
    let mut found: Vec<_> = std::env::vars().filter(|(name, _)| name.starts_with(prefix)).collect();
    found.sort();
    found
}

/// Where earlier builds are kept: `DJ2DEB_CACHE_DIR`, else `dj2deb` in `XDG_CACHE_HOME` or `~/.cache`.
pub fn cache_directory() -> PathBuf {
    let home = || PathBuf::from(get("HOME").unwrap_or_else(|| "/var/cache".to_owned())).join(".cache");
    get("DJ2DEB_CACHE_DIR")
        .map_or_else(|| get("XDG_CACHE_HOME").map_or_else(home, PathBuf::from).join("dj2deb"), PathBuf::from)
}

/// The program `name` as `PATH` finds it.
pub fn find_program(name: &str) -> Option<PathBuf> {
    std::env::split_paths(&get("PATH")?).map(|directory| directory.join(name)).find(|path| path.is_file())
}
