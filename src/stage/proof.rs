//! The proof: the project's entry point is imported, `check` and `collectstatic` run, as an ordinary user, offline,
//! with a time limit, on the files as they will lie on the server.

use std::path::Path;
use std::time::Duration;

use super::environment::Environment;
use super::proof_root::{self, Interpreter};
use super::{Error, ScratchWish, Workshop};
use crate::host::{self, Program, Scratch, file_system};
use crate::plan::PackagePlan;
use crate::plan::package_plan::{Content, EntryKind};
use crate::plan::recipe::Proof;
use crate::progress::Event;
use crate::repository::RepoPath;

/// How long each program of the proof may take.
const TIME_LIMIT: Duration = Duration::from_mins(3);

/// The user and group of the programs: nobody and nogroup of base-passwd.
const NOBODY: &str = "65534";

/// Runs the proof; a machine that cannot run it is warned about, a project that fails it is an error.
pub fn prove(
    plan: &PackagePlan,
    proof: &Proof,
    (environment, workshop): (&Environment, &Workshop),
) -> Result<(), Error> {
    let interpreter = match proof_root::interpreter(plan.recipe.release, plan.recipe.architecture, workshop)? {
        Ok(interpreter) => interpreter,
        Err(reason) => {
            workshop.warn(format!("unproven: the project was not started, because {reason}"));
            return Ok(());
        }
    };
    let scratch = Scratch::new()?;
    let place = scratch.path().to_path_buf();
    let _kept = match workshop.scratch {
        ScratchWish::Remove => Some(scratch),
        ScratchWish::Keep => {
            workshop.warn(format!("the tree that the project was started in is kept: {}", scratch.keep().display()));
            None
        }
    };
    let stand = Stand::build(plan, proof, (&place, &interpreter, environment, workshop))?;
    workshop.step("importing the entry point");
    stand.run("its entry point cannot be imported", &["-m", "dj2deb_runtime.load"])?;
    workshop.step("running `check`");
    stand.run("`check` fails", &["-m", "django", "check"])?;
    if proof.collects_static {
        workshop.step("running `collectstatic`");
        stand.run(
            "its static files cannot be collected",
            &["-m", "dj2deb_runtime.collect", &stand.static_directory()],
        )?;
    }
    workshop.progress.event(Event::Detail(format!("proved with {}", interpreter.python)));
    Ok(())
}

/// The tree as it will be on the server, and how a program is run in it.
struct Stand<'a> {
    proof: &'a Proof,
    interpreter: &'a Interpreter,
    workshop: &'a Workshop<'a>,
    /// The scratch directory as the programs see it.
    seen: String,
    script: String,
}

