//! From the project's own file to one text of pinned and hashed requirements, kept by what it depends on.

use std::path::Path;

use super::additions;
use super::uv::{Uv, target_options};
use super::{Error, Workshop};
use crate::cache::Key;
use crate::diagnose::Excerpt;
use crate::host::{self, Scratch, file_system};
use crate::plan::recipe::{DependencySource, Recipe};
use crate::python::DistributionName;
use crate::python::requirement::{self, Line, RequirementLine};

/// Changes when the same input is turned into other lines.
const FORM: &str = "3";

/// The whole set that is installed.
pub struct Locked {
    /// One requirement a line with its hashes.
    pub text: String,
    /// Nothing in the repository pinned it: it was resolved by us and is shipped.
    pub resolved_here: bool,
    /// What its text depends on.
    pub key: Key,
    /// The file in the repository that names the requirements.
    pub file: String,
}

/// Pins everything that the recipe installs.
pub fn locked(recipe: &Recipe, uv: &Uv, workshop: &Workshop) -> Result<Locked, Error> {
    let file = match &recipe.dependencies {
        DependencySource::UvLock { path } | DependencySource::Pinned { path, .. } | DependencySource::Open { path } => {
            path.to_string()
        }
        DependencySource::Inferred { .. } => "the inferred requirements".to_owned(),
    };
    let resolved_here = recipe.dependencies.is_open();
    let key = key(recipe, uv, workshop)?;
    let text = if let Some(text) = workshop.store.find("locks", &key) {
        text
    } else {
        let text = pin(recipe, (uv, workshop), &file)?;
        workshop.store.keep("locks", &key, &text)?;
        text
    };
    if resolved_here {
        let open = match &recipe.dependencies {
            DependencySource::Inferred { lines } => {
                format!("no file names requirements, {} is assumed", lines.join(", "))
            }
            _ => format!("{file} leaves versions open"),
        };
        workshop.warn(format!(
            "{open}: resolved once, kept, and shipped as requirements.lock; a lock file in the repository makes builds repeatable"
        ));
    }
    let locked = Locked { text, resolved_here, key, file };
    refuse_kernel_markers(&locked, workshop)?;
    Ok(locked)
}

impl Locked {
    /// Where the project's own file names the distribution.
    pub fn place_of(&self, name: &DistributionName, workshop: &Workshop) -> Option<Excerpt> {
        let text = file_system::read_text(&workshop.repository.join(&self.file)).ok()?;
        Some(Excerpt::of_line(&self.file, &text, requirement::line_about(&text, name)?))
    }
}

fn key(recipe: &Recipe, uv: &Uv, workshop: &Workshop) -> Result<Key, Error> {
    let source = match &recipe.dependencies {
        DependencySource::UvLock { path } => {
            let lock = file_system::read(&workshop.repository.join(path.as_str()))?;
            // The groups and extras that the lock's root has stand in the file beside it.
            let project = workshop.repository.join(path.parent().as_str()).join("pyproject.toml");
            [lock, file_system::read(&project)?].concat()
        }
        DependencySource::Open { path } => {
            let mut content = Vec::new();
            included(workshop.repository, path.as_str(), &mut content)?;
            content
        }
        DependencySource::Pinned { text, .. } => text.clone().into_bytes(),
        DependencySource::Inferred { lines } => lines.join("\n").into_bytes(),
    };
    Ok(Key::of()
        .input("form", FORM)
        .input("source", source)
        .input("release", recipe.release.interpreter_full())
        .input("platform", target_options(recipe.release, recipe.architecture).join(" "))
        .input("extras", recipe.extras.join(","))
        .input("groups", recipe.groups.join(","))
        .input("added", format!("{:?}", recipe.added))
        .input("table", additions::table())
        .input("uv", &uv.version)
        .key())
}

/// The content of a requirements file and of all that it names with `-r` or `-c`.
fn included(repository: &Path, path: &str, content: &mut Vec<u8>) -> Result<(), Error> {
    let text = file_system::read_text(&repository.join(path))?;
    content.extend_from_slice(text.as_bytes());
    for line in requirement::lines(&text) {
        if let Line::Include(next) | Line::Constraint(next) = &line {
            let relative = Path::new(path).parent().unwrap_or(Path::new("")).join(next);
            // A file may include itself by a longer way; what was read once is not read again.
            let marker = format!("\n# {}\n", relative.display());
            if !String::from_utf8_lossy(content).contains(&marker) {
                content.extend_from_slice(marker.as_bytes());
                included(repository, &relative.to_string_lossy(), content)?;
            }
        }
    }
    Ok(())
}

/// Where the project's own requirements files say that distributions are found, as variables of uv: an address may hold a
/// password, which neither an argument nor the shipped lock may show.
pub fn index_variables(recipe: &Recipe, workshop: &Workshop) -> Result<Vec<(&'static str, String)>, Error> {
    let DependencySource::Open { path } = &recipe.dependencies else { return Ok(Vec::new()) };
    let mut content = Vec::new();
    included(workshop.repository, path.as_str(), &mut content)?;
    let mut said = [("UV_DEFAULT_INDEX", Vec::new()), ("UV_INDEX", Vec::new()), ("UV_FIND_LINKS", Vec::new())];
    for line in requirement::lines(&String::from_utf8_lossy(&content)) {
        let Line::Option(option) = &line else { continue };
        let options = [("-i", "--index-url"), ("--extra-index-url", "--extra-index-url"), ("-f", "--find-links")];
        for ((_, values), (short, long)) in said.iter_mut().zip(options) {
            values.extend(requirement::argument(option, short, long));
        }
    }
    let joined = |(name, values): (&'static str, Vec<String>)| {
        (!values.is_empty()).then(|| (name, values.join(if name == "UV_FIND_LINKS" { "," } else { " " })))
    };
    Ok(said.into_iter().filter_map(joined).collect())
}

