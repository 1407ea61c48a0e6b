//! Scenarios as people write them: text, one step a line.
//!
//! In: the text of a `.scenario` file. Out: [`Scenario`]. Not here: carrying the steps out ([`super::walk`]).
//!
//! ```text
//! # The first comment says what the scenario shows.
//! release debian12                 the release on which `make test` runs it
//! after install                    a scenario that must have run on the machine before
//! needs old                        only with `--upgrade-from`; `$DEB` is the old package, `$NEW_DEB` the new one
//! given kettle.png                 put a file of tests/scenarios/files into /given
//! run COMMAND                      must succeed, else the scenario ends here
//! expect NAME: COMMAND             a check: the command succeeds
//! remember NAME: COMMAND           its output is `$NAME` in the steps that follow
//! host shop.example.org            which site the requests ask for; forgets cookies
//! http GET / 200 with TEXT         a check: status or `closed` or `answers`, then `with`, `without` or `header` and a text
//! submit PAGE to ACTION 302 a=b c=@kettle.png     a check: load the form on PAGE, send it to ACTION (to PAGE without `to`)
//! show PATH                        print the answer to GET; a check as `http GET PATH answers`
//! layout layout                    a check: owners and modes as in a table of tests/scenarios/files
//! reboot
//! ```

use super::Error;
use crate::deb::release::Release;
use crate::diagnose::Excerpt;

/// A scenario, read but not yet run.
#[derive(Clone, Debug)]
pub struct Scenario {
    pub name: String,
    pub about: String,
    pub release: Release,
    pub after: Option<String>,
    pub needs_old: bool,
    pub steps: Vec<Step>,
}

/// One line of a scenario.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    Given(String),
    Run(String),
    Expect { name: String, command: String },
    Remember { name: String, command: String },
    Host(String),
    Http { method: String, path: String, expected: Expected },
    Submit { page: String, action: String, expected: Expected, fields: Vec<(String, String)> },
    Show(String),
    Layout(String),
    Reboot,
}

/// What an answer must be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expected {
    pub reply: Reply,
    pub content: Option<Content>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reply {
    Status(u16),
    /// The connection ends without an answer.
    Closed,
    /// Any status below 500.
    Answers,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    With(String),
    Without(String),
    Header(String),
}

impl Scenario {
    /// Reads the text of the scenario called `name`.
    pub fn parse(name: &str, text: &str) -> Result<Self, Error> {
        let about = text.lines().find_map(|line| line.strip_prefix('#')).unwrap_or_default().trim().to_owned();
        let mut scenario = Self {
            name: name.to_owned(),
            about,
            release: Release::Debian12,
            after: None,
            needs_old: false,
            steps: Vec::new(),
        };
        for (index, line) in text.lines().enumerate() {
            let failed = |problem: String| {
                let excerpt = Excerpt::of_line(&format!("{name}.scenario"), text, index + 1);
                Error::Scenario { name: name.to_owned(), problem, excerpt }
            };
            scenario.add(line.trim()).map_err(failed)?;
        }
        Ok(scenario)
    }

    fn add(&mut self, line: &str) -> Result<(), String> {
        let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
        let rest = rest.trim();
        match word {
            "" => {}
            _ if word.starts_with('#') => {}
            "release" => self.release = rest.parse().map_err(|error: crate::deb::release::Error| error.to_string())?,
            "after" => self.after = Some(rest.to_owned()),
            "needs" if rest == "old" => self.needs_old = true,
            _ => self.steps.push(step(word, rest)?),
        }
        Ok(())
    }
}

fn step(word: &str, rest: &str) -> Result<Step, String> {
    Ok(match word {
        "given" => Step::Given(rest.to_owned()),
        "run" => Step::Run(rest.to_owned()),
        "expect" => {
            let (name, command) = named(rest)?;
            Step::Expect { name, command }
        }
        "remember" => {
            let (name, command) = named(rest)?;
            Step::Remember { name, command }
        }
        "host" => Step::Host(rest.to_owned()),
        "http" => http(rest)?,
        "submit" => submit(rest)?,
        "show" => Step::Show(rest.to_owned()),
        "layout" => Step::Layout(rest.to_owned()),
        "reboot" => Step::Reboot,
        _ => return Err(format!("`{word}` is not a step")),
    })
}

