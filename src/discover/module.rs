//! From a dotted name to the file of the repository that holds the module.

use super::error::Error;
use super::python_source::{PythonSource, Statement};
use crate::django::DottedPath;
use crate::repository::{RepoPath, RepoSnapshot};

/// The file of `module`, looked for below `root` (the directory of `manage.py`), in `src` beside it, and at the top of the
/// repository.
pub fn file(snapshot: &RepoSnapshot, root: &RepoPath, module: &DottedPath) -> Option<RepoPath> {
    let source = root.join("src").unwrap_or_default();
    [root, &source, &RepoPath::root()].into_iter().find_map(|directory| {
        let stem = directory.join(&module.file_stem()).ok()?;
        [format!("{}.py", stem.as_str()), format!("{}/__init__.py", stem.as_str())]
            .into_iter()
            .filter_map(|path| path.parse().ok())
            .find(|path| snapshot.contains(path))
    })
}

/// Parses a file of the repository.
pub fn parse(snapshot: &RepoSnapshot, path: &RepoPath) -> Result<PythonSource, Error> {
    let text = snapshot.text(path).ok_or_else(|| Error::Unreadable { path: path.to_string() })?;
    PythonSource::parse(path, text)
}

/// The module and all that it imports with `*` from the repository, base first: later assignments win.
pub fn with_star_imports(
    snapshot: &RepoSnapshot,
    root: &RepoPath,
    module: &DottedPath,
) -> Result<Vec<PythonSource>, Error> {
    let mut chain = Vec::new();
    let mut seen = Vec::new();
    if let Some(path) = file(snapshot, root, module) {
        collect(snapshot, root, &path, (&mut seen, &mut chain))?;
    }
    Ok(chain)
}

fn collect(
    snapshot: &RepoSnapshot,
    root: &RepoPath,
    path: &RepoPath,
    (seen, chain): (&mut Vec<RepoPath>, &mut Vec<PythonSource>),
) -> Result<(), Error> {
    if seen.contains(path) {
        return Ok(());
    }
    seen.push(path.clone());
    let source = parse(snapshot, path)?;
    for statement in &source.statements {
        let Statement::ImportFrom { module, level, names, .. } = statement else { continue };
        if !names.iter().any(|name| name == "*") {
            continue;
        }
        if let Some(imported) = imported_file(snapshot, root, (path, module, *level)) {
            collect(snapshot, root, &imported, (seen, chain))?;
        }
    }
    chain.push(source);
    Ok(())
}

fn imported_file(
    snapshot: &RepoSnapshot,
    root: &RepoPath,
    (importer, module, level): (&RepoPath, &str, u32),
) -> Option<RepoPath> {
    if level == 0 {
        return file(snapshot, root, &module.parse().ok()?);
    }
    let mut directory = importer.parent();
    for _ in 1..level {
        directory = directory.parent();
    }
    if module.is_empty() {
        return None;
    }
    file(snapshot, &directory, &module.parse().ok()?)
}
