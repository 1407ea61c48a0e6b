//! Rendered scripts, units, site and runtime, judged by the tools that will read them: shellcheck, dash, Python, systemd, nginx.
//!
//! A missing tool is a failure; `tests/tools/setup` installs them.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

use dj2deb::template::context::{FirstValue, Variable};
use dj2deb::template::{Database, Frame, LAYOUT, Site, Source, TemplateId, WebServer, render, script, sequence};

fn site(database: Database) -> Site {
    Site {
        package: "shop".into(),
        user: "shop".into(),
        version: "1.0-1~deb12".into(),
        interpreter: "python3.11".into(),
        manage_directory: "src".into(),
        manage_script: "manage.py".into(),
        python_path: vec!["src/apps".into()],
        settings_module: "shop.settings".into(),
        django_settings_module: "settings".into(),
        wsgi_application: "shop.wsgi:application".into(),
        database,
        static_url: "/static/".into(),
        media_url: "/media/".into(),
        health_path: "/".into(),
        max_body_size: "20m".into(),
        timeout: 60,
        stop_seconds: 75,
        read_seconds: 90,
        memory_deny_write_execute: true,
        clear_sessions: true,
        migrate: "auto".into(),
        upgrade: "freeze".into(),
        after: vec!["postgresql.service".into()],
        variables: vec![Variable { name: "DATABASE_URL".into(), fact: "database_url".into() }],
        first_values: vec![FirstValue { name: "SHOP_CURRENCY".into(), value: "EUR".into() }],
    }
}

/// Runs a tool and fails with its words.
fn run(program: &str, arguments: &[&str]) {
    let output = Command::new(program).args(arguments).output().unwrap_or_else(|error| panic!("{program}: {error}"));
    assert!(
        output.status.success(),
        "{program} {arguments:?}\n{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
}

/// Writes a text below a directory and returns its path.
fn put(directory: &Path, name: &str, text: &str) -> String {
    let path = directory.join(name.trim_start_matches('/'));
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, text).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    path.to_str().unwrap().to_owned()
}

fn text(source: Source, site: &Site) -> String {
    match source {
        Source::Template(template) => render(template, site).unwrap(),
        Source::Constant(text) => text.to_owned(),
    }
}

#[test]
fn scripts_are_plain_posix_shell() {
    let place = tempfile::tempdir().unwrap();
    for database in [Database::Sqlite, Database::Postgresql] {
        let site = site(database);
        let mut scripts = Vec::new();
        for frame in Frame::EVERY {
            let rendered = script(frame, &sequence(frame, database, WebServer::Nginx), &site).unwrap();
            scripts.push(put(place.path(), frame.file(), &rendered));
        }
        for placed in LAYOUT.iter().filter(|placed| placed.executable) {
            scripts.push(put(place.path(), placed.path, &text(placed.source, &site)));
        }
        for path in scripts {
            run("dash", &["-n", &path]);
            // Sourced files of debconf are not here, and a frame's variables are not all used by each choice of fragments.
            run("shellcheck", &["--shell=sh", "--exclude=SC1091,SC2034", &path]);
        }
    }
}

#[test]
fn python_files_are_python() {
    let place = tempfile::tempdir().unwrap();
    let site = site(Database::Postgresql);
    for placed in LAYOUT.iter().filter(|placed| placed.path.ends_with(".py")) {
        let path = put(place.path(), placed.path, &text(placed.source, &site));
        run("python3", &["-I", "-c", "import ast, sys; ast.parse(open(sys.argv[1]).read())", &path]);
    }
}

#[test]
fn systemd_accepts_the_units() {
    let place = tempfile::tempdir().unwrap();
    let site = site(Database::Sqlite);
    for target in ["sysinit", "basic", "shutdown", "sockets", "multi-user", "network"] {
        put(place.path(), &format!("usr/lib/systemd/system/{target}.target"), "[Unit]\nDescription=stub\n");
    }
    for program in ["usr/bin/flock", "opt/shop/.live/dj2deb_runtime/serve", "usr/lib/shop/ctl"] {
        put(place.path(), program, "#!/bin/sh\n");
    }
    let mut units = Vec::new();
    for placed in LAYOUT.iter().filter(|placed| placed.path.starts_with("/usr/lib/systemd/system/P")) {
        let name = placed.path.replace("/P", "/shop");
        let path = place.path().join(name.trim_start_matches('/'));
        put(place.path(), &name, &text(placed.source, &site));
        fs::set_permissions(path, fs::Permissions::from_mode(0o644)).unwrap();
        units.push(name.rsplit('/').next().unwrap().to_owned());
    }
    assert_eq!(units.len(), 4);
    let root = format!("--root={}", place.path().display());
    let mut arguments = vec!["verify", "--man=no", &root];
    arguments.extend(units.iter().map(String::as_str));
    run("systemd-analyze", &arguments);
}

#[test]
fn nginx_accepts_the_site() {
    let place = tempfile::tempdir().unwrap();
    let directory = place.path().display();
    let known = "    if ($host = shop.example.org) { set $known 1; }";
    let server = render(TemplateId::Nginx, &site(Database::Sqlite))
        .unwrap()
        .replace("    if ($host = @DOMAIN@) { set $known 1; }", known)
        .replace("@DOMAINS@", "shop.example.org")
        .replace("/var/log/nginx/", &format!("{directory}/"))
        .replace("listen 80;", "listen 127.0.0.1:18080;")
        .replace("listen [::]:80;", "");
    let text = format!(
        "pid {directory}/pid;\nerror_log {directory}/error.log;\nevents {{}}\nhttp {{\naccess_log off;\n{server}}}\n"
    );
    let path = put(place.path(), "nginx.conf", &text);
    run("/usr/sbin/nginx", &["-t", "-q", "-c", &path]);
}

#[test]
fn man_accepts_the_page() {
    let place = tempfile::tempdir().unwrap();
    let page = render(TemplateId::ManualPage, &site(Database::Sqlite)).unwrap();
    let path = put(place.path(), "shop-ctl.8", &page);
    let output = Command::new("man").args(["--warnings", "-E", "UTF-8", "-l", "-Tutf8", "-Z", &path]).output().unwrap();
    assert!(output.status.success() && output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn no_template_is_an_orphan() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    let mut folders = vec![root.join("debian-templates"), root.join("maintscripts")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { folders.push(path) } else { files.push(path) }
        }
    }
    let constants: Vec<&str> = LAYOUT
        .iter()
        .filter_map(|placed| match placed.source {
            Source::Constant(text) => Some(text),
            Source::Template(_) => None,
        })
        .collect();
    for file in files {
        let name = file.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
        let content = fs::read_to_string(&file).unwrap();
        let known = TemplateId::EVERY.iter().any(|template| name == format!("debian-templates/{}", template.file()))
            || Frame::EVERY.iter().any(|frame| name == format!("maintscripts/{}", frame.file()))
            || dj2deb::template::FragmentId::EVERY
                .iter()
                .any(|fragment| name == format!("maintscripts/fragments/{}", fragment.file()))
            || constants.contains(&content.as_str());
        assert!(known, "{name} is used by nothing");
    }
}
