//! Takes from the environment what the RECORDs list, byte for byte; the rest of the environment is ours to write.

use std::collections::BTreeMap;
use std::path::{Component, Path};

use super::Error;
use super::environment::Environment;
use super::inventory::{Run, RunOwner, Source, StagedEntry, StagedKind, StagedTree};
use super::scripts;
use crate::deb::mode::FileMode;
use crate::deb::target_path::TargetPath;
use crate::host::Host;
use crate::host::file_system::{self, Kind};
use crate::plan::recipe::Recipe;
use crate::python::DistributionName;
use crate::python::record::{self, RecordRow};

/// What installers leave in a dist-info directory and a package does not carry.
const INSTALLER_FILES: [&str; 4] = ["direct_url.json", "REQUESTED", "uv_cache.json", "uv_build.json"];

/// Collects every distribution and the environment's own files.
pub fn collect(environment: &Environment, recipe: &Recipe, host: &Host) -> Result<StagedTree, Error> {
    let mut runs = BTreeMap::new();
    for path in file_system::list(&environment.site_packages)? {
        host.check()?;
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let Some(stem) = name.strip_suffix(".dist-info") else { continue };
        let (name, version) = stem.split_once('-').unwrap_or((stem, "0"));
        let collector = Collector {
            environment,
            recipe,
            distribution: DistributionName::of(name),
            info: format!("{stem}.dist-info"),
        };
        let entries = collector.entries()?;
        let owner = RunOwner::Distribution { name: collector.distribution.to_string(), version: version.to_owned() };
        runs.insert(collector.distribution, Run { owner, entries });
    }
    let mut runs: Vec<Run> = runs.into_values().collect();
    runs.push(own_files(recipe)?);
    Ok(StagedTree { runs, requirements: None })
}

struct Collector<'a> {
    environment: &'a Environment,
    recipe: &'a Recipe,
    distribution: DistributionName,
    /// The name of the dist-info directory.
    info: String,
}

impl Collector<'_> {
    fn entries(&self) -> Result<Vec<StagedEntry>, Error> {
        let info = self.environment.site_packages.join(&self.info);
        let text = file_system::read_text(&info.join("RECORD"))?;
        let rows = record::parse(&text).map_err(|error| self.error(error.to_string()))?;
        let interpreter = format!("{}/bin/python", self.recipe.prefix);
        let mut files: BTreeMap<String, StagedKind> = BTreeMap::new();
        let scripts = match file_system::read_text(&info.join("entry_points.txt")) {
            Ok(text) => scripts::of_entry_points(&text, &interpreter),
            Err(_) => Vec::new(),
        };
        for script in scripts {
            files.insert(format!("../../../bin/{}", script.name), memory(script.content, FileMode::EXECUTABLE));
        }
        for row in &rows {
            if let Some(kind) = self.kept(row, &rows, &interpreter)?
                && !files.contains_key(&row.path)
            {
                files.insert(row.path.clone(), kind);
            }
        }
        files.insert(format!("{}/INSTALLER", self.info), memory(b"dj2deb\n".to_vec(), FileMode::FILE));
        let record = format!("{}/RECORD", self.info);
        files.insert(record.clone(), memory(new_record(&files, &record).into_bytes(), FileMode::FILE));
        let mut entries = Vec::with_capacity(files.len());
        for (path, kind) in files {
            entries.push(StagedEntry { path: self.target(&path)?, kind });
        }
        entries.sort_by(|left, right| left.path.cmp(&right.path));
        Ok(entries)
    }

    /// What becomes of a row: the file as it is, a script of ours, or nothing.
    fn kept(&self, row: &RecordRow, rows: &[RecordRow], interpreter: &str) -> Result<Option<StagedKind>, Error> {
        let name = row.path.rsplit('/').next().unwrap_or_default();
        let in_info = row.path.starts_with(&format!("{}/", self.info));
        if in_info
            && (INSTALLER_FILES.contains(&name) || matches!(name, "INSTALLER" | "RECORD" | "RECORD.jws" | "RECORD.p7s"))
        {
            return Ok(None);
        }
        if row.path.ends_with(".pyc") || is_pruned(&row.path, rows) {
            return Ok(None);
        }
        let disk = self.environment.site_packages.join(&row.path);
        let Some(Kind::File { size, executable }) = file_system::kind(&disk)? else {
            return Err(self.error(format!("RECORD lists `{}`, which is no file", row.path)));
        };
        if row.path.starts_with("../../../bin/") {
            return Ok(Some(memory(scripts::of_file(&disk, interpreter)?, FileMode::EXECUTABLE)));
        }
        if row.sha256.is_none() {
            return Err(self.error(format!("RECORD gives no digest for `{}`", row.path)));
        }
        // Wheels mark shared libraries executable; the loader does not ask for it (Policy 10.9).
        let library = name.ends_with(".so") || name.contains(".so.");
        let mode = if executable && !library { FileMode::EXECUTABLE } else { FileMode::FILE };
        Ok(Some(StagedKind::File { mode, source: Source::Disk(disk), size, expected: row.sha256 }))
    }

    /// Where a row of RECORD lies on the server; one that leaves the environment is refused.
    fn target(&self, path: &str) -> Result<TargetPath, Error> {
        let refuse = || self.error(format!("RECORD lists `{path}`, which lies outside of the environment"));
        let library = format!("lib/python{}/site-packages", self.recipe.release.interpreter());
        let mut parts: Vec<String> = library.split('/').map(str::to_owned).collect();
        for component in Path::new(path).components() {
            match component {
                Component::Normal(part) => parts.push(part.to_string_lossy().into_owned()),
                Component::ParentDir => drop(parts.pop().ok_or_else(refuse)?),
                Component::CurDir => {}
                Component::RootDir | Component::Prefix(_) => return Err(refuse()),
            }
        }
        format!("{}/{}", self.recipe.prefix, parts.join("/")).parse().map_err(|_| refuse())
    }

    fn error(&self, reason: String) -> Error {
        Error::Distribution { distribution: self.distribution.to_string(), reason }
    }
}

