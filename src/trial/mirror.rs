//! Finds the mirror that this machine itself installs Debian from.
//!
//! In: the texts of apt's sources, one-line and deb822. Out: the address of the first Debian mirror. Not here: reading files.

/// The first mirror for Debian that the sources name; other archives (`/debian-security`, vendors) do not count.
pub fn find<'a>(sources: impl IntoIterator<Item = &'a str>) -> Option<String> {
    sources.into_iter().flat_map(addresses).find(|address| is_debian(address)).map(str::to_owned)
}

/// Every address in one file, in its order; commented and disabled entries left out.
fn addresses(text: &str) -> Vec<&str> {
    let disabled = |stanza: &str| stanza.lines().any(|line| line.to_ascii_lowercase().replace(' ', "") == "enabled:no");
    let mut found = Vec::new();
    for stanza in text.split("\n\n").filter(|stanza| !disabled(stanza)) {
        let mut in_addresses = false;
        for line in stanza.lines().filter(|line| !line.starts_with('#')) {
            if line.starts_with("deb ") {
                found.extend(line.split_whitespace().find(|word| word.contains("://")));
            } else if let Some(rest) = line.strip_prefix("URIs:") {
                in_addresses = true;
                found.extend(rest.split_whitespace());
            } else if line.starts_with(' ') && in_addresses {
                found.extend(line.split_whitespace());
            } else {
                in_addresses = false;
            }
        }
    }
    found
}

fn is_debian(address: &str) -> bool {
    let is_http = address.starts_with("http://") || address.starts_with("https://");
    is_http && address.trim_end_matches('/').rsplit('/').next() == Some("debian")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_are_read_and_other_archives_skipped() {
        let vendor = "deb [arch=amd64] https://vendor.example.org/apt stable main\n";
        let one_line = "# deb http://old.example.org/debian bookworm main\ndeb [signed-by=/k] http://a.example.org/debian/ bookworm main\n";
        assert_eq!(find([vendor, one_line]).as_deref(), Some("http://a.example.org/debian/"));
        let stanzas = "Types: deb\nURIs: http://s.example.org/debian-security\n\nTypes: deb\n# why\nURIs:\n http://b.example.org/debian\nSuites: trixie\n";
        assert_eq!(find([stanzas]).as_deref(), Some("http://b.example.org/debian"));
    }

    #[test]
    fn a_disabled_stanza_does_not_count() {
        assert_eq!(find(["Enabled: no\nTypes: deb\nURIs: http://b.example.org/debian\n"]), None);
    }
}
