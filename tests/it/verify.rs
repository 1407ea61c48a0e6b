//! Findings in the bytes of packages, our own and foreign ones.

use dj2deb::deb::maintainer_script::MaintainerScript;
use dj2deb::deb::mode::FileMode;
use dj2deb::plan::PackagePlan;
use dj2deb::plan::package_plan::{Content, EntryKind};
use dj2deb::stage::StagedTree;
use dj2deb::stage::inventory::{Run, RunOwner, StagedEntry, StagedKind};
use dj2deb::verify::{self, Options};
use std::fs;

use crate::support::package::{Numbers, build, output_of, plan, planned, random_tree};

#[test]
fn our_own_packages_pass_verification() {
    let scratch = tempfile::tempdir().unwrap();
    let python = StagedKind::Symlink("/usr/bin/python3.11".to_owned());
    let entries = vec![StagedEntry { path: "/opt/shop/venv/bin/python".parse().unwrap(), kind: python }];
    let mut tree = random_tree(&mut Numbers(11));
    tree.runs.retain(|run| run.owner != RunOwner::Environment);
    tree.runs.push(Run { owner: RunOwner::Environment, entries });
    let deb = build(&whole_plan(), &tree, scratch.path(), 2).unwrap();
    let verdict = verify::verify(fs::File::open(&deb.path).unwrap(), &Options::default()).unwrap();
    let findings: Vec<String> = verdict.findings.iter().map(ToString::to_string).collect();
    assert!(findings.is_empty(), "{findings:#?}");
}

/// The plan whose script and relations are complete.
fn whole_plan() -> PackagePlan {
    let mut plan = plan();
    let verbs = MaintainerScript::Postinst.verbs().join("|");
    let script = format!("#!/bin/sh\nset -e\ncase \"$1\" in\n    {verbs}) ;;\nesac\n");
    plan.scripts.insert(MaintainerScript::Postinst, script);
    plan.stanza.set("Depends", "python3.11, ${shlibs:Depends}");
    plan
}

#[test]
fn what_is_wrong_with_a_package_is_found_in_its_bytes() {
    let scratch = tempfile::tempdir().unwrap();
    let mut plan = whole_plan();
    let mut add = |path: &str, text: &str| {
        let kind = EntryKind::File(Content::Rendered(text.to_owned()));
        plan.files.add(path.parse().unwrap(), planned(kind, FileMode::FILE)).unwrap();
    };
    add("/opt/shop/.env", "A=1\n");
    add("/opt/shop/db.sqlite3", "SQLite format 3\0rest");
    add("/opt/shop/where.txt", "made in /build/here\n");
    add("/etc/shop.conf", "not a conffile\n");
    let deb = build(&plan, &StagedTree::default(), scratch.path(), 1).unwrap();
    let options = Options { forbidden_paths: vec!["/build/here".to_owned()] };
    let verdict = verify::verify(fs::File::open(&deb.path).unwrap(), &options).unwrap();
    let tags: Vec<&str> = verdict.findings.iter().map(|finding| finding.tag.name).collect();
    assert_eq!(tags, ["build-path-in-file", "conffile-missing", "database-in-package", "secret-in-package"]);
    assert!(verdict.reaches(verify::Severity::Error));
}

#[test]
fn a_foreign_package_is_read_as_well() {
    let scratch = tempfile::tempdir().unwrap();
    let root = scratch.path().join("root");
    fs::create_dir_all(root.join("DEBIAN")).unwrap();
    fs::create_dir_all(root.join("opt/other")).unwrap();
    fs::write(root.join("opt/other/file"), "text").unwrap();
    let control = "Package: other\nVersion: 1\nArchitecture: all\nMaintainer: A <a@example.org>\nDescription: x\n";
    fs::write(root.join("DEBIAN/control"), control).unwrap();
    for format in ["-Zxz", "-Zgzip"] {
        let path = scratch.path().join("other.deb");
        let arguments = ["--root-owner-group", format, "--build", root.to_str().unwrap(), path.to_str().unwrap()];
        output_of("dpkg-deb", &arguments);
        let verdict = verify::verify(fs::File::open(&path).unwrap(), &Options::default()).unwrap();
        let tags: Vec<&str> = verdict.findings.iter().map(|finding| finding.tag.name).collect();
        let expected = ["installed-size-wrong", "md5sums-disagree", "missing-document", "missing-document"];
        assert_eq!(tags, expected, "{format}");
    }
}
