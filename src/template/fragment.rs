//! The parts of scripts: frames with dpkg's verbs, and fragments of plain sh, one concern each.
//!
//! In: a frame and what the package uses. Out: the fragments in their order. Not here: what is rendered into a frame.

use super::context::Database;

macro_rules! files {
    ($(#[$about:meta])* $kind:ident in $folder:literal { $($id:ident => $file:literal,)* }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $kind { $($id,)* }

        impl $kind {
            pub const EVERY: [Self; [$($file,)*].len()] = [$(Self::$id,)*];

            /// The file's name in its folder.
            pub fn file(self) -> &'static str {
                match self { $(Self::$id => $file,)* }
            }

            /// The file's text.
            pub fn text(self) -> &'static str {
                match self { $(Self::$id => include_str!(concat!("../../", $folder, "/", $file)),)* }
            }
        }
    };
}

files! {
    /// A script's beginning and end, around its fragments.
    Frame in "maintscripts" {
        Config => "config.hbs",
        Postinst => "postinst.hbs",
        Prerm => "prerm.hbs",
        Postrm => "postrm.hbs",
        Ctl => "ctl.hbs",
    }
}

files! {
    /// One concern of a script.
    FragmentId in "maintscripts/fragments" {
        CommonHostConf => "common-host-conf",
        CommonLastDump => "common-last-dump",
        CommonSiteNginx => "common-site-nginx",
        ConfigHostConf => "config-host-conf",
        ConfigWebServer => "config-web-server",
        ConfigQuestions => "config-questions",
        PostinstLock => "postinst-lock",
        PostinstDebconf => "postinst-debconf",
        PostinstDomain => "postinst-domain",
        PostinstUser => "postinst-user",
        PostinstSettings => "postinst-settings",
        PostinstSiteNginx => "postinst-site-nginx",
        PostinstDebconfStop => "postinst-debconf-stop",
        PostinstDuply => "postinst-duply",
        PostinstEnable => "postinst-enable",
        PostinstDeploy => "postinst-deploy",
        PostinstAbortNginx => "postinst-abort-nginx",
        PostinstAbort => "postinst-abort",
        PostinstTriggered => "postinst-triggered",
        PrermServices => "prerm-services",
        PrermSiteNginx => "prerm-site-nginx",
        PrermUndeploy => "prerm-undeploy",
        PostrmServices => "postrm-services",
        PostrmSiteNginx => "postrm-site-nginx",
        PostrmReleases => "postrm-releases",
        PostrmQuestion => "postrm-question",
        PostrmDatabasePostgresql => "postrm-database-postgresql",
        PostrmDatabaseSqlite => "postrm-database-sqlite",
        PostrmSitePurgeNginx => "postrm-site-purge-nginx",
        PostrmData => "postrm-data",
        PostrmPurge => "postrm-purge",
        CtlCommon => "ctl-common",
        CtlLock => "ctl-lock",
        CtlSnapshot => "ctl-snapshot",
        CtlStatic => "ctl-static",
        CtlDatabasePostgresql => "ctl-database-postgresql",
        CtlDatabaseSqlite => "ctl-database-sqlite",
        CtlDump => "ctl-dump",
        CtlGate => "ctl-gate",
        CtlMigrate => "ctl-migrate",
        CtlServices => "ctl-services",
        CtlSettle => "ctl-settle",
        CtlDeploy => "ctl-deploy",
        CtlLoad => "ctl-load",
        CtlStatus => "ctl-status",
        CtlDoctor => "ctl-doctor",
    }
}

impl FragmentId {
    /// The name in the comments around it.
    pub fn name(self) -> &'static str {
        self.file()
    }
}

/// Which web server gets a site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WebServer {
    Nginx,
    None,
}

/// The fragments of a script, in the order in which they run.
pub fn sequence(frame: Frame, database: Database, server: WebServer) -> Vec<FragmentId> {
    let every: &[FragmentId] = match frame {
        Frame::Config => &CONFIG,
        Frame::Postinst => &POSTINST,
        Frame::Prerm => &PRERM,
        Frame::Postrm => &POSTRM,
        Frame::Ctl => &CTL,
    };
    every.iter().copied().filter(|fragment| belongs(*fragment, database, server)).collect()
}

/// Whether a package with this database and web server has the fragment.
fn belongs(fragment: FragmentId, database: Database, server: WebServer) -> bool {
    use FragmentId as F;
    match fragment {
        F::CtlDatabasePostgresql | F::PostrmDatabasePostgresql => database == Database::Postgresql,
        F::CtlDatabaseSqlite | F::PostrmDatabaseSqlite => database == Database::Sqlite,
        F::CommonSiteNginx
        | F::PostinstSiteNginx
        | F::PostinstAbortNginx
        | F::PrermSiteNginx
        | F::PostrmSiteNginx
        | F::PostrmSitePurgeNginx => server == WebServer::Nginx,
        _ => true,
    }
}

const CONFIG: [FragmentId; 4] =
    [FragmentId::CommonHostConf, FragmentId::ConfigHostConf, FragmentId::ConfigWebServer, FragmentId::ConfigQuestions];

const POSTINST: [FragmentId; 14] = [
    FragmentId::PostinstLock,
    FragmentId::CommonHostConf,
    FragmentId::PostinstDebconf,
    FragmentId::PostinstDomain,
    FragmentId::PostinstUser,
    FragmentId::PostinstSettings,
    FragmentId::PostinstSiteNginx,
    FragmentId::PostinstDebconfStop,
    FragmentId::PostinstDuply,
    FragmentId::PostinstEnable,
    FragmentId::PostinstDeploy,
    FragmentId::PostinstAbortNginx,
    FragmentId::PostinstAbort,
    FragmentId::PostinstTriggered,
];

const PRERM: [FragmentId; 5] = [
    FragmentId::CommonHostConf,
    FragmentId::PrermServices,
    FragmentId::CommonSiteNginx,
    FragmentId::PrermSiteNginx,
    FragmentId::PrermUndeploy,
];

const POSTRM: [FragmentId; 12] = [
    FragmentId::PostrmQuestion,
    FragmentId::CommonHostConf,
    FragmentId::CommonLastDump,
    FragmentId::PostrmServices,
    FragmentId::CommonSiteNginx,
    FragmentId::PostrmSiteNginx,
    FragmentId::PostrmReleases,
    FragmentId::PostrmDatabasePostgresql,
    FragmentId::PostrmDatabaseSqlite,
    FragmentId::PostrmSitePurgeNginx,
    FragmentId::PostrmData,
    FragmentId::PostrmPurge,
];

const CTL: [FragmentId; 16] = [
    FragmentId::CommonHostConf,
    FragmentId::CtlCommon,
    FragmentId::CtlLock,
    FragmentId::CtlSnapshot,
    FragmentId::CtlStatic,
    FragmentId::CtlDatabasePostgresql,
    FragmentId::CtlDatabaseSqlite,
    FragmentId::CtlDump,
    FragmentId::CtlGate,
    FragmentId::CtlMigrate,
    FragmentId::CtlServices,
    FragmentId::CtlSettle,
    FragmentId::CtlDeploy,
    FragmentId::CtlLoad,
    FragmentId::CtlStatus,
    FragmentId::CtlDoctor,
];

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_fragment_is_used() {
        let mut used = BTreeSet::new();
        for frame in Frame::EVERY {
            for database in [Database::Sqlite, Database::Postgresql] {
                used.extend(sequence(frame, database, WebServer::Nginx));
            }
        }
        assert_eq!(used.into_iter().collect::<Vec<_>>(), FragmentId::EVERY);
    }
}
