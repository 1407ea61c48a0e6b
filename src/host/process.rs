//! Runs one program, keeps the end of its output for the error, and ends it when time or patience is over.

use std::collections::VecDeque;
use std::ffi::OsString;
use std::io::{BufRead, BufReader, Read, Write};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use super::{Error, Host};

/// How many lines of a failed program's output an error shows.
const LINES_KEPT: usize = 30;

/// How often a running program is looked at.
const POLL: Duration = Duration::from_millis(10);

/// A program to run. Its environment is empty but for what is given, unless [`Program::inherit`] is called.
#[derive(Clone, Debug)]
pub struct Program {
    purpose: String,
    /// Its path, or a name that `PATH` finds.
    executable: OsString,
    arguments: Vec<OsString>,
    variables: Vec<(OsString, OsString)>,
    inherit: Inherit,
    directory: Option<PathBuf>,
    input: Option<Vec<u8>>,
    time_limit: Option<Duration>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Inherit {
    Nothing,
    Everything,
}

/// What a program that ended left.
#[derive(Debug)]
pub struct Finished {
    pub status: ExitStatus,
    pub stdout: Vec<u8>,
    /// The last lines of standard error.
    pub stderr: Vec<String>,
}

impl Finished {
    /// Standard output as text, without the final newline.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.stdout).trim_end().to_owned()
    }
}

impl Program {
    /// `purpose` completes the sentence "… failed", for example `installing the dependencies`.
    pub fn new(purpose: impl Into<String>, executable: impl Into<OsString>) -> Self {
        Self {
            purpose: purpose.into(),
            executable: executable.into(),
            arguments: Vec::new(),
            variables: Vec::new(),
            inherit: Inherit::Nothing,
            directory: None,
            input: None,
            time_limit: None,
        }
    }

    #[must_use]
    pub fn argument(mut self, argument: impl Into<OsString>) -> Self {
        self.arguments.push(argument.into());
        self
    }

    #[must_use]
    pub fn arguments<I: IntoIterator<Item: Into<OsString>>>(mut self, arguments: I) -> Self {
        self.arguments.extend(arguments.into_iter().map(Into::into));
        self
    }

    #[must_use]
    pub fn variable(mut self, name: impl Into<OsString>, value: impl Into<OsString>) -> Self {
        self.variables.push((name.into(), value.into()));
        self
    }

    /// The program sees all variables of dj2deb's own environment.
    #[must_use]
    pub fn inherit(mut self) -> Self {
        self.inherit = Inherit::Everything;
        self
    }

    #[must_use]
    pub fn directory(mut self, directory: &Path) -> Self {
        self.directory = Some(directory.to_path_buf());
        self
    }

    #[must_use]
    pub fn input(mut self, input: impl Into<Vec<u8>>) -> Self {
        self.input = Some(input.into());
        self
    }

    #[must_use]
    pub fn time_limit(mut self, limit: Duration) -> Self {
        self.time_limit = Some(limit);
        self
    }

    /// The command as a person would type it, without variables.
    pub fn command_line(&self) -> String {
        std::iter::once(&self.executable)
            .chain(&self.arguments)
            .map(|word| quote(&word.to_string_lossy()))
            .collect::<Vec<_>>()
            .join(" ")
    }
}

