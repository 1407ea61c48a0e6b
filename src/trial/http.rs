//! A small client for the machine's web server: one request a connection, cookies, forms with Django's token.
//!
//! In: method, path, fields. Out: [`Answer`]. HTTP/1.0, so that an answer ends with its connection and is never chunked.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::Error;
use super::machine::Machine;

const BOUNDARY: &str = "----dj2deb-trial-boundary";
const TOKEN: &str = "csrfmiddlewaretoken";

/// What a server answered; `None` as status when it closed the connection without a word.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    pub status: Option<u16>,
    pub headers: Vec<(String, String)>,
    pub body: String,
}

/// A value of a form: text, or a file with its name and content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    Text(String),
    File { name: String, content: Vec<u8> },
}

/// Asks for one site and keeps its cookies.
#[derive(Clone, Debug, Default)]
pub struct Client {
    pub host: String,
    cookies: BTreeMap<String, String>,
}

impl Answer {
    fn parse(bytes: &[u8]) -> Self {
        let text = String::from_utf8_lossy(bytes);
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
        let mut lines = head.lines();
        let status = lines.next().and_then(|line| line.split(' ').nth(1)).and_then(|number| number.parse().ok());
        let headers = lines
            .filter_map(|line| line.split_once(": "))
            .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()));
        Self { status, headers: headers.collect(), body: body.to_owned() }
    }

    /// The values of a header, in their order.
    pub fn header<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.headers.iter().filter(move |(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }
}

impl Client {
    /// A client of the site `host` that has no cookies yet.
    pub fn of(host: &str) -> Self {
        Self { host: host.to_owned(), cookies: BTreeMap::new() }
    }

    /// One request without a body.
    pub fn ask(&mut self, machine: &Machine, method: &str, path: &str) -> Result<Answer, Error> {
        self.send(machine, &format!("{method} {path} HTTP/1.0\r\n"), &[])
    }

    /// Loads `page` for its token and cookies, then sends the form to `action`.
    pub fn submit(
        &mut self,
        machine: &Machine,
        (page, action): (&str, &str),
        fields: &[(String, Value)],
    ) -> Result<Answer, Error> {
        let form = self.ask(machine, "GET", page)?;
        let mut fields = fields.to_vec();
        if let Some(token) = token(&form.body) {
            fields.insert(0, (TOKEN.to_owned(), Value::Text(token.to_owned())));
        }
        let body = multipart(&fields);
        let kind = format!("Content-Type: multipart/form-data; boundary={BOUNDARY}");
        let head = format!("POST {action} HTTP/1.0\r\n{kind}\r\nContent-Length: {}\r\n", body.len());
        self.send(machine, &head, &body)
    }

    fn send(&mut self, machine: &Machine, head: &str, body: &[u8]) -> Result<Answer, Error> {
        let cookies: Vec<_> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let cookies = if cookies.is_empty() { String::new() } else { format!("Cookie: {}\r\n", cookies.join("; ")) };
        let head = format!("{head}Host: {}\r\n{cookies}\r\n", self.host);
        let request = [head.as_bytes(), body].concat();
        let answer = Answer::parse(&machine.exchange(80, &request)?);
        for cookie in answer.header("set-cookie") {
            if let Some((name, value)) = cookie.split(';').next().and_then(|pair| pair.split_once('=')) {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        Ok(answer)
    }
}

/// The token of the first form on a page.
fn token(page: &str) -> Option<&str> {
    let field = page.split('<').find(|tag| tag.starts_with("input") && tag.contains(TOKEN))?;
    field.split_once("value=\"")?.1.split('"').next()
}

fn multipart(fields: &[(String, Value)]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, value) in fields {
        let mut head = format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"");
        let content = match value {
            Value::Text(text) => text.as_bytes(),
            Value::File { name, content } => {
                // Writing to a string cannot fail.
                let _ = write!(head, "; filename=\"{name}\"\r\nContent-Type: application/octet-stream");
                content
            }
        };
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(b"\r\n\r\n");
        body.extend_from_slice(content);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(format!("--{BOUNDARY}--\r\n").as_bytes());
    body
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_taken_apart() {
        let answer = Answer::parse(b"HTTP/1.1 200 OK\r\nCache-Control: max-age=3600\r\nX: 1\r\n\r\nhello\r\n\r\nyou");
        assert_eq!((answer.status, answer.body.as_str()), (Some(200), "hello\r\n\r\nyou"));
        assert_eq!(answer.header("cache-control").collect::<Vec<_>>(), ["max-age=3600"]);
        assert_eq!(Answer::parse(b"").status, None);
    }

    #[test]
    fn the_token_of_a_form_is_found() {
        let page = r#"<form><input type="hidden" name="csrfmiddlewaretoken" value="abc"><input name="q">"#;
        assert_eq!(token(page), Some("abc"));
        assert_eq!(token("<form>"), None);
    }

    #[test]
    fn a_file_travels_with_its_name() {
        let fields = [("sample".to_owned(), Value::File { name: "a.txt".to_owned(), content: b"text".to_vec() })];
        let body = String::from_utf8(multipart(&fields)).unwrap();
        assert!(body.contains("name=\"sample\"; filename=\"a.txt\"\r\n") && body.contains("\r\n\r\ntext\r\n--"));
    }
}
