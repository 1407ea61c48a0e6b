//! The package's bytes: chunks compressed in parallel, written in order, to a file that appears whole or not at all.
//!
//! In: the sealed package and its plan. Out: the finished file. Not here: what the entries are.

use std::io::{Seek, Write};
use std::path::Path;

use super::chunk::{self, Chunk, FileFacts};
use super::control::{self, Totals};
use super::package::{Package, SealedEntry};
use super::relations::{self, Target};
use super::splice::SplicedStream;
use super::{Error, Workplace, parallel};
use crate::deb::archive::{self, DataMember};
use crate::deb::deb_file::DebFile;
use crate::deb::digest::HashingWriter;
use crate::deb::tarball::END_OF_ARCHIVE;
use crate::host::{self, file_system, new_file};
use crate::plan::PackagePlan;
use crate::progress::{Event, Stage};

/// Writes the package to the place that `workplace` names.
pub fn write(plan: &PackagePlan, package: &Package<'_>, workplace: &Workplace<'_>) -> Result<DebFile, Error> {
    let mut spool = new_file::spool_beside(&destination(workplace.output, "data.tar.xz"))?;
    let files = write_data(package, &mut spool, workplace)?;
    let target = Target { release: plan.release, architecture: plan.architecture };
    let needs = relations::needs(&files, &target)?;
    let installed = package.sections.iter().flat_map(|section| &section.entries);
    let installed_kibibytes = installed.map(SealedEntry::installed_kibibytes).sum();
    let name = DebFile::file_name(&plan.name, &plan.version, needs.architecture);
    let path = destination(workplace.output, &name);
    let control = control::member(plan, &Totals { files, installed_kibibytes, needs })?;
    let date = u64::try_from(plan.source_date).map_err(|_| Error::SourceDate(plan.source_date))?;

    let failed = |error| host::Error::file("write", &path, error);
    let size = spool.stream_position().map_err(failed)?;
    spool.rewind().map_err(failed)?;
    let mut output = HashingWriter::new(new_file::NewFile::create(&path)?);
    archive::write(&mut output, &control, DataMember { size, reader: spool }, date).map_err(failed)?;
    output.flush().map_err(failed)?;
    workplace.host.check()?;
    let (output, size, sha256) = output.finish();
    output.place()?;
    Ok(DebFile { path, size, sha256 })
}

/// In a directory the file gets its own name.
fn destination(output: &Path, name: &str) -> std::path::PathBuf {
    if file_system::is_directory(output) { output.join(name) } else { output.to_path_buf() }
}

/// Writes the data member and returns what was seen of each file.
fn write_data<'a>(
    package: &'a Package<'a>,
    spool: &mut std::fs::File,
    workplace: &Workplace<'_>,
) -> Result<Vec<FileFacts<'a>>, Error> {
    let failed = |error| Error::from(host::Error::file("write beside", workplace.output, error));
    let chunks: Vec<Chunk<'a>> = package.sections.iter().flat_map(chunk::cut).collect();
    let stage = Stage::Assemble;
    let total: u64 = chunks.iter().map(Chunk::tar_size).sum();
    let what = format!("compressing {} chunks, {} MiB", chunks.len(), total >> 20);
    workplace.progress.event(Event::Step { stage, what });
    let mut stream = SplicedStream::new(spool).map_err(failed)?;
    let mut files = Vec::new();
    let mut done = 0;
    let make = |chunk: &Chunk<'a>| Ok::<_, Error>((chunk.make(workplace.host)?, chunk.tar_size()));
    parallel::in_order(&chunks, workplace.threads, make, |(made, size)| {
        stream.append(&made.blocks).map_err(failed)?;
        files.extend(made.files);
        done += size;
        workplace.progress.event(Event::Count { stage, done: done >> 20, total: total >> 20 });
        Ok(())
    })?;
    stream.append(&control::compress_blocks(&END_OF_ARCHIVE).map_err(Error::Compress)?).map_err(failed)?;
    stream.finish().map_err(failed)?;
    Ok(files)
}
