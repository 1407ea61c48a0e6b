//! The key that `startproject` wrote into the settings.
//!
//! In: a file of the project. Out: whether it holds such a key. Not here: real secrets.

use super::super::Options;
use super::super::contents::FileView;
use super::super::finding::Severity;
use super::super::tag::{Check, Tag};
use super::holds;

pub const TAG: Tag = Tag {
    name: "development-key-in-package",
    severity: Severity::Info,
    summary: "the settings hold a development key",
    explanation: "Keys that begin with `django-insecure-` are made by `startproject` for development. The server uses \
                  a key of its own, made at installation in /etc/opt/P/secret_key, so nothing is lost; the line can \
                  stay.",
    reference: "Django, SECRET_KEY and `check --deploy` (security.W009)",
    check: Check::File(check),
};

fn check(file: &FileView<'_>, _: &Options) -> Vec<String> {
    let is_settings = !file.is_bundled() && file.extension() == "py";
    if is_settings && holds(file.bytes, b"django-insecure-") {
        vec!["holds a key for development; the server uses its own".to_owned()]
    } else {
        Vec::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_in_the_projects_python() {
        let found = |path| {
            let bytes = b"SECRET_KEY = 'django-insecure-x'";
            check(&FileView { path, mode: 0o644, bytes }, &Options::default()).len()
        };
        assert_eq!(found("/opt/shop/shop/settings.py"), 1);
        assert_eq!(found("/opt/shop/venv/lib/python3.11/site-packages/django/core/management/utils.py"), 0);
    }
}