/// RECORD over the files as they are packaged, sorted by path.
fn new_record(files: &BTreeMap<String, StagedKind>, own: &str) -> String {
    let mut text = String::new();
    for (path, kind) in files {
        match kind {
            StagedKind::File { source: Source::Memory(content), size, .. } => {
                text.push_str(&record::format(path, Some(&crate::deb::digest::sha256(content)), *size));
            }
            StagedKind::File { expected, size, .. } => {
                text.push_str(&record::format(path, expected.as_ref(), *size));
            }
            StagedKind::Symlink(_) => {}
        }
    }
    text.push_str(&record::format(own, None, 0));
    text
}

/// A `.po` beside its `.mo` is source that nobody reads on a server.
fn is_pruned(path: &str, rows: &[RecordRow]) -> bool {
    path.strip_suffix(".po").is_some_and(|stem| {
        let compiled = format!("{stem}.mo");
        rows.iter().any(|row| row.path == compiled)
    })
}

fn memory(content: Vec<u8>, mode: FileMode) -> StagedKind {
    StagedKind::File { mode, size: content.len() as u64, source: Source::Memory(content), expected: None }
}

/// `bin/python`, `lib64` and `pyvenv.cfg` (PEP 405), with the target's interpreter.
fn own_files(recipe: &Recipe) -> Result<Run, Error> {
    let minor = recipe.release.interpreter();
    let versioned = format!("python{minor}");
    let configuration = format!(
        "home = /usr/bin\ninclude-system-site-packages = false\nversion = {}\n",
        recipe.release.interpreter_full()
    );
    let mut entries = Vec::new();
    for (path, kind) in [
        ("bin/python".to_owned(), StagedKind::Symlink(format!("/usr/bin/{versioned}"))),
        ("bin/python3".to_owned(), StagedKind::Symlink("python".to_owned())),
        (format!("bin/{versioned}"), StagedKind::Symlink("python".to_owned())),
        ("lib64".to_owned(), StagedKind::Symlink("lib".to_owned())),
        ("pyvenv.cfg".to_owned(), memory(configuration.into_bytes(), FileMode::FILE)),
    ] {
        let target = format!("{}/{path}", recipe.prefix).parse().map_err(|error: crate::deb::target_path::Error| {
            Error::Distribution { distribution: "the environment".to_owned(), reason: error.to_string() }
        })?;
        entries.push(StagedEntry { path: target, kind });
    }
    entries.sort_by(|left, right| left.path.cmp(&right.path));
    Ok(Run { owner: RunOwner::Environment, entries })
}
