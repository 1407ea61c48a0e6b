//! Helpers that put a value into another language's text: shell, control fields, Python, systemd's environment files.
//!
//! In: a value of the context. Out: its spelling there. Not here: the templates.

use handlebars::{Context, Handlebars, Helper, Output, RenderContext, RenderErrorReason};
use serde_json::Value;

/// Words in a template that are no field of its context.
pub const NAMES: [&str; 8] = ["sh", "field", "description", "python", "environment", "upper", "if", "each"];

/// Makes the helpers known to the engine.
pub fn register(engine: &mut Handlebars<'_>) {
    register_one(engine, "sh", sh);
    register_one(engine, "field", |value| plain(value).split_whitespace().collect::<Vec<_>>().join(" "));
    register_one(engine, "description", |value| description(&plain(value)));
    register_one(engine, "python", Value::to_string);
    register_one(engine, "environment", |value| environment(&plain(value)));
    register_one(engine, "upper", |value| plain(value).to_uppercase());
}

fn register_one(engine: &mut Handlebars<'_>, name: &'static str, spell: fn(&Value) -> String) {
    let helper = move |call: &Helper<'_>,
                       _: &Handlebars<'_>,
                       _: &Context,
                       _: &mut RenderContext<'_, '_>,
                       out: &mut dyn Output| {
        let value = call.param(0).ok_or(RenderErrorReason::ParamNotFoundForIndex(name, 0))?;
        out.write(&spell(value.value()))?;
        Ok(())
    };
    engine.register_helper(name, Box::new(helper));
}

/// One shell word in single quotes; a list is joined by colons, as in PATH.
fn sh(value: &Value) -> String {
    format!("'{}'", plain(value).replace('\'', r"'\''"))
}

/// Folded text of a control field: each line indented, an empty one is a full stop (deb822(5)).
fn description(text: &str) -> String {
    let fold = |line: &str| if line.trim().is_empty() { " .".to_owned() } else { format!(" {}", line.trim_end()) };
    text.trim_end().lines().map(fold).collect::<Vec<_>>().join("\n")
}

/// A value in an environment file, read alike by systemd (systemd.exec(5)) and by the package's own reader.
fn environment(value: &str) -> String {
    let bare = |sign: char| sign.is_alphanumeric() || "-_./:@,+=%".contains(sign);
    let quote = if value.contains('"') { '\'' } else { '"' };
    if value.chars().all(bare) { value.to_owned() } else { format!("{quote}{value}{quote}") }
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(plain).collect::<Vec<_>>().join(":"),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_shell_word_survives_quotes() {
        assert_eq!(sh(&json!("it's")), r"'it'\''s'");
        assert_eq!(sh(&json!(["apps", "lib"])), "'apps:lib'");
        assert_eq!(sh(&json!("")), "''");
    }

    #[test]
    fn folded_text_has_no_empty_line() {
        assert_eq!(description("one\n\ntwo\n"), " one\n .\n two");
    }

    #[test]
    fn an_environment_value_is_quoted_when_it_must() {
        assert_eq!(environment("smtp.example.org:25"), "smtp.example.org:25");
        assert_eq!(environment("two words"), "\"two words\"");
        assert_eq!(environment("{\"a\": 1}"), "'{\"a\": 1}'");
    }
}
