//! The bytes of a finished package, judged by Debian's own tools and by readers that we did not write.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::Command;

use dj2deb::assemble::{self, Workplace, assemble};
use dj2deb::deb::architecture::Architecture;
use dj2deb::deb::conffile::Conffiles;
use dj2deb::deb::deb_file::DebFile;
use dj2deb::deb::maintainer_script::MaintainerScript;
use dj2deb::deb::mode::FileMode;
use dj2deb::deb::release::Release;
use dj2deb::deb::stanza::Stanza;
use dj2deb::deb::tarball::{self, TarKind};
use dj2deb::diagnose::Diagnose;
use dj2deb::exit_status::ExitStatus;
use dj2deb::host::Host;
use dj2deb::plan::PackagePlan;
use dj2deb::plan::file_tree::FileTree;
use dj2deb::plan::package_plan::{Content, EntryKind, LateContent, Placeholder, PlannedEntry};
use dj2deb::plan::recipe::{DependencySource, Recipe};
use dj2deb::progress::Silent;
use dj2deb::stage::StagedTree;
use dj2deb::stage::inventory::{Run, RunOwner, Source, StagedEntry, StagedKind};
use dj2deb::verify::{self, Options};

const SITE: &str = "/opt/shop/venv/lib/python3.11/site-packages";

/// Numbers that look random and are the same in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }

    /// Half of it compresses.
    fn bytes(&mut self, length: u64) -> Vec<u8> {
        let mut bytes = Vec::new();
        while (bytes.len() as u64) < length {
            (0..4).for_each(|_| bytes.extend_from_slice(&self.below(u64::MAX).to_le_bytes()));
            bytes.extend_from_slice(&[b'x'; 16]);
        }
        bytes.truncate(usize::try_from(length).unwrap());
        bytes
    }
}

fn planned(kind: EntryKind, mode: FileMode) -> PlannedEntry {
    PlannedEntry { kind, mode, source: "the test".to_owned() }
}

fn plan() -> PackagePlan {
    let mut files = FileTree::default();
    let mut add = |path: &str, kind: EntryKind, mode| files.add(path.parse().unwrap(), planned(kind, mode)).unwrap();
    add("/opt/shop/venv", EntryKind::Subtree(Placeholder::VirtualEnvironment), FileMode::DIRECTORY);
    add("/etc/duply/shop", EntryKind::Directory, "0700".parse().unwrap());
    let text = |text: &str| EntryKind::File(Content::Rendered(text.to_owned()));
    add("/etc/cron.d/shop", text("# nothing\n"), FileMode::FILE);
    add("/usr/bin/shop-ctl", text("#!/bin/sh\n"), FileMode::EXECUTABLE);
    add("/opt/shop/current", EntryKind::Symlink("manage.py".to_owned()), FileMode::SYMLINK);
    let document = |name: &str| format!("/usr/share/doc/shop/{name}");
    let preamble = "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n".to_owned();
    let late = |late| EntryKind::File(Content::Late(late));
    add(&document("copyright"), late(LateContent::Copyright { preamble }), FileMode::FILE);
    add(&document("sbom.cdx.json"), late(LateContent::SoftwareBillOfMaterials), FileMode::FILE);
    let changelog = EntryKind::File(Content::Compressed("shop (1.0-1~deb12) bookworm; urgency=medium\n".to_owned()));
    add(&document("changelog.Debian.gz"), changelog, FileMode::FILE);
    let mut stanza = Stanza::default();
    stanza.set("Maintainer", "Shop <shop@example.org>");
    stanza.set("Depends", "adduser, ${shlibs:Depends}");
    stanza.set("Description", "a shop\nIt sells.");
    let mut conffiles = Conffiles::default();
    conffiles.insert("/etc/cron.d/shop".parse().unwrap()).unwrap();
    PackagePlan {
        name: "shop".parse().unwrap(),
        version: "1.0-1~deb12".parse().unwrap(),
        release: Release::Debian12,
        architecture: Architecture::Amd64,
        stanza,
        files,
        conffiles,
        control_files: BTreeMap::from([("triggers", "interest-noawait /usr/bin/python3.11".to_owned())]),
        scripts: BTreeMap::from([(MaintainerScript::Postinst, "#!/bin/sh\nset -e\n".to_owned())]),
        recipe: recipe(),
        left_out: Vec::new(),
        source_date: 1_767_225_600,
    }
}

fn recipe() -> Recipe {
    Recipe {
        release: Release::Debian12,
        architecture: Architecture::Amd64,
        prefix: "/opt/shop/venv".to_owned(),
        dependencies: DependencySource::Inferred { lines: Vec::new() },
        extras: Vec::new(),
        groups: Vec::new(),
        added: Vec::new(),
        proof: None,
    }
}

