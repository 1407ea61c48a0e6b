//! What discovery found, as a layer. Open choices are refused here, at file and line.

use super::error::Error;
use super::layer::{Layer, Value};
use super::origin::Origin;
use crate::discover::database::Engine;
use crate::discover::dependencies::DependencyKind;
use crate::discover::{Fact, Facts};

/// The layer of what was found; `said` tells what people have said, which closes an open choice.
pub fn layer(facts: &Facts, said: &dyn Fn(&str) -> Option<(Value, Origin)>) -> Result<Layer, Error> {
    let mut layer = Layer::default();
    let metadata = &facts.metadata;
    text(&mut layer, "name", metadata.name.as_ref());
    text(&mut layer, "version", metadata.version.as_ref());
    text(&mut layer, "package.description", metadata.description.as_ref());
    text(&mut layer, "package.homepage", metadata.homepage.as_ref());
    text(&mut layer, "package.maintainer", metadata.author.as_ref());
    let project = &facts.project;
    let open = |key: &str| said(key).is_none();
    if open("project.manage") && open("project.directory") {
        refuse_tie("project.manage", "`manage.py`", &project.manage)?;
    }
    if open("project.settings") {
        refuse_production_tie(facts)?;
    }
    text(&mut layer, "project.manage", project.manage.first());
    text(&mut layer, "project.settings", project.settings.first());
    text(&mut layer, "project.wsgi", project.wsgi.first());
    if let Some(first) = project.python_path.first() {
        let mut directories: Vec<String> = project.python_path.iter().map(|fact| fact.value.to_string()).collect();
        directories.dedup();
        layer.say("project.python_path", Value::List(directories), Origin::Detected(first.evidence.clone()));
    }
    if let Some(rules) = facts.dependencies.first() {
        let key = if rules.kind == DependencyKind::Requirements { "python.requirements" } else { "python.lock" };
        layer.say(key, Value::Text(rules.path.to_string()), Origin::Detected(rules.evidence.clone()));
    }
    text(
        &mut layer,
        "database.engine",
        facts.settings.database.as_ref().map(|fact| Fact::new(fact.value.name(), fact.evidence.clone())).as_ref(),
    );
    Ok(layer)
}

fn text<T: std::fmt::Display>(layer: &mut Layer, key: &'static str, fact: Option<&Fact<T>>) {
    if let Some(fact) = fact {
        layer.say(key, Value::Text(fact.value.to_string()), Origin::Detected(fact.evidence.clone()));
    }
}

fn refuse_tie<T: std::fmt::Display>(key: &'static str, what: &'static str, facts: &[Fact<T>]) -> Result<(), Error> {
    if facts.len() < 2 {
        return Ok(());
    }
    let candidates = facts.iter().map(|fact| (fact.value.to_string(), fact.evidence.to_string())).collect();
    Err(Error::Tie { key, what, candidates })
}

/// Two modules that are both meant for a server (`production` and `live`) are an open choice.
fn refuse_production_tie(facts: &Facts) -> Result<(), Error> {
    let named_by_file: Vec<_> = facts.project.settings.iter().filter(|fact| fact.evidence.line.is_none()).collect();
    let candidates: Vec<_> =
        named_by_file.iter().map(|fact| (fact.value.to_string(), fact.evidence.to_string())).collect();
    if candidates.len() > 1 {
        return Err(Error::Tie { key: "project.settings", what: "settings for a server", candidates });
    }
    Ok(())
}

impl From<Engine> for Value {
    fn from(engine: Engine) -> Self {
        Self::Text(engine.name().to_owned())
    }
}
