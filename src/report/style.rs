//! Styles by meaning, and when colours are used.

use anstyle::{AnsiColor, Style};

use crate::cli::ColorChoice;

pub const ERROR: Style = AnsiColor::Red.on_default().bold();
pub const WARNING: Style = AnsiColor::Yellow.on_default().bold();
pub const HINT: Style = AnsiColor::Cyan.on_default().bold();
pub const VERB: Style = AnsiColor::Green.on_default().bold();
pub const PLACE: Style = AnsiColor::Blue.on_default().bold();
pub const FAINT: Style = Style::new().dimmed();

/// Lets `--color` rule over what anstream finds out by itself (`NO_COLOR`, `TERM`, whether it is a terminal).
pub fn apply(choice: Option<ColorChoice>) {
    match choice {
        Some(ColorChoice::Always) => anstream::ColorChoice::Always.write_global(),
        Some(ColorChoice::Never) => anstream::ColorChoice::Never.write_global(),
        Some(ColorChoice::Auto) | None => {}
    }
}
