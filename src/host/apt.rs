//! What apt on this machine is set up with.

use std::path::{Path, PathBuf};

use super::{Error, file_system};
use crate::deb::mirror;

/// The first mirror for Debian in this machine's own sources.
pub fn debian_mirror() -> Result<Option<String>, Error> {
    let mut files = vec![PathBuf::from("/etc/apt/sources.list")];
    let directory = Path::new("/etc/apt/sources.list.d");
    if file_system::is_directory(directory) {
        files.extend(file_system::list(directory)?);
    }
    let is_source =
        |file: &&PathBuf| file.extension().is_some_and(|extension| extension == "list" || extension == "sources");
    let mut texts = Vec::new();
    for file in files.iter().filter(is_source).filter(|file| file_system::exists(file)) {
        texts.push(file_system::read_text(file)?);
    }
    Ok(mirror::find(texts.iter().map(String::as_str)))
}
