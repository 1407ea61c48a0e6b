//! Name, version, description and Python range from `pyproject.toml`; the version that the commit gives.

use super::Error;
use super::fact::{Evidence, Fact, Pointers};
use crate::diagnose::Excerpt;
use crate::repository::{RepoPath, RepoSnapshot};

/// What `pyproject.toml` says of the project, when there is one.
#[derive(Clone, Debug, Default, serde::Serialize)]
pub struct Metadata {
    pub name: Option<Fact<String>>,
    pub version: Option<Fact<String>>,
    pub description: Option<Fact<String>>,
    pub requires_python: Option<Fact<String>>,
    pub homepage: Option<Fact<String>>,
    /// `Name <address>` of the first author that has both.
    pub author: Option<Fact<String>>,
    /// The licence expression or text of the project.
    pub license: Option<Fact<String>>,
}

#[derive(serde::Deserialize, Default)]
struct PyProject {
    project: Option<Project>,
}

#[derive(serde::Deserialize, Default)]
#[serde(rename_all = "kebab-case")]
struct Project {
    name: Option<toml::Spanned<String>>,
    version: Option<toml::Spanned<String>>,
    description: Option<toml::Spanned<String>>,
    requires_python: Option<toml::Spanned<String>>,
    license: Option<toml::Value>,
    #[serde(default)]
    authors: Vec<Author>,
    #[serde(default)]
    urls: std::collections::BTreeMap<String, toml::Spanned<String>>,
}

#[derive(serde::Deserialize)]
struct Author {
    name: Option<String>,
    email: Option<String>,
}

/// The `pyproject.toml` that belongs to the project: in its directory, else at the top.
pub fn file(snapshot: &RepoSnapshot, pointers: &Pointers) -> Option<RepoPath> {
    [&pointers.directory, &RepoPath::root()]
        .into_iter()
        .filter_map(|directory| directory.join("pyproject.toml").ok())
        .find(|path| snapshot.contains(path))
}

/// Reads `pyproject.toml`; a syntax error in it names the line.
pub fn metadata(snapshot: &RepoSnapshot, pointers: &Pointers) -> Result<Metadata, Error> {
    let Some(path) = file(snapshot, pointers) else { return Ok(Metadata::default()) };
    let text = snapshot.text(&path).ok_or_else(|| Error::Unreadable { path: path.to_string() })?;
    let parsed: PyProject = toml::from_str(text).map_err(|error| Error::Syntax {
        message: error.message().to_owned(),
        excerpt: Excerpt::of(path.as_str(), text, error.span().unwrap_or(0..0)),
    })?;
    let project = parsed.project.unwrap_or_default();
    let line = |offset: usize| Evidence::line(&path, text[..offset].matches('\n').count() + 1);
    let fact = |value: toml::Spanned<String>| {
        let evidence = line(value.span().start);
        Fact::new(value.into_inner(), evidence)
    };
    let mut urls = project.urls;
    let home =
        urls.keys().find(|key| matches!(key.to_lowercase().as_str(), "homepage" | "repository" | "source")).cloned();
    let author = project
        .authors
        .iter()
        .find_map(|author| Some(format!("{} <{}>", author.name.as_ref()?, author.email.as_ref()?)));
    let license = project.license.and_then(|license| match license {
        toml::Value::String(text) => Some(text),
        toml::Value::Table(table) => table.get("text").and_then(toml::Value::as_str).map(str::to_owned),
        _ => None,
    });
    Ok(Metadata {
        name: project.name.map(fact),
        version: project.version.map(fact),
        description: project.description.map(fact),
        requires_python: project.requires_python.map(fact),
        homepage: home.and_then(|key| urls.remove(&key)).map(fact),
        author: author.map(|author| Fact::new(author, Evidence::file(&path))),
        license: license.map(|license| Fact::new(license, Evidence::file(&path))),
    })
}

/// The version that git gives: the nearest tag, without a leading `v`.
pub fn find(snapshot: &RepoSnapshot) -> Option<String> {
    let tag = snapshot.git.as_ref()?.tag.as_ref()?;
    let version = tag.rsplit('/').next()?.trim_start_matches('v');
    version.starts_with(|first: char| first.is_ascii_digit()).then(|| version.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn metadata_names_its_lines() {
        let text = "[project]\nname = \"Shop\"\nversion = \"1.0\"\nrequires-python = \">=3.11\"\n";
        let found = metadata(&RepoSnapshot::of("x", &[("pyproject.toml", text)]), &Pointers::default()).unwrap();
        assert_eq!(
            found.name.unwrap(),
            Fact::new("Shop".into(), Evidence::line(&"pyproject.toml".parse().unwrap(), 2))
        );
        assert_eq!(found.requires_python.unwrap().evidence.line, Some(4));
    }
}
