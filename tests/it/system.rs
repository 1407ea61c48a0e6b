//! Real projects, built and tried on booted Debian machines, as `dj2deb test` tries them.
//!
//! In: the examples, projects made by Django's and Wagtail's own commands, the traps in `tests/projects`. `chosen::` runs each on the
//! release that its own scenario names, `other::` on the other one. Needs root and boots machines, so it runs only when asked:
//! `DJ2DEB_SYSTEM_TESTS=1 cargo test --test system`.
#![expect(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "tests prepare files and run programs themselves; a failed step ends the test; who watches sees each check"
)]

#[path = "system_projects.rs"]
mod projects;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use dj2deb::deb::release::Release;
use dj2deb::host::Host;
use dj2deb::progress::{Event, Progress};
use dj2deb::trial::{self, Base, Scenario, Subject};
use projects::{Edit, LIBRARY, LOOSE, Project, SETTINGS, SHOP, STARTPROJECT, Source, WAGTAIL};

/// Builds a project for the release that its scenario names, or for the other one, and walks through its scenarios.
fn try_project(project: &Project, which: Which) {
    assert_eq!(
        std::env::var("DJ2DEB_SYSTEM_TESTS").as_deref(),
        Ok("1"),
        "these tests boot machines and need root: set DJ2DEB_SYSTEM_TESTS=1 to run them"
    );
    let mut scenarios = trial::choose(trial::scenarios().unwrap(), Some("install")).unwrap();
    scenarios.extend(project.scenarios.iter().map(|name| scenario(name)));
    let named = |name| scenarios.iter().find(|it| it.name == name);
    let own = named(project.name).or_else(|| named(project.scenarios[0])).unwrap();
    let release =
        Release::EVERY.into_iter().find(|release| (*release == own.release) == (which == Which::Chosen)).unwrap();

    let scratch = tempfile::tempdir().unwrap();
    let directory = scratch.path().join(project.name);
    make(&project.source, &directory);
    let first = build(&directory, "1.0", release);
    let (deb, old) = if project.edits.is_empty() {
        (first, None)
    } else {
        project.edits.iter().for_each(|edit| edit.apply(&directory));
        (build(&directory, "2.0", release), Some(first))
    };

    let host = Host::default();
    let subject = Subject::read(&host, &deb, old.as_deref()).unwrap();
    let base = Base::prepare(&host, &Said, release).unwrap();
    let (report, machine) = trial::trial(&host, &Said, (&subject, &base), &scenarios).unwrap();
    drop(machine);
    assert!(report.passed(), "{report}");
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Which {
    Chosen,
    Other,
}

/// Prints the steps of a trial, so that a run of half an hour can be watched.
struct Said;

impl Progress for Said {
    fn event(&self, event: Event) {
        match event {
            Event::Step { what: text, .. } | Event::Detail(text) => println!("{text}"),
            _ => {}
        }
    }
}

fn scenario(name: &str) -> Scenario {
    let path = root().join(format!("tests/scenarios/{name}.scenario"));
    Scenario::parse(name, &fs::read_to_string(path).unwrap()).unwrap()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn make(source: &Source, directory: &Path) {
    match source {
        Source::Directory(path) => drop(run(Command::new("cp").arg("-r").arg(root().join(path)).arg(directory))),
        Source::Made(package, arguments) => {
            fs::create_dir(directory).unwrap();
            let mut command = Command::new("uvx");
            drop(run(command.args(["--from", package]).args(*arguments).arg("mysite").arg(directory)));
        }
    }
}

fn build(directory: &Path, version: &str, release: Release) -> PathBuf {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dj2deb"));
    command.arg("build").arg("-C").arg(directory).args(["--target", release.name(), "--project-version", version]);
    PathBuf::from(run(command.arg("-o").arg(directory.parent().unwrap())))
}

fn run(command: &mut Command) -> String {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

impl Edit {
    fn apply(&self, directory: &Path) {
        let path = directory.join(self.file);
        if self.old.is_empty() {
            return fs::write(path, self.new).unwrap();
        }
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(self.old), "{} has no `{}`", self.file, self.old);
        fs::write(path, text.replacen(self.old, self.new, 1)).unwrap();
    }
}

macro_rules! tests {
    ($($module:ident $which:expr),*) => {$(
        mod $module {
            use super::*;

            #[test]
            fn library() { try_project(&LIBRARY, $which); }
            #[test]
            fn shop() { try_project(&SHOP, $which); }
            #[test]
            fn startproject() { try_project(&STARTPROJECT, $which); }
            #[test]
            fn wagtail() { try_project(&WAGTAIL, $which); }
            #[test]
            fn loose_sqlite() { try_project(&LOOSE[0], $which); }
            #[test]
            fn loose_postgresql() { try_project(&LOOSE[1], $which); }
            #[test]
            fn settings_called_settings() { try_project(&SETTINGS[0], $which); }
            #[test]
            fn wsgi_assigns_settings() { try_project(&SETTINGS[1], $which); }
            #[test]
            fn settings_need_variables() { try_project(&SETTINGS[2], $which); }
        }
    )*};
}

tests!(chosen Which::Chosen, other Which::Other);
