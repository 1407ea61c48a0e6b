//! Where each text of a package lies on the server. Data only.
//!
//! In: nothing. Out: [`LAYOUT`], one row a file that dpkg owns; `P` in a path stands for the package's name. Not here: the
//! project's tree and its environment, directories, and what the scripts make (`docs/architecture.md` names all of it).

use super::registry::TemplateId;

/// The text of a placed file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// Filled in from [`super::Site`].
    Template(TemplateId),
    /// The same in every package.
    Constant(&'static str),
}

/// One file, owned by root:root.
#[derive(Clone, Copy, Debug)]
pub struct Placed {
    pub path: &'static str,
    pub source: Source,
    /// 0755 instead of 0644.
    pub executable: bool,
    pub conffile: bool,
    /// Compressed on its way into the package (the path ends with `.gz`).
    pub compressed: bool,
}

const fn file(path: &'static str, source: Source) -> Placed {
    Placed { path, source, executable: false, conffile: false, compressed: false }
}

const fn filled(path: &'static str, template: TemplateId) -> Placed {
    file(path, Source::Template(template))
}

const fn program(placed: Placed) -> Placed {
    Placed { executable: true, ..placed }
}

const fn conffile(placed: Placed) -> Placed {
    Placed { conffile: true, ..placed }
}

const fn compressed(placed: Placed) -> Placed {
    Placed { compressed: true, ..placed }
}

macro_rules! constant {
    ($path:literal, $file:literal) => {
        file($path, Source::Constant(include_str!(concat!("../../debian-templates/", $file))))
    };
}

/// Every file that is rendered from [`super::Site`] or constant; `/etc/duply/P` is a directory of mode 0700.
/// `/usr/lib/P/ctl` is a script of fragments ([`super::script`]), mode 0755, and not in this table.
pub const LAYOUT: &[Placed] = &[
    conffile(filled("/etc/cron.d/P", TemplateId::Cron)),
    conffile(filled("/etc/logrotate.d/P", TemplateId::Logrotate)),
    conffile(filled("/etc/duply/P/exclude", TemplateId::DuplyExclude)),
    conffile(program(filled("/etc/duply/P/pre", TemplateId::DuplyPre))),
    program(filled("/usr/bin/P-ctl", TemplateId::PCtl)),
    constant!("/usr/lib/P/bytecode.py", "library/bytecode.py"),
    constant!("/usr/lib/P/static.py", "library/static.py"),
    constant!("/usr/lib/P/sqlite.py", "library/sqlite.py"),
    filled("/usr/lib/systemd/system/P.socket", TemplateId::Socket),
    filled("/usr/lib/systemd/system/P.service", TemplateId::Service),
    filled("/usr/lib/systemd/system/P-next.service", TemplateId::NextService),
    filled("/usr/lib/systemd/system/P-setup.service", TemplateId::SetupService),
    filled("/usr/lib/tmpfiles.d/P.conf", TemplateId::Tmpfiles),
    filled("/usr/share/P/nginx.conf", TemplateId::Nginx),
    filled("/usr/share/P/settings.py", TemplateId::Settings),
    filled("/usr/share/P/environment", TemplateId::Environment),
    filled("/usr/share/P/duply.conf", TemplateId::DuplyConf),
    filled("/usr/share/bash-completion/completions/P-ctl", TemplateId::Completion),
    filled("/usr/share/doc/P/README.Debian", TemplateId::ReadmeDebian),
    filled("/usr/share/doc/P/RECOVERY.md", TemplateId::Recovery),
    compressed(filled("/usr/share/man/man8/P-ctl.8.gz", TemplateId::ManualPage)),
    program(filled("/opt/P/dj2deb_runtime/serve", TemplateId::Serve)),
    filled("/opt/P/dj2deb_runtime/project.py", TemplateId::Project),
    constant!("/opt/P/dj2deb_runtime/__init__.py", "runtime/__init__.py"),
    constant!("/opt/P/dj2deb_runtime/application.py", "runtime/application.py"),
    constant!("/opt/P/dj2deb_runtime/ask.py", "runtime/ask.py"),
    constant!("/opt/P/dj2deb_runtime/collect.py", "runtime/collect.py"),
    constant!("/opt/P/dj2deb_runtime/facts.py", "runtime/facts.py"),
    constant!("/opt/P/dj2deb_runtime/gunicorn_conf.py", "runtime/gunicorn_conf.py"),
    constant!("/opt/P/dj2deb_runtime/load.py", "runtime/load.py"),
    constant!("/opt/P/dj2deb_runtime/migrate.py", "runtime/migrate.py"),
    constant!("/opt/P/dj2deb_runtime/prove.py", "runtime/prove.py"),
    constant!("/opt/P/dj2deb_runtime/server.py", "runtime/server.py"),
    constant!("/opt/P/dj2deb_runtime/settings.py", "runtime/settings.py"),
    constant!("/opt/P/dj2deb_runtime/start.py", "runtime/start.py"),
];
