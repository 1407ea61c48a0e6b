//! What is decided and planned for each project, as ordinary files in `tests/golden/`, so that a change of the package shows.
//!
//! `make golden` rewrites them. Not here: what only staging knows (the environment, copyright, digests).

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use dj2deb::command::flags::Decided;
use dj2deb::command::{explain, plan as plan_command};
use dj2deb::configure::{Layer, Layers, Machine, configure};
use dj2deb::deb::release::Release;
use dj2deb::discover::discover;
use dj2deb::host::Host;
use dj2deb::plan::package_plan::{Content, EntryKind};
use dj2deb::plan::server_files::CONSTANT;
use dj2deb::plan::{PackagePlan, ProofWish, plan};
use dj2deb::repository::GitDescription;

/// Texts by their path in the golden folder.
type Texts = BTreeMap<String, String>;

/// 2026-01-02 03:04:05 UTC.
const COMMIT_TIME: i64 = 1_767_323_045;

/// How much of a difference is printed; `make golden` shows all of it.
const DIFFERENCE_LINES: usize = 60;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The same on every machine and for every commit of this repository.
fn decided(project: &str) -> Decided {
    let mut snapshot = Host::default().repository(&root().join(project)).unwrap();
    snapshot.git = Some(GitDescription {
        commit: "0123abcd".to_owned(),
        time: COMMIT_TIME,
        author: "Ann Author <ann@example.org>".to_owned(),
        commits_since_tag: 0,
        tag: None,
        dirty: false,
    });
    snapshot.digest = None;
    let machine = Machine {
        release: Some(Release::Debian12.to_string()),
        architecture: "amd64".to_owned(),
        source_date: Some(COMMIT_TIME),
    };
    let layers = Layers::read(Layer::default(), &[], &snapshot).unwrap();
    let facts = discover(&snapshot, &layers.pointers().unwrap()).unwrap();
    let (config, resolved) = configure(&layers, &facts, &snapshot, &machine).unwrap();
    Decided { snapshot, facts, config, resolved }
}

/// What `explain` and `plan` say, and the control data.
fn story(decided: &Decided, plan: &PackagePlan) -> Texts {
    Texts::from([
        ("explain.txt".to_owned(), explain::table(decided)),
        ("listing.txt".to_owned(), plan_command::files(plan)),
        ("DEBIAN/control".to_owned(), plan.stanza.to_string()),
    ])
}

/// The other control members, the steps, and every file that is rendered for the project; compressed ones as they are before that.
fn whole(plan: &PackagePlan) -> Texts {
    let mut texts = Texts::new();
    texts.insert("steps.txt".to_owned(), plan_command::steps(&plan.recipe).join("\n") + "\n");
    texts.insert("DEBIAN/conffiles".to_owned(), plan.conffiles.to_string());
    texts.extend(plan.control_files.iter().map(|(name, text)| (format!("DEBIAN/{name}"), text.clone())));
    texts.extend(plan.scripts.iter().map(|(script, text)| (format!("DEBIAN/{script}"), text.clone())));
    // What is the same in every package stands in debian-templates/ already.
    for (path, entry) in plan.files.iter().filter(|(_, entry)| entry.source != CONSTANT) {
        let path = format!("root/{}", path.relative());
        match &entry.kind {
            EntryKind::File(Content::Rendered(text)) => texts.insert(path, text.clone()),
            EntryKind::File(Content::Compressed(text)) => {
                texts.insert(path.trim_end_matches(".gz").to_owned(), text.clone())
            }
            _ => None,
        };
    }
    texts
}

fn write(texts: &Texts, directory: &Path) {
    for (path, text) in texts {
        let path = directory.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}

/// Compares with the folder, or rewrites it where `make golden` asks for that.
fn judge(name: &str, texts: &Texts) {
    let golden: PathBuf = root().join("tests/golden").join(name);
    if std::env::var("DJ2DEB_GOLDEN").is_ok_and(|wish| wish == "rewrite") {
        if golden.exists() {
            fs::remove_dir_all(&golden).unwrap();
        }
        return write(texts, &golden);
    }
    let planned = tempfile::tempdir().unwrap();
    write(texts, planned.path());
    let difference = Command::new("diff")
        .args(["--recursive", "--unified=1", "--new-file"])
        .args([&golden, planned.path()])
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&difference.stdout).into_owned();
    let beginning: Vec<&str> = text.lines().take(DIFFERENCE_LINES).collect();
    assert!(
        difference.status.success(),
        "the package of {name} is another one; if it is meant to be, run `make golden` and read what changed:\n{}\n{}",
        beginning.join("\n"),
        String::from_utf8_lossy(&difference.stderr)
    );
}

/// How much of a project's package is kept as files.
#[derive(Clone, Copy, PartialEq)]
enum Extent {
    Story,
    Whole,
}

fn check(project: &str, extent: Extent) {
    let decided = decided(project);
    let plan = plan(&decided.config, &decided.snapshot, (Release::Debian12, ProofWish::Prove)).unwrap();
    let mut texts = story(&decided, &plan);
    if extent == Extent::Whole {
        texts.extend(whole(&plan));
    }
    judge(Path::new(project).file_name().unwrap().to_str().unwrap(), &texts);
}

#[test]
fn golden_startproject() {
    check("tests/projects/startproject", Extent::Whole);
}

#[test]
fn golden_shop() {
    check("examples/shop", Extent::Whole);
}

#[test]
fn golden_library() {
    check("examples/library", Extent::Story);
}

#[test]
fn golden_projects_with_unusual_settings() {
    for name in ["settings-called-settings", "settings-need-variables", "wsgi-assigns-settings"] {
        check(&format!("tests/projects/{name}"), Extent::Story);
    }
}