impl<'a> Stand<'a> {
    fn build(
        plan: &PackagePlan,
        proof: &'a Proof,
        (scratch, interpreter, environment, workshop): (&Path, &'a Interpreter, &Environment, &'a Workshop<'a>),
    ) -> Result<Self, Error> {
        let tree = scratch.join("tree");
        open_directory(&tree)?;
        lay_out(plan, &proof.root, (&tree, workshop.repository))?;
        let library = tree.join(format!("venv/lib/python{}/site-packages", plan.recipe.release.interpreter()));
        let configuration = "home = /usr/bin\ninclude-system-site-packages = false\n";
        place(&tree, &tree.join("venv/pyvenv.cfg"), configuration.as_bytes(), 0o644)?;
        let python = tree.join("venv/bin/python");
        open_parents(&tree, &python)?;
        file_system::symlink(Path::new(&interpreter.python), &python)?;
        open_parents(&tree, &library)?;
        open_directory(&library)?;
        let work = scratch.join("writable");
        open_directory(&work)?;
        file_system::set_mode(&work, 0o777)?;
        let seen = if interpreter.root.is_some() { "/proof".to_owned() } else { scratch.display().to_string() };
        let as_user = if workshop.host.is_root() { AsUser::Nobody } else { AsUser::Caller };
        let script = script(interpreter, (scratch, &library, &environment.site_packages), as_user);
        Ok(Self { proof, interpreter, workshop, seen, script })
    }

    /// Runs `python -m dj2deb_runtime.start ARGUMENTS` in the directory of `manage.py`.
    fn run(&self, what: &'static str, arguments: &[&str]) -> Result<(), Error> {
        let program = self.program(arguments);
        let mut show = |line: &str| self.workshop.progress.event(Event::Output(line.to_owned()));
        match self.workshop.host.run_with(&program, &mut show) {
            Ok(_) => Ok(()),
            Err(host::Error::Program { output, .. } | host::Error::TimedOut { output, .. }) => Err(Error::Proof {
                what,
                output,
                command: format!("{} -m dj2deb_runtime.start {}", self.interpreter.python, arguments.join(" ")),
            }),
            Err(other) => Err(other.into()),
        }
    }

    fn program(&self, arguments: &[&str]) -> Program {
        let release = format!("{}/tree", self.seen);
        let directory =
            |path: &RepoPath| if path.is_root() { release.clone() } else { format!("{release}/{}", path.as_str()) };
        let root = directory(&self.proof.directory);
        let mut search: Vec<String> = vec![root.clone()];
        search.extend(self.proof.python_path.iter().map(directory));
        search.push(release.clone());
        let mut program = proof_root::isolated(self.workshop)
            .arguments(["sh", "-c", &self.script, &root])
            .arguments([format!("{release}/venv/bin/python"), "-m".into(), "dj2deb_runtime.start".into()])
            .arguments(arguments.iter().copied())
            .time_limit(TIME_LIMIT);
        for (name, value) in &self.proof.environment {
            program = program.variable(name, value);
        }
        let work = format!("{}/writable", self.seen);
        program
            .variable("LC_ALL", "C.UTF-8")
            .variable("HOME", &work)
            .variable("TMPDIR", &work)
            .variable("DJ2DEB_PROOF", &work)
            .variable("PYTHONPATH", search.join(":"))
            .variable("PYTHONDONTWRITEBYTECODE", "1")
            .variable("DJANGO_SETTINGS_MODULE", "dj2deb_runtime.settings")
    }

    /// The directory for static files, as the programs see it.
    fn static_directory(&self) -> String {
        format!("{}/writable/static", self.seen)
    }
}

/// Who the project's code runs as.
#[derive(Clone, Copy, PartialEq, Eq)]
enum AsUser {
    Nobody,
    /// Without root there is nobody else to become.
    Caller,
}

/// The shell text that puts the environment into the tree and becomes an ordinary user: `sh -c TEXT DIRECTORY PROGRAM…`.
/// Everything is mounted in a mount namespace of its own, so nothing is left behind.
fn script(interpreter: &Interpreter, (scratch, library, site): (&Path, &Path, &Path), user: AsUser) -> String {
    let quote = |path: &Path| format!("'{}'", path.display().to_string().replace('\'', r"'\''"));
    let mut lines = vec!["set -e".to_owned(), format!("mount --bind {} {}", quote(site), quote(library))];
    let mut enter = String::new();
    if let Some(root) = &interpreter.root {
        lines.push(format!("mkdir -p {}", quote(&root.join("proof"))));
        lines.push(format!("mount --rbind {} {}", quote(scratch), quote(&root.join("proof"))));
        lines.push(format!("mount --bind /dev {}", quote(&root.join("dev"))));
        lines.push(format!("mount --rbind /proc {}", quote(&root.join("proc"))));
        enter = format!("chroot {} ", quote(root));
    }
    if user == AsUser::Nobody {
        enter.push_str(&format!("setpriv --reuid={NOBODY} --regid={NOBODY} --clear-groups --no-new-privs "));
    }
    lines.push(format!("exec {enter}sh -c 'cd \"$0\" && exec \"$@\"' \"$0\" \"$@\""));
    lines.join("\n")
}

/// Writes what the plan puts below `root` into `tree`.
fn lay_out(plan: &PackagePlan, root: &str, (tree, repository): (&Path, &Path)) -> Result<(), Error> {
    for (path, entry) in plan.files.iter() {
        let Some(relative) = path.as_str().strip_prefix(root).and_then(|rest| rest.strip_prefix('/')) else { continue };
        let target = tree.join(relative);
        match &entry.kind {
            EntryKind::File(Content::Rendered(text)) => place(tree, &target, text.as_bytes(), entry.mode.bits())?,
            EntryKind::File(Content::Copied(source)) => {
                let content = file_system::read(&repository.join(source.as_str()))?;
                place(tree, &target, &content, entry.mode.bits())?;
            }
            EntryKind::Symlink(to) => {
                open_parents(tree, &target)?;
                file_system::symlink(Path::new(to), &target)?;
            }
            _ => {}
        }
    }
    Ok(())
}

fn place(top: &Path, path: &Path, content: &[u8], mode: u32) -> Result<(), Error> {
    open_parents(top, path)?;
    file_system::write(path, content)?;
    Ok(file_system::set_mode(path, mode)?)
}

/// Makes the directories above `path` readable for everyone, whatever the umask says.
fn open_parents(top: &Path, path: &Path) -> Result<(), Error> {
    let Some(parent) = path.parent() else { return Ok(()) };
    if parent != top && !file_system::exists(parent) {
        open_parents(top, parent)?;
        open_directory(parent)?;
    }
    Ok(())
}

fn open_directory(path: &Path) -> Result<(), Error> {
    file_system::create_directory(path)?;
    Ok(file_system::set_mode(path, 0o755)?)
}
