//! The control member: control data, `md5sums`, conffiles, scripts.
//!
//! In: the plan and what was found while the data member was made. Out: the member's bytes.
//! Not here: the data member.

use std::collections::BTreeMap;

use super::Error;
use super::chunk::FileFacts;
use super::relations::Needs;
use super::splice::{Blocks, SplicedStream};
use crate::deb::compression::XzEncoder;
use crate::deb::conffile::Conffiles;
use crate::deb::digest::hexadecimal;
use crate::deb::mode::FileMode;
use crate::deb::relation::{RelationField, Relations};
use crate::deb::stanza::Stanza;
use crate::deb::substvar::{Substvar, Substvars};
use crate::deb::tarball::{self, TarKind};
use crate::plan::PackagePlan;

/// The fields in the order in which Debian's tools write them; others come before the description.
const ORDER: [&str; 17] = [
    "Package",
    "Source",
    "Version",
    "Architecture",
    "Maintainer",
    "Installed-Size",
    "Pre-Depends",
    "Depends",
    "Recommends",
    "Suggests",
    "Enhances",
    "Breaks",
    "Conflicts",
    "Provides",
    "Replaces",
    "Section",
    "Priority",
];
const LAST: [&str; 2] = ["Homepage", "Description"];

/// What is known once every file was read.
pub struct Totals<'a> {
    pub files: Vec<FileFacts<'a>>,
    pub installed_kibibytes: u64,
    pub needs: Needs,
}

/// The member's compressed bytes.
pub fn member(plan: &PackagePlan, totals: &Totals<'_>) -> Result<Vec<u8>, Error> {
    let mut entries: BTreeMap<&str, (String, FileMode)> = BTreeMap::new();
    entries.insert("control", (stanza(plan, totals)?.to_string(), FileMode::FILE));
    entries.insert("md5sums", (md5sums(&totals.files, &plan.conffiles), FileMode::FILE));
    if !plan.conffiles.is_empty() {
        entries.insert("conffiles", (plan.conffiles.to_string(), FileMode::FILE));
    }
    for (&name, text) in &plan.control_files {
        entries.insert(name, (with_newline(text), FileMode::FILE));
    }
    for (script, text) in &plan.scripts {
        entries.insert(script.name(), (with_newline(text), FileMode::EXECUTABLE));
    }
    let mut archive = Vec::new();
    tarball::append_header(&mut archive, "", TarKind::Directory, FileMode::DIRECTORY);
    for (name, (text, mode)) in entries {
        let size = text.len() as u64;
        tarball::append_header(&mut archive, name, TarKind::File { size }, mode);
        archive.extend_from_slice(text.as_bytes());
        archive.extend_from_slice(tarball::padding(size));
    }
    archive.extend_from_slice(&tarball::END_OF_ARCHIVE);
    compress(&archive).map_err(Error::Compress)
}

/// A stream of one chunk.
pub fn compress(archive: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut stream = SplicedStream::new(Vec::new())?;
    stream.append(&compress_blocks(archive)?)?;
    stream.finish()
}

/// The blocks of one chunk that is in memory.
pub fn compress_blocks(archive: &[u8]) -> std::io::Result<Blocks> {
    let mut encoder = XzEncoder::new()?;
    encoder.write(archive)?;
    Blocks::of_stream(encoder.finish()?)
}

fn stanza(plan: &PackagePlan, totals: &Totals<'_>) -> Result<Stanza, Error> {
    let mut substvars = Substvars::default();
    substvars.set(Substvar::SHARED_LIBRARIES, totals.needs.relations.clone());
    let mut planned = plan.stanza.clone();
    planned.set("Package", plan.name.as_str());
    planned.set("Version", plan.version.to_string());
    planned.set("Architecture", totals.needs.architecture.name());
    planned.set("Installed-Size", totals.installed_kibibytes.to_string());
    let mut known = planned.expand(&substvars)?;
    for field in RelationField::EVERY.map(RelationField::name) {
        let Some(value) = known.get(field) else { continue };
        let relations: Relations = value.parse().map_err(|source| Error::Relation { field, source })?;
        if relations.0.is_empty() {
            known.remove(field);
        } else {
            known.set(field, relations.to_string());
        }
    }
    Ok(in_order(&known))
}

fn in_order(stanza: &Stanza) -> Stanza {
    let listed = |name: &&str| ORDER.iter().chain(&LAST).any(|known| known.eq_ignore_ascii_case(name));
    let others = stanza.fields().iter().map(|field| field.name.as_str()).filter(|name| !listed(name));
    let mut ordered = Stanza::default();
    for name in ORDER.into_iter().chain(others).chain(LAST) {
        if let Some(value) = stanza.get(name) {
            ordered.set(name, value);
        }
    }
    ordered
}

/// Sorted by path; conffiles are not listed, because dpkg keeps their digests itself.
fn md5sums(files: &[FileFacts<'_>], conffiles: &Conffiles) -> String {
    let is_conffile = |file: &FileFacts<'_>| conffiles.iter().any(|path| path.relative() == file.relative);
    let mut listed: Vec<&FileFacts<'_>> = files.iter().filter(|file| !is_conffile(file)).collect();
    listed.sort_by_key(|file| file.relative);
    let lines: Vec<String> =
        listed.iter().map(|file| format!("{}  {}", hexadecimal(&file.md5), file.relative)).collect();
    with_newline(&lines.join("\n"))
}

/// A control file without its last newline is misread.
fn with_newline(text: &str) -> String {
    format!("{}\n", text.trim_end_matches('\n'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_come_in_debians_order() {
        let mut stanza = Stanza::default();
        for name in ["Description", "X-Own", "Depends", "Package"] {
            stanza.set(name, "x");
        }
        let names: Vec<String> = in_order(&stanza).fields().iter().map(|field| field.name.clone()).collect();
        assert_eq!(names, ["Package", "Depends", "X-Own", "Description"]);
    }
}
