//! The bytes of a finished package, judged by Debian's own tools and by readers that we did not write.

use dj2deb::deb::mode::FileMode;
use dj2deb::deb::tarball::{self, TarKind};
use dj2deb::stage::StagedTree;
use dj2deb::stage::inventory::{Source, StagedKind};
use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::Path;
use std::process::Command;

use crate::support::package::{Numbers, SITE, build, distribution, file, output_of, plan, random_tree, text_of};

/// The archive as it should be, made without chunks, threads or compression: what the entries of the tar say is
/// written down again in the order that the design gives.
fn plain_tar(decoded: &[u8]) -> Vec<u8> {
    let mut plain = Vec::new();
    let mut reader = tar::Archive::new(decoded);
    for entry in reader.entries().unwrap() {
        let mut entry = entry.unwrap();
        let name = String::from_utf8(entry.path_bytes().to_vec()).unwrap();
        let relative = name.strip_prefix("./").unwrap().trim_end_matches('/').to_owned();
        let link = entry.link_name_bytes().map(|name| String::from_utf8(name.to_vec()).unwrap());
        let kind = match (&link, entry.header().entry_type()) {
            (Some(target), _) => TarKind::Symlink(target),
            (None, tar::EntryType::Directory) => TarKind::Directory,
            (None, _) => TarKind::File { size: entry.size() },
        };
        let mode = FileMode::from_bits(entry.header().mode().unwrap()).unwrap();
        tarball::append_header(&mut plain, &relative, kind, mode);
        let mut content = Vec::new();
        entry.read_to_end(&mut content).unwrap();
        plain.extend_from_slice(&content);
        plain.extend_from_slice(tarball::padding(content.len() as u64));
    }
    plain.extend_from_slice(&tarball::END_OF_ARCHIVE);
    plain
}

fn contents_by_debpkg(path: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut package = debpkg::DebPkg::parse(fs::File::open(path).unwrap()).unwrap();
    let mut data = package.data().unwrap();
    let mut contents = BTreeMap::new();
    for entry in data.entries().unwrap() {
        let mut entry = entry.unwrap();
        let mut content = Vec::new();
        entry.read_to_end(&mut content).unwrap();
        let name = String::from_utf8(entry.path_bytes().to_vec()).unwrap();
        assert!(contents.insert(name, content).is_none());
    }
    contents
}

#[test]
fn random_distributions_decode_to_the_plain_tar_by_every_reader() {
    let scratch = tempfile::tempdir().unwrap();
    for seed in 0..3 {
        let mut numbers = Numbers(seed);
        let (plan, tree) = (plan(), random_tree(&mut numbers));
        let deb = build(&plan, &tree, &scratch.path().join(format!("seed{seed}")), 2).unwrap();
        let path = deb.path.to_str().unwrap();
        assert!(path.ends_with("/shop_1.0-1~deb12_all.deb"), "{path}");

        let decoded = output_of("dpkg-deb", &["--fsys-tarfile", path]);
        assert!(decoded == plain_tar(&decoded), "the decoded member is not the plain tar");
        let member = scratch.path().join("data.tar.xz");
        fs::write(&member, output_of("ar", &["p", path, "data.tar.xz"])).unwrap();
        let member = member.to_str().unwrap();
        assert!(decoded == output_of("xz", &["-dc", member]), "xz and dpkg-deb differ");
        let listing = text_of("xz", &["--robot", "--list", member]);
        let totals: Vec<&str> = listing.lines().find(|line| line.starts_with("totals")).unwrap().split('\t').collect();
        assert_eq!(totals[1], "1", "one stream");
        let blocks: usize = totals[2].parse().unwrap();
        assert!(blocks > tree.runs.len(), "{blocks} blocks for {} runs", tree.runs.len());
        assert_eq!(totals[6], "CRC32");

        let read = contents_by_debpkg(&deb.path);
        for entry in tree.runs.iter().flat_map(|run| &run.entries) {
            if let StagedKind::File { source: Source::Memory(content), .. } = &entry.kind {
                assert!(read[&format!(".{}", entry.path)] == *content, "{}", entry.path);
            }
        }
    }
}

#[test]
fn neither_threads_nor_the_order_of_staging_show_in_the_bytes() {
    let scratch = tempfile::tempdir().unwrap();
    let mut tree = random_tree(&mut Numbers(7));
    let first = build(&plan(), &tree, &scratch.path().join("first"), 1).unwrap();
    for threads in [2, 4] {
        tree.runs.reverse();
        tree.runs.iter_mut().for_each(|run| run.entries.reverse());
        let again = build(&plan(), &tree, &scratch.path().join(format!("again{threads}")), threads).unwrap();
        assert_eq!((first.size, first.sha256), (again.size, again.sha256));
    }
}

