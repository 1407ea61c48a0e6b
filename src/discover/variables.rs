//! Environment variables that the settings read, what each is for, and whether the settings import without it.

use std::collections::BTreeMap;

use super::fact::{Evidence, Fact};
use super::python_source::{PythonSource, Statement};
use super::python_value::Value;
use super::variable_purpose::{Form, Place, fact_of, form, parts, suggested_by};

/// A variable that the settings read.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct ReadVariable {
    pub name: String,
    /// What a server answers.
    pub answer: Option<Answer>,
    /// No default: without it the settings cannot be imported.
    pub required: bool,
}

/// What a variable is set to on a server.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    /// A fact of the server, as `dj2deb_runtime/facts.py` names it.
    Fact(&'static str),
    /// A word that keeps the settings from their development branches.
    Word(String),
}

/// All variables that the chain reads, by name.
pub fn find(chain: &[PythonSource]) -> Vec<Fact<ReadVariable>> {
    let defaults: Vec<&str> = chain.iter().flat_map(with_scheme_default).collect();
    let mut found: BTreeMap<String, Fact<ReadVariable>> = BTreeMap::new();
    for source in chain {
        for read in source.statements.iter().flat_map(reads) {
            let required =
                read.required && !source.is_conditional(read.line) && !defaults.contains(&read.name.as_str());
            let evidence = Evidence::line(&source.path, read.line);
            let known = found.entry(read.name.clone()).or_insert_with(|| {
                let variable = ReadVariable { name: read.name.clone(), answer: None, required: false };
                Fact::new(variable, evidence.clone())
            });
            known.value.answer = known.value.answer.take().or(read.answer);
            if required && !known.value.required {
                known.value.required = true;
                known.evidence = evidence;
            }
        }
    }
    for variable in found.values_mut().map(|fact| &mut fact.value).filter(|variable| variable.required) {
        variable.answer = variable.answer.take().or_else(|| suggested_by(&variable.name).map(Answer::Fact));
    }
    found.into_values().collect()
}

/// Names that `environ.Env(NAME=(type, default))` gives a default.
fn with_scheme_default(source: &PythonSource) -> Vec<&str> {
    let mut names = Vec::new();
    for statement in &source.statements {
        if let Statement::Assign { value: Value::Call { function, keywords, .. }, .. } = statement
            && (function == "Env" || function.ends_with(".Env"))
        {
            let has_default = |value: &Value| matches!(value, Value::List(parts) if parts.len() > 1);
            names.extend(keywords.iter().filter(|(_, value)| has_default(value)).map(|(name, _)| name.as_str()));
        }
    }
    names
}

struct Read {
    name: String,
    answer: Option<Answer>,
    required: bool,
    line: usize,
}

/// Every read in a statement.
fn reads(statement: &Statement) -> Vec<Read> {
    let (setting, value) = match statement {
        Statement::Assign { target, value, .. } | Statement::Extend { target, value, .. } => (target.as_str(), value),
        Statement::AssignItem { of, value, .. } => (of.as_str(), value),
        Statement::Expression { value, .. } => ("", value),
        Statement::ImportFrom { .. } => return Vec::new(),
    };
    let mut found = Vec::new();
    read_into(&mut found, &Place::Setting(setting.to_owned()), value, form(value));
    found
}

fn read_into(found: &mut Vec<Read>, place: &Place, value: &Value, form: Form) {
    if let Some((name, required, line)) = direct(value) {
        let answer = match place {
            Place::Setting(setting) => fact_of(setting, &name, form).map(Answer::Fact),
            Place::NotDebug => Some(Answer::Word(if form == Form::Number { "1" } else { "True" }.to_owned())),
            Place::Word(word) => Some(Answer::Word(word.clone())),
            Place::Elsewhere => fact_of("", &name, form).map(Answer::Fact),
        };
        found.push(Read { name, answer, required, line });
    }
    for (place, inner) in parts(place, value) {
        read_into(found, &place, inner, form);
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

#[cfg(test)]
mod tests {
    use super::*;

    fn variables(text: &str) -> Vec<(String, Option<&'static str>, bool)> {
        let source = PythonSource::parse(&"settings.py".parse().unwrap(), text).unwrap();
        let fact = |answer| if let Some(Answer::Fact(fact)) = answer { Some(fact) } else { None };
        find(&[source])
            .into_iter()
            .map(|found| (found.value.name, fact(found.value.answer), found.value.required))
            .collect()
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
            ("LOGS = Path(os.environ['LOG_DIR'])", "LOG_DIR", Some("log_directory"), true),
            ("LOGS = os.environ.get('LOG_DIR', 'logs')", "LOG_DIR", None, false),
            ("if 'X' in os.environ:\n    pass\nA = env('B', default=1)", "B", None, false),
        ] {
            assert_eq!(variables(text), [(name.to_owned(), fact, required)], "{text}");
        }
    }

    #[test]
    fn every_fact_of_the_server_has_a_use() {
        let purposes = include_str!("variable_purpose.rs");
        let server = include_str!("../../debian-templates/runtime/facts.py");
        let table = server.split("FACTS = {").nth(1).and_then(|rest| rest.split("\n}").next()).unwrap();
        for fact in table.lines().filter_map(|line| line.trim().strip_prefix('"')?.split('"').next()) {
            assert!(purposes.contains(&format!("\"{fact}\"")), "nothing gives the fact `{fact}`");
        }
    }

    #[test]
    fn variables_that_switch_development_on_get_the_word_that_switches_it_off() {
        for (text, word) in [
            ("DEBUG = not env.bool('PRODUCTION', default=False)", "True"),
            ("DEBUG = os.environ.get('STAGE') != 'production'", "production"),
            ("DEBUG = os.environ.get('STAGE', 'dev') == 'dev'", "production"),
            ("DEBUG = not int(os.environ.get('LIVE', 0))", "1"),
        ] {
            let source = PythonSource::parse(&"settings.py".parse().unwrap(), text).unwrap();
            let answers: Vec<_> = find(&[source]).into_iter().map(|fact| fact.value.answer).collect();
            assert_eq!(answers, [Some(Answer::Word(word.to_owned()))], "{text}");
        }
        assert_eq!(variables("DEBUG = os.environ.get('D', '') in ('1', 'true')"), [("D".into(), Some("debug"), false)]);
    }

    #[test]
    fn options_of_a_call_are_not_the_setting() {
        let text = "DATABASES = {'default': dj_database_url.config(conn_max_age=int(os.environ.get('AGE', '0')))}";
        assert_eq!(
            variables(text),
            [("AGE".into(), None, false), ("DATABASE_URL".into(), Some("database_url"), false)]
        );
    }

    #[test]
    fn what_is_caught_conditional_or_has_a_default_in_the_scheme_is_not_required() {
        for text in [
            "env = environ.Env(L=(str, 'en'))\nL = env('L')",
            "try:\n    L = os.environ['L']\nexcept KeyError:\n    L = ''",
            "if USE:\n    L = os.environ['L']",
        ] {
            assert_eq!(variables(text), [("L".into(), None, false)], "{text}");
        }
    }
}
