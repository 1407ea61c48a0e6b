//! Plurals, sizes, durations, lists.

use std::time::Duration;

/// `1 file`, `2 files`.
pub fn count(number: usize, singular: &str) -> String {
    if number == 1 { format!("1 {singular}") } else { format!("{number} {singular}s") }
}

/// A size in bytes as people read it (`21.8 MiB`).
pub fn size(bytes: u64) -> String {
    #[expect(clippy::cast_precision_loss, reason = "one decimal is shown")]
    let value = bytes as f64;
    if bytes < 1 << 10 {
        format!("{bytes} B")
    } else if bytes < 1 << 20 {
        format!("{:.1} KiB", value / 1024.0)
    } else {
        format!("{:.1} MiB", value / 1_048_576.0)
    }
}

/// A duration in seconds with one decimal.
pub fn duration(duration: Duration) -> String {
    format!("{:.1} s", duration.as_secs_f64())
}

/// `a`, `a and b`, `a, b and c`.
pub fn list(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_read_sizes_and_lists() {
        assert_eq!((size(512), size(1536), size(22_858_957)), ("512 B".into(), "1.5 KiB".into(), "21.8 MiB".into()));
        assert_eq!(list(&["a".into(), "b".into(), "c".into()]), "a, b and c");
        assert_eq!((count(1, "file"), count(0, "file")), ("1 file".into(), "0 files".into()));
    }
}
