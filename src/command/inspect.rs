//! `dj2deb inspect`: what a finished package holds, read back from its bytes.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::cli::{Format, args};
use crate::deb::stanza::Stanza;
use crate::error::Error;
use crate::exit_status::ExitStatus;
use crate::host::file_system;
use crate::report::{Report, listing, wording};
use crate::verify::contents::{self, FileView, PackageContents, PackagedEntry, PackagedKind};
use crate::verify::shares::{Records, Share};

/// Everything that is shown of a package.
struct Inspection {
    contents: PackageContents,
    shares: BTreeMap<String, Share>,
    /// The licence by `name version`, as the bill of materials says.
    licences: BTreeMap<String, String>,
    size: u64,
}

/// Prints control data, sizes, scripts and files.
pub fn inspect(arguments: &args::Inspect, report: &Report) -> Result<ExitStatus, Error> {
    let mut records = Records::default();
    let mut bill = Value::Null;
    let contents = contents::read(file_system::open(&arguments.file)?, |file| {
        records.look(file);
        bill_of_materials(file, &mut bill);
    })?;
    let shares = records.shares(&contents);
    let (size, _) = file_system::stamp(&arguments.file)?;
    let inspection = Inspection { contents, shares, licences: licences(&bill), size };
    match report.format() {
        Format::Text => report.data(&text(&inspection)),
        Format::Json => report.json(&as_json(&inspection)),
    }
    Ok(ExitStatus::Success)
}

fn bill_of_materials(file: &FileView<'_>, bill: &mut Value) {
    if file.path.starts_with("/usr/share/doc/") && file.name() == "sbom.cdx.json" {
        // What cannot be read is shown as absent.
        *bill = serde_json::from_slice(file.bytes).unwrap_or_default();
    }
}

fn licences(bill: &Value) -> BTreeMap<String, String> {
    let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let licence = |component: &Value| {
        let name = format!("{} {}", word(&component["name"]), word(&component["version"]));
        (name, word(&component["licenses"][0]["license"]["name"]))
    };
    bill["components"].as_array().into_iter().flatten().map(licence).collect()
}

impl Inspection {
    /// The largest first.
    fn sorted_shares(&self) -> Vec<(&String, &Share)> {
        let mut shares: Vec<(&String, &Share)> = self.shares.iter().collect();
        shares.sort_by(|left, right| right.1.bytes.cmp(&left.1.bytes).then_with(|| left.0.cmp(right.0)));
        shares
    }

    fn licence(&self, distribution: &str) -> &str {
        self.licences.get(distribution).map_or("", String::as_str)
    }
}

fn text(inspection: &Inspection) -> String {
    let control = inspection.contents.stanza().map(ToString::to_string).unwrap_or_default();
    let share = |(name, share): (&String, &Share)| {
        let files = wording::count(usize::try_from(share.files).unwrap_or(usize::MAX), "file");
        [wording::size(share.bytes), files, name.clone(), inspection.licence(name).to_owned()]
    };
    let shares: Vec<[String; 4]> = inspection.sorted_shares().into_iter().map(share).collect();
    let files = inspection.contents.control_files.iter();
    let members: Vec<[String; 2]> =
        files.map(|(name, file)| [name.clone(), wording::size(file.text.len() as u64)]).collect();
    format!(
        "{control}\n{} as a file; before compression:\n{}\nControl files:\n{}\nFiles:\n{}",
        wording::size(inspection.size),
        listing::table(&shares),
        listing::table(&members),
        listing::package(&inspection.contents),
    )
}

fn as_json(inspection: &Inspection) -> Value {
    let fields = inspection.contents.stanza().map(Stanza::fields).unwrap_or_default();
    let control: serde_json::Map<String, Value> =
        fields.iter().map(|field| (field.name.clone(), Value::from(field.value.clone()))).collect();
    let distributions: Vec<Value> = inspection
        .sorted_shares()
        .into_iter()
        .map(|(name, share)| {
            json!({ "name": name, "files": share.files, "bytes": share.bytes, "licence": inspection.licence(name) })
        })
        .collect();
    let control_files: BTreeMap<&str, &str> =
        inspection.contents.control_files.iter().map(|(name, file)| (name.as_str(), file.text.as_str())).collect();
    json!({
        "format": 1,
        "size": inspection.size,
        "control": control,
        "distributions": distributions,
        "control_files": control_files,
        "entries": inspection.contents.entries.iter().map(entry_json).collect::<Vec<_>>(),
    })
}

fn entry_json(entry: &PackagedEntry) -> Value {
    let mode = format!("{:04o}", entry.mode);
    match &entry.kind {
        PackagedKind::File { size, .. } => json!({ "path": entry.path, "kind": "file", "mode": mode, "size": size }),
        PackagedKind::Directory => json!({ "path": entry.path, "kind": "directory", "mode": mode }),
        PackagedKind::Symlink(target) => {
            json!({ "path": entry.path, "kind": "symlink", "mode": mode, "target": target })
        }
        PackagedKind::Other(kind) => json!({ "path": entry.path, "kind": kind, "mode": mode }),
    }
}
