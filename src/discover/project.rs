//! `manage.py`, the settings module, the WSGI and ASGI callables.

use super::fact::{Evidence, Fact, Pointers};
use super::python_source::{PythonSource, Statement};
use super::python_value::Value;
use super::{Error, module};
use crate::django::DottedPath;
use crate::repository::{RepoPath, RepoSnapshot};

/// The variable that names the settings module.
const SETTINGS_VARIABLE: &str = "DJANGO_SETTINGS_MODULE";

/// Directories in which a `manage.py` belongs to something else: tests, templates, documentation.
const ASIDE: [&str; 10] =
    ["tests", "test", "docs", "doc", "examples", "example", "fixtures", "benchmarks", "sandbox", "node_modules"];

/// Names of settings modules that are meant for a server, beside the module that was named.
const PRODUCTION: [&str; 4] = ["production", "prod", "live", "deploy"];

/// What makes the repository a Django project. Lists are ranked, best first.
#[derive(Clone, Debug, Default, serde::Serialize)]
pub struct ProjectFacts {
    pub manage: Vec<Fact<RepoPath>>,
    pub settings: Vec<Fact<DottedPath>>,
    /// `module:attribute`.
    pub wsgi: Vec<Fact<String>>,
    pub asgi: Vec<Fact<String>>,
    /// Directories that `manage.py` or `wsgi.py` add to the search path.
    pub python_path: Vec<Fact<RepoPath>>,
}

impl ProjectFacts {
    /// The directory that imports start from: that of `manage.py`, else the project's.
    pub fn import_root(&self, pointers: &Pointers) -> RepoPath {
        let manage = pointers.manage.as_ref().or_else(|| self.manage.first().map(|fact| &fact.value));
        manage.map_or_else(|| pointers.directory.clone(), RepoPath::parent)
    }
}

/// Looks for the project below the directory that the pointers name.
pub fn find(snapshot: &RepoSnapshot, pointers: &Pointers) -> ProjectFacts {
    let mut facts = ProjectFacts { manage: manage_files(snapshot, pointers), ..ProjectFacts::default() };
    let root = facts.import_root(pointers);
    let entry_points = entry_points(snapshot, &root);
    for (source, kind) in &entry_points {
        let below = source.path.below(&root).map(|path| path.strip_prefix("src/").unwrap_or(path));
        let dotted = below.map(|path| path.trim_end_matches(".py").replace('/', "."));
        let Some(name) = dotted.filter(|_| source.assigned("application").is_some()) else { continue };
        let fact = Fact::new(format!("{name}:application"), Evidence::file(&source.path));
        if kind == "wsgi" { facts.wsgi.push(fact) } else { facts.asgi.push(fact) }
    }
    let manage = pointers.manage.as_ref().or_else(|| facts.manage.first().map(|fact| &fact.value)).cloned();
    let manage = manage.and_then(|path| module::parse(snapshot, &path).ok());
    let sources: Vec<&PythonSource> = entry_points.iter().map(|(source, _)| source).chain(manage.as_ref()).collect();
    let named: Vec<_> = sources.iter().filter_map(|source| named_settings(source)).collect();
    facts.settings = rank_settings(snapshot, &root, named);
    for source in sources {
        facts.python_path.extend(added_directories(snapshot, source));
    }
    facts.python_path.extend(source_directory(snapshot, &root, pointers, &facts));
    facts
}

/// `manage.py` files that name a settings module, the shallowest first.
fn manage_files(snapshot: &RepoSnapshot, pointers: &Pointers) -> Vec<Fact<RepoPath>> {
    let mut found: Vec<_> = snapshot
        .texts
        .keys()
        .filter(|path| path.name() == "manage.py" && path.below(&pointers.directory).is_some())
        .filter(|path| !is_aside(&path.parent(), &pointers.directory))
        .filter_map(|path| {
            let source = module::parse(snapshot, path).ok()?;
            let settings = named_settings(&source)?;
            let resolves = module::file(snapshot, &path.parent(), &settings.value).is_some();
            Some((!resolves, path.depth(), Fact::new(path.clone(), Evidence::file(path))))
        })
        .collect();
    found.sort_by(|left, right| (left.0, left.1, &left.2.value).cmp(&(right.0, right.1, &right.2.value)));
    // Those as good as the best stay candidates: `configure` refuses a tie. Deeper ones belong to something else.
    let best = found.first().map(|row| (row.0, row.1));
    found.into_iter().filter(|row| Some((row.0, row.1)) == best).map(|row| row.2).collect()
}

