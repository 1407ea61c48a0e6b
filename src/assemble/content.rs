//! Where the contents of planned files come from: the plan itself, the repository, or what staging found.
//!
//! In: the plan and the staged tree. Out: for each planned file its content and size. Not here: the bytes of
//! repository files, which are read when their chunk is made.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::package::SealedContent;
use super::{Error, Workplace, documents};
use crate::deb::compression;
use crate::deb::target_path::TargetPath;
use crate::host::file_system::{self, Kind};
use crate::plan::PackagePlan;
use crate::plan::package_plan::{Content, EntryKind, LateContent};
use crate::stage::StagedTree;

/// Content and size by path.
pub type Contents<'a> = BTreeMap<&'a TargetPath, (SealedContent<'a>, u64)>;

pub fn contents<'a>(
    plan: &'a PackagePlan,
    tree: &'a StagedTree,
    workplace: &Workplace<'_>,
) -> Result<Contents<'a>, Error> {
    let mut contents = Contents::new();
    let mut bundled = None;
    for (path, entry) in plan.files.iter() {
        let EntryKind::File(content) = &entry.kind else { continue };
        let content = match content {
            Content::Rendered(text) => in_memory(text.as_bytes()),
            Content::Compressed(text) => in_memory(compression::gzip(text.as_bytes()).map_err(Error::Compress)?),
            Content::Copied(copied) => on_disk(workplace, copied.as_str())?,
            Content::Late(late) => {
                let known = match bundled.take() {
                    Some(known) => known,
                    None => documents::bundled(tree)?,
                };
                let text = late_text(late, &known, plan, tree)?;
                bundled = Some(known);
                in_memory(text.into_bytes())
            }
        };
        contents.insert(path, content);
    }
    Ok(contents)
}

fn late_text(
    late: &LateContent,
    bundled: &[documents::Bundled],
    plan: &PackagePlan,
    tree: &StagedTree,
) -> Result<String, Error> {
    match late {
        LateContent::Copyright { preamble } => Ok(documents::copyright(preamble, bundled)),
        LateContent::SoftwareBillOfMaterials => documents::software_bill_of_materials(plan, bundled),
        LateContent::Requirements => tree.requirements.clone().ok_or(Error::NoRequirements),
    }
}

fn in_memory<'a>(bytes: impl Into<Cow<'a, [u8]>>) -> (SealedContent<'a>, u64) {
    let bytes = bytes.into();
    let size = bytes.len() as u64;
    (SealedContent::Memory(bytes), size)
}

fn on_disk<'a>(workplace: &Workplace<'_>, relative: &str) -> Result<(SealedContent<'a>, u64), Error> {
    let path = workplace.repository.join(relative);
    match file_system::kind(&path)? {
        Some(Kind::File { size, .. }) => Ok((SealedContent::Disk(Cow::Owned(path)), size)),
        _ => Err(Error::Changed { path, owner: "the project".to_owned() }),
    }
}
