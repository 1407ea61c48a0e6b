//! Documents that Policy asks for: changelog, copyright, lintian overrides; and the list of what is bundled.

use super::error::Error;
use super::file_tree::FileTree;
use super::package_plan::{Content, EntryKind, LateContent, PlannedEntry};
use crate::configure::Config;
use crate::deb::changelog;
use crate::deb::mode::FileMode;
use crate::deb::version::DebianVersion;
use crate::plan::recipe::Recipe;
use crate::repository::RepoSnapshot;
use crate::template::context::{CopyrightFiles, Override};
use crate::template::{self, Changelog, Copyright, LintianOverrides, TemplateId};

/// Tags that a package in `/opt` with its own environment cannot avoid, each with the reason.
const OVERRIDES: &[(&str, &str)] = &[
    ("dir-or-file-in-opt", "an add-on application lives in /opt (FHS 3.13)"),
    ("embedded-javascript-library", "distributions are shipped as their authors published them"),
    ("embedded-library", "wheels bring the libraries that they were built and tested with"),
    ("maintainer-script-calls-systemctl", "services are switched in step with the release, only where systemd runs"),
    ("missing-systemd-timer-for-cron-script", "administrators of sites look for jobs in /etc/cron.d"),
    ("non-standard-dir-perm", "the backup profile holds a passphrase, so its directory is closed"),
    ("package-contains-timestamped-gzip", "distributions are shipped as their authors published them"),
    ("script-not-executable", "modules of distributions are imported, not run by their path"),
    ("unstripped-binary-or-object", "wheels are shipped byte for byte: stripping breaks patched libraries"),
    ("unusual-interpreter", "the scripts belong to the project's own virtual environment"),
];

/// Adds the documents.
pub fn add(
    files: &mut FileTree,
    config: &Config,
    (snapshot, recipe, version): (&RepoSnapshot, &Recipe, &DebianVersion),
) -> Result<(), Error> {
    let package = config.name.to_string();
    let documents = format!("/usr/share/doc/{package}");
    let mut put = |path: String, content: Content, source: &str| -> Result<(), Error> {
        let entry = PlannedEntry { kind: EntryKind::File(content), mode: FileMode::FILE, source: source.to_owned() };
        Ok(files.add(path.parse()?, entry)?)
    };
    let changelog = template::render(
        TemplateId::Changelog,
        &Changelog {
            package: package.clone(),
            version: version.to_string(),
            distribution: recipe.release.codename().to_owned(),
            changes: vec![changes(snapshot)],
            maintainer: config.package.maintainer.clone(),
            date: changelog::rfc2822(config.source_date),
        },
    )?;
    put(format!("{documents}/changelog.Debian.gz"), Content::Compressed(changelog), "debian-templates/changelog.hbs")?;
    let preamble = template::render(TemplateId::Copyright, &copyright(config))?;
    put(
        format!("{documents}/copyright"),
        Content::Late(LateContent::Copyright { preamble }),
        "debian-templates/copyright.hbs",
    )?;
    put(format!("{documents}/sbom.cdx.json"), Content::Late(LateContent::SoftwareBillOfMaterials), "the environment")?;
    if recipe.dependencies.is_open() {
        put(format!("{documents}/requirements.lock"), Content::Late(LateContent::Requirements), "the environment")?;
    }
    let overrides = template::render(
        TemplateId::LintianOverrides,
        &LintianOverrides {
            package: package.clone(),
            overrides: OVERRIDES
                .iter()
                .map(|(tag, reason)| Override { tag: (*tag).to_owned(), reason: (*reason).to_owned() })
                .collect(),
        },
    )?;
    put(
        format!("/usr/share/lintian/overrides/{package}"),
        Content::Rendered(overrides),
        "debian-templates/lintian-overrides.hbs",
    )
}

fn changes(snapshot: &RepoSnapshot) -> String {
    match &snapshot.git {
        Some(git) if git.dirty => format!("Build of commit {} with changes that are not committed.", git.commit),
        Some(git) => format!("Build of commit {}.", git.commit),
        None => "Build of a directory without version control.".to_owned(),
    }
}

/// The project's own stanza; those of the distributions are added when they are known.
fn copyright(config: &Config) -> Copyright {
    let year = &changelog::timestamp(config.source_date)[..4];
    let maintainer = config.package.maintainer.split('<').next().unwrap_or_default().trim();
    Copyright {
        package: config.name.to_string(),
        name: config.name.to_string(),
        source: config.package.homepage.clone().unwrap_or_default(),
        files: vec![CopyrightFiles {
            pattern: "*".to_owned(),
            copyright: format!("{year} {maintainer}"),
            license: config.package.license.clone().map_or_else(
                || "not-stated".to_owned(),
                |text| text.lines().next().unwrap_or_default().replace(' ', "-"),
            ),
            text: "The project's own files are under the licence that its authors give them.".to_owned(),
        }],
    }
}
