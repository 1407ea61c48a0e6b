//! Whole packages of the example projects, as `dj2deb build` writes them, judged from outside.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use tempfile::TempDir;

fn example(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(name)
}

/// A copy of an example in a git repository of its own, so that its version does not depend on this one.
fn repository(name: &str) -> TempDir {
    let directory = tempfile::Builder::new().prefix("source").tempdir().unwrap();
    let script = "cp -R \"$1/.\" . && git init -q && git add -A && git -c user.name='Ann Author' -c user.email=ann@example.org commit -qm Start";
    let status = Command::new("sh")
        .args(["-c", script, "sh"])
        .arg(example(name))
        .current_dir(directory.path())
        .env("GIT_COMMITTER_DATE", "2026-01-02T03:04:05Z")
        .env("GIT_AUTHOR_DATE", "2026-01-02T03:04:05Z")
        .status()
        .unwrap();
    assert!(status.success());
    directory
}

fn dj2deb() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dj2deb"));
    command
        .env("NO_COLOR", "1")
        .env("DJ2DEB_CACHE_DIR", concat!(env!("CARGO_TARGET_TMPDIR"), "/cache"))
        .env_remove("DJ2DEB_SYSTEM_TESTS")
        .stdin(Stdio::null());
    command
}

pub fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Builds and returns the finished file, which is all that standard output names.
fn build(project: &Path, out: &Path, release: &str) -> PathBuf {
    let output = dj2deb().arg("-C").arg(project).args(["build", "--target", release, "-o"]).arg(out).output().unwrap();
    assert!(output.status.success(), "{}", text(&output.stderr));
    let path = PathBuf::from(text(&output.stdout).trim());
    assert!(path.is_file() && text(&output.stdout).lines().count() == 1);
    path
}

fn run(program: &str, arguments: &[&str]) -> Output {
    Command::new(program).args(arguments).output().unwrap()
}

#[test]
fn lintian_and_dpkg_accept_both_examples_for_both_releases() {
    let out = tempfile::tempdir().unwrap();
    for name in ["library", "shop"] {
        let project = repository(name);
        for release in ["debian12", "debian13"] {
            let deb = build(project.path(), out.path(), release);
            let deb = deb.to_str().unwrap();
            let lintian =
                run("lintian", &["--allow-root", "--fail-on", "error,warning", "--tag-display-limit", "0", deb]);
            assert!(lintian.status.success(), "{}{}", text(&lintian.stdout), text(&lintian.stderr));
            for option in ["--info", "--contents", "--fsys-tarfile"] {
                assert!(run("dpkg-deb", &[option, deb]).status.success());
            }
            let unpacked = tempfile::tempdir().unwrap();
            let place = unpacked.path().to_str().unwrap();
            assert!(run("dpkg-deb", &["--raw-extract", deb, place]).status.success());
            let sums = Command::new("md5sum")
                .args(["--check", "--quiet", "DEBIAN/md5sums"])
                .current_dir(place)
                .output()
                .unwrap();
            assert!(sums.status.success(), "{}", text(&sums.stdout));
        }
    }
}

#[test]
fn builds_of_one_commit_are_equal_to_the_byte_on_both_releases() {
    let (first, second) = (repository("shop"), repository("shop"));
    let out = tempfile::tempdir().unwrap();
    let one = build(first.path(), out.path(), "debian12");
    let other = tempfile::tempdir().unwrap();
    // Another directory, umask, time zone, locale, home, user's cache, and one core only.
    let script = "umask 077; export TZ=Asia/Tokyo LC_ALL=C LANG=C HOME=\"$2\" DJ2DEB_CACHE_DIR=\"$2/cache\"; exec taskset --cpu-list 0 \"$1\" -C \"$3\" build -q --target debian12 --no-proof -o \"$2\"";
    let output = Command::new("sh")
        .args(["-c", script, "sh", env!("CARGO_BIN_EXE_dj2deb")])
        .arg(other.path())
        .arg(second.path())
        .current_dir("/")
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", text(&output.stderr));
    let two = PathBuf::from(text(&output.stdout).trim());
    assert_eq!(text(&output.stderr), "", "-q says nothing when nothing is wrong");
    let scratch = tempfile::tempdir().unwrap();
    let three = crate::other_release::build(first.path(), scratch.path());
    for same in [two, three] {
        assert_eq!(one.file_name(), same.file_name());
        assert!(fs::read(&one).unwrap() == fs::read(&same).unwrap(), "other bytes than {}", same.display());
    }
}

#[test]
fn a_dirty_tree_is_never_given_a_clean_version() {
    let project = repository("library");
    let out = tempfile::tempdir().unwrap();
    fs::write(project.path().join("new.py"), "").unwrap();
    let deb = build(project.path(), out.path(), "debian12");
    assert!(deb.to_str().unwrap().contains("~dirty."), "{}", deb.display());
}

#[test]
fn progress_is_on_standard_error_and_json_on_standard_output() {
    let project = repository("library");
    let out = tempfile::tempdir().unwrap();
    let output = dj2deb()
        .arg("-C")
        .arg(project.path())
        .args(["build", "--target", "debian12", "-v", "--format", "json", "-o"])
        .arg(out.path())
        .output()
        .unwrap();
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let path = json["packages"][0]["path"].as_str().unwrap();
    let digest = run("sha256sum", &[path]);
    assert!(text(&digest.stdout).starts_with(json["packages"][0]["sha256"].as_str().unwrap()));
    let story = text(&output.stderr);
    for word in ["Discovered", "Configured", "Planned", "Staging", "Staged", "compressing", "Assembled", "Verified"] {
        assert!(story.contains(word), "`{word}` is not in:\n{story}");
    }
}