#[test]
fn dpkg_deb_accepts_what_is_written() {
    let scratch = tempfile::tempdir().unwrap();
    let long = format!("{SITE}/{}/end.py", "name".repeat(50));
    let tree = StagedTree { runs: vec![distribution("long", vec![file(&long, b"text".to_vec())])], requirements: None };
    let deb = build(&plan(), &tree, scratch.path(), 2).unwrap();
    let path = deb.path.to_str().unwrap();

    let information = text_of("dpkg-deb", &["--info", path]);
    assert!(information.contains(" Package: shop\n Version: 1.0-1~deb12\n Architecture: all\n"), "{information}");
    assert!(information.contains(" Depends: adduser\n"), "{information}");
    let listing = text_of("dpkg-deb", &["--contents", path]);
    assert!(listing.contains("drwx------ root/root         0 2000-01-01 00:00 ./etc/duply/shop/\n"), "{listing}");
    assert!(listing.contains("-rwxr-xr-x root/root        10 2000-01-01 00:00 ./usr/bin/shop-ctl\n"), "{listing}");
    assert!(listing.contains(&format!(" .{long}\n")), "{listing}");
    assert!(listing.contains("./opt/shop/current -> manage.py\n"), "{listing}");

    let root = scratch.path().join("root");
    output_of("dpkg-deb", &["--raw-extract", path, root.to_str().unwrap()]);
    assert_eq!(fs::read(root.join(&long[1..])).unwrap(), b"text");
    let control = |name: &str| fs::read_to_string(root.join("DEBIAN").join(name)).unwrap();
    assert_eq!(control("triggers"), "interest-noawait /usr/bin/python3.11\n");
    assert_eq!(control("conffiles"), "/etc/cron.d/shop\n");
    assert!(!control("md5sums").contains("etc/cron.d/shop"));
    let check = Command::new("md5sum").args(["-c", "--quiet", "DEBIAN/md5sums"]).current_dir(&root).status().unwrap();
    assert!(check.success());
    let bill: serde_json::Value =
        serde_json::from_slice(&fs::read(root.join("usr/share/doc/shop/sbom.cdx.json")).unwrap()).unwrap();
    assert_eq!(bill["components"][0]["purl"], "pkg:pypi/long@1.0");
}

#[test]
fn the_date_stands_in_the_container_only() {
    let scratch = tempfile::tempdir().unwrap();
    let deb = build(&plan(), &StagedTree::default(), scratch.path(), 1).unwrap();
    let listing = text_of("ar", &["tvO", deb.path.to_str().unwrap()]);
    let names: Vec<&str> = listing.lines().filter_map(|line| line.split_whitespace().nth(7)).collect();
    assert_eq!(names, ["debian-binary", "control.tar.xz", "data.tar.xz"]);
    assert!(listing.lines().all(|line| line.contains("2026") && line.starts_with("rw-r--r-- 0/0")), "{listing}");
}

#[test]
fn a_file_that_is_not_what_record_says_leaves_no_package() {
    let scratch = tempfile::tempdir().unwrap();
    let mut entry = file(&format!("{SITE}/tiny/changed.py"), b"changed".to_vec());
    if let StagedKind::File { expected, .. } = &mut entry.kind {
        *expected = Some([0; 32]);
    }
    let tree = StagedTree { runs: vec![distribution("tiny", vec![entry])], requirements: None };
    let error = build(&plan(), &tree, scratch.path(), 2).unwrap_err();
    assert!(
        error
            .to_string()
            .starts_with(&format!("`{SITE}/tiny/changed.py` of the distribution tiny 1.0 is not the file"))
    );
    assert_eq!(fs::read_dir(scratch.path()).unwrap().count(), 0);
}

#[test]
fn what_is_staged_beside_the_environment_or_twice_is_refused() {
    let scratch = tempfile::tempdir().unwrap();
    let refuse = |paths: &[&str]| {
        let entries = paths.iter().map(|path| file(path, Vec::new())).collect();
        let tree = StagedTree { runs: vec![distribution("tiny", entries)], requirements: None };
        build(&plan(), &tree, scratch.path(), 1).unwrap_err().to_string()
    };
    assert!(refuse(&["/opt/other/x"]).contains("was staged outside"));
    assert!(refuse(&["/opt/shop/venv/x", "/opt/shop/venv/x"]).contains("is wanted by"));
    assert!(refuse(&["/opt/shop/venv/x", "/opt/shop/venv/x/y"]).contains("a directory"));
}
