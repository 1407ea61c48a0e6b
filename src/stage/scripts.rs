//! The scripts in `bin/`: ours, with the final path in their first line.

use std::path::Path;

use super::Error;
use crate::host::file_system;

/// A script of a distribution.
pub struct Script {
    pub name: String,
    pub content: Vec<u8>,
}

/// One script for each row of `[console_scripts]` and `[gui_scripts]` (`PyPA`: entry points specification).
pub fn of_entry_points(text: &str, interpreter: &str) -> Vec<Script> {
    let mut scripts: Vec<Script> = Vec::new();
    let mut counts = false;
    for line in text.lines().map(str::trim) {
        if line.starts_with('[') {
            counts = matches!(line, "[console_scripts]" | "[gui_scripts]");
        } else if counts
            && let Some((name, target)) = line.split_once('=')
            && let Some((module, attribute)) = target.split('[').next().unwrap_or_default().split_once(':')
        {
            let (name, module, attribute) = (name.trim(), module.trim(), attribute.trim());
            let root = attribute.split('.').next().unwrap_or(attribute);
            let content = format!(
                "#!{interpreter}\nimport sys\n\nfrom {module} import {root}\n\nif __name__ == \"__main__\":\n    sys.exit({attribute}())\n"
            );
            scripts.push(Script { name: name.to_owned(), content: content.into_bytes() });
        }
    }
    scripts
}

/// A script that a wheel carries as a file: its first line names the environment that uv made, the package's names ours.
pub fn of_file(path: &Path, interpreter: &str) -> Result<Vec<u8>, Error> {
    let content = file_system::read(path)?;
    let end = content.iter().position(|byte| *byte == b'\n').unwrap_or(content.len());
    let first = String::from_utf8_lossy(&content[..end]);
    if first.starts_with("#!") && first.contains("python") {
        return Ok([b"#!", interpreter.as_bytes(), &content[end..]].concat());
    }
    Ok(content)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entry_points_become_scripts_with_the_final_path() {
        let text = "[console_scripts]\ncelery = celery.__main__:main\nx = a.b:C.run [extra]\n[other]\ny = z:w\n";
        let scripts = of_entry_points(text, "/opt/shop/venv/bin/python");
        assert_eq!(scripts.iter().map(|script| script.name.as_str()).collect::<Vec<_>>(), ["celery", "x"]);
        let text = String::from_utf8(scripts[1].content.clone()).unwrap();
        assert_eq!(
            text,
            "#!/opt/shop/venv/bin/python\nimport sys\n\nfrom a.b import C\n\nif __name__ == \"__main__\":\n    sys.exit(C.run())\n"
        );
    }
}