/// Quotes a word for sh where it needs it.
fn quote(word: &str) -> String {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || "-_./=:,+@%".contains(letter);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

impl Host {
    /// Runs a program to its end; an exit status other than 0 is an error that shows the last lines of its output.
    pub fn run(&self, program: &Program) -> Result<Finished, Error> {
        self.run_with(program, &mut |_| {})
    }

    /// As [`Host::run`], and hands each line of standard error to `line` as it comes.
    pub fn run_with(&self, program: &Program, line: &mut dyn FnMut(&str)) -> Result<Finished, Error> {
        let finished = self.try_run_with(program, line)?;
        if finished.status.success() {
            return Ok(finished);
        }
        let mut output = finished.stderr;
        if output.is_empty() {
            output = last_lines(&finished.stdout);
        }
        Err(Error::Program {
            purpose: program.purpose.clone(),
            command: program.command_line(),
            status: finished.status.to_string(),
            output,
        })
    }

    /// Runs a program to its end and returns whatever its exit status is.
    pub fn try_run(&self, program: &Program) -> Result<Finished, Error> {
        self.try_run_with(program, &mut |_| {})
    }

    fn try_run_with(&self, program: &Program, line: &mut dyn FnMut(&str)) -> Result<Finished, Error> {
        self.check()?;
        let mut child = start(program)?;
        let (sender, receiver) = mpsc::channel();
        if let (Some(input), Some(mut stdin)) = (program.input.clone(), child.stdin.take()) {
            // A program may end without reading its input; that is its own affair.
            std::thread::spawn(move || stdin.write_all(&input));
        }
        let stdout = child.stdout.take().map(|pipe| std::thread::spawn(move || read_all(pipe)));
        if let Some(pipe) = child.stderr.take() {
            std::thread::spawn(move || {
                for text in BufReader::new(pipe).split(b'\n').map_while(Result::ok) {
                    if sender.send(String::from_utf8_lossy(&text).into_owned()).is_err() {
                        break;
                    }
                }
            });
        }
        let mut kept = VecDeque::new();
        let mut keep = |text: String| {
            line(&text);
            kept.push_back(text);
            if kept.len() > LINES_KEPT {
                kept.pop_front();
            }
        };
        let status = self.wait(program, &mut child, (&receiver, &mut keep));
        // A grandchild may hold the pipe open after the program ended: what is there by now is enough.
        while let Ok(text) = receiver.recv_timeout(Duration::from_millis(50)) {
            keep(text);
        }
        let status = status.map_err(|error| match error {
            Error::TimedOut { purpose, command, seconds, .. } => {
                Error::TimedOut { purpose, command, seconds, output: kept.iter().cloned().collect() }
            }
            other => other,
        })?;
        let stdout = stdout.and_then(|thread| thread.join().ok()).unwrap_or_default();
        Ok(Finished { status, stdout, stderr: kept.into() })
    }

    fn wait(
        &self,
        program: &Program,
        child: &mut Child,
        (lines, keep): (&mpsc::Receiver<String>, &mut dyn FnMut(String)),
    ) -> Result<ExitStatus, Error> {
        let begin = Instant::now();
        loop {
            match lines.recv_timeout(POLL) {
                Ok(text) => keep(text),
                Err(mpsc::RecvTimeoutError::Timeout) => {}
                // The program closed its standard error and works on: without a pause this loop would not rest.
                Err(mpsc::RecvTimeoutError::Disconnected) => std::thread::sleep(POLL),
            }
            match child.try_wait() {
                Ok(Some(status)) => return Ok(status),
                Ok(None) => {}
                Err(source) => {
                    return Err(Error::Start { program: program.executable.to_string_lossy().into_owned(), source });
                }
            }
            if let Err(error) = self.check() {
                end(child);
                return Err(error);
            }
            if let Some(limit) = program.time_limit.filter(|limit| begin.elapsed() > *limit) {
                end(child);
                return Err(Error::TimedOut {
                    purpose: program.purpose.clone(),
                    command: program.command_line(),
                    seconds: limit.as_secs(),
                    output: Vec::new(),
                });
            }
        }
    }
}

/// Starts the program in a process group of its own.
fn start(program: &Program) -> Result<Child, Error> {
    let mut command = Command::new(&program.executable);
    command.args(&program.arguments);
    if program.inherit == Inherit::Nothing {
        command.env_clear();
    }
    command.envs(program.variables.iter().map(|(name, value)| (name, value)));
    if let Some(directory) = &program.directory {
        command.current_dir(directory);
    }
    command.stdin(if program.input.is_some() { Stdio::piped() } else { Stdio::null() });
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    // Its own group: a signal from the terminal reaches dj2deb alone, which then ends the whole group.
    command.process_group(0);
    command
        .spawn()
        .map_err(|source| Error::Start { program: program.executable.to_string_lossy().into_owned(), source })
}

/// Ends a child and everything it started: politely, then by force after two seconds.
fn end(child: &mut Child) {
    use rustix::process::{Pid, Signal, kill_process_group};
    let Some(group) = i32::try_from(child.id()).ok().and_then(Pid::from_raw) else { return };
    let _ = kill_process_group(group, Signal::TERM);
    for _ in 0..40 {
        if matches!(child.try_wait(), Ok(Some(_))) {
            break;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    let _ = kill_process_group(group, Signal::KILL);
    let _ = child.wait();
}

fn read_all(mut pipe: impl Read) -> Vec<u8> {
    let mut bytes = Vec::new();
    // What was read before an error is still worth showing.
    let _ = pipe.read_to_end(&mut bytes);
    bytes
}

fn last_lines(bytes: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(bytes);
    let lines: Vec<_> = text.lines().collect();
    lines[lines.len().saturating_sub(LINES_KEPT)..].iter().map(|&line| line.to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_shows_the_last_lines_and_the_command() {
        let program = Program::new("testing", "/bin/sh").arguments(["-c", "echo one >&2; exit 3"]);
        let Err(Error::Program { output, command, status, .. }) = Host::default().run(&program) else {
            panic!("a program that exits with 3 is an error")
        };
        assert_eq!(output, ["one"]);
        assert_eq!(command, "/bin/sh -c 'echo one >&2; exit 3'");
        assert!(status.contains('3'));
    }

    #[test]
    fn a_program_that_does_not_end_is_ended() {
        let program =
            Program::new("testing", "/bin/sh").arguments(["-c", "sleep 60"]).time_limit(Duration::from_millis(100));
        assert!(matches!(Host::default().run(&program), Err(Error::TimedOut { .. })));
    }

    #[test]
    fn input_and_output_pass_whole() {
        let text = vec![b'x'; 1 << 20];
        let finished = Host::default().run(&Program::new("testing", "/bin/cat").input(text.clone())).unwrap();
        assert_eq!(finished.stdout, text);
    }
}
