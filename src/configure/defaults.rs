//! The last layer: what holds when nobody said and nothing was found, each with its reason.

use super::Machine;
use super::layer::{Layer, Value};
use super::origin::Origin;
use crate::repository::RepoSnapshot;

const EDITION: &str = "2026";

/// The defaults of the edition.
pub fn layer(snapshot: &RepoSnapshot, machine: &Machine) -> Layer {
    let mut layer = Layer::default();
    let mut say = |name, value: Value, reason| layer.say(name, value, Origin::Default { reason });
    let text = |text: &str| Value::Text(text.to_owned());
    say("name", text(&snapshot.name), "the repository's directory");
    say("edition", text(EDITION), "the edition of this dj2deb");
    if let Some(release) = &machine.release {
        say("target.releases", Value::List(vec![release.clone()]), "the release of this machine");
    }
    say("target.architectures", Value::List(vec![machine.architecture.clone()]), "the architecture of this machine");
    say("package.section", text("web"), "it is a web application");
    if let Some(git) = &snapshot.git {
        say("package.maintainer", text(&git.author), "the author of the commit");
    } else {
        let unknown =
            format!("the maintainers of {0} <{0}@packages.invalid>", snapshot.name.replace([' ', '@', '<', '>'], "-"));
        say("package.maintainer", text(&unknown), "nobody is named in pyproject.toml");
    }
    say("database.engine", text("sqlite"), "the settings name no engine");
    say("web.server", text("nginx"), "the server that is tried most");
    say("web.max_body_size", text("20m"), "room for uploads");
    say("web.health_path", text("/"), "the page that every site has");
    say("application.server", text("gunicorn"), "the server that is tried most");
    say("application.timeout", Value::Integer(60), "longer requests are rare and belong into the background");
    say("application.manager", text("systemd"), "every supported release has it");
    say("migrations.policy", text("auto"), "a new version needs its migrations");
    say("migrations.mode", text("freeze"), "requests wait, so migrations need not be backward compatible");
    layer
}
