//! A Python version as the upstream part of a Debian version, so that both orders agree (PEP 440, deb-version(7)).

use std::str::FromStr;

use pep440_rs::{LocalSegment, PrereleaseKind, Version};

/// Maps `version` to Debian's spelling; a text that is no PEP 440 version stays as it is.
///
/// `1.0` and `1.0.0` are one version in Python only, so trailing zeros go. What sorts before the release gets `~`:
/// a plain development release before every pre-release (`~~dev`), one of a pre-release just before it (`~dev`).
pub fn upstream_version(version: &str) -> String {
    let Ok(parsed) = Version::from_str(version) else { return version.to_owned() };
    let mut release: Vec<u64> = parsed.release().to_vec();
    while release.len() > 1 && release.last() == Some(&0) {
        release.pop();
    }
    let mut text = release.iter().map(u64::to_string).collect::<Vec<_>>().join(".");
    if parsed.epoch() > 0 {
        text = format!("{}:{text}", parsed.epoch());
    }
    if let Some(pre) = parsed.pre() {
        let kind = match pre.kind {
            PrereleaseKind::Alpha => "a",
            PrereleaseKind::Beta => "b",
            PrereleaseKind::Rc => "rc",
        };
        text.push_str(&format!("~{kind}{}", pre.number));
    }
    if let Some(post) = parsed.post() {
        text.push_str(&format!("+post{post}"));
    }
    if let Some(dev) = parsed.dev() {
        let tildes = if parsed.pre().is_some() || parsed.post().is_some() { "~" } else { "~~" };
        text.push_str(&format!("{tildes}dev{dev}"));
    }
    let local: Vec<String> = parsed
        .local()
        .iter()
        .map(|segment| match segment {
            LocalSegment::String(text) => text.clone(),
            LocalSegment::Number(number) => number.to_string(),
        })
        .collect();
    if !local.is_empty() {
        text.push_str(&format!("+l.{}", local.join(".")));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deb::version::DebianVersion;

    #[test]
    fn debian_orders_versions_as_python_does() {
        let ascending = [
            "1.0.dev1",
            "1.0a1.dev1",
            "1.0a1",
            "1.0b2",
            "1.0rc1",
            "1.0",
            "1.0.post1.dev2",
            "1.0.post1",
            "1.0.1",
            "1.1",
            "1!0.1",
        ];
        let mapped: Vec<DebianVersion> =
            ascending.iter().map(|version| format!("{}-1", upstream_version(version)).parse().unwrap()).collect();
        for pair in mapped.windows(2) {
            assert!(pair[0] < pair[1], "{} < {}", pair[0], pair[1]);
        }
        assert_eq!(upstream_version("1.0.0"), "1");
        assert_eq!(upstream_version("2024.06-final-cut"), "2024.06-final-cut");
    }
}
