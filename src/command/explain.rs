//! `dj2deb explain`: every value, where it came from, what it shadowed. Runs no project code.

use std::fmt::Write;
use std::path::Path;

use super::Error;
use super::flags::{self, Decided};
use crate::cli::{Format, args};
use crate::configure::key::{self, KEYS};
use crate::configure::layer::Value;
use crate::configure::{Resolved, Sourced};
use crate::discover::variables::Answer;
use crate::exit_status::ExitStatus;
use crate::host::Host;
use crate::report::{Report, listing};

/// Prints the facts, one key in depth, or the table of all keys.
pub fn explain(
    arguments: &args::Explain,
    directory: &Path,
    report: &Report,
) -> Result<ExitStatus, crate::error::Error> {
    let host = Host::with_signals();
    if arguments.facts {
        let read = flags::read(&host, directory, &arguments.choices)?;
        report.json(&serde_json::json!({ "format": 1, "facts": read.facts }));
        return Ok(ExitStatus::Success);
    }
    if let Some(name) = &arguments.key
        && key::find(name).is_none()
    {
        return Err(Error::NoSuchKey(name.clone()).into());
    }
    let decided = flags::decide(&host, directory, &arguments.choices)?;
    match (report.format(), &arguments.key) {
        (Format::Json, only) => report.json(&json(&decided.resolved, only.as_deref())),
        (Format::Text, Some(name)) => report.data(&in_depth(name, &decided.resolved)),
        (Format::Text, None) => report.data(&table(&decided)),
    }
    Ok(ExitStatus::Success)
}

/// Every value with its origin, then the variables that the settings read.
pub fn table(decided: &Decided) -> String {
    let values = decided.resolved.iter();
    let values = values.map(|(name, sourced)| [name.to_owned(), sourced.value.to_string(), sourced.origin.to_string()]);
    let variables = decided.facts.settings.variables.iter().filter_map(|variable| {
        let answer = match variable.value.answer.as_ref()? {
            Answer::Fact(fact) => format!("the server's {fact}"),
            Answer::Word(word) => word.clone(),
        };
        Some([format!("variable {}", variable.value.name), answer, format!("found in {}", variable.evidence)])
    });
    let unset = KEYS.iter().filter(|key| decided.resolved.get(key.name).is_none());
    let unset = unset.map(|key| [key.name.to_owned(), "not set".to_owned(), key.doc.to_owned()]);
    listing::table(&values.chain(variables).chain(unset).collect::<Vec<_>>())
}

fn in_depth(name: &str, resolved: &Resolved) -> String {
    let mut text = String::new();
    let Some(row) = key::find(name) else { return text };
    // Writing to a String cannot fail.
    let _ = writeln!(text, "{}: {}", row.name, row.doc);
    match resolved.get(name) {
        Some(sourced) => {
            let _ = writeln!(text, "  value     {}\n  origin    {}", sourced.value, sourced.origin);
            for (value, origin) in &sourced.shadowed {
                let _ = writeln!(text, "  shadowed  {value}   ({origin})");
            }
        }
        None => text.push_str("  not set\n"),
    }
    let _ = writeln!(text, "  example   {}", row.example);
    if let Some(variable) = row.variable() {
        let _ = writeln!(text, "  variable  {variable}");
    }
    text
}

fn json(resolved: &Resolved, only: Option<&str>) -> serde_json::Value {
    let values: serde_json::Map<String, serde_json::Value> = KEYS
        .iter()
        .filter(|key| only.is_none_or(|name| name == key.name))
        .filter_map(|key| Some((key.name.to_owned(), value(resolved.get(key.name)?))))
        .collect();
    serde_json::json!({ "format": 1, "values": values })
}

fn value(sourced: &Sourced<Value>) -> serde_json::Value {
    let shadowed: Vec<_> = sourced
        .shadowed
        .iter()
        .map(|(value, origin)| serde_json::json!({ "value": value, "origin": origin.to_string() }))
        .collect();
    serde_json::json!({ "value": sourced.value, "origin": sourced.origin.to_string(), "shadowed": shadowed })
}
