//! Documents about what is bundled: the copyright file and the software bill of materials.
//!
//! In: the `METADATA` of the staged distributions and the names of their licence files. Out: texts.
//! Not here: the project's own licence, which the plan wrote.

use std::collections::BTreeSet;

use serde_json::json;

use super::Error;
use crate::deb::stanza::Stanza;
use crate::host::file_system;
use crate::plan::PackagePlan;
use crate::stage::StagedTree;
use crate::stage::inventory::{Run, RunOwner, Source, StagedEntry, StagedKind};

/// What the documents say of one distribution.
pub struct Bundled {
    name: String,
    version: String,
    /// Patterns of its files, without a first slash.
    files: BTreeSet<String>,
    authors: String,
    licence: String,
    /// The installed paths of its licence texts.
    licence_files: Vec<String>,
}

/// Reads the metadata of every distribution.
pub fn bundled(tree: &StagedTree) -> Result<Vec<Bundled>, Error> {
    let mut all = Vec::new();
    for run in &tree.runs {
        if let RunOwner::Distribution { name, version } = &run.owner {
            all.push(read(run, name, version)?);
        }
    }
    all.sort_by(|left, right| left.name.cmp(&right.name));
    Ok(all)
}

/// The machine-readable copyright file, <https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/>.
pub fn copyright(preamble: &str, bundled: &[Bundled]) -> String {
    let mut text = preamble.trim_end().to_owned();
    text.push('\n');
    for distribution in bundled {
        let mut stanza = Stanza::default();
        let files: Vec<&str> = distribution.files.iter().map(String::as_str).collect();
        stanza.set("Files", format!("\n{}", files.join("\n")));
        stanza.set("Copyright", distribution.authors.clone());
        let mut licence = distribution.licence.clone();
        match distribution.licence_files.as_slice() {
            [] => licence.push_str("\nThe distribution brings no licence text; its metadata names the licence."),
            files => {
                licence.push_str(
                    "
The full text is installed as:
 ",
                );
                licence.push_str(&files.join(
                    "
 ",
                ));
            }
        }
        stanza.set("License", licence);
        stanza.set(
            "Comment",
            format!("{} {} from the Python Package Index or as locked.", distribution.name, distribution.version),
        );
        text.push('\n');
        text.push_str(&stanza.to_string());
    }
    text
}

/// `CycloneDX` 1.5, without time stamps or serial numbers: equal builds list equal bytes.
pub fn software_bill_of_materials(plan: &PackagePlan, bundled: &[Bundled]) -> Result<String, Error> {
    let component = |distribution: &Bundled| {
        let url = format!("pkg:pypi/{}@{}", distribution.name, distribution.version);
        json!({
            "type": "library",
            "bom-ref": url,
            "name": distribution.name,
            "version": distribution.version,
            "purl": url,
            "licenses": [{ "license": { "name": distribution.licence } }],
        })
    };
    let bill = json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {
            "component": { "type": "application", "name": plan.name.as_str(), "version": plan.version.to_string() },
        },
        "components": bundled.iter().map(component).collect::<Vec<_>>(),
    });
    let mut text = serde_json::to_string_pretty(&bill).map_err(Error::Json)?;
    text.push('\n');
    Ok(text)
}

fn read(run: &Run, name: &str, version: &str) -> Result<Bundled, Error> {
    // A distribution may carry others inside it; its own metadata lies nearest to the root.
    let candidates = run.entries.iter().filter(|entry| entry.path.as_str().ends_with(".dist-info/METADATA"));
    let metadata = candidates.min_by_key(|entry| entry.path.as_str().matches('/').count());
    let metadata = metadata.map(content).transpose()?.unwrap_or_default();
    let metadata = String::from_utf8_lossy(&metadata);
    let headers: Vec<(&str, &str)> = headers(&metadata).collect();
    Ok(Bundled {
        name: name.to_owned(),
        version: version.to_owned(),
        files: run.entries.iter().map(|entry| pattern(entry.path.relative())).collect(),
        authors: authors(&headers).unwrap_or_else(|| format!("the authors of {name}")),
        licence: licence(&headers),
        licence_files: licence_files(run),
    })
}

fn content(entry: &StagedEntry) -> Result<Vec<u8>, Error> {
    match &entry.kind {
        StagedKind::File { source: Source::Disk(path), .. } => Ok(file_system::read(path)?),
        StagedKind::File { source: Source::Memory(bytes), .. } => Ok(bytes.clone()),
        StagedKind::Symlink(_) => Ok(Vec::new()),
    }
}

