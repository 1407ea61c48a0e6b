//! uv installs the locked set for the target; the environment is kept, one a project and target.

use std::path::{Path, PathBuf};

use super::requirements::{self, Locked};
use super::uv::{Uv, target_options};
use super::{Error, Workshop};
use crate::cache::Key;
use crate::host;
use crate::host::file_system::{self, Lock};
use crate::plan::recipe::{DependencySource, Recipe};
use crate::python::requirement;

/// An installed environment on disk; nobody edits it, because uv shares its files with its own cache.
pub struct Environment {
    /// Its `lib/python3.X/site-packages`.
    pub site_packages: PathBuf,
    pub root: PathBuf,
}

/// Installs the set unless it is installed already. The lock keeps other builds of this project out.
pub fn install(
    recipe: &Recipe,
    locked: &Locked,
    (uv, workshop): (&Uv, &Workshop),
) -> Result<(Environment, Lock), Error> {
    let key = Key::of()
        .input("project", workshop.repository.to_string_lossy().as_bytes())
        .input("prefix", &recipe.prefix)
        .input("release", recipe.release.name())
        .input("architecture", recipe.architecture.name())
        .key();
    let (root, lock) = workshop.store.directory("env", &key)?;
    let stamp = root.join("dj2deb-lock");
    if file_system::read_text(&stamp).is_ok_and(|known| known == locked.key.as_str()) {
        return Ok((Environment { site_packages: site_packages(&root)?, root }, lock));
    }
    file_system::remove_directory(&root)?;
    let count = requirement::requirements(&locked.text).len();
    workshop.step(format!("installing {count} distributions for {}", recipe.release));
    // The target's own interpreter builds what has no wheel; where it is missing any other one serves to install.
    let own = format!("/usr/bin/python{}", recipe.release.interpreter());
    let python = if file_system::exists(Path::new(&own)) { own.as_str() } else { "3" };
    let venv = uv
        .call("making the environment", ["venv", "--quiet", "--no-project", "--no-config", "--python", python])
        .argument(&root);
    uv.run(venv, workshop)?;
    let list = root.join("requirements.txt");
    file_system::write(&list, locked.text.as_bytes())?;
    install_list(recipe, locked, (uv, workshop), (&root, &list))?;
    file_system::write(&stamp, locked.key.as_str().as_bytes())?;
    Ok((Environment { site_packages: site_packages(&root)?, root }, lock))
}

/// Wheels only, for the target. When some requirement has none and this machine is like the target, uv may build it.
fn install_list(
    recipe: &Recipe,
    locked: &Locked,
    (uv, workshop): (&Uv, &Workshop),
    (root, list): (&Path, &Path),
) -> Result<(), Error> {
    let hashed = requirement::requirements(&locked.text).iter().all(requirement::RequirementLine::is_hashed);
    let variables = requirements::index_variables(recipe, workshop)?;
    let call = |wheels_only: &[&str]| {
        let mut program = uv
            .call("installing the dependencies", ["pip", "install", "--no-deps", "--python"])
            .argument(root.join("bin/python"))
            .arguments(wheels_only.iter().copied());
        // Where the host is like the target its own interpreter builds; elsewhere uv is told what the target is.
        program = program.arguments(target_options(recipe.release, recipe.architecture));
        if hashed {
            program = program.argument("--require-hashes");
        }
        for (name, value) in &variables {
            program = program.variable(*name, value);
        }
        let directory = match &recipe.dependencies {
            DependencySource::UvLock { path }
            | DependencySource::Open { path }
            | DependencySource::Pinned { path, .. } => workshop.repository.join(path.parent().as_str()),
            DependencySource::Inferred { .. } => workshop.repository.to_path_buf(),
        };
        program.argument("-r").argument(list).directory(&directory)
    };
    let first = uv.run(call(&["--only-binary", ":all:"]), workshop);
    let Err(host::Error::Program { output, .. }) = &first else { return Ok(first.map(|_| ())?) };
    let no_wheel = output.iter().any(|line| {
        line.contains("no usable wheels")
            || line.contains("no wheels")
            || line.contains("building from source is disabled")
    });
    if !no_wheel {
        let output = output.clone();
        return Err(Error::Install {
            release: recipe.release.to_string(),
            output,
            source: first.err().unwrap_or(host::Error::Interrupted),
        });
    }
    if builds_for_target(recipe, workshop) {
        workshop.step("building what has no wheel");
        return match uv.run(call(&[]), workshop) {
            Err(source @ host::Error::Program { .. }) => {
                Err(Error::Install { release: recipe.release.to_string(), output: source.output().to_vec(), source })
            }
            other => Ok(other.map(|_| ())?),
        };
    }
    Err(no_wheel_error(recipe, locked, (output, workshop)))
}

/// Whether this machine is like the target: then what is built here runs there.
fn builds_for_target(recipe: &Recipe, workshop: &Workshop) -> bool {
    let own = format!("/usr/bin/python{}", recipe.release.interpreter());
    workshop.host.architecture() == recipe.architecture.name()
        && file_system::exists(Path::new(&own))
        && crate::deb::release::of_os_release(&host::os_release()) == Some(recipe.release)
}

fn no_wheel_error(recipe: &Recipe, locked: &Locked, (output, workshop): (&[String], &Workshop)) -> Error {
    let printed = output.join(" ");
    let lines = requirement::requirements(&locked.text);
    let line = lines.iter().find(|line| {
        line.version.as_ref().is_some_and(|version| {
            ["", " "].iter().any(|blank| printed.contains(&format!("{}{blank}=={blank}{version}", line.name)))
        })
    });
    let name = line.map_or_else(
        || "a requirement".to_owned(),
        |line| format!("{}=={}", line.name, line.version.as_deref().unwrap_or_default()),
    );
    let excerpt = line.and_then(|line| locked.place_of(&line.name, workshop));
    Error::NoWheel {
        requirement: name,
        release: recipe.release.to_string(),
        architecture: recipe.architecture.to_string(),
        excerpt,
        output: output.to_vec(),
    }
}

/// The one `lib/python3.X/site-packages` of an environment, whatever Python made it.
fn site_packages(root: &Path) -> Result<PathBuf, Error> {
    let library = root.join("lib");
    let found = file_system::list(&library)?
        .into_iter()
        .map(|path| path.join("site-packages"))
        .find(|path| file_system::exists(path));
    found.ok_or(Error::NoEnvironment { path: library })
}
