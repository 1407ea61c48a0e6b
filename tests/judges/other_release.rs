//! A build on a machine of the other release: its own Python, git, C library and tools, in a root that is kept between runs.
//!
//! What uv has downloaded is shared with this machine, so the build needs no network.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use dj2deb::deb::release::{Release, of_os_release};
use dj2deb::host::{apt, os_release, variables};

use crate::packages::text;

/// What a build needs besides uv, which is this machine's.
const PACKAGES: &str = "python3,git";

/// Makes a root as an ordinary user or as root: `sh -c SCRIPT sh PACKAGES CODENAME MIRROR DIRECTORY`.
const MAKE_ROOT: &str = r#"set -e
mmdebstrap --quiet --variant=minbase --format=tar --aptopt='Acquire::Languages "none"' --include="$1" "$2" "$4.tar" "$3"
mkdir "$4.part"
tar --extract --file="$4.tar" --directory="$4.part" --exclude='./dev/*'
rm "$4.tar"
mv "$4.part" "$4""#;

/// Builds in a root, in namespaces that end with the build: `sh -c SCRIPT sh ROOT BINARY UV UV_CACHE SOURCE SCRATCH RELEASE`.
const BUILD: &str = r#"set -e
here=$1/mnt
mount -t tmpfs none "$here"
mkdir "$here/bin" "$here/uv-cache" "$here/source" "$here/scratch"
touch "$here/bin/dj2deb" "$here/bin/uv"
mount --bind "$2" "$here/bin/dj2deb"
mount --bind "$3" "$here/bin/uv"
mount --bind "$4" "$here/uv-cache"
mount --bind "$5" "$here/source"
mount --bind "$6" "$here/scratch"
mount --rbind /dev "$1/dev"
mount --rbind /proc "$1/proc"
exec chroot "$1" env --ignore-environment PATH=/mnt/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/mnt/scratch TMPDIR=/mnt/scratch \
    UV_CACHE_DIR=/mnt/uv-cache NO_COLOR=1 dj2deb -C /mnt/source build --offline --no-proof --target "$7" -o /mnt/scratch/out"#;

/// The root of the release, made once.
fn root(release: Release) -> PathBuf {
    let parent = variables::cache_directory().join("tests");
    let root = parent.join(format!("{release}-with-{}", PACKAGES.replace(',', "-")));
    if root.is_dir() {
        return root;
    }
    fs::create_dir_all(&parent).unwrap();
    let scratch = tempfile::tempdir_in(&parent).unwrap();
    let made = scratch.path().join("root");
    let mirror = apt::debian_mirror().unwrap().expect("apt's sources name a mirror for Debian");
    let output = Command::new("sh")
        .args(["-c", MAKE_ROOT, "sh", PACKAGES, release.codename(), &mirror])
        .arg(&made)
        .stdin(Stdio::null())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", text(&output.stderr));
    fs::rename(&made, &root).unwrap();
    root
}

/// What uv says of itself; the `uv` on the `PATH` may be a script that finds the real one.
fn uv(arguments: &[&str]) -> PathBuf {
    let output = Command::new("uv").arg("--no-config").args(arguments).output().unwrap();
    assert!(output.status.success(), "{}", text(&output.stderr));
    PathBuf::from(text(&output.stdout).trim())
}

/// Builds the project for Debian 12 on the release that this machine does not run.
pub fn build(project: &Path, scratch: &Path) -> PathBuf {
    let here = of_os_release(&os_release());
    let other = if here == Some(Release::Debian13) { Release::Debian12 } else { Release::Debian13 };
    let out = scratch.join("out");
    fs::create_dir_all(&out).unwrap();
    let output = Command::new("unshare")
        .args(["--user", "--map-root-user", "--mount", "sh", "-c", BUILD, "sh"])
        .args([root(other).as_path(), Path::new(env!("CARGO_BIN_EXE_dj2deb"))])
        .args([uv(&["run", "--no-project", "sh", "-c", "echo \"$UV\""]), uv(&["cache", "dir"])])
        .args([project, scratch])
        .arg("debian12")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", text(&output.stderr));
    out.join(Path::new(text(&output.stdout).trim()).file_name().unwrap())
}