/// Whether a path belongs to something else than the project; what people named themselves does not count.
fn is_aside(path: &RepoPath, named: &RepoPath) -> bool {
    path.below(named).is_some_and(|below| below.split('/').any(|part| ASIDE.contains(&part)))
}

/// `wsgi.py` and `asgi.py` at most two directories below the import root, the shallowest first.
fn entry_points(snapshot: &RepoSnapshot, root: &RepoPath) -> Vec<(PythonSource, String)> {
    let mut paths: Vec<_> = snapshot
        .texts
        .keys()
        .filter(|path| matches!(path.name(), "wsgi.py" | "asgi.py"))
        .filter(|path| path.below(root).is_some_and(|below| below.matches('/').count() <= 3))
        .filter(|path| !is_aside(path, root))
        .collect();
    paths.sort_by_key(|path| (path.depth(), (*path).clone()));
    paths
        .into_iter()
        .filter_map(|path| Some((module::parse(snapshot, path).ok()?, path.name().trim_end_matches(".py").to_owned())))
        .collect()
}

/// The settings module that a file sets: by `setdefault`, by assignment, or by a `configure_from` default.
fn named_settings(source: &PythonSource) -> Option<Fact<DottedPath>> {
    source.statements.iter().find_map(|statement| {
        let (value, line) = match statement {
            Statement::Expression { value: Value::Call { function, arguments, .. }, line }
                if function.ends_with("environ.setdefault") && arguments.first()?.text() == Some(SETTINGS_VARIABLE) =>
            {
                (arguments.get(1)?, line)
            }
            Statement::AssignItem { of, key, value, line }
                if of.ends_with("environ") && key.text() == Some(SETTINGS_VARIABLE) =>
            {
                (value, line)
            }
            _ => return None,
        };
        let module = value.text()?.parse().ok()?;
        Some(Fact::new(module, Evidence::line(&source.path, *line)))
    })
}

/// A module meant for a server beside a named one comes first, then what wsgi, asgi and manage name.
fn rank_settings(snapshot: &RepoSnapshot, root: &RepoPath, named: Vec<Fact<DottedPath>>) -> Vec<Fact<DottedPath>> {
    let mut ranked: Vec<Fact<DottedPath>> = Vec::new();
    for fact in &named {
        let own_package = format!("{}/__init__.py", fact.value.file_stem());
        let is_package = root.join(&own_package).is_ok_and(|path| snapshot.contains(&path));
        let package = if is_package { Some(fact.value.clone()) } else { fact.value.parent() };
        // A module beside `settings.py` is called `production_settings` rather than `production`; only packages count.
        let Some(package) =
            package.filter(|package| is_package || package.last().contains("settings") || package.last() == "config")
        else {
            continue;
        };
        for name in PRODUCTION {
            let Ok(candidate) = format!("{package}.{name}").parse::<DottedPath>() else { continue };
            if let Some(path) = module::file(snapshot, root, &candidate) {
                push_new(&mut ranked, Fact::new(candidate, Evidence::file(&path)));
            }
        }
    }
    for fact in named {
        push_new(&mut ranked, fact);
    }
    let (found, lost): (Vec<_>, Vec<_>) =
        ranked.into_iter().partition(|fact| module::file(snapshot, root, &fact.value).is_some());
    found.into_iter().chain(lost).collect()
}

fn push_new(ranked: &mut Vec<Fact<DottedPath>>, fact: Fact<DottedPath>) {
    if ranked.iter().all(|known| known.value != fact.value) {
        ranked.push(fact);
    }
}

