//! What a variable is for: which setting an expression inside the settings goes into, and in which form.

use super::python_value::{Sense, Value};

/// What the value of an expression is for.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Place {
    /// The setting of that name; `DATABASE NAME` and the like for keys of the database.
    Setting(String),
    /// `DEBUG` is the opposite of it.
    NotDebug,
    /// `DEBUG` is off when it is this word.
    Word(String),
    /// Something that no fact of the server answers.
    Elsewhere,
}

/// The values inside a value, each with what it is for.
pub(super) fn parts<'a>(place: &Place, value: &'a Value) -> Vec<(Place, &'a Value)> {
    let same = |inner: &'a Value| (place.clone(), inner);
    match value {
        Value::Dict(items) => items
            .iter()
            .map(|(key, inner)| match (place, key.text()) {
                // `DATABASES = {"default": {"NAME": …}}`: the innermost key says what the value is for.
                (Place::Setting(setting), Some(key)) if setting.starts_with("DATABASE") && key != "default" => {
                    (Place::Setting(format!("DATABASE {key}")), inner)
                }
                _ => same(inner),
            })
            .collect(),
        Value::List(items) | Value::Compound(items) => items.iter().map(same).collect(),
        Value::Not(inner) => vec![(opposite(place), inner.as_ref())],
        Value::Comparison { sense, sides } => {
            let place = compared(place, *sense, sides);
            sides.iter().map(|side| (place.clone(), side)).collect()
        }
        Value::Call { arguments, keywords, .. } => arguments
            .iter()
            .map(same)
            .chain(
                keywords
                    .iter()
                    .map(|(name, inner)| if name == "default" { same(inner) } else { (Place::Elsewhere, inner) }),
            )
            .collect(),
        Value::Item { of, key, .. } => vec![same(of), same(key)],
        _ => Vec::new(),
    }
}

fn opposite(place: &Place) -> Place {
    match place {
        Place::Setting(setting) if setting == "DEBUG" => Place::NotDebug,
        Place::NotDebug => Place::Setting("DEBUG".to_owned()),
        _ => Place::Elsewhere,
    }
}

/// What a variable is for that is compared: with a word for "yes", or with the name of a stage such as `production`.
fn compared(place: &Place, sense: Sense, sides: &[Value]) -> Place {
    let debug = Place::Setting("DEBUG".to_owned());
    if *place != debug && *place != Place::NotDebug {
        return Place::Elsewhere;
    }
    let mut words = Vec::new();
    sides.iter().filter(|side| matches!(side, Value::Text(_) | Value::List(_))).for_each(|side| {
        side.walk(&mut |value| words.extend(value.text()));
    });
    let place = if sense == Sense::Affirmed { place.clone() } else { opposite(place) };
    let means_yes = |word: &&str| matches!(word.to_lowercase().as_str(), "1" | "true" | "yes" | "on" | "y" | "t");
    match words.first() {
        Some(word) if means_yes(word) => place,
        // `!= "production"` switches DEBUG off for that word, `== "development"` for any other one.
        Some(word) if place == Place::NotDebug => Place::Word((*word).to_owned()),
        Some(_) => Place::Word("production".to_owned()),
        None => Place::Elsewhere,
    }
}

/// How the text of a variable becomes a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Plain,
    /// `.split()`
    Blanks,
    Json,
    /// `int(…)`
    Number,
    /// `bool(…)`
    Truth,
}

pub(super) fn form(value: &Value) -> Form {
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
pub(super) fn fact_of(setting: &str, variable: &str, form: Form) -> Option<&'static str> {
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
        "STATIC_URL" => Some("static_url"),
        "MEDIA_URL" => Some("media_url"),
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

/// The fact that the name of a variable suggests: better than settings that cannot be imported, and no reason to overrule
/// a default.
pub(super) fn suggested_by(variable: &str) -> Option<&'static str> {
    Some(match variable.trim_start_matches("DJANGO_") {
        "ADMIN_EMAIL" => "admin_email",
        "CACHE_DIR" | "CACHE_ROOT" => "cache_directory",
        "CACHE_URL" => "cache_url",
        "DATA_DIR" | "DATA_ROOT" => "data_directory",
        "DOMAIN" | "DOMAIN_NAME" | "SITE_DOMAIN" => "domain",
        "LOG_DIR" | "LOGS_DIR" | "LOG_ROOT" => "log_directory",
        "BASE_URL" | "SITE_URL" => "site_url",
        _ => return None,
    })
}
