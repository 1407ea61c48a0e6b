//! Secrets of the project that anybody who has the package could read.
//!
//! In: a file. Out: what about it is secret. Not here: files of distributions, which are public already.

use super::super::Options;
use super::super::contents::FileView;
use super::super::finding::Severity;
use super::super::tag::{Check, Tag};

pub const TAG: Tag = Tag {
    name: "secret-in-package",
    severity: Severity::Error,
    summary: "a file holds a private key, a password or an environment file",
    explanation: "A package is copied to repositories, caches and every server, and its files are readable for all \
                  users there. Environment files, private keys, password files of tools and addresses of package \
                  indexes with user and password do not belong into it. Leave the file out with `[project] exclude`; \
                  values belong into /etc/opt/P/environment on the server.",
    reference: "Django, deployment checklist, critical settings; https://12factor.net/config",
    check: Check::File(check),
};

/// Files whose only purpose is to hold secrets.
const SECRET_NAMES: [&str; 6] = [".netrc", ".pypirc", ".pgpass", ".htpasswd", "id_rsa", "id_ed25519"];
/// Beginnings of the names of files that hold secrets as data, and how such files end.
const STORES: [&str; 4] = ["secrets.", "secret.", "credentials.", "service-account"];
const DATA: [&str; 5] = [".json", ".yml", ".yaml", ".toml", ".ini"];
/// What an example of an environment file is called.
const EXAMPLES: [&str; 6] = ["example", "sample", "template", "dist", "tmpl", "defaults"];
/// Where addresses of package indexes stand.
const INDEX_FILES: [&str; 9] =
    [".txt", ".in", ".toml", ".lock", ".cfg", ".conf", ".npmrc", "direct_url.json", "Pipfile"];

fn check(file: &FileView<'_>, _: &Options) -> Vec<String> {
    let mut secrets = Vec::new();
    if file.name() == "direct_url.json" || !file.is_bundled() {
        secrets.extend(address(file));
    }
    if file.is_bundled() {
        return secrets;
    }
    let name = file.name();
    if is_environment_file(name) || SECRET_NAMES.contains(&name) {
        secrets.push("is a file that holds secrets, by its name".to_owned());
    }
    let in_environments = file.path.split('/').any(|part| part == ".envs");
    if in_environments
        || STORES.iter().any(|store| name.starts_with(store)) && DATA.iter().any(|ending| name.ends_with(ending))
    {
        secrets.push("is a store of secrets, by its name".to_owned());
    }
    if is_private_key(file.bytes) {
        secrets.push("is a private key".to_owned());
    }
    secrets
}

fn is_environment_file(name: &str) -> bool {
    matches!(name, ".env" | ".envrc")
        || name.strip_suffix(".env").is_some_and(|kind| !EXAMPLES.iter().any(|example| kind.contains(example)))
        || name.strip_prefix(".env.").is_some_and(|kind| !EXAMPLES.iter().any(|example| kind.contains(example)))
}

/// A key in PEM form stands at the beginning of a line and is followed by its bytes; programs that only mention the
/// words are not meant.
fn is_private_key(bytes: &[u8]) -> bool {
    let begin = &bytes[..bytes.len().min(64 << 10)];
    let Ok(text) = std::str::from_utf8(begin) else { return false };
    // As a value of JSON: the line breaks are written out.
    if text.contains("PRIVATE KEY-----\\n") {
        return true;
    }
    let mut lines = text.lines();
    let opens = |line: &str| line.starts_with("-----BEGIN ") && line.trim_end().ends_with("PRIVATE KEY-----");
    lines.any(opens) && lines.next().is_some_and(|line| line.len() >= 16 && !line.contains('"'))
}

/// `https://user:password@host`, but no variable in the password's place.
fn address(file: &FileView<'_>) -> Option<String> {
    if !INDEX_FILES.iter().any(|end| file.name().ends_with(end)) {
        return None;
    }
    let text = std::str::from_utf8(file.bytes).ok()?;
    let is_secret = |after: &str| {
        let authority: &str =
            after.split(|letter: char| letter == '/' || letter.is_whitespace()).next().unwrap_or_default();
        let user = authority.rsplit_once('@').map_or("", |(user, _)| user);
        user.split_once(':')
            .is_some_and(|(_, password)| !password.is_empty() && !password.contains(['$', '{', '<', '*']))
    };
    let line = text.lines().position(|line| line.split("://").skip(1).any(is_secret))?;
    Some(format!("line {} holds an address with a password", line + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(path: &str, text: &str) -> usize {
        check(&FileView { path, mode: 0o644, bytes: text.as_bytes() }, &Options::default()).len()
    }

    #[test]
    fn environment_files_and_keys() {
        assert_eq!(found("/opt/shop/.env", "A=1"), 1);
        assert_eq!(found("/opt/shop/.env.production", ""), 1);
        assert_eq!(found("/opt/shop/.env.example", ""), 0);
        let key = "-----BEGIN RSA PRIVATE KEY-----\nMIIEowIBAAKCAQEA0000\n";
        assert_eq!(found("/opt/shop/tls/key.pem", key), 1);
        assert_eq!(found("/opt/shop/venv/lib/python3.11/site-packages/x/test.pem", key), 0);
        assert_eq!(found("/opt/shop/x.py", "KEY = \"-----BEGIN PRIVATE KEY-----\"\n"), 0);
    }

    #[test]
    fn addresses_with_passwords() {
        assert_eq!(found("/opt/shop/requirements.txt", "--index-url https://me:secret@pypi.example.org/simple\n"), 1);
        assert_eq!(found("/opt/shop/requirements.txt", "--index-url https://me:${TOKEN}@pypi.example.org/simple\n"), 0);
        assert_eq!(found("/opt/shop/requirements.txt", "x @ git+ssh://git@example.org/a:b\n"), 0);
        assert_eq!(
            found(
                "/opt/shop/venv/lib/python3.11/site-packages/x.dist-info/direct_url.json",
                "{\"url\": \"https://a:b@c/d\"}"
            ),
            1
        );
    }
}
