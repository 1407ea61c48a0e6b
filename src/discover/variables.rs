//! Environment variables that the settings read, what each is for, and whether the settings import without it.

use std::collections::BTreeMap;

use super::fact::{Evidence, Fact};
use super::python_source::{PythonSource, Statement};
use super::python_value::Value;

/// A variable that the settings read.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct ReadVariable {
    pub name: String,
    /// The fact of the server that answers it, as `dj2deb_runtime/facts.py` names it.
    pub fact: Option<&'static str>,
    /// No default: without it the settings cannot be imported.
    pub required: bool,
}

/// All variables that the chain reads, by name.
pub fn find(chain: &[PythonSource]) -> Vec<Fact<ReadVariable>> {
    let mut found: BTreeMap<String, Fact<ReadVariable>> = BTreeMap::new();
    for source in chain {
        for statement in &source.statements {
            let (setting, value) = match statement {
                Statement::Assign { target, value, .. } | Statement::Extend { target, value, .. } => {
                    (target.as_str(), value)
                }
                Statement::AssignItem { of, value, .. } => (of.as_str(), value),
                Statement::Expression { value, .. } => ("", value),
                Statement::ImportFrom { .. } => continue,
            };
            for read in reads(setting, value) {
                let evidence = Evidence::line(&source.path, read.line);
                let known = found.entry(read.name.clone()).or_insert_with(|| {
                    Fact::new(
                        ReadVariable { name: read.name.clone(), fact: read.fact, required: false },
                        evidence.clone(),
                    )
                });
                known.value.fact = known.value.fact.or(read.fact);
                if read.required && !known.value.required {
                    known.value.required = true;
                    known.evidence = evidence;
                }
            }
        }
    }
    found.into_values().collect()
}

struct Read {
    name: String,
    fact: Option<&'static str>,
    required: bool,
    line: usize,
}

/// Every read in an expression that is assigned to `setting`.
fn reads(setting: &str, value: &Value) -> Vec<Read> {
    let mut found = Vec::new();
    let form = form(value);
    read_into(&mut found, setting, value, form);
    found
}

fn read_into(found: &mut Vec<Read>, setting: &str, value: &Value, form: Form) {
    if let Some((name, required, line)) = direct(value) {
        let fact = fact_of(setting, &name, form);
        found.push(Read { name, fact, required, line });
    }
    for (place, inner) in parts(setting, value) {
        read_into(found, &place, inner, form);
    }
}

/// The values inside a value, each with the setting that it is for.
fn parts<'a>(setting: &str, value: &'a Value) -> Vec<(String, &'a Value)> {
    let same = |inner: &'a Value| (setting.to_owned(), inner);
    match value {
        Value::Dict(items) => items
            .iter()
            .map(|(key, inner)| {
                // `DATABASES = {"default": {"NAME": …}}`: the innermost key says what the value is for.
                let inside = key.text().filter(|key| setting.starts_with("DATABASE") && *key != "default");
                (inside.map_or_else(|| setting.to_owned(), |key| format!("DATABASE {key}")), inner)
            })
            .collect(),
        Value::List(items) | Value::Compound(items) => items.iter().map(same).collect(),
        Value::Call { arguments, keywords, .. } => arguments.iter().chain(keywords.values()).map(same).collect(),
        Value::Item { of, key, .. } => vec![same(of), same(key)],
        _ => Vec::new(),
    }
}

/// The variable that this very expression reads, whether it must be set, and the line.
fn direct(value: &Value) -> Option<(String, bool, usize)> {
    match value {
        Value::Item { of, key, line } => {
            let Value::Name(of) = of.as_ref() else { return None };
            of.ends_with("environ").then_some(())?;
            Some((key.text()?.to_owned(), true, *line))
        }
        Value::Call { function, arguments, keywords, line } => {
            let with_default = arguments.len() > 1 || keywords.contains_key("default");
            let name = arguments.first().and_then(Value::text);
            let last = function.rsplit('.').next().unwrap_or_default();
            let owner = function.rsplit('.').nth(1).unwrap_or_default();
            if function.ends_with("environ.get") || matches!(function.as_str(), "os.getenv" | "getenv") {
                return Some((name?.to_owned(), false, *line));
            }
            if matches!(last, "db" | "db_url" | "dj_db_url") && is_environ(owner) {
                return Some((name.unwrap_or("DATABASE_URL").to_owned(), !with_default, *line));
            }
            if function == "dj_database_url.config" {
                let name = keywords.get("env").and_then(Value::text).unwrap_or("DATABASE_URL");
                return Some((name.to_owned(), false, *line));
            }
            let django_environ = is_environ(function) || is_environ(owner);
            let decouple = matches!(function.as_str(), "config" | "decouple.config");
            let reads = (django_environ && !matches!(last, "read_env" | "Env")) || decouple;
            reads.then_some((name?.to_owned(), !with_default, *line))
        }
        _ => None,
    }
}

