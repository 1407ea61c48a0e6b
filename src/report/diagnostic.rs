//! An error as text with excerpt and carets, and as JSON.

use std::fmt::Write;

use super::style::{ERROR, FAINT, HINT, PLACE};
use crate::diagnose::{Diagnose, Excerpt};

/// The error, its place, its causes and what to do next.
pub fn text(error: &dyn Diagnose) -> String {
    let mut text = format!("{ERROR}error:{ERROR:#} {error}\n");
    if let Some(excerpt) = error.excerpt() {
        text.push_str(&excerpt_text(&excerpt));
    }
    for cause in causes(error) {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "  {FAINT}caused by:{FAINT:#} {cause}");
    }
    for hint in error.hints() {
        let _ = writeln!(text, "\n{HINT}hint:{HINT:#} {hint}");
    }
    text
}

/// The same as one object.
pub fn json(error: &dyn Diagnose) -> serde_json::Value {
    serde_json::json!({
        "format": 1,
        "error": {
            "message": error.to_string(),
            "status": error.status().number(),
            "causes": causes(error),
            "excerpt": error.excerpt(),
            "hints": error.hints(),
        }
    })
}

fn causes(error: &dyn Diagnose) -> Vec<String> {
    let mut causes = Vec::new();
    let mut source = error.source();
    while let Some(cause) = source {
        causes.push(cause.to_string());
        source = cause.source();
    }
    // Libraries wrap an error in another one of the same words.
    causes.dedup();
    causes
}

fn excerpt_text(excerpt: &Excerpt) -> String {
    let number = excerpt.line.to_string();
    let margin = " ".repeat(number.len());
    let indent = " ".repeat(excerpt.column - 1);
    let carets = "^".repeat(excerpt.width);
    format!(
        " {margin}{PLACE}-->{PLACE:#} {}:{}:{}\n {margin} {PLACE}|{PLACE:#}\n {PLACE}{number} |{PLACE:#} {}\n {margin} {PLACE}|{PLACE:#} {indent}{ERROR}{carets}{ERROR:#}\n",
        excerpt.file, excerpt.line, excerpt.column, excerpt.text
    )
}
