//! Maintainer scripts, the control script, and the other control members: which frame gets which fragments.

use std::collections::BTreeMap;

use super::error::Error;
use crate::deb::maintainer_script::MaintainerScript;
use crate::template::{self, Frame, Site, TemplateId, WebServer};

/// The scripts that dpkg and debconf run.
pub fn maintainer_scripts(site: &Site) -> Result<BTreeMap<MaintainerScript, String>, Error> {
    [
        (MaintainerScript::Config, Frame::Config),
        (MaintainerScript::Postinst, Frame::Postinst),
        (MaintainerScript::Prerm, Frame::Prerm),
        (MaintainerScript::Postrm, Frame::Postrm),
    ]
    .into_iter()
    .map(|(script, frame)| Ok((script, rendered(frame, site)?)))
    .collect()
}

/// `/usr/lib/P/ctl`, the steps that maintainer scripts and `P-ctl` share.
pub fn control_script(site: &Site) -> Result<String, Error> {
    rendered(Frame::Ctl, site)
}

/// `templates` for debconf and `triggers` for dpkg.
pub fn control_files(site: &Site) -> Result<BTreeMap<&'static str, String>, Error> {
    Ok(BTreeMap::from([
        ("templates", template::render(TemplateId::DebconfTemplates, site)?),
        ("triggers", template::render(TemplateId::Triggers, site)?),
    ]))
}

fn rendered(frame: Frame, site: &Site) -> Result<String, Error> {
    let fragments = template::sequence(frame, site.database, WebServer::Nginx);
    Ok(template::script(frame, &fragments, site)?)
}
