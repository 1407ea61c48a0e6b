//! Lines of a requirements file: names, pins, hashes (pip's format, PEP 508).

use super::DistributionName;

/// One requirement with its continuation lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequirementLine {
    pub name: DistributionName,
    /// The version behind `==`, when it is pinned.
    pub version: Option<String>,
    /// As it stands in the file, continuations included.
    pub text: String,
    /// Counted from 1.
    pub line: usize,
}

/// What a logical line of a requirements file is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    Requirement(RequirementLine),
    /// `-r FILE`
    Include(String),
    /// `-c FILE`
    Constraint(String),
    /// `-e DIR`, `--index-url …`
    Option(String),
}

impl RequirementLine {
    /// Whether a hash fixes the very file that is installed.
    pub fn is_hashed(&self) -> bool {
        self.text.contains("--hash=")
    }
}

/// The logical lines of a requirements file; comments are dropped.
pub fn lines(text: &str) -> Vec<Line> {
    let mut found = Vec::new();
    let mut pending = String::new();
    let mut first = 0;
    for (number, raw) in text.lines().enumerate() {
        let content = without_comment(raw);
        if pending.is_empty() {
            first = number + 1;
        }
        if let Some(open) = content.trim_end().strip_suffix('\\') {
            pending.push_str(open);
            pending.push_str("\\\n");
            continue;
        }
        pending.push_str(content.trim_end());
        let logical = std::mem::take(&mut pending);
        found.extend(line(logical.trim(), first));
    }
    found
}

/// The distribution that a line of a lock or requirements file is about: the first text in quotes, else the first word.
pub fn named_in(line: &str) -> Option<DistributionName> {
    let text = line.split(['"', '\'']).nth(1).unwrap_or(line.trim());
    let name: String =
        text.chars().take_while(|letter| letter.is_ascii_alphanumeric() || "-_.".contains(*letter)).collect();
    (!name.is_empty()).then(|| DistributionName::of(&name))
}

/// The first line that is about the distribution `name`, counted from 1.
pub fn line_about(text: &str, name: &DistributionName) -> Option<usize> {
    text.lines().position(|line| named_in(line).as_ref() == Some(name)).map(|position| position + 1)
}

fn without_comment(line: &str) -> &str {
    if line.trim_start().starts_with('#') {
        return "";
    }
    line.split(" #").next().unwrap_or_default()
}

fn line(text: &str, number: usize) -> Option<Line> {
    if text.is_empty() {
        return None;
    }
    if let Some(file) = argument(text, "-r", "--requirement") {
        return Some(Line::Include(file));
    }
    if let Some(file) = argument(text, "-c", "--constraint") {
        return Some(Line::Constraint(file));
    }
    if text.starts_with('-') {
        return Some(Line::Option(text.to_owned()));
    }
    let name: String =
        text.chars().take_while(|letter| letter.is_ascii_alphanumeric() || "-_.".contains(*letter)).collect();
    // What has no name is a path or an address: `./local`, `file:///…`.
    if name.is_empty() || text.starts_with(['.', '/']) || text[name.len()..].starts_with([':', '/']) {
        return Some(Line::Option(text.to_owned()));
    }
    let rest = &text[name.len()..];
    let pinned = rest.split(';').next().and_then(|constraint| constraint.split_once("=="));
    let version = pinned.map(|(_, version)| {
        version
            .trim()
            .chars()
            .take_while(|letter| !letter.is_whitespace() && *letter != '\\' && *letter != ',')
            .collect::<String>()
    });
    Some(Line::Requirement(RequirementLine {
        name: DistributionName::of(&name),
        version: version.filter(|version| !version.contains('*')),
        text: text.to_owned(),
        line: number,
    }))
}

/// The argument of an option in its short (`-rFILE`, `-r FILE`) or long form (`--requirement FILE`, `--requirement=FILE`).
pub fn argument(text: &str, short: &str, long: &str) -> Option<String> {
    let rest = match text.strip_prefix(long) {
        Some(rest) => rest.strip_prefix([' ', '=']),
        None => text.strip_prefix(short).filter(|_| !text.starts_with("--")),
    };
    rest.map(|rest| rest.trim().to_owned()).filter(|rest| !rest.is_empty())
}

/// The requirements of a file without includes.
pub fn requirements(text: &str) -> Vec<RequirementLine> {
    lines(text)
        .into_iter()
        .filter_map(|line| if let Line::Requirement(requirement) = line { Some(requirement) } else { None })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_pins_and_hashes_are_read() {
        let text = "# top\nDjango==5.2.1 ; python_version > '3' \\\n    --hash=sha256:ab \\\n    --hash=sha256:cd\nuvicorn[standard]>=0.3 # why\n-r base.txt\n-e .\n./local\n--constraint=c.txt\n";
        let lines = lines(text);
        let Line::Requirement(django) = &lines[0] else { panic!("a requirement") };
        assert_eq!((django.name.as_str(), django.version.as_deref(), django.line), ("django", Some("5.2.1"), 2));
        assert!(django.is_hashed() && django.text.contains("sha256:cd"));
        assert!(
            matches!(&lines[1], Line::Requirement(line) if line.name.as_str() == "uvicorn" && line.version.is_none())
        );
        assert_eq!(lines[2], Line::Include("base.txt".into()));
        assert_eq!(lines[3], Line::Option("-e .".into()));
        assert_eq!(lines[4], Line::Option("./local".into()));
        assert_eq!(lines[5], Line::Constraint("c.txt".into()));
    }
}
