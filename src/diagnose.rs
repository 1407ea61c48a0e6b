//! What every error of dj2deb can tell beside its message: exit status, place in a file, next steps.

use crate::exit_status::ExitStatus;

/// A place in a text that the error is about.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Excerpt {
    /// The file as the user knows it, relative to the repository.
    pub file: String,
    /// The line, counted from 1.
    pub line: usize,
    /// The column, counted from 1 in characters.
    pub column: usize,
    /// The text of the line.
    pub text: String,
    /// How many characters the carets underline, at least 1.
    pub width: usize,
}

impl Excerpt {
    /// The excerpt for the byte range `start..end` of `text`; an end on a later line is cut at the line's end.
    pub fn of(file: &str, text: &str, range: std::ops::Range<usize>) -> Self {
        let start = range.start.min(text.len());
        let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
        let line_end = text[start..].find('\n').map_or(text.len(), |at| start + at);
        let end = range.end.clamp(start, line_end);
        Self {
            file: file.to_owned(),
            line: text[..start].matches('\n').count() + 1,
            column: text[line_start..start].chars().count() + 1,
            text: text[line_start..line_end].to_owned(),
            width: text[start..end].chars().count().max(1),
        }
    }

    /// The excerpt for a whole line, counted from 1.
    pub fn of_line(file: &str, text: &str, line: usize) -> Self {
        let content = text.lines().nth(line.saturating_sub(1)).unwrap_or_default();
        let indent = content.chars().take_while(|letter| letter.is_whitespace()).count();
        Self {
            file: file.to_owned(),
            line,
            column: indent + 1,
            text: content.to_owned(),
            width: content.trim().chars().count().max(1),
        }
    }
}

/// What the report needs of an error beside its message and sources.
pub trait Diagnose: std::error::Error {
    /// The exit status that this error leads to.
    fn status(&self) -> ExitStatus;

    /// What the user can do next, a sentence each.
    fn hints(&self) -> Vec<String> {
        Vec::new()
    }

    /// The place in a file that the error is about.
    fn excerpt(&self) -> Option<Excerpt> {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_excerpt_counts_lines_and_columns_from_one() {
        let excerpt = Excerpt::of("dj2deb.toml", "a = 1\nname = \"X\"\n", 13..16);
        assert_eq!((excerpt.line, excerpt.column, excerpt.width), (2, 8, 3));
        assert_eq!(excerpt.text, "name = \"X\"");
    }
}