fn file(path: &str, content: Vec<u8>) -> StagedEntry {
    let size = content.len() as u64;
    let kind = StagedKind::File { mode: FileMode::FILE, source: Source::Memory(content), size, expected: None };
    StagedEntry { path: path.parse().unwrap(), kind }
}

fn distribution(name: &str, entries: Vec<StagedEntry>) -> Run {
    Run { owner: RunOwner::Distribution { name: name.to_owned(), version: "1.0".to_owned() }, entries }
}

/// Distributions of random names and sizes in random order, then the environment's own entries.
fn random_tree(numbers: &mut Numbers) -> StagedTree {
    let mut runs = Vec::new();
    for number in 0..8 + numbers.below(8) {
        let name = format!("{}{number}", ["zeta", "alpha", "Mid", "beta"][usize::try_from(numbers.below(4)).unwrap()]);
        let mut entries = Vec::new();
        for place in 0..1 + numbers.below(20) {
            let long = "long".repeat(usize::try_from(numbers.below(40)).unwrap());
            let size = numbers.below(30_000);
            let content = numbers.bytes(size);
            entries.push(file(&format!("{SITE}/{name}/{long}{place}.py"), content));
        }
        if number == 3 {
            // Longer than a block: it becomes two.
            entries.push(file(&format!("{SITE}/{name}/big.bin"), vec![7; 9_000_000]));
        }
        let metadata = format!("Name: {name}\nVersion: 1.0\nLicense-Expression: MIT\n\ntext\n");
        entries.push(file(&format!("{SITE}/{name}-1.0.dist-info/METADATA"), metadata.into_bytes()));
        runs.push(distribution(&name, entries));
    }
    let place = usize::try_from(numbers.below(runs.len() as u64)).unwrap();
    let link = StagedKind::Symlink("/usr/bin/python3.11".to_owned());
    let entries = vec![StagedEntry { path: "/opt/shop/venv/bin/python".parse().unwrap(), kind: link }];
    runs.insert(place, Run { owner: RunOwner::Environment, entries });
    StagedTree { runs, requirements: None }
}

fn build(plan: &PackagePlan, tree: &StagedTree, output: &Path, threads: usize) -> Result<DebFile, assemble::Error> {
    fs::create_dir_all(output).unwrap();
    let workplace = Workplace { host: &Host::default(), progress: &Silent, threads, repository: output, output };
    assemble(plan, tree, &workplace)
}

fn output_of(program: &str, arguments: &[&str]) -> Vec<u8> {
    let output = Command::new(program).args(arguments).env("LC_ALL", "C").output().unwrap();
    assert!(output.status.success(), "{program} {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

fn text_of(program: &str, arguments: &[&str]) -> String {
    String::from_utf8(output_of(program, arguments)).unwrap()
}

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

/// Unpacks wheels and compares our relations with those of dpkg-shlibdeps; needs uv, the network and Debian's tools.
#[test]
#[ignore = "downloads wheels: `make test-tools` runs it"]
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
    private.iter().for_each(|directory| {
        command.arg(format!("-l{}", directory.display()));
    });
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

/// As root, on a file system of 1 MiB that only a namespace of its own sees.
#[test]
#[ignore = "needs root: `make test-tools` runs it"]
fn a_full_disk_leaves_nothing_but_the_reason() {
    let scratch = tempfile::tempdir().unwrap();
    let script = "mount -t tmpfs -o size=1m none \"$1\" && shift && \"$@\"; echo \"status $?\"; ls -A out";
    fs::create_dir_all(scratch.path().join("out")).unwrap();
    let mut writer = Command::new("unshare");
    writer.args(["--mount", "sh", "-c", script, "sh", "out"]).arg(std::env::current_exe().unwrap());
    writer.args(["format::writes_eight_mebibytes", "--exact"]).env("DJ2DEB_SMALL_DISK", "1");
    writer.current_dir(scratch.path());
    let output = String::from_utf8(writer.output().unwrap().stdout).unwrap();
    assert!(output.contains("test result: ok. 1 passed"), "{output}");
    assert!(output.ends_with("status 0\n"), "something is left: {output}");
}

/// The inner half of the test above: the directory `out` is too small.
#[test]
fn writes_eight_mebibytes() {
    if std::env::var_os("DJ2DEB_SMALL_DISK").is_none() {
        return;
    }
    let content = Numbers(1).bytes(8 << 20);
    let entries = vec![file(&format!("{SITE}/big/big.bin"), content)];
    let tree = StagedTree { runs: vec![distribution("big", entries)], requirements: None };
    let workplace = Workplace {
        host: &Host::default(),
        progress: &Silent,
        threads: 2,
        repository: Path::new("."),
        output: Path::new("out"),
    };
    let error = assemble(&plan(), &tree, &workplace).unwrap_err();
    assert_eq!(error.status(), ExitStatus::Environment);
    assert!(error.hints()[0].contains("free some space"), "{:?}", error.hints());
    assert_eq!(fs::read_dir("out").unwrap().count(), 0);
}
