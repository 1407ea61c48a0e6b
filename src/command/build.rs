//! `dj2deb build`: the sentence.

use std::path::{Path, PathBuf};

use crate::assemble::{Workplace, assemble};
use crate::cache::Store;
use crate::cli::args::Build;
use crate::deb::deb_file::DebFile;
use crate::deb::release::Release;
use crate::error::Error;
use crate::exit_status::ExitStatus;
use crate::host::clock::Watch;
use crate::host::{Host, Scratch, file_system, variables};
use crate::plan::{ProofWish, plan};
use crate::progress::{Event, Progress, Stage};
use crate::report::{Report, wording};
use crate::stage::{Network, ScratchWish, Workshop, stage};
use crate::verify::Options;

use super::flags::{self, Decided};

/// From the repository to a package a release; prints the path of each.
pub fn build(arguments: &Build, directory: &Path, report: &Report) -> Result<ExitStatus, Error> {
    let host = Host::with_signals();
    let watch = Watch::start();
    let decided = flags::decide(&host, directory, &arguments.choices)?;
    let place = Place::of(arguments.output.as_deref(), &decided.config.releases)?;
    report.finished(Stage::Discover, &discovered(&decided), Some(watch));
    report.finished(Stage::Configure, &wording::count(decided.resolved.iter().count(), "value"), None);
    if decided.snapshot.git.is_none() && decided.resolved.get("version").is_none() {
        report.event(Event::Warning(
            "without git and without a version apt cannot tell which build is newer: set `version = \"…\"` in dj2deb.toml"
                .to_owned(),
        ));
    }
    let scratch = Scratch::new()?;
    let kept = if arguments.no_cache { scratch.path().join("cache") } else { variables::cache_directory() };
    let store = Store::open(&kept)?;
    let repository = file_system::canonical(directory)?;
    let workshop = Workshop {
        host: &host,
        progress: report,
        store: &store,
        repository: &repository,
        scratch: if arguments.keep_stage { ScratchWish::Keep } else { ScratchWish::Remove },
        network: if arguments.offline { Network::Offline } else { Network::Allowed },
    };
    // Beside their final place, so that a package which is refused never appears there, good ones appear whole, and
    // when one release fails none appears.
    let unfinished = Scratch::new_in(&place.directory)?;
    let mut files = Vec::new();
    for release in &decided.config.releases {
        files.push(build_for(*release, arguments, (&decided, &workshop, (unfinished.path(), report)))?);
    }
    for file in &mut files {
        let name = file.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let path = place.directory.join(place.name.as_ref().unwrap_or(&name));
        file_system::rename(&file.path, &path)?;
        file.path = path;
    }
    print(&files, report);
    Ok(ExitStatus::Success)
}

fn build_for(
    release: Release,
    arguments: &Build,
    (decided, workshop, (output, report)): (&Decided, &Workshop, (&Path, &Report)),
) -> Result<DebFile, Error> {
    let proof = if arguments.no_proof { ProofWish::Skip } else { ProofWish::Prove };
    let plan = plan(&decided.config, &decided.snapshot, (release, proof))?;
    let files = wording::count(plan.files.len(), "file");
    report.finished(Stage::Plan, &format!("{} {}, {files}", plan.name, plan.version), None);
    let watch = Watch::start();
    let tree = stage(&plan, workshop)?;
    report.finished(Stage::Stage, &wording::count(tree.runs.len() - 1, "distribution"), Some(watch));
    let watch = Watch::start();
    let deb = assemble(
        &plan,
        &tree,
        &Workplace {
            host: workshop.host,
            progress: report,
            threads: workshop.host.cores(),
            repository: workshop.repository,
            output,
        },
    )?;
    let name = deb.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    report.finished(Stage::Assemble, &format!("{name}, {}", wording::size(deb.size)), Some(watch));
    // The project's own texts may name its directory; nothing may name where the environment was made.
    let made_in = workshop.store.path().to_string_lossy().into_owned();
    super::verify::judge(&deb.path, &Options { forbidden_paths: vec![made_in] }, report)?;
    Ok(deb)
}

/// Where finished packages go.
struct Place {
    directory: PathBuf,
    /// The file's name, when `-o` gives one.
    name: Option<String>,
}

impl Place {
    fn of(output: Option<&Path>, releases: &[Release]) -> Result<Self, Error> {
        let output = output.unwrap_or(Path::new("."));
        if output.extension().is_none_or(|extension| extension != "deb") {
            return Self { directory: output.to_path_buf(), name: None }.existing();
        }
        if releases.len() > 1 {
            return Err(super::Error::OneFileForMany.into());
        }
        let parent = output.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let name = output.file_name().map(|name| name.to_string_lossy().into_owned());
        Self { directory: parent.to_path_buf(), name }.existing()
    }

    /// Asked before the long work begins.
    fn existing(self) -> Result<Self, Error> {
        if file_system::is_directory(&self.directory) {
            return Ok(self);
        }
        Err(super::Error::NoDirectory(self.directory).into())
    }
}

fn discovered(decided: &Decided) -> String {
    let config = &decided.config;
    let dependencies =
        config.python.dependencies.as_ref().map_or("no requirements".to_owned(), |(_, path)| path.to_string());
    format!("{}: {}, {dependencies}, {}", config.name, config.project.settings, config.database)
}

fn print(files: &[DebFile], report: &Report) {
    match report.format() {
        crate::cli::Format::Text => {
            for file in files {
                report.data(&file.path.display().to_string());
            }
        }
        crate::cli::Format::Json => {
            let packages: Vec<_> = files
                .iter()
                .map(|file| {
                    serde_json::json!({
                        "path": file.path,
                        "size": file.size,
                        "sha256": crate::deb::digest::hexadecimal(&file.sha256),
                    })
                })
                .collect();
            report.json(&serde_json::json!({ "format": 1, "packages": packages }));
        }
    }
}