/// The fields before the description (PEP 566); continuation lines are not needed.
fn headers(metadata: &str) -> impl Iterator<Item = (&str, &str)> {
    let lines = metadata.lines().take_while(|line| !line.is_empty());
    lines.filter_map(|line| line.split_once(": ")).map(|(name, value)| (name, value.trim()))
}

fn authors(headers: &[(&str, &str)]) -> Option<String> {
    let wanted = ["Author", "Author-email", "Maintainer", "Maintainer-email"];
    let filled = |name: &&str| headers.iter().find(|(key, value)| key == name && !value.is_empty());
    wanted.iter().find_map(filled).map(|(_, value)| (*value).to_owned())
}

/// A short name without blanks, as the copyright format asks.
fn licence(headers: &[(&str, &str)]) -> String {
    let field = |name: &str| headers.iter().find(|(key, _)| *key == name).map(|&(_, value)| value);
    if let Some(expression) = field("License-Expression") {
        return expression.replace(" OR ", " or ").replace(" AND ", " and ");
    }
    let short = |value: &&str| !value.is_empty() && value.len() <= 60 && *value != "UNKNOWN";
    let classifiers = headers.iter().filter(|(key, _)| *key == "Classifier");
    let classifier =
        || classifiers.map(|&(_, value)| value).find_map(|value| value.strip_prefix("License :: OSI Approved :: "));
    let name = field("License").filter(short).or_else(classifier).unwrap_or("unknown");
    name.split_whitespace().collect::<Vec<_>>().join("-")
}

fn licence_files(run: &Run) -> Vec<String> {
    let is_licence = |path: &str| {
        let (_, inside) = path.split_once(".dist-info/")?;
        let name = inside.rsplit('/').next()?.to_ascii_uppercase();
        let known = ["LICEN", "COPYING", "NOTICE", "COPYRIGHT"].iter().any(|word| name.starts_with(word));
        (inside.starts_with("licenses/") || known).then(|| path.to_owned())
    };
    run.entries.iter().filter_map(|entry| is_licence(entry.path.as_str())).collect()
}

/// The top directory of a distribution in its environment, or the file itself; blanks cannot stand in a pattern.
fn pattern(relative: &str) -> String {
    let pattern = match relative.split_once("/site-packages/") {
        Some((before, inside)) => match inside.split_once('/') {
            Some((top, _)) => format!("{before}/site-packages/{top}/*"),
            None => relative.to_owned(),
        },
        None => relative.to_owned(),
    };
    pattern.replace(char::is_whitespace, "?")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deb::mode::FileMode;

    const METADATA: &str =
        "Metadata-Version: 2.1\nName: Tiny\nAuthor: A. Person\nLicense: BSD 3 Clause\n\nLicense: no\n";

    fn entry(path: &str, text: &str) -> StagedEntry {
        let source = Source::Memory(text.as_bytes().to_vec());
        let kind = StagedKind::File { mode: FileMode::FILE, source, size: text.len() as u64, expected: None };
        StagedEntry { path: path.parse().unwrap(), kind }
    }

    fn tree() -> StagedTree {
        let site = "/opt/p/venv/lib/python3.11/site-packages";
        let entries = vec![
            entry(&format!("{site}/tiny/__init__.py"), ""),
            entry(&format!("{site}/tiny-1.dist-info/METADATA"), METADATA),
            entry(&format!("{site}/tiny-1.dist-info/licenses/LICENSE.txt"), "text"),
        ];
        let owner = RunOwner::Distribution { name: "tiny".to_owned(), version: "1".to_owned() };
        StagedTree { runs: vec![Run { owner, entries }], requirements: None }
    }

    #[test]
    fn every_distribution_has_its_stanza() {
        let text = copyright("Format: x\n\n", &bundled(&tree()).unwrap());
        let site = "opt/p/venv/lib/python3.11/site-packages";
        let expected = format!(
            "Format: x\n\nFiles:\n {site}/tiny-1.dist-info/*\n {site}/tiny/*\nCopyright: A. Person\nLicense: BSD-3-Clause\n \
             The full text is installed as:\n  /{site}/tiny-1.dist-info/licenses/LICENSE.txt\n\
             Comment: tiny 1 from the Python Package Index or as locked.\n"
        );
        assert_eq!(text, expected);
    }

    #[test]
    fn expressions_come_before_texts_and_classifiers() {
        assert_eq!(licence(&[("License", "x"), ("License-Expression", "MIT OR Apache-2.0")]), "MIT or Apache-2.0");
        assert_eq!(licence(&[("Classifier", "License :: OSI Approved :: MIT License")]), "MIT-License");
        assert_eq!(licence(&[]), "unknown");
    }
}