fn named(rest: &str) -> Result<(String, String), String> {
    let (name, command) = rest.split_once(": ").ok_or("`NAME: COMMAND` is expected")?;
    Ok((name.to_owned(), command.to_owned()))
}

fn http(rest: &str) -> Result<Step, String> {
    let mut words = rest.splitn(4, ' ');
    let (Some(method), Some(path), Some(reply)) = (words.next(), words.next(), words.next()) else {
        return Err("`METHOD PATH EXPECTED` is expected".to_owned());
    };
    let content = words.next().map(content).transpose()?;
    Ok(Step::Http {
        method: method.to_owned(),
        path: path.to_owned(),
        expected: Expected { reply: reply.parse()?, content },
    })
}

fn content(text: &str) -> Result<Content, String> {
    match text.split_once(' ') {
        Some(("with", text)) => Ok(Content::With(text.to_owned())),
        Some(("without", text)) => Ok(Content::Without(text.to_owned())),
        Some(("header", text)) => Ok(Content::Header(text.to_owned())),
        _ => Err("`with`, `without` or `header` and a text are expected".to_owned()),
    }
}

fn submit(rest: &str) -> Result<Step, String> {
    let words = words(rest);
    let (page, action, rest) = match words.as_slice() {
        [page, to, action, rest @ ..] if to == "to" => (page, action, rest),
        [page, rest @ ..] => (page, page, rest),
        [] => return Err("`PAGE STATUS FIELD=VALUE` is expected".to_owned()),
    };
    let (reply, fields) = rest.split_first().ok_or("the expected status is missing")?;
    let pair = |word: &String| word.split_once('=').map(|(name, value)| (name.to_owned(), value.to_owned()));
    let fields = fields.iter().map(|word| pair(word).ok_or(format!("`{word}` is not `FIELD=VALUE`")));
    Ok(Step::Submit {
        page: page.clone(),
        action: action.clone(),
        expected: Expected { reply: reply.parse()?, content: None },
        fields: fields.collect::<Result<_, _>>()?,
    })
}

/// Words between blanks; a `"` begins or ends a part in which blanks are kept.
fn words(text: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    for letter in text.chars() {
        match letter {
            '"' => quoted = !quoted,
            ' ' if !quoted => words.push(String::new()),
            _ => words.last_mut().into_iter().for_each(|word| word.push(letter)),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

impl std::str::FromStr for Reply {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "closed" => Ok(Self::Closed),
            "answers" => Ok(Self::Answers),
            _ => text.parse().map(Self::Status).map_err(|_| format!("`{text}` is no status, `closed` or `answers`")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scenario_is_read() {
        let text = "# Shows.\nrelease debian13\nafter install\n\nhttp GET / 200 with Hello you\nsubmit /a/ to /b/ 302 name=\"Ada L\" x=@y\n";
        let scenario = Scenario::parse("pages", text).unwrap();
        assert_eq!((scenario.about.as_str(), scenario.release), ("Shows.", Release::Debian13));
        assert_eq!(scenario.after.as_deref(), Some("install"));
        let expected = Expected { reply: Reply::Status(200), content: Some(Content::With("Hello you".to_owned())) };
        assert_eq!(scenario.steps[0], Step::Http { method: "GET".to_owned(), path: "/".to_owned(), expected });
        let Step::Submit { page, action, fields, .. } = &scenario.steps[1] else { panic!("the second step submits") };
        assert_eq!((page.as_str(), action.as_str(), fields[0].1.as_str()), ("/a/", "/b/", "Ada L"));
    }

    #[test]
    fn an_error_names_the_line() {
        let Err(Error::Scenario { problem, excerpt, .. }) = Scenario::parse("x", "reboot\nrebot now\n") else {
            panic!("`rebot` is not a step")
        };
        assert_eq!((problem.as_str(), excerpt.line), ("`rebot` is not a step", 2));
    }
}
