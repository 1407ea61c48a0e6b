//! `dj2deb plan`: files, scripts, control and steps, without building.

use std::path::Path;

use super::flags;
use crate::cli::{Format, args};
use crate::error::Error;
use crate::exit_status::ExitStatus;
use crate::host::Host;
use crate::plan::package_plan::PackagePlan;
use crate::plan::recipe::{DependencySource, Recipe};
use crate::plan::{ProofWish, plan as plan_package};
use crate::report::{Report, listing};

/// Prints what `build` will do for each release.
pub fn plan(arguments: &args::Plan, directory: &Path, report: &Report) -> Result<ExitStatus, Error> {
    let host = Host::with_signals();
    let decided = flags::decide(&host, directory, &arguments.choices)?;
    let mut plans = Vec::new();
    for release in &decided.config.releases {
        plans.push(plan_package(&decided.config, &decided.snapshot, (*release, ProofWish::Prove))?);
    }
    match report.format() {
        Format::Json => {
            report.json(&serde_json::json!({ "format": 1, "packages": plans.iter().map(json).collect::<Vec<_>>() }));
        }
        Format::Text => {
            for plan in &plans {
                report.data(&text(plan, arguments));
            }
        }
    }
    Ok(ExitStatus::Success)
}

fn text(plan: &PackagePlan, arguments: &args::Plan) -> String {
    if arguments.steps {
        return steps(&plan.recipe).join("\n");
    }
    if arguments.scripts {
        return plan
            .scripts
            .iter()
            .map(|(script, text)| format!("===== {script}\n{text}"))
            .collect::<Vec<_>>()
            .join("\n");
    }
    format!("{}\n{}", plan.stanza, files(plan))
}

/// What the package holds of what was planned, and what of the repository stays out.
pub fn files(plan: &PackagePlan) -> String {
    let left_out: String =
        plan.left_out.iter().map(|(path, reason)| format!("left out: {path} ({reason})\n")).collect();
    format!("{}{left_out}", listing::plan(plan))
}

fn json(plan: &PackagePlan) -> serde_json::Value {
    let control: serde_json::Map<String, serde_json::Value> =
        plan.stanza.fields().iter().map(|field| (field.name.clone(), field.value.clone().into())).collect();
    serde_json::json!({
        "name": plan.name.to_string(),
        "version": plan.version.to_string(),
        "release": plan.release.to_string(),
        "control": control,
        "files": plan.files.iter().map(|(path, entry)| serde_json::json!({
            "path": path.to_string(), "mode": entry.mode.to_string(), "source": entry.source,
        })).collect::<Vec<_>>(),
        "conffiles": plan.conffiles.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "scripts": plan.scripts.iter().map(|(script, text)| (script.to_string(), text.clone().into())).collect::<serde_json::Map<String, serde_json::Value>>(),
        "left_out": plan.left_out.iter().map(|(path, reason)| serde_json::json!({ "path": path, "reason": reason })).collect::<Vec<_>>(),
        "steps": steps(&plan.recipe),
    })
}

/// The programs that staging runs, in words.
pub fn steps(recipe: &Recipe) -> Vec<String> {
    let mut steps = vec![match &recipe.dependencies {
        DependencySource::UvLock { path } => format!("uv export --frozen: the pinned set of {path}"),
        DependencySource::Pinned { path, .. } => format!("{path} is pinned and hashed as it is"),
        DependencySource::Open { path } => format!("uv pip compile --generate-hashes {path}: resolved once and kept"),
        DependencySource::Inferred { lines } => {
            format!("uv pip compile --generate-hashes: {}, resolved once and kept", lines.join(", "))
        }
    }];
    for addition in &recipe.added {
        steps.push(format!("add {} when none of {} is in the set", addition.any_of[0], addition.any_of.join(", ")));
    }
    steps.push(format!(
        "uv pip install for Python {} on {} {}, wheels only where they exist",
        recipe.release.interpreter_full(),
        recipe.release,
        recipe.architecture
    ));
    steps.push(format!("take each distribution by its RECORD into {}", recipe.prefix));
    if let Some(proof) = &recipe.proof {
        steps.push("as an ordinary user, offline: import the entry point".to_owned());
        steps.push("as an ordinary user, offline: django check".to_owned());
        if proof.collects_static {
            steps.push("as an ordinary user, offline: collectstatic into a scratch directory".to_owned());
        }
    }
    steps
}