#[test]
fn a_project_that_does_not_start_ends_with_its_traceback_and_no_file() {
    let project = repository("library");
    fs::write(project.path().join("library/wsgi.py"), "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'library.settings')\nimport nowhere\napplication = None\n").unwrap();
    let out = tempfile::tempdir().unwrap();
    let output = dj2deb()
        .arg("-C")
        .arg(project.path())
        .args(["build", "--target", "debian12", "-o"])
        .arg(out.path())
        .output()
        .unwrap();
    let story = text(&output.stderr);
    assert_eq!(output.status.code(), Some(4), "{story}");
    for words in
        ["its entry point cannot be imported", "library/wsgi.py\", line 3", "No module named 'nowhere'", "--no-proof"]
    {
        assert!(story.contains(words), "`{words}` is not in:\n{story}");
    }
    assert_eq!((output.stdout.as_slice(), fs::read_dir(out.path()).unwrap().count()), (b"".as_slice(), 0));
}

#[test]
fn a_locked_requirement_without_a_wheel_is_named() {
    let project = repository("library");
    let path = project.path().join("requirements.txt");
    // An old release that was published as source only, with the digest of its archive.
    let locked =
        "docopt==0.6.2 \\\n    --hash=sha256:49b3a825280bd66b3aa83585ef59c4a8c82f2c8a522dbe754a8bc8d08c85c491\n";
    fs::write(&path, fs::read_to_string(&path).unwrap() + locked).unwrap();
    let out = tempfile::tempdir().unwrap();
    let output = dj2deb()
        .arg("-C")
        .arg(project.path())
        .args(["build", "--target", "debian13", "-o"])
        .arg(out.path())
        .output()
        .unwrap();
    let story = text(&output.stderr);
    // A machine of the target's own release builds it instead.
    let here = fs::read_to_string("/etc/os-release").unwrap().contains("VERSION_ID=\"13\"");
    assert_eq!(output.status.code(), Some(if here { 0 } else { 3 }), "{story}");
    if !here {
        let line = fs::read_to_string(&path).unwrap().lines().position(|line| line.starts_with("docopt")).unwrap() + 1;
        assert!(story.contains("`docopt==0.6.2` has no wheel for debian13 on"), "{story}");
        assert!(story.contains(&format!("--> requirements.txt:{line}:1")), "{story}");
        assert_eq!(fs::read_dir(out.path()).unwrap().count(), 0);
    }
}

/// As root, on a file system of 2 MiB that only a namespace of its own sees.
#[test]
fn a_full_disk_leaves_nothing_but_the_reason() {
    let project = repository("library");
    let out = tempfile::tempdir().unwrap();
    let script = "mount -t tmpfs -o size=2m none \"$1\" || exit 99; \"$2\" -C \"$3\" build --target debian12 --no-proof -o \"$1\"; echo \"status $?\"; ls -A \"$1\"";
    let output = Command::new("unshare")
        .args(["--user", "--map-root-user", "--mount", "sh", "-c", script, "sh"])
        .arg(out.path())
        .arg(env!("CARGO_BIN_EXE_dj2deb"))
        .arg(project.path())
        .env("NO_COLOR", "1")
        .output()
        .unwrap();
    let story = text(&output.stderr);
    assert!(text(&output.stdout).ends_with("status 5\n"), "{}{story}", text(&output.stdout));
    assert!(story.contains("No space left on device") && story.contains("free some space"), "{story}");
}

#[test]
fn an_interrupted_build_leaves_no_file_and_no_scratch() {
    let project = repository("shop");
    let (out, scratch) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    for seconds in [0.2, 1.0, 3.0] {
        let child = dj2deb()
            .arg("-C")
            .arg(project.path())
            .args(["build", "--target", "debian12", "--no-cache", "-o"])
            .arg(out.path())
            .env("TMPDIR", scratch.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_secs_f64(seconds));
        assert!(run("kill", &["-INT", &child.id().to_string()]).status.success());
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(130), "after {seconds} s: {}", text(&output.stderr));
        assert_eq!(fs::read_dir(out.path()).unwrap().count(), 0, "after {seconds} s");
        assert_eq!(fs::read_dir(scratch.path()).unwrap().count(), 0, "after {seconds} s");
    }
}

/// As an ordinary user, because root may read everything.
#[test]
fn a_file_that_may_not_be_read_is_named() {
    let project = repository("library");
    let program = tempfile::tempdir().unwrap();
    let binary = program.path().join("dj2deb");
    fs::copy(env!("CARGO_BIN_EXE_dj2deb"), &binary).unwrap();
    let script = "chmod 755 \"$1\" \"$2\" && chmod 000 \"$2/library/settings.py\"";
    let prepared =
        Command::new("sh").args(["-c", script, "sh"]).arg(program.path()).arg(project.path()).status().unwrap();
    assert!(prepared.success());
    let is_root = text(&run("id", &["-u"]).stdout).trim() == "0";
    let become_nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--"];
    let mut words: Vec<&str> = if is_root { become_nobody.to_vec() } else { Vec::new() };
    let (binary, project) = (binary.to_str().unwrap(), project.path().to_str().unwrap());
    words.extend([binary, "-C", project, "build", "--target", "debian12", "-o", "/tmp"]);
    let output = Command::new(words[0]).args(&words[1..]).env("NO_COLOR", "1").output().unwrap();
    let story = text(&output.stderr);
    assert_eq!((output.status.code(), text(&output.stdout).as_str()), (Some(5), ""), "{story}");
    for words in ["cannot read", "library/settings.py`", "Permission denied", "namei --long"] {
        assert!(story.contains(words), "`{words}` is not in:\n{story}");
    }
}
