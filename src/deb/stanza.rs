//! A block of control data, deb822(5).
//!
//! In: fields in order, or text. Out: text with correct folding. Not here: which fields a package has.

use std::fmt;
use std::str::FromStr;

use super::substvar::{self, Substvars};

/// One field; lines after the first are kept without their leading blank and without the `.` of empty ones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    pub name: String,
    pub value: String,
}

/// Fields in the order in which they print.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stanza {
    fields: Vec<Field>,
}

#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    #[error("line {line} is neither `Name: value` nor the continuation of a field: `{text}`")]
    Line { line: usize, text: String },
    #[error("the field `{0}` stands there twice")]
    Duplicate(String),
    #[error("in the field `{field}`: {cause}")]
    Substvar { field: String, cause: substvar::Error },
}

impl Stanza {
    /// Sets a field: in place when it is there, else as the last one. Names compare without case.
    pub fn set(&mut self, name: &str, value: impl Into<String>) {
        let value = value.into();
        match self.fields.iter_mut().find(|field| field.name.eq_ignore_ascii_case(name)) {
            Some(field) => field.value = value,
            None => self.fields.push(Field { name: name.to_owned(), value }),
        }
    }

    pub fn get(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|field| field.name.eq_ignore_ascii_case(name)).map(|field| field.value.as_str())
    }

    /// Takes a field away, as an empty one is not allowed to stay.
    pub fn remove(&mut self, name: &str) {
        self.fields.retain(|field| !field.name.eq_ignore_ascii_case(name));
    }

    pub fn fields(&self) -> &[Field] {
        &self.fields
    }

    /// The same stanza with every `${name}` replaced.
    pub fn expand(&self, substvars: &Substvars) -> Result<Self, Error> {
        let expand = |field: &Field| match substvars.expand(&field.value) {
            Ok(value) => Ok(Field { name: field.name.clone(), value }),
            Err(cause) => Err(Error::Substvar { field: field.name.clone(), cause }),
        };
        self.fields.iter().map(expand).collect::<Result<_, _>>().map(|fields| Self { fields })
    }
}

impl FromStr for Stanza {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let mut stanza = Self::default();
        for (number, line) in text.lines().enumerate() {
            let bad_line = || Error::Line { line: number + 1, text: line.to_owned() };
            if let Some(continuation) = line.strip_prefix([' ', '\t']) {
                let field = stanza.fields.last_mut().ok_or_else(bad_line)?;
                field.value.push('\n');
                field.value.push_str(if continuation.trim_end() == "." { "" } else { continuation });
                continue;
            }
            let (name, value) = line.split_once(':').ok_or_else(bad_line)?;
            if name.is_empty() || name.contains(char::is_whitespace) {
                return Err(bad_line());
            }
            if stanza.get(name).is_some() {
                return Err(Error::Duplicate(name.to_owned()));
            }
            stanza.set(name, value.trim());
        }
        Ok(stanza)
    }
}

impl fmt::Display for Stanza {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.fields.iter().try_for_each(|field| write!(formatter, "{field}"))
    }
}

impl fmt::Display for Field {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut lines = self.value.trim_end().split('\n');
        let first = lines.next().unwrap_or_default();
        // No blank after the colon when the value begins on the next line.
        let separator = if first.is_empty() { "" } else { " " };
        writeln!(formatter, "{}:{separator}{first}", self.name)?;
        for line in lines {
            // An empty line would end the stanza.
            let line = if line.trim().is_empty() { "." } else { line };
            writeln!(formatter, " {line}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Package: shop\nDepends: adduser\nDescription: a shop\n It sells.\n .\n  Verbatim.\n";

    #[test]
    fn text_and_stanza_agree() {
        let stanza: Stanza = TEXT.parse().expect("the test's stanza is valid");
        assert_eq!(stanza.get("description"), Some("a shop\nIt sells.\n\n Verbatim."));
        assert_eq!(stanza.to_string(), TEXT);
        assert_eq!(stanza.fields().len(), 3);
    }

    #[test]
    fn fields_keep_their_place() {
        let mut stanza = Stanza::default();
        stanza.set("Package", "shop");
        stanza.set("Depends", "a");
        stanza.set("package", "site");
        assert_eq!(stanza.to_string(), "Package: site\nDepends: a\n");
        stanza.remove("Depends");
        assert_eq!(stanza.to_string(), "Package: site\n");
    }

    #[test]
    fn a_value_may_begin_on_the_next_line() {
        let mut stanza = Stanza::default();
        stanza.set("Conffiles", "\n/etc/x");
        assert_eq!(stanza.to_string(), "Conffiles:\n /etc/x\n");
        assert_eq!(stanza.to_string().parse(), Ok(stanza));
    }

    #[test]
    fn unknown_substvars_name_their_field() -> Result<(), Box<dyn std::error::Error>> {
        let mut stanza = Stanza::default();
        stanza.set("Depends", "${shlibs:Depends}");
        let cause = substvar::Error::Unknown("shlibs:Depends".parse()?);
        assert_eq!(stanza.expand(&Substvars::default()), Err(Error::Substvar { field: "Depends".to_owned(), cause }));
        Ok(())
    }

    #[test]
    fn bad_text_names_its_line() {
        let error = |text: &str| text.parse::<Stanza>().expect_err("the stanza is bad");
        assert_eq!(error(" x"), Error::Line { line: 1, text: " x".to_owned() });
        assert_eq!(error("A: b\n\nC: d"), Error::Line { line: 2, text: String::new() });
        assert_eq!(error("A: b\na: c"), Error::Duplicate("a".to_owned()));
    }
}