/// The names that projects give to the object of django-environ or environs.
fn is_environ(name: &str) -> bool {
    matches!(name, "env" | "ENV" | "environ_env" | "_env")
}

/// How the text of a variable becomes a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Plain,
    /// `.split()`
    Blanks,
    Json,
    /// `int(…)`
    Number,
    /// `bool(…)`
    Truth,
}

fn form(value: &Value) -> Form {
    let mut form = Form::Plain;
    value.walk(&mut |value| {
        if let Value::Call { function, arguments, .. } = value {
            form = match function.as_str() {
                ".split" | "split" if arguments.first().and_then(Value::text).is_none_or(|by| by.trim().is_empty()) => {
                    Form::Blanks
                }
                "json.loads" | "ast.literal_eval" | "literal_eval" => Form::Json,
                "int" => Form::Number,
                "bool" => Form::Truth,
                _ => return,
            };
        }
    });
    form
}

/// What a setting that is read from a variable means to the server.
fn fact_of(setting: &str, variable: &str, form: Form) -> Option<&'static str> {
    let by_setting = match setting {
        "SECRET_KEY" => Some("secret_key"),
        "DEBUG" => Some(match form {
            Form::Number => "debug_number",
            Form::Truth => "debug_empty",
            _ => "debug",
        }),
        "ALLOWED_HOSTS" => Some(match form {
            Form::Blanks => "allowed_hosts_blanks",
            Form::Json => "allowed_hosts_json",
            _ => "allowed_hosts",
        }),
        "CSRF_TRUSTED_ORIGINS" => Some(match form {
            Form::Blanks => "csrf_trusted_origins_blanks",
            Form::Json => "csrf_trusted_origins_json",
            _ => "csrf_trusted_origins",
        }),
        "STATIC_ROOT" => Some("static_root"),
        "MEDIA_ROOT" => Some("media_root"),
        "DATABASE NAME" => Some("database_name"),
        "DATABASE USER" => Some("database_user"),
        "DATABASE PASSWORD" => Some("database_password"),
        "DATABASE HOST" => Some("database_host"),
        "DATABASE PORT" => Some("database_port"),
        "DATABASE ENGINE" => Some("database_engine"),
        "DATABASES" => Some("database_url"),
        _ => None,
    };
    by_setting.or(match variable {
        "SECRET_KEY" | "DJANGO_SECRET_KEY" => Some("secret_key"),
        "DATABASE_URL" => Some("database_url"),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn variables(text: &str) -> Vec<(String, Option<&'static str>, bool)> {
        let source = PythonSource::parse(&"settings.py".parse().unwrap(), text).unwrap();
        find(&[source]).into_iter().map(|fact| (fact.value.name, fact.value.fact, fact.value.required)).collect()
    }

    #[test]
    fn reads_of_every_common_form_are_found() {
        for (text, name, fact, required) in [
            ("SECRET_KEY = os.environ['KEY']", "KEY", Some("secret_key"), true),
            ("SECRET_KEY = os.environ.get('KEY', 'x')", "KEY", Some("secret_key"), false),
            ("DEBUG = env.bool('DEBUG', default=False)", "DEBUG", Some("debug"), false),
            ("DEBUG = bool(int(os.getenv('DEBUG', '0')))", "DEBUG", Some("debug_number"), false),
            ("ALLOWED_HOSTS = env.list('HOSTS')", "HOSTS", Some("allowed_hosts"), true),
            ("ALLOWED_HOSTS = os.environ['HOSTS'].split()", "HOSTS", Some("allowed_hosts_blanks"), true),
            ("DATABASES = {'default': env.db()}", "DATABASE_URL", Some("database_url"), true),
            ("DATABASES = {'default': {'NAME': config('DB')}}", "DB", Some("database_name"), true),
            ("DATABASES = {'default': dj_database_url.config()}", "DATABASE_URL", Some("database_url"), false),
            ("STRIPE = config('STRIPE_KEY')", "STRIPE_KEY", None, true),
            ("if 'X' in os.environ:\n    pass\nA = env('B', default=1)", "B", None, false),
        ] {
            assert_eq!(variables(text), [(name.to_owned(), fact, required)], "{text}");
        }
    }
}
