//! What the templates are filled with: the decided configuration in the templates' words.

use crate::configure::Config;
use crate::deb::release::Release;
use crate::deb::version::DebianVersion;
use crate::discover::database::Engine;
use crate::template::Site;
use crate::template::context::{Database, FirstValue, Variable};

/// The facts of the site for one release.
pub fn site(config: &Config, release: Release, version: &DebianVersion) -> Site {
    let timeout = u32::try_from(config.application.timeout).unwrap_or(3600);
    let project = &config.project;
    let directory = |path: &crate::repository::RepoPath| path.as_str().to_owned();
    let mut first_values: Vec<FirstValue> = config
        .environment
        .iter()
        .map(|(name, value)| FirstValue { name: name.clone(), value: value.clone() })
        .collect();
    if let Some(workers) = config.application.workers {
        first_values.push(FirstValue { name: "WEB_CONCURRENCY".to_owned(), value: workers.to_string() });
    }
    Site {
        package: config.name.to_string(),
        user: config.name.to_string(),
        version: version.to_string(),
        interpreter: format!("python{}", release.interpreter()),
        manage_directory: below(config, &project.import_root).map_or_else(String::new, |path| directory(&path)),
        manage_script: project.manage.as_ref().map(|manage| manage.name().to_owned()).unwrap_or_default(),
        python_path: project
            .python_path
            .iter()
            .filter_map(|path| below(config, path))
            .map(|path| directory(&path))
            .collect(),
        settings_module: project.settings.to_string(),
        django_settings_module: django_settings_module(config).to_owned(),
        wsgi_application: project.wsgi.clone(),
        database: database(config),
        static_url: config.web.static_url.clone(),
        media_url: config.web.media_url.clone(),
        health_path: config.web.health_path.clone(),
        max_body_size: config.web.max_body_size.clone(),
        timeout,
        stop_seconds: timeout + 15,
        read_seconds: timeout + 30,
        memory_deny_write_execute: true,
        clear_sessions: config.application.clears_sessions,
        migrate: config.migrations.policy.clone(),
        upgrade: config.migrations.mode.clone(),
        after: match config.database {
            Engine::Postgresql => vec!["postgresql.service".to_owned()],
            Engine::Sqlite | Engine::Mysql => Vec::new(),
        },
        variables: config
            .variables
            .iter()
            .map(|(name, fact)| Variable { name: name.clone(), fact: (*fact).to_owned() })
            .collect(),
        first_values,
    }
}

/// The path inside the packaged tree: that of `[project] directory`, when there is one, else of the repository.
pub(super) fn below(config: &Config, path: &crate::repository::RepoPath) -> Option<crate::repository::RepoPath> {
    if *path == config.project.directory {
        return Some(crate::repository::RepoPath::root());
    }
    path.below(&config.project.directory)?.parse().ok()
}

/// A project with a module `settings` of its own would hide the administrator's file of that name.
fn django_settings_module(config: &Config) -> &'static str {
    if config.project.settings.root() == "settings" { "dj2deb_runtime.server" } else { "settings" }
}

pub(super) fn database(config: &Config) -> Database {
    match config.database {
        Engine::Postgresql => Database::Postgresql,
        // `configure` refuses every engine that no template is made for.
        Engine::Sqlite | Engine::Mysql => Database::Sqlite,
    }
}