/// `sys.path.append(…)` and `insert(0, …)`: the literal part of the argument, when it is a directory of the repository.
fn added_directories(snapshot: &RepoSnapshot, source: &PythonSource) -> Vec<Fact<RepoPath>> {
    let mut found = Vec::new();
    for statement in &source.statements {
        let Statement::Expression { value: Value::Call { function, arguments, .. }, line } = statement else {
            continue;
        };
        if !matches!(function.as_str(), "sys.path.append" | "sys.path.insert") {
            continue;
        }
        let mut texts = Vec::new();
        for argument in arguments {
            argument.walk(&mut |value| texts.extend(value.text()));
        }
        let joined = texts.join("/");
        if let Ok(directory) = source.path.parent().join(&joined)
            && !joined.is_empty()
            && snapshot.has_directory(&directory)
        {
            found.push(Fact::new(directory, Evidence::line(&source.path, *line)));
        }
    }
    found
}

/// `src` beside `manage.py`, when the settings lie there: its packages would be found once they are installed.
fn source_directory(
    snapshot: &RepoSnapshot,
    root: &RepoPath,
    pointers: &Pointers,
    facts: &ProjectFacts,
) -> Option<Fact<RepoPath>> {
    let settings = pointers.settings.as_ref().or_else(|| facts.settings.first().map(|fact| &fact.value))?;
    let file = module::file(snapshot, root, settings)?;
    let source = root.join("src").ok()?;
    file.below(&source)?;
    facts.python_path.iter().all(|known| known.value != source).then(|| Fact::new(source, Evidence::file(&file)))
}

/// When no `manage.py` serves because one cannot be parsed, that is the error, and not a missing project.
pub fn check(snapshot: &RepoSnapshot, facts: &ProjectFacts) -> Result<(), Error> {
    if facts.manage.is_empty() {
        for path in snapshot.entries.keys().filter(|path| path.name() == "manage.py") {
            module::parse(snapshot, path)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const MANAGE: &str =
        "import os\ndef main():\n    os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'shop.settings')\n";
    const WSGI: &str = "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'shop.settings')\napplication = get_wsgi_application()\n";

    #[test]
    fn startproject_is_found() {
        let snapshot = RepoSnapshot::of(
            "shop",
            &[("manage.py", MANAGE), ("shop/wsgi.py", WSGI), ("shop/settings.py", "DEBUG = True\n")],
        );
        let facts = find(&snapshot, &Pointers::default());
        assert_eq!(facts.manage[0].value.to_string(), "manage.py");
        assert_eq!(facts.settings[0].value.to_string(), "shop.settings");
        assert_eq!(facts.settings[0].evidence.to_string(), "shop/wsgi.py:2");
        assert_eq!(facts.wsgi[0].value, "shop.wsgi:application");
    }

    #[test]
    fn production_settings_come_before_the_ones_that_wsgi_names() {
        let wsgi = WSGI.replace("shop.settings", "shop.settings.dev");
        let snapshot = RepoSnapshot::of(
            "shop",
            &[
                ("src/manage.py", &MANAGE.replace("shop.settings", "shop.settings.dev")),
                ("src/shop/wsgi.py", &wsgi),
                ("src/shop/settings/__init__.py", ""),
                ("src/shop/settings/dev.py", ""),
                ("src/shop/settings/production.py", ""),
            ],
        );
        let facts = find(&snapshot, &Pointers::default());
        assert_eq!(facts.settings[0].value.to_string(), "shop.settings.production");
        assert_eq!(facts.settings[1].value.to_string(), "shop.settings.dev");
    }

    #[test]
    fn packages_in_src_beside_manage_py_are_importable() {
        let snapshot = RepoSnapshot::of(
            "shop",
            &[("manage.py", MANAGE), ("src/shop/wsgi.py", WSGI), ("src/shop/settings.py", "DEBUG = True\n")],
        );
        let facts = find(&snapshot, &Pointers::default());
        assert_eq!(facts.wsgi[0].value, "shop.wsgi:application");
        assert_eq!(facts.python_path[0].value.to_string(), "src");
    }

    #[test]
    fn equally_good_manage_files_all_stay() {
        let snapshot = RepoSnapshot::of(
            "two",
            &[("a/manage.py", MANAGE), ("b/manage.py", MANAGE), ("a/shop/settings.py", ""), ("b/shop/settings.py", "")],
        );
        assert_eq!(find(&snapshot, &Pointers::default()).manage.len(), 2);
    }
}
