//! The files around the project: units, web site, cron, logrotate, duply, runtime, `P-ctl`, documents of constant form.

use super::error::Error;
use super::file_tree::FileTree;
use super::package_plan::{Content, EntryKind, Placeholder, PlannedEntry};
use super::scripts;
use crate::deb::conffile::Conffiles;
use crate::deb::mode::FileMode;
use crate::deb::target_path::TargetPath;
use crate::template::{self, LAYOUT, Site, Source};

/// The source of files that are the same in every package.
pub const CONSTANT: &str = "debian-templates";

/// The directory with the backup profile holds a passphrase: nobody but root may look into it.
const CLOSED: &str = "/etc/duply/P";

/// Adds every file of the layout, the environment's placeholder and the control script.
pub fn add((files, conffiles): (&mut FileTree, &mut Conffiles), site: &Site) -> Result<(), Error> {
    let named =
        |path: &str| path.replace("/P/", &format!("/{}/", site.package)).replace("/P-", &format!("/{}-", site.package));
    for placed in LAYOUT {
        let mut path = named(placed.path);
        for ending in ["/P", "/P.socket", "/P.service", "/P.conf"] {
            if let Some(stem) = path.strip_suffix(ending) {
                path = format!("{stem}/{}{}", site.package, &ending[2..]);
            }
        }
        let path: TargetPath = path.parse()?;
        let (text, source) = match placed.source {
            Source::Template(template) => {
                (template::render(template, site)?, format!("debian-templates/{}", template.file()))
            }
            Source::Constant(text) => (text.to_owned(), CONSTANT.to_owned()),
        };
        if text.trim().is_empty() {
            continue;
        }
        if placed.conffile {
            conffiles.insert(path.clone()).map_err(Error::value)?;
        }
        let mode = if placed.executable { FileMode::EXECUTABLE } else { FileMode::FILE };
        let content = if placed.compressed { Content::Compressed(text) } else { Content::Rendered(text) };
        files.add(path, PlannedEntry { kind: EntryKind::File(content), mode, source })?;
    }
    let ctl = PlannedEntry {
        kind: EntryKind::File(Content::Rendered(scripts::control_script(site)?)),
        mode: FileMode::EXECUTABLE,
        source: "maintscripts/ctl.hbs".to_owned(),
    };
    files.add(format!("/usr/lib/{}/ctl", site.package).parse()?, ctl)?;
    let closed = CLOSED.replace('P', &site.package).parse()?;
    let closed_mode = FileMode::from_bits(0o700).map_err(Error::value)?;
    files
        .add(closed, PlannedEntry { kind: EntryKind::Directory, mode: closed_mode, source: "the layout".to_owned() })?;
    let environment = PlannedEntry {
        kind: EntryKind::Subtree(Placeholder::VirtualEnvironment),
        mode: FileMode::DIRECTORY,
        source: "the environment".to_owned(),
    };
    Ok(files.add(format!("/opt/{}/venv", site.package).parse()?, environment)?)
}