fn pin(recipe: &Recipe, (uv, workshop): (&Uv, &Workshop), file: &str) -> Result<String, Error> {
    let mut text = match &recipe.dependencies {
        DependencySource::UvLock { path } => {
            workshop.step(format!("exporting {path}"));
            export(recipe, path.parent().as_str(), (uv, workshop))
                .map_err(|source| resolve_error(recipe, file, source))?
        }
        DependencySource::Pinned { text, .. } => text.clone(),
        DependencySource::Open { path } => {
            workshop.step(format!("resolving {path} for {}", recipe.release));
            compile(recipe, &workshop.repository.join(path.as_str()), (uv, workshop))
                .map_err(|source| resolve_error(recipe, file, source))?
        }
        DependencySource::Inferred { lines } => compile_lines(recipe, lines, (uv, workshop), file)?,
    };
    text = without_local(&text);
    let added = additions::missing(&requirement::requirements(&text), &recipe.added);
    for row in &added.rows {
        text.push_str(&row.text);
        text.push('\n');
    }
    if !added.to_resolve.is_empty() {
        text.push_str(&compile_lines(recipe, &added.to_resolve, (uv, workshop), "the driver's C part")?);
    }
    Ok(text)
}

/// Leaves out the project itself and other directories (`-e .`): the project's files are packaged as they are, and an
/// editable installation would name a path of this machine.
fn without_local(text: &str) -> String {
    let is_local = |line: &Line| match line {
        Line::Option(option) => !option.starts_with("--") && !option.contains("://") || option.contains("file://"),
        Line::Requirement(requirement) => requirement.text.contains("@ file:"),
        Line::Include(_) | Line::Constraint(_) => false,
    };
    let kept = requirement::lines(text).into_iter().filter(|line| !is_local(line));
    let texts = kept.map(|line| match line {
        Line::Requirement(requirement) => requirement.text,
        Line::Option(text) | Line::Include(text) | Line::Constraint(text) => text,
    });
    texts.map(|text| text + "\n").collect()
}

fn export(recipe: &Recipe, directory: &str, (uv, workshop): (&Uv, &Workshop)) -> Result<String, host::Error> {
    let project = workshop.repository.join(directory);
    let mut program = uv
        .call(
            "exporting the lock",
            ["export", "--frozen", "--no-default-groups", "--no-emit-project", "--no-annotate", "--no-header"],
        )
        .arguments(["--format", "requirements-txt", "--project"])
        .argument(&project)
        .directory(&project);
    for extra in &recipe.extras {
        program = program.argument("--extra").argument(extra);
    }
    for group in &recipe.groups {
        program = program.argument("--group").argument(group);
    }
    Ok(uv.run(program, workshop)?.text() + "\n")
}

fn compile(recipe: &Recipe, file: &Path, (uv, workshop): (&Uv, &Workshop)) -> Result<String, host::Error> {
    let mut program = uv
        .call(
            "resolving the dependencies",
            ["pip", "compile", "--quiet", "--generate-hashes", "--no-annotate", "--no-header"],
        )
        .arguments(target_options(recipe.release, recipe.architecture))
        .argument(file);
    if let Some(directory) = file.parent() {
        program = program.directory(directory);
    }
    for extra in &recipe.extras {
        program = program.argument("--extra").argument(extra);
    }
    for group in &recipe.groups {
        program = program.argument("--group").argument(group);
    }
    Ok(uv.run(program, workshop)?.text() + "\n")
}

fn compile_lines(
    recipe: &Recipe,
    lines: &[String],
    (uv, workshop): (&Uv, &Workshop),
    file: &str,
) -> Result<String, Error> {
    let scratch = Scratch::new()?;
    let path = scratch.path().join("requirements.txt");
    file_system::write(&path, (lines.join("\n") + "\n").as_bytes())?;
    workshop.step(format!("resolving {}", lines.join(", ")));
    let plain = Recipe { extras: Vec::new(), groups: Vec::new(), ..recipe.clone() };
    compile(&plain, &path, (uv, workshop)).map_err(|source| resolve_error(recipe, file, source))
}

fn resolve_error(recipe: &Recipe, file: &str, source: host::Error) -> Error {
    match source {
        host::Error::Program { ref output, .. } => Error::Resolve {
            file: file.to_owned(),
            release: recipe.release.to_string(),
            output: output.clone(),
            source,
        },
        other => Error::Host(other),
    }
}

/// A marker on the kernel's version would be answered by the builder's kernel.
fn refuse_kernel_markers(locked: &Locked, workshop: &Workshop) -> Result<(), Error> {
    let asks =
        |line: &&RequirementLine| ["platform_release", "platform_version"].iter().any(|word| line.text.contains(word));
    match requirement::requirements(&locked.text).iter().find(asks) {
        Some(line) => Err(Error::KernelMarker {
            requirement: line.name.to_string(),
            excerpt: locked.place_of(&line.name, workshop),
        }),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_project_itself_is_not_installed() {
        let text = "-e .\n-e file:///srv/x\n./other\nfile:///srv/y\nown @ file:///srv/z\ndjango==5.2 \\\n    --hash=sha256:aa\nx @ git+https://example.org/x@1\n";
        assert_eq!(without_local(text), "django==5.2 \\\n    --hash=sha256:aa\nx @ git+https://example.org/x@1\n");
    }
}
