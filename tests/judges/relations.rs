//! `Depends` of real wheels against dpkg-shlibdeps.

use dj2deb::stage::StagedTree;
use dj2deb::stage::inventory::StagedEntry;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::support::package::{SITE, build, distribution, file, plan, text_of};

/// Unpacks wheels and compares our relations with those of dpkg-shlibdeps; needs uv, the network and Debian's tools.
#[test]
fn relations_of_real_wheels_are_those_of_dpkg_shlibdeps() {
    let scratch = tempfile::tempdir().unwrap();
    let site = scratch.path().join("site");
    let wheels = ["psycopg-binary==3.2.9", "pillow==11.2.1", "numpy==2.2.6", "lxml==5.4.0", "cryptography==44.0.3"];
    let mut install = Command::new("uv");
    install.args(["pip", "install", "--quiet", "--no-deps", "--python-version", "3.11.2", "--only-binary", ":all:"]);
    install.args(["--python-platform", "x86_64-manylinux_2_36", "--target"]).arg(&site).args(wheels);
    assert!(install.status().unwrap().success());
    let mut entries = Vec::new();
    collect(&site, &site, &mut entries);
    let tree = StagedTree { runs: vec![distribution("wheels", entries)], requirements: None };
    let deb = build(&plan(), &tree, &scratch.path().join("out"), 2).unwrap();
    let ours = text_of("dpkg-deb", &["--field", deb.path.to_str().unwrap(), "Depends"]);
    let ours: Vec<&str> = ours.trim().split(", ").filter(|relation| *relation != "adduser").collect();
    assert_eq!(ours.join(", "), shlibdeps(scratch.path(), &site));
}

fn collect(directory: &Path, site: &Path, entries: &mut Vec<StagedEntry>) {
    for entry in fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, site, entries);
        } else {
            let relative = path.strip_prefix(site).unwrap().to_str().unwrap();
            entries.push(file(&format!("{SITE}/{relative}"), fs::read(&path).unwrap()));
        }
    }
}

/// What dpkg-shlibdeps says of all ELF files below `site`.
fn shlibdeps(scratch: &Path, site: &Path) -> String {
    fs::create_dir_all(scratch.join("debian")).unwrap();
    fs::write(scratch.join("debian/control"), "Source: shop\n\nPackage: shop\nArchitecture: any\n").unwrap();
    let mut files: Vec<PathBuf> = Vec::new();
    elf_files(site, &mut files);
    let mut private: Vec<&Path> = files.iter().filter_map(|file| file.parent()).collect();
    private.sort_unstable();
    private.dedup();
    let mut command = Command::new("dpkg-shlibdeps");
    command.args(["-O", "--ignore-missing-info", "--warnings=0"]).current_dir(scratch);
    command.args(private.iter().map(|directory| format!("-l{}", directory.display())));
    let output = command.args(&files).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().trim().trim_start_matches("shlibs:Depends=").to_owned()
}

fn elf_files(directory: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            elf_files(&path, files);
        } else if fs::read(&path).unwrap().starts_with(b"\x7fELF") {
            files.push(path);
        }
    }
}
