//! Distributions that were installed as links to the building machine.
//!
//! In: a file of the environment. Out: whether it points outside. Not here: links of the file system.

use super::super::Options;
use super::super::contents::FileView;
use super::super::finding::Severity;
use super::super::tag::{Check, Tag};

pub const TAG: Tag = Tag {
    name: "editable-install",
    severity: Severity::Error,
    summary: "a distribution was installed in editable form",
    explanation: "An editable installation is a file that leads to a source directory of the building machine, which \
                  does not exist on the server. The project's code belongs below /opt/P as it is, its dependencies \
                  into the environment as installed files.",
    reference: "PEP 660; https://docs.python.org/3/library/site.html",
    check: Check::File(check),
};

fn check(file: &FileView<'_>, _: &Options) -> Vec<String> {
    if !file.is_bundled() {
        return Vec::new();
    }
    let name = file.name();
    if name.starts_with("__editable__") || file.extension() == "egg-link" {
        return vec!["is the link of an editable installation".to_owned()];
    }
    let text = || String::from_utf8_lossy(file.bytes);
    if file.extension() == "pth" && text().lines().any(|line| line.starts_with('/')) {
        return vec!["adds an absolute directory to the search path".to_owned()];
    }
    if name == "direct_url.json" && text().contains("file://") {
        return vec!["names a directory of the building machine".to_owned()];
    }
    Vec::new()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_is_known() {
        let found = |name: &str, text: &str| {
            let path = format!("/opt/p/venv/lib/python3.11/site-packages/{name}");
            check(&FileView { path: &path, mode: 0o644, bytes: text.as_bytes() }, &Options::default()).len()
        };
        assert_eq!(found("__editable___shop_finder.py", ""), 1);
        assert_eq!(found("shop.egg-link", ""), 1);
        assert_eq!(found("shop.pth", "/home/me/shop\n"), 1);
        assert_eq!(found("distutils-precedence.pth", "import os\n"), 0);
        assert_eq!(found("x.dist-info/direct_url.json", "{\"url\": \"file:///src\"}"), 1);
    }
}
