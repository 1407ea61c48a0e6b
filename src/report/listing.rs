//! Tables and the file listing that `plan`, `inspect` and the golden folders share.

use crate::plan::PackagePlan;
use crate::plan::package_plan::{Content, EntryKind, LateContent, PlannedEntry};
use crate::report::wording;
use crate::verify::contents::{EntryOwner, PackageContents, PackagedEntry, PackagedKind};

/// Rows in columns as wide as they need to be; the last column is not padded.
pub fn table<const COLUMNS: usize>(rows: &[[String; COLUMNS]]) -> String {
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0).min(60);
    let widths: Vec<usize> = (0..COLUMNS).map(width).collect();
    let mut text = String::new();
    for row in rows {
        let cells: Vec<String> = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}")).collect();
        text.push_str(cells.join("  ").trim_end());
        text.push('\n');
    }
    text
}

/// Every planned path with mode, owner and where its content comes from.
pub fn plan(plan: &PackagePlan) -> String {
    let rows: Vec<[String; 3]> = plan
        .files
        .iter()
        .map(|(path, entry)| {
            let conffile = if plan.conffiles.contains(path) { " conffile" } else { "" };
            [format!("{} root:root", mode(entry)), path.to_string(), format!("{}{conffile}", source(entry))]
        })
        .collect();
    table(&rows)
}

/// Every path of a finished package with mode, owner and size.
pub fn package(contents: &PackageContents) -> String {
    let rows: Vec<[String; 3]> = contents.entries.iter().map(packaged).collect();
    table(&rows)
}

fn packaged(entry: &PackagedEntry) -> [String; 3] {
    let (letter, last) = match &entry.kind {
        PackagedKind::Directory => ('d', "directory".to_owned()),
        PackagedKind::File { size, .. } => ('-', wording::size(*size)),
        PackagedKind::Symlink(target) => ('l', format!("-> {target}")),
        PackagedKind::Other(kind) => ('?', kind.clone()),
    };
    let owner = match entry.owner {
        EntryOwner { user: 0, group: 0 } => "root:root".to_owned(),
        EntryOwner { user, group } => format!("{user}:{group}"),
    };
    [format!("{letter}{:04o} {owner}", entry.mode), entry.path.clone(), last]
}

fn mode(entry: &PlannedEntry) -> String {
    let letter = match entry.kind {
        EntryKind::Directory | EntryKind::Subtree(_) => 'd',
        EntryKind::Symlink(_) => 'l',
        EntryKind::File(_) => '-',
    };
    format!("{letter}{}", entry.mode)
}

fn source(entry: &PlannedEntry) -> String {
    match &entry.kind {
        EntryKind::Directory => "directory".to_owned(),
        EntryKind::Subtree(_) => "${environment}".to_owned(),
        EntryKind::Symlink(target) => format!("-> {target}"),
        EntryKind::File(Content::Late(late)) => match late {
            LateContent::Copyright { .. } => "${copyright}".to_owned(),
            LateContent::SoftwareBillOfMaterials => "${sbom}".to_owned(),
            LateContent::Requirements => "${requirements}".to_owned(),
        },
        EntryKind::File(Content::Copied(path)) => path.to_string(),
        EntryKind::File(Content::Rendered(_) | Content::Compressed(_)) => entry.source.clone(),
    }
}
