//! Carries out the steps of a scenario on a machine.
//!
//! In: a machine, a scenario, what it is about. Out: [`Check`]s. A check that fails lets the scenario go on; a `run` that fails ends it.

use std::collections::{BTreeMap, BTreeSet};

use super::http::{Answer, Client, Value};
use super::machine::Machine;
use super::report::Check;
use super::scenario::{Content, Expected, Reply, Scenario, Step};
use super::{Error, files, layout};

/// How many lines of a command's output a failed check shows.
const LINES_SHOWN: usize = 25;

/// The walk through scenarios on one machine; what is remembered stays from one to the next.
pub struct Walk<'a> {
    machine: &'a mut Machine,
    client: Client,
    variables: BTreeMap<String, String>,
    /// Scenarios that did not come to their end: what must run after them is not tried.
    broken: BTreeSet<String>,
}

impl<'a> Walk<'a> {
    /// A walk whose steps know `variables`.
    pub fn new(machine: &'a mut Machine, variables: BTreeMap<String, String>) -> Self {
        Self { machine, client: Client::default(), variables, broken: BTreeSet::new() }
    }

    /// All checks of a scenario.
    pub fn scenario(&mut self, scenario: &Scenario) -> Result<Vec<Check>, Error> {
        self.client = Client::of(self.variables.get("DOMAIN").map_or("", String::as_str));
        if let Some(before) = scenario.after.as_ref().filter(|before| self.broken.contains(*before)) {
            self.broken.insert(scenario.name.clone());
            return Ok(vec![Check::of("not tried", Some(format!("`{before}` did not come to its end")))]);
        }
        let mut checks = Vec::new();
        for step in &scenario.steps {
            let check = self.step(step)?;
            let ends = matches!(step, Step::Run(_) | Step::Reboot) && check.as_ref().is_some_and(|check| !check.passed);
            checks.extend(check);
            if ends {
                self.broken.insert(scenario.name.clone());
                break;
            }
        }
        Ok(checks)
    }

    fn step(&mut self, step: &Step) -> Result<Option<Check>, Error> {
        match step {
            Step::Given(name) => self.machine.give_content(name, &files::content(name)?)?,
            Step::Host(name) => self.client = Client::of(&self.expand(name)),
            Step::Run(command) => return Ok(Some(Check::of(command, self.command(command)?.err()))),
            Step::Expect { name, command } => return Ok(Some(Check::of(name, self.command(command)?.err()))),
            Step::Remember { name, command } => match self.command(command)? {
                Ok(output) => drop(self.variables.insert(name.clone(), output)),
                Err(output) => return Ok(Some(Check::of(format!("remember {name}"), Some(output)))),
            },
            Step::Http { method, path, expected } => {
                let path = self.expand(path);
                let answer = self.client.ask(self.machine, method, &path);
                return self.judge(&format!("{method} {path} of {}", self.client.host), expected, answer).map(Some);
            }
            Step::Submit { page, action, expected, fields } => {
                let (page, action) = (self.expand(page), self.expand(action));
                let fields = fields.iter().map(|field| self.field(field)).collect::<Result<Vec<_>, _>>()?;
                let answer = self.client.submit(self.machine, (&page, &action), &fields);
                return self.judge(&format!("form of {page} to {action}"), expected, answer).map(Some);
            }
            Step::Show(path) => {
                let answer = self.client.ask(self.machine, "GET", &self.expand(path))?;
                let passed = answer.status.is_some_and(|status| status < 500);
                return Ok(Some(Check {
                    name: format!("http://{}{path}", self.client.host),
                    passed,
                    detail: answer.body,
                }));
            }
            Step::Layout(name) => return self.layout(name).map(Some),
            Step::Reboot => self.machine.reboot()?,
        }
        Ok(None)
    }

    /// The output of a command: as an error when it failed.
    fn command(&self, command: &str) -> Result<Result<String, String>, Error> {
        let variables: Vec<_> = self.variables.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let outcome = self.machine.run(command, &variables)?;
        let lines: Vec<_> = outcome.output.lines().collect();
        let shown = lines[lines.len().saturating_sub(LINES_SHOWN)..].join("\n");
        Ok(if outcome.success { Ok(outcome.output) } else { Err(format!("{command}\n{shown}")) })
    }

    fn judge(&self, what: &str, expected: &Expected, answer: Result<Answer, Error>) -> Result<Check, Error> {
        let name = format!("{what}: {}", self.expand(&wording(expected)));
        let answer = match answer {
            Ok(answer) => answer,
            Err(error @ Error::NoAnswer { .. }) => return Ok(Check::of(name, Some(error.to_string()))),
            Err(error) => return Err(error),
        };
        let replied = match (expected.reply, answer.status) {
            (Reply::Status(wanted), Some(status)) => wanted == status,
            (Reply::Closed, None) => answer.body.is_empty(),
            (Reply::Answers, Some(status)) => status < 500,
            _ => false,
        };
        let fits = match &expected.content {
            None => true,
            Some(Content::With(text)) => answer.body.contains(&self.expand(text)),
            Some(Content::Without(text)) => !answer.body.contains(&self.expand(text)),
            Some(Content::Header(text)) => {
                let (name, value) = text.split_once(": ").unwrap_or((text, ""));
                answer.header(name).any(|known| known.contains(value))
            }
        };
        Ok(Check::of(name, (!replied || !fits).then(|| excerpt(&answer))))
    }

    fn field(&self, (name, value): &(String, String)) -> Result<(String, Value), Error> {
        let value = match value.strip_prefix('@') {
            Some(file) => Value::File { name: file.to_owned(), content: files::content(file)? },
            None => Value::Text(self.expand(value)),
        };
        Ok((name.clone(), value))
    }

    fn layout(&self, name: &str) -> Result<Check, Error> {
        let table = self.expand(&String::from_utf8_lossy(&files::content(name)?));
        let find = format!("find {} {} 2>/dev/null | LC_ALL=C sort", layout::roots(&table).join(" "), layout::FIND);
        let differences = layout::differences(&table, &self.machine.run(&find, &[])?.output).join("\n");
        Ok(Check::of(format!("owners and modes as in `{name}`"), (!differences.is_empty()).then_some(differences)))
    }

    /// Replaces `$NAME` by what is known under that name, the longest name first.
    fn expand(&self, text: &str) -> String {
        let mut names: Vec<_> = self.variables.iter().collect();
        names.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        names.iter().fold(text.to_owned(), |text, (name, value)| text.replace(&format!("${name}"), value))
    }
}

fn wording(expected: &Expected) -> String {
    let reply = match expected.reply {
        Reply::Status(status) => status.to_string(),
        Reply::Closed => "nothing".to_owned(),
        Reply::Answers => "an answer".to_owned(),
    };
    match &expected.content {
        None => reply,
        Some(Content::With(text)) => format!("{reply} with `{text}`"),
        Some(Content::Without(text)) => format!("{reply} without `{text}`"),
        Some(Content::Header(text)) => format!("{reply} with the header `{text}`"),
    }
}

/// Status, headers and the head of the body, for a check that failed.
fn excerpt(answer: &Answer) -> String {
    let status = answer.status.map_or("no status".to_owned(), |status| format!("status {status}"));
    let headers = answer.headers.iter().map(|(name, value)| format!("{name}: {value}"));
    let body = answer.body.lines().filter(|line| !line.trim().is_empty()).map(str::to_owned);
    std::iter::once(status).chain(headers).chain(body).take(LINES_SHOWN).collect::<Vec<_>>().join("\n")
}
