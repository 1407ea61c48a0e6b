//! Packages made by hand: a small plan, staged trees of random content, and the tools that judge the result.

use dj2deb::assemble::{self, Workplace, assemble};
use dj2deb::deb::architecture::Architecture;
use dj2deb::deb::conffile::Conffiles;
use dj2deb::deb::deb_file::DebFile;
use dj2deb::deb::maintainer_script::MaintainerScript;
use dj2deb::deb::mode::FileMode;
use dj2deb::deb::release::Release;
use dj2deb::deb::stanza::Stanza;
use dj2deb::host::Host;
use dj2deb::plan::PackagePlan;
use dj2deb::plan::file_tree::FileTree;
use dj2deb::plan::package_plan::{Content, EntryKind, LateContent, Placeholder, PlannedEntry};
use dj2deb::plan::recipe::{DependencySource, Recipe};
use dj2deb::progress::Silent;
use dj2deb::stage::StagedTree;
use dj2deb::stage::inventory::{Run, RunOwner, Source, StagedEntry, StagedKind};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

pub const SITE: &str = "/opt/shop/venv/lib/python3.11/site-packages";

/// Numbers that look random and are the same in every run.
pub struct Numbers(pub u64);

impl Numbers {
    pub fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }

    /// Half of it compresses.
    pub fn bytes(&mut self, length: u64) -> Vec<u8> {
        let mut bytes = Vec::new();
        while (bytes.len() as u64) < length {
            (0..4).for_each(|_| bytes.extend_from_slice(&self.below(u64::MAX).to_le_bytes()));
            bytes.extend_from_slice(&[b'x'; 16]);
        }
        bytes.truncate(usize::try_from(length).unwrap());
        bytes
    }
}

pub fn planned(kind: EntryKind, mode: FileMode) -> PlannedEntry {
    PlannedEntry { kind, mode, source: "the test".to_owned() }
}

pub fn plan() -> PackagePlan {
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

pub fn recipe() -> Recipe {
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

pub fn file(path: &str, content: Vec<u8>) -> StagedEntry {
    let size = content.len() as u64;
    let kind = StagedKind::File { mode: FileMode::FILE, source: Source::Memory(content), size, expected: None };
    StagedEntry { path: path.parse().unwrap(), kind }
}

pub fn distribution(name: &str, entries: Vec<StagedEntry>) -> Run {
    Run { owner: RunOwner::Distribution { name: name.to_owned(), version: "1.0".to_owned() }, entries }
}

/// Distributions of random names and sizes in random order, then the environment's own entries.
pub fn random_tree(numbers: &mut Numbers) -> StagedTree {
    let mut runs = Vec::new();
    for number in 0..8 + numbers.below(8) {
        let name = format!("{}{number}", ["zeta", "alpha", "Mid", "beta"][usize::try_from(numbers.below(4)).unwrap()]);
        let mut entries = Vec::new();
        for place in 0..=numbers.below(20) {
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

pub fn build(plan: &PackagePlan, tree: &StagedTree, output: &Path, threads: usize) -> Result<DebFile, assemble::Error> {
    fs::create_dir_all(output).unwrap();
    let workplace = Workplace { host: &Host::default(), progress: &Silent, threads, repository: output, output };
    assemble(plan, tree, &workplace)
}

pub fn output_of(program: &str, arguments: &[&str]) -> Vec<u8> {
    let output = Command::new(program).args(arguments).env("LC_ALL", "C").output().unwrap();
    assert!(output.status.success(), "{program} {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

pub fn text_of(program: &str, arguments: &[&str]) -> String {
    String::from_utf8(output_of(program, arguments)).unwrap()
}
